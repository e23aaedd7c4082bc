import { useEffect, useRef } from 'react';

interface NameFieldProps {
  readonly label: string;
  readonly name: string;
  /** Given the new name, or null where it stays. */
  readonly onDone: (name: string | null) => void;
}

/** A name that is being changed in its place: Enter and leaving keep it, Escape does not. */
export function NameField({ label, name, onDone }: NameFieldProps) {
  const field = useRef<HTMLInputElement>(null);
  const isDone = useRef(false);
  useEffect(() => field.current?.select(), []);

  function end(next: string | null): void {
    if (isDone.current) return;
    isDone.current = true;
    const trimmed = next?.trim() ?? '';
    onDone(trimmed === '' || trimmed === name ? null : trimmed);
  }

  return (
    <input
      ref={field}
      aria-label={label}
      defaultValue={name}
      maxLength={200}
      autoComplete="off"
      spellCheck={false}
      className="relative z-1 -ml-1.5 h-7 min-w-0 flex-1 rounded-sm border border-line-strong bg-panel px-1.5 focus-visible:-outline-offset-1 touch:h-10 touch:text-lg"
      onBlur={event => end(event.target.value)}
      onKeyDown={event => {
        // What the window makes of Escape and letters is not meant here.
        event.stopPropagation();
        if (event.key !== 'Enter' && event.key !== 'Escape') return;
        // The key is used up: the button that gets the focus now is not pressed by it.
        event.preventDefault();
        end(event.key === 'Enter' ? event.currentTarget.value : null);
      }}
    />
  );
}
