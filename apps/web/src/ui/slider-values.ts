interface Range {
  readonly min: number;
  readonly max: number;
  readonly step: number;
}

/** Steps that a key takes with shift, and the page keys without. */
const LEAP = 10;

/**
 * Where a key brings a slider: a step, ten with shift, one of its ends; null for keys that do not move it. Values that lie
 * between two steps, as typed ones may, keep their distance from them.
 */
export function sliderStop(
  value: number,
  key: string,
  shift: boolean,
  { min, max, step }: Range,
): number | null {
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
  return stop === undefined ? null : Math.min(max, Math.max(min, stop));
}

/** With as many decimals as the step has, and a true minus sign. */
export function formatStep(value: number, step: number): string {
  const decimals = String(step).split('.')[1]?.length ?? 0;
  return Number(value.toFixed(decimals)).toString().replace('-', '−');
}

/** What somebody typed, with a comma or a point, and either minus sign; null while it is no number. */
export function parseNumber(text: string): number | null {
  const plain = text.trim().replace(',', '.').replace('−', '-');
  return /^-?(\d+\.?\d*|\.\d+)$/.test(plain) ? Number(plain) : null;
}
