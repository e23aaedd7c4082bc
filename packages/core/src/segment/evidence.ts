import type { EngineErrorCode } from '../errors.ts';
import { type FloatMatte, type Matte, matte } from '../raster/planes.ts';
import { sized } from './combine-looks.ts';

/** What the looks at a picture came to. */
export interface Findings {
  /** The whole picture's matte, of any size. */
  readonly alpha: FloatMatte;
  /** Agreement of each further look with those before it, 0..1, of looks that show a subject. */
  readonly agreements: readonly number[];
  /** Why the plan had to do without float; absent where it had not. */
  readonly withoutFloat?: EngineErrorCode;
}

/** What a matte says about itself. */
export interface Evidence {
  /** Share of the picture that is subject, 0..1. */
  readonly coverage: number;
  /** Twice the alpha that is nearer to the other side, for each alpha of subject: 0 all decided, 2 nothing is. */
  readonly undecided: number;
  /** The largest alpha. */
  readonly peak: number;
}

/** Borrows `alpha`. */
export function evidenceOf({ data }: FloatMatte): Evidence {
  let subject = 0;
  let wavering = 0;
  let peak = 0;
  for (let i = 0; i < data.length; i++) {
    const a = data[i]!;
    subject += a;
    wavering += a < 0.5 ? a : 1 - a;
    if (a > peak) peak = a;
  }
  return {
    coverage: subject / data.length,
    undecided: subject === 0 ? 2 : (2 * wavering) / subject,
    peak,
  };
}

/** How much two mattes of one picture have in common, 0..1: sum of the lesser alphas by sum of the greater. Borrows both. */
export function agreementOf(a: FloatMatte, b: FloatMatte): number {
  const width = Math.min(a.width, b.width);
  const height = Math.min(a.height, b.height);
  const one = sized(a, width, height).data;
  const other = sized(b, width, height).data;
  let common = 0;
  let either = 0;
  for (let i = 0; i < one.length; i++) {
    const p = one[i]!;
    const q = other[i]!;
    const apart = p < q ? q - p : p - q;
    either += p + q + apart;
    common += p + q - apart;
  }
  return either === 0 ? 1 : common / either;
}

/** How undecided each pixel is: 0 at alpha 0 and 1, 255 at one half. Borrows `alpha`. */
export function uncertaintyOf(alpha: FloatMatte): Matte {
  const { width, height, data } = alpha;
  const levels = new Uint8Array(data.length);
  for (let i = 0; i < data.length; i++) {
    const a = data[i]!;
    levels[i] = 255 * 4 * a * (1 - a) + 0.5;
  }
  return matte(width, height, levels);
}

/** A subject has alpha of at least this somewhere. */
const LEAST_PEAK = 0.7;
/** A matte with more undecided alpha than this is a guess at nothing. */
export const MOST_UNDECIDED = 0.9;

/** Whether a matte shows no subject: nothing stands out, or nothing is decided. Borrows `alpha`. */
export function showsNothing(alpha: FloatMatte): boolean {
  const { peak, undecided } = evidenceOf(alpha);
  return peak < LEAST_PEAK || undecided > MOST_UNDECIDED;
}
