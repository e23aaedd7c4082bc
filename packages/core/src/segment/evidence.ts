import { type FloatMatte, type Matte, matte } from '../raster/planes.ts';

/** How undecided each pixel is: 0 at alpha 0 and 1, 255 at one half. Borrows `alpha`. */
export function uncertaintyOf(alpha: FloatMatte): Matte {
  const levels = Uint8Array.from(alpha.data, a => Math.round(255 * 4 * a * (1 - a)));
  return matte(alpha.width, alpha.height, levels);
}

/** How sure a matte is of its subject, 0..1: one less the share of its alpha that is undecided. Borrows `alpha`. */
export function confidenceOf({ data }: FloatMatte): number {
  let subject = 0;
  let undecided = 0;
  for (const a of data) {
    subject += a;
    undecided += Math.min(a, 1 - a);
  }
  return subject === 0 ? 0 : Math.max(0, 1 - (2 * undecided) / subject);
}
