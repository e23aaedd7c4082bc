/** The values a slider can take; `min` and `max` lie a whole number of steps apart. */
export interface Range {
  readonly min: number;
  readonly max: number;
  readonly step: number;
}

/** Steps at a time with shift, and with Page Up and Page Down without. */
const LEAP = 10;

/** The nearest value within the range. */
export function clampTo(value: number, { min, max }: Range): number {
  return Math.min(max, Math.max(min, value));
}

/**
 * Where a key brings a slider: a step, ten with shift, one of its ends; null for keys that do not move it. Values that lie
 * between two steps, as typed ones may, keep their distance from them.
 */
export function sliderStop(value: number, key: string, shift: boolean, range: Range): number | null {
  const { min, max, step } = range;
  const by = step * (shift ? LEAP : 1);
  const stops: Readonly<Record<string, number>> = {
    ArrowRight: value + by,
    ArrowUp: value + by,
    ArrowLeft: value - by,
    ArrowDown: value - by,
    PageUp: value + step * LEAP,
    PageDown: value - step * LEAP,
    Home: min,
    End: max,
  };
  const stop = stops[key];
  // Tenths added up in binary are not tenths: 0.1 + 0.2.
  return stop === undefined ? null : clampTo(Number(stop.toFixed(decimalsOf(step) + 3)), range);
}

/** How many decimals the step has. */
export function decimalsOf(step: number): number {
  return String(step).split('.')[1]?.length ?? 0;
}

/**
 * What somebody typed, with a comma or a point, either minus sign, and the unit or not; null while it is no number.
 */
export function parseNumber(text: string, unit = ''): number | null {
  const bare = unit !== '' && text.trim().endsWith(unit) ? text.trim().slice(0, -unit.length) : text;
  const plain = bare.trim().replace(',', '.').replace('−', '-');
  return /^-?(\d+\.?\d*|\.\d+)$/.test(plain) ? Number(plain) : null;
}
