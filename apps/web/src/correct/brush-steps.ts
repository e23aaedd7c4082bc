import { EDIT_RANGES } from '@backgroundfx/core';

/** The sizes that a slider goes through: larger ones can be typed in no field, but stepped to. */
export const SLIDER_SIZE = { min: EDIT_RANGES.size.min, max: 600, step: 1 } as const;

/** What a key press changes a size by: a tenth, and at least a pixel. */
const FACTOR = 1.1;
const HARDNESS_STEP = 0.1;

/** The next size up (`by` 1) or down (-1), in whole pixels. */
export function stepSize(size: number, by: 1 | -1): number {
  const { min, max } = EDIT_RANGES.size;
  const next = by > 0 ? Math.max(size + 1, size * FACTOR) : Math.min(size - 1, size / FACTOR);
  return Math.min(max, Math.max(min, Math.round(next)));
}

/** The next hardness up or down. */
export function stepHardness(hardness: number, by: 1 | -1): number {
  const next = Math.round((hardness + by * HARDNESS_STEP) * 10) / 10;
  return Math.min(EDIT_RANGES.hardness.max, Math.max(EDIT_RANGES.hardness.min, next));
}
