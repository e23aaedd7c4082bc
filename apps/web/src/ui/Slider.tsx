import { type CSSProperties, type KeyboardEvent, useId, useState } from 'react';
import css from './Slider.module.css';
import { formatStep, parseNumber, sliderStop } from './slider-values.ts';

interface SliderProps {
  readonly label: string;
  /** What it does, in a sentence. */
  readonly hint: string;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly value: number;
  /** Where a double click brings it; the bar is filled from here if it lies within the range. */
  readonly neutral: number;
  /** Of the value, for people who listen. */
  readonly unit: string;
  readonly onChange: (value: number) => void;
}

/** A range with its number beside it: drag, arrows, ten steps with shift, a double click to go back. */
export function Slider({ label, hint, min, max, step, value, neutral, unit, onChange }: SliderProps) {
  const id = useId();
  const [typed, setTyped] = useState<string | null>(null);
  const share = (at: number) => `${((at - min) / (max - min)) * 100}%`;
  const origin = min < 0 ? 0 : min;
  const fill = {
    '--from': share(Math.min(origin, value)),
    '--to': share(Math.max(origin, value)),
  } as CSSProperties;
  const range = { min, max, step };

  function onKeyDown(event: KeyboardEvent): void {
    const next = sliderStop(value, event.key, event.shiftKey, range);
    if (next === null) return;
    event.preventDefault();
    setTyped(null);
    onChange(next);
  }

  return (
    <div className={css.row} title={hint}>
      <label htmlFor={id} className={css.label}>
        {label}
      </label>
      <input
        id={id}
        type="range"
        className={css.range}
        style={fill}
        {...range}
        value={value}
        aria-valuetext={`${formatStep(value, step)} ${unit}`.trim()}
        aria-description={hint}
        onChange={event => onChange(event.target.valueAsNumber)}
        onDoubleClick={() => onChange(neutral)}
        onKeyDown={onKeyDown}
      />
      <input
        type="text"
        inputMode={min < 0 ? 'text' : 'decimal'}
        className={css.number}
        aria-label={`${label}, as a number`}
        autoComplete="off"
        value={typed ?? formatStep(value, step)}
        onFocus={event => event.target.select()}
        onChange={event => {
          setTyped(event.target.value);
          const number = parseNumber(event.target.value);
          if (number !== null) onChange(number);
        }}
        onBlur={() => setTyped(null)}
        onKeyDown={event => {
          if (event.key === 'Enter') setTyped(null);
          else if (event.key === 'ArrowUp' || event.key === 'ArrowDown') onKeyDown(event);
        }}
      />
    </div>
  );
}
