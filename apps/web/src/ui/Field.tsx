import { ChevronDown } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import { classes } from './classes.ts';

interface FieldProps {
  readonly label: string;
  /** Below the control: what to put there, or why it says what it says. */
  readonly hint?: string | undefined;
  /** In the hint's place: what is wrong with what the control says. */
  readonly problem?: string | undefined;
  /** Takes the id that ties label and control together, and the hint's. */
  readonly children: (ids: {
    readonly id: string;
    readonly 'aria-describedby': string | undefined;
    readonly 'aria-invalid': boolean | undefined;
  }) => ReactNode;
}

const CONTROL =
  'h-8 w-full min-w-0 rounded-md border border-line-strong bg-panel px-2.5 focus-visible:outline-offset-0 aria-invalid:border-bad touch:h-11 touch:rounded-[10px] touch:text-lg';

/** A labelled control of a form. */
export function Field({ label, hint, problem, children }: FieldProps) {
  const id = useId();
  const hintId = `${id}-hint`;
  const below = problem ?? hint;
  const isWrong = problem !== undefined;
  return (
    <div className="grid min-w-0 content-start gap-1">
      <label htmlFor={id} className="text-xs text-dim">
        {label}
      </label>
      {children({
        id,
        'aria-describedby': below ? hintId : undefined,
        'aria-invalid': isWrong || undefined,
      })}
      {below && (
        <p id={hintId} className={classes('text-xs', isWrong ? 'text-bad' : 'text-dim')}>
          {below}
        </p>
      )}
    </div>
  );
}

interface TextFieldProps {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** In the hint's place: what is wrong with the text. */
  readonly problem?: string | undefined;
  readonly type?: 'text' | 'email' | 'password';
  readonly inputMode?: 'numeric' | 'text' | 'email';
  /** For the form and the browser's memory. */
  readonly name?: string;
  readonly autoComplete?: string;
}

/** One line of text. */
export function TextField({
  label,
  hint,
  problem,
  onChange,
  type = 'text',
  inputMode = 'text',
  autoComplete = 'off',
  ...rest
}: TextFieldProps) {
  return (
    <Field label={label} hint={hint} problem={problem}>
      {ids => (
        <input
          {...ids}
          {...rest}
          className={CONTROL}
          type={type}
          inputMode={inputMode}
          autoComplete={autoComplete}
          spellCheck={false}
          onChange={event => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}

interface SelectFieldProps<T extends string> {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly value: T;
  /** Values and the words for them, in order. */
  readonly options: Readonly<Record<T, string>>;
  readonly onChange: (value: T) => void;
}

/** One of several. */
export function SelectField<T extends string>({
  label,
  hint,
  value,
  options,
  onChange,
}: SelectFieldProps<T>) {
  const values = Object.keys(options) as T[];
  return (
    <Field label={label} hint={hint}>
      {ids => (
        <span className="relative block">
          <select
            {...ids}
            className={classes(CONTROL, 'appearance-none truncate pr-7')}
            value={value}
            onChange={event => {
              const chosen = values.find(option => option === event.target.value);
              if (chosen !== undefined) onChange(chosen);
            }}
          >
            {values.map(option => (
              <option key={option} value={option}>
                {options[option]}
              </option>
            ))}
          </select>
          <ChevronDown
            className="pointer-events-none absolute top-1/2 right-2 -mt-2 text-dim"
            size={16}
            strokeWidth={1.6}
            aria-hidden="true"
          />
        </span>
      )}
    </Field>
  );
}
