import { meanAround } from '../matte/box-mean.ts';
import { makeCells, stretch, UNDECIDED } from '../matte/cells.ts';
import { contradiction } from '../matte/contradiction.ts';
import { type BandMatte, solveMarked } from '../matte/solve-band.ts';
import type { Job } from '../pipeline/job.ts';
import { type FloatMatte, floatMatte, type RgbPlanes } from '../raster/planes.ts';

/** How far colours are believed against the matte that there is: further than where nobody has asked. */
const TRUST = 1.5;
/** The matte's own edges are doubted this far, as a share of the brush's radius: it counts as softer than it is. */
const DOUBT = 1 / 6;

/**
 * Works a matte out anew where `under` covers it, from the colours of what is certain around, as the band of a network's matte is
 * worked out. `radius` is the brush's, in pixels of the planes. Borrows all; the result is new.
 * @throws EngineError `cancelled`
 */
export async function refineUnder(
  before: FloatMatte,
  under: FloatMatte,
  colours: RgbPlanes,
  radius: number,
  job: Job,
): Promise<BandMatte> {
  const { width, height } = before;
  const cells = makeCells(before, colours);
  const verdict = cells.verdict.slice();
  const data = before.data.slice();
  const doubted = softened(before, Math.max(1, Math.round(DOUBT * radius)));
  const band = new Uint8Array(width * height);
  let count = 0;
  for (let y = 0, cell = 0; y < cells.height; y++) {
    for (let x = 0; x < cells.width; x++, cell++) {
      const [left, top] = [2 * x, 2 * y];
      const [right, bottom] = [Math.min(width, left + 2), Math.min(height, top + 2)];
      if (!isCovered(under, left, top, right, bottom)) continue;
      verdict[cell] = UNDECIDED;
      count++;
      for (let v = top; v < bottom; v++) {
        for (let p = v * width + left; p < v * width + right; p++) {
          band[p] = 1;
          data[p] = stretch(doubted[p]!);
        }
      }
    }
  }
  const contradicted = contradiction(cells);
  // Somebody paints here because there is hair: no edge is taken to be crisp.
  const softness = new Float32Array(contradicted.length).fill(1);
  const trimap = { verdict, softness, count };
  const matte = floatMatte(width, height, data);
  const coarse = floatMatte(width, height, data.slice());
  return solveMarked({ cells, contradicted, trimap, band, matte }, coarse, colours, TRUST, job);
}

/** The mean of what lies around each pixel, inside the matte. */
function softened({ data, width, height }: FloatMatte, reach: number): Float32Array {
  const sums = meanAround(data, width, height, reach);
  const shares = meanAround(new Float32Array(data.length).fill(1), width, height, reach);
  return sums.map((sum, p) => sum / shares[p]!);
}

function isCovered(
  { data, width }: FloatMatte,
  left: number,
  top: number,
  right: number,
  bottom: number,
): boolean {
  for (let v = top; v < bottom; v++) {
    for (let p = v * width + left; p < v * width + right; p++) if (data[p]! > 0.02) return true;
  }
  return false;
}
