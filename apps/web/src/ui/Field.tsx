import { type ReactNode, useId } from 'react';
import css from './Field.module.css';
import { Icon } from './Icon.tsx';

interface FieldProps {
  readonly label: string;
  /** Below the control: what to put there, or why it says what it says. */
  readonly hint?: string | undefined;
  /** Takes the id that ties label and control together, and the hint's. */
  readonly children: (ids: {
    readonly id: string;
    readonly 'aria-describedby': string | undefined;
  }) => ReactNode;
}

/** A labelled control of a form. */
export function Field({ label, hint, children }: FieldProps) {
  const id = useId();
  const hintId = `${id}-hint`;
  return (
    <div className={css.field}>
      <label htmlFor={id}>{label}</label>
      {children({ id, 'aria-describedby': hint ? hintId : undefined })}
      {hint && (
        <p id={hintId} className={css.hint}>
          {hint}
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
  readonly inputMode?: 'numeric' | 'text';
}

/** One line of text. */
export function TextField({ label, hint, value, onChange, inputMode = 'text' }: TextFieldProps) {
  return (
    <Field label={label} hint={hint}>
      {ids => (
        <input
          {...ids}
          className={css.control}
          type="text"
          inputMode={inputMode}
          autoComplete="off"
          spellCheck={false}
          value={value}
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
        <span className={css.select}>
          <select
            {...ids}
            className={css.control}
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
          <Icon name="chevron" />
        </span>
      )}
    </Field>
  );
}
