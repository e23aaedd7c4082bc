import { type FloatMatte, floatMatte } from '../raster/planes.ts';
import { meanAlpha, sized } from './combine-looks.ts';

/** An edge is as near as this many pixels of the opinion: so far it cannot tell where the edge runs. */
const REACH = 2;
/** A matte that varies by this much within reach has an edge there. */
const EDGE = 0.5;

/**
 * A matte with a say for another network's, which is too coarse to know edges: its mean with that one, of which `share` counts
 * in flat parts, less the more the matte varies nearby, and nothing at edges. In the matte's size. Borrows both; the result is
 * new.
 */
export function withOpinion(alpha: FloatMatte, opinion: FloatMatte, share: number): FloatMatte {
  const { width, height } = opinion;
  const coarse = sized(alpha, width, height).data;
  const least = within(coarse, width, height, Math.min);
  const most = within(coarse, width, height, Math.max);
  const flat = least.map((low, i) => Math.max(0, 1 - (most[i]! - low) / EDGE));
  const says = sized(floatMatte(width, height, flat), alpha.width, alpha.height).data;
  const other = sized(opinion, alpha.width, alpha.height).data;
  const data = new Float32Array(alpha.data.length);
  for (let i = 0; i < data.length; i++) data[i] = meanAlpha(alpha.data[i]!, other[i]!, share * says[i]!);
  return floatMatte(alpha.width, alpha.height, data);
}

/** The least or greatest value in the square of `REACH` around each pixel. */
function within(
  values: Float32Array,
  width: number,
  height: number,
  of: (a: number, b: number) => number,
): Float32Array {
  return along(along(values, width, height, 1, width, of), height, width, width, 1, of);
}

/** The same along lines of `length` values that are `step` apart; lines are `next` apart. */
function along(
  values: Float32Array,
  length: number,
  lines: number,
  step: number,
  next: number,
  of: (a: number, b: number) => number,
): Float32Array {
  const out = new Float32Array(values.length);
  for (let line = 0; line < lines; line++) {
    for (let i = 0; i < length; i++) {
      let found = values[line * next + i * step]!;
      for (let k = Math.max(0, i - REACH); k <= Math.min(length - 1, i + REACH); k++) {
        found = of(found, values[line * next + k * step]!);
      }
      out[line * next + i * step] = found;
    }
  }
  return out;
}
