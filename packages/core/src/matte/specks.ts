import type { FloatMatte } from '../raster/planes.ts';

/** Pixels of the coarse matte that a speck has at most; a strand of hair that lost its root has more. */
const SPECK = 32;
/** Alpha from which something is seen in front of the background, and up to which something is seen through the subject. */
const FAINT = 0.1;
/** A gap in the subject that is emptier than this is a hole, however small. */
const HOLE = 0.35;

/**
 * Clears dust (small spots in the background that hang together with nothing) and closes ghosts (small half-transparent
 * spots inside the subject). Larger surfaces of middling alpha are glass or veils, small openings that one sees right
 * through are holes: both stay. Changes `matte` in the band alone; time grows with the band.
 */
export function clearSpecks(matte: FloatMatte, band: Uint8Array): void {
  const { data } = matte;
  eachSpot(matte, band, FAINT, Number.POSITIVE_INFINITY, (spot, size) => {
    for (let k = 0; k < size; k++) data[spot[k]!] = 0;
  });
  eachSpot(matte, band, Number.NEGATIVE_INFINITY, 1 - FAINT, (spot, size) => {
    let least = 1;
    for (let k = 0; k < size; k++) least = Math.min(least, data[spot[k]!]!);
    if (least > HOLE) for (let k = 0; k < size; k++) data[spot[k]!] = 1;
  });
}

/** Marks of pixels: outside the band, not looked at, in the spot that is being followed, in one that is small, in one that is not. */
const OUTSIDE = 0;
const NEW = 1;
const HERE = 2;
const SMALL = 3;
const LARGE = 4;

/** Finds the spots of at most `SPECK` pixels with alpha between the two (exclusive) that lie in the band whole. */
function eachSpot(
  { data, width, height }: FloatMatte,
  band: Uint8Array,
  above: number,
  below: number,
  found: (spot: Int32Array, size: number) => void,
): void {
  const mark = band.slice();
  const spot = new Int32Array(SPECK + 9);
  for (let start = 0; start < mark.length; start++) {
    if (mark[start] !== NEW || data[start]! <= above || data[start]! >= below) continue;
    // The quick way for most of what is large: the pixel to its left or above it has been found to be.
    if ((start % width > 0 && mark[start - 1] === LARGE) || mark[start - width] === LARGE) {
      mark[start] = LARGE;
      continue;
    }
    mark[start] = HERE;
    spot[0] = start;
    let size = 1;
    let large = false;
    // As soon as it is known to be large no more is looked at: what is left of it will find itself beside a large one.
    for (let k = 0; k < size && !large; k++) {
      const p = spot[k]!;
      const x = p % width;
      const y = (p - x) / width;
      const right = Math.min(width - 1, x + 1);
      const bottom = Math.min(height - 1, y + 1);
      for (let v = Math.max(0, y - 1); v <= bottom; v++) {
        for (let q = v * width + Math.max(0, x - 1); q <= v * width + right; q++) {
          if (data[q]! <= above || data[q]! >= below) continue;
          const what = mark[q]!;
          if (what === OUTSIDE || what === LARGE) large = true;
          else if (what === NEW) {
            mark[q] = HERE;
            spot[size++] = q;
          }
        }
      }
      large ||= size > SPECK;
    }
    for (let k = 0; k < size; k++) mark[spot[k]!] = large ? LARGE : SMALL;
    if (!large) found(spot, size);
  }
}
