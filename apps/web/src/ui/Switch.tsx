import { Switch as Radix } from 'radix-ui';
import { useId } from 'react';

interface SwitchProps {
  readonly label: string;
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
  /** Below: what it does. */
  readonly hint?: string | undefined;
  readonly isDisabled?: boolean;
}

/** Something that is on or off, at once. */
export function Switch({ label, isOn, onChange, hint, isDisabled = false }: SwitchProps) {
  const id = useId();
  const hintId = `${id}-hint`;
  return (
    <div className="flex min-h-8 items-center gap-3 touch:min-h-11">
      <div className="min-w-0 flex-1">
        <label htmlFor={id} className="block cursor-pointer text-dim">
          {label}
        </label>
        {hint && (
          <p id={hintId} className="text-xs text-faint">
            {hint}
          </p>
        )}
      </div>
      <Radix.Root
        id={id}
        checked={isOn}
        onCheckedChange={onChange}
        disabled={isDisabled}
        aria-describedby={hint ? hintId : undefined}
        className="relative h-4.5 w-8 flex-none cursor-pointer rounded-full bg-line-strong transition-colors after:absolute after:-inset-x-1 after:-inset-y-3 disabled:cursor-default disabled:opacity-40 data-[state=checked]:bg-accent touch:h-6 touch:w-11"
      >
        <Radix.Thumb className="block size-3.5 translate-x-0.5 rounded-full bg-white shadow-[0_1px_2px_#0005] transition-transform data-[state=checked]:translate-x-4 touch:size-5 touch:data-[state=checked]:translate-x-5.5" />
      </Radix.Root>
    </div>
  );
}
