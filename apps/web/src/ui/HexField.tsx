import { type KeyboardEvent, useState } from 'react';
import { useWords } from '../words/use-words.ts';
import { classes } from './classes.ts';
import { parseHex } from './hsv.ts';

interface HexFieldProps {
  /** `#rrggbb`. */
  readonly value: string;
  readonly onPreview: (hex: string) => void;
  /** Once, when the field is left or Enter is pressed. */
  readonly onCommit: (hex: string) => void;
  /** Ties it to its label. */
  readonly id?: string;
  /** Its accessible name where it has no label. */
  readonly label?: string;
  readonly isDisabled?: boolean;
}

/** A colour's six digits to type or paste; three do too. What is typed is shown as soon as it is a colour. */
export function HexField({ value, onPreview, onCommit, id, label, isDisabled = false }: HexFieldProps) {
  const { ui } = useWords();
  const [typed, setTyped] = useState<string | null>(null);
  /** What stood there before somebody typed: `value` follows the preview. */
  const [from, setFrom] = useState(value);
  const parsed = typed === null ? value : parseHex(typed);

  function settle(): void {
    setTyped(null);
    if (parsed !== null && typed !== null) onCommit(parsed);
    else onPreview(from);
  }

  return (
    <input
      id={id}
      type="text"
      spellCheck={false}
      autoComplete="off"
      aria-label={label}
      disabled={isDisabled}
      aria-invalid={parsed === null || undefined}
      title={parsed === null ? ui.colour.wrong : undefined}
      value={typed ?? value}
      className={classes(
        'h-7 w-full min-w-0 flex-1 rounded-sm border border-transparent bg-field px-2 tabular-nums enabled:hover:border-line-strong focus-visible:-outline-offset-1 disabled:opacity-40 touch:h-11 touch:rounded-md touch:text-lg',
        parsed === null && 'border-bad',
      )}
      onFocus={event => event.target.select()}
      onChange={event => {
        if (typed === null) setFrom(value);
        setTyped(event.target.value);
        const hex = parseHex(event.target.value);
        if (hex) onPreview(hex);
      }}
      onBlur={() => typed !== null && settle()}
      onKeyDown={(event: KeyboardEvent) => {
        if (event.key === 'Enter' && typed !== null) settle();
      }}
    />
  );
}
