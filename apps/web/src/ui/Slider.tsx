import {
  type CSSProperties,
  type KeyboardEvent,
  useEffect,
  useEffectEvent,
  useId,
  useRef,
  useState,
} from 'react';
import { useFormats, useWords } from '../words/use-words.ts';
import { classes } from './classes.ts';
import { NumberField } from './NumberField.tsx';
import { clampTo, decimalsOf, type Range, sliderStop } from './slider-values.ts';

interface SliderProps extends Range {
  readonly label: string;
  readonly value: number;
  /** Where a double click brings it. */
  readonly neutral: number;
  /** What it does, in a sentence. */
  readonly hint?: string | undefined;
  /** Behind the number in its field: "px", "%". */
  readonly unit?: string | undefined;
  /** The value in words for people who listen, where the number and its unit do not say enough. */
  readonly spoken?: ((value: number) => string) | undefined;
  /** With every movement. */
  readonly onPreview: (value: number) => void;
  /** Once a gesture, with the value it ended on: when the pointer or the key is let go, the number is entered. */
  readonly onCommit: (value: number) => void;
  readonly isDisabled?: boolean | undefined;
  /** `stack`: the label above, for narrow places. */
  readonly layout?: 'row' | 'stack';
}

/**
 * A range with its number beside it: drag, arrows, ten steps with shift, a double click to go back. The bar fills from zero,
 * or from the lower end where zero is none of its values.
 */
export function Slider({
  label,
  value,
  neutral,
  hint,
  unit,
  spoken,
  min,
  max,
  step,
  onPreview,
  onCommit,
  isDisabled = false,
  layout = 'row',
}: SliderProps) {
  const { ui } = useWords();
  const formats = useFormats();
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  /** Where the gesture under way began and where it has brought the value; null when at rest. */
  const [draft, setDraft] = useState<{ readonly from: number; readonly at: number } | null>(null);
  const shown = draft?.at ?? value;
  const range = { min, max, step };

  function preview(next: number): void {
    setDraft({ from: draft?.from ?? value, at: next });
    onPreview(next);
  }

  function commit(next: number): void {
    setDraft(null);
    onCommit(next);
  }

  /** Back to where it began. */
  function cancel(): void {
    if (draft) onPreview(draft.from);
    setDraft(null);
  }

  const settle = useEffectEvent(() => {
    if (!draft) return;
    if (draft.at === draft.from) cancel();
    else commit(draft.at);
  });
  useEffect(() => {
    // The browser's own `change`, which React does not pass on: the end of a drag, with mouse, finger or pen.
    const range = input.current;
    const onEnd = () => settle();
    range?.addEventListener('change', onEnd);
    return () => range?.removeEventListener('change', onEnd);
  }, []);

  function onKeyDown(event: KeyboardEvent): void {
    const next = sliderStop(shown, event.key, event.shiftKey, range);
    if (next === null) return;
    event.preventDefault();
    if (next !== shown) preview(next);
  }

  const share = (at: number) => `${((clampTo(at, range) - min) / (max - min)) * 100}%`;
  const origin = min < 0 && max > 0 ? 0 : min;
  const fill = {
    '--from': share(Math.min(origin, shown)),
    '--to': share(Math.max(origin, shown)),
  } as CSSProperties;

  return (
    <div
      className={classes(
        'grid items-center gap-x-2.5',
        layout === 'row'
          ? 'min-h-8 grid-cols-[104px_minmax(0,1fr)_68px] touch:min-h-11 touch:grid-cols-[112px_minmax(0,1fr)_84px]'
          : 'grid-cols-[minmax(0,1fr)_68px] touch:grid-cols-[minmax(0,1fr)_84px]',
      )}
      title={hint}
    >
      <label
        htmlFor={id}
        className={classes(
          'py-1 leading-4 text-dim',
          isDisabled && 'opacity-40',
          layout === 'stack' && 'col-span-2',
        )}
      >
        {label}
      </label>
      <input
        ref={input}
        id={id}
        type="range"
        className="slider"
        style={fill}
        {...range}
        value={shown}
        disabled={isDisabled}
        aria-valuetext={
          spoken?.(shown) ?? [formats.number(shown, decimalsOf(step)), unit].filter(Boolean).join(' ')
        }
        aria-description={hint}
        onChange={event => preview(event.target.valueAsNumber)}
        onDoubleClick={() => {
          onPreview(neutral);
          commit(neutral);
        }}
        onKeyDown={onKeyDown}
        onKeyUp={settle}
        onBlur={settle}
      />
      <NumberField
        label={ui.asNumber(label)}
        {...range}
        value={shown}
        unit={unit}
        onPreview={preview}
        onCommit={commit}
        onCancel={cancel}
        isDisabled={isDisabled}
      />
    </div>
  );
}
