/** Steps of fixed-point alpha (0..65280, 256 a level) that share an entry of the curve. */
const STEP = 16;

/**
 * Alpha 0..255 for fixed-point alpha `v` at index `v >> 4`: an S that leaves 0, one half and 1 where they are and runs
 * through one half with the slope 2^(contrast / 25); never falling. At 0 it only rounds.
 */
export function contrastCurve(contrast: number): Uint8Array {
  const power = 2 ** (contrast / 25);
  return Uint8Array.from({ length: (255 * 256) / STEP + 1 }, (_, i) => {
    const a = (i * STEP) / (255 * 256);
    const up = a ** power;
    return Math.round((255 * up) / (up + (1 - a) ** power));
  });
}

/** Index into the curve. */
export function curveIndex(fixed: number): number {
  return (fixed + STEP / 2) >> 4;
}
