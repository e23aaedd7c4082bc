import { type KeyboardEvent, useEffectEvent, useLayoutEffect, useRef, useState } from 'react';
import { useFormats } from '../words/use-words.ts';
import { classes } from './classes.ts';
import { clampTo, decimalsOf, parseNumber, type Range, sliderStop } from './slider-values.ts';

interface NumberFieldProps extends Range {
  /** Its accessible name. */
  readonly label: string;
  readonly value: number;
  /** After the number: "px", "°". */
  readonly unit?: string | undefined;
  /** Before the field, where it stands alone: "X". */
  readonly prefix?: string | undefined;
  /** With every step and every number that is typed. */
  readonly onPreview?: ((value: number) => void) | undefined;
  /** Once, when the field is left or Enter is pressed. */
  readonly onCommit: (value: number) => void;
  /** Ends a preview that came to nothing: Escape was pressed, or the number is what it was. Else that number is previewed. */
  readonly onCancel?: (() => void) | undefined;
  readonly isDisabled?: boolean | undefined;
  readonly className?: string | undefined;
}

/**
 * A number to type, or to step with the arrows, ten steps with shift. What is typed is shown at once and holds from Enter
 * or from leaving the field; Escape takes it back.
 */
export function NumberField({
  label,
  value,
  unit,
  prefix,
  min,
  max,
  step,
  onPreview,
  onCommit,
  onCancel,
  isDisabled = false,
  className,
}: NumberFieldProps) {
  const formats = useFormats();
  const input = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState<string | null>(null);
  /** What was typed or stepped since the field was entered, and what stood there before. */
  const [draft, setDraft] = useState<{ readonly from: number; readonly at: number } | null>(null);
  /**
   * What stood there when the field was entered. A value that changes by itself must not change the text under somebody's
   * caret: what is typed next would be added to the new text instead of replacing what was selected.
   */
  const [held, setHeld] = useState<string | null>(null);
  /** Goes up with every Enter: what the document made of the number is shown then, ready to be typed over. */
  const [entered, setEntered] = useState(0);
  const shown = draft?.at ?? value;
  const written = (number: number) =>
    [formats.plain(number, decimalsOf(step)), unit].filter(Boolean).join(unit === '°' ? '' : ' ');

  function preview(next: number): void {
    setDraft({ from: draft?.from ?? value, at: next });
    onPreview?.(next);
  }

  const text = typed ?? (draft ? null : held) ?? written(shown);
  const hold = useEffectEvent(() => {
    if (document.activeElement !== input.current) return;
    setHeld(written(value));
    input.current?.select();
  });
  useLayoutEffect(() => {
    if (entered > 0) hold();
  }, [entered]);

  function leave(): void {
    setTyped(null);
    setDraft(null);
    setHeld(null);
  }

  function settle(): void {
    leave();
    if (!draft) return;
    if (draft.at !== draft.from) onCommit(draft.at);
    else cancel(draft.from);
  }

  function cancel(from: number): void {
    if (onCancel) onCancel();
    else onPreview?.(from);
  }

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>): void {
    if (event.key === 'Enter') {
      settle();
      setEntered(entered + 1);
    }
    if (event.key === 'Escape' && draft) {
      leave();
      cancel(draft.from);
      event.preventDefault();
      // The first Escape is the field's, not the dialog's around it.
      event.nativeEvent.stopImmediatePropagation();
    }
    if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
    event.preventDefault();
    const next = sliderStop(shown, event.key, event.shiftKey, { min, max, step });
    if (next === null) return;
    setTyped(null);
    preview(next);
  }

  return (
    <span className={classes('relative block min-w-0', className)}>
      {prefix && (
        <span
          aria-hidden="true"
          className="pointer-events-none absolute inset-y-0 left-2 grid place-items-center text-xs text-dim"
        >
          {prefix}
        </span>
      )}
      <input
        ref={input}
        type="text"
        inputMode={min < 0 ? 'text' : 'decimal'}
        autoComplete="off"
        aria-label={label}
        disabled={isDisabled}
        value={text}
        className="h-6.5 w-full rounded-sm border border-transparent bg-field px-1.25 text-right tabular-nums enabled:hover:border-line-strong focus-visible:-outline-offset-1 disabled:opacity-40 touch:h-10 touch:rounded-md touch:text-lg"
        onFocus={event => {
          setHeld(written(shown));
          event.target.select();
        }}
        onChange={event => {
          setTyped(event.target.value);
          const number = parseNumber(event.target.value, unit);
          if (number !== null) preview(clampTo(number, { min, max, step }));
        }}
        onBlur={settle}
        onKeyDown={onKeyDown}
      />
    </span>
  );
}
