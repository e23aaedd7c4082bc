import {
  askRow,
  type Believe,
  compareVotes,
  createVote,
  noTarget,
  patchRows,
  weigh,
} from './matte/band-target.ts';
import { edgeStrength } from './matte/edge-strength.ts';
import { INPUTS } from './matte/gate.ts';
import { BIAS, HIDDEN, LAST, OUT } from './matte/gate-weights.ts';
import { listPixels } from './matte/pixel-list.ts';
import { noFiner } from './matte/refine-matte.ts';
import { markBand } from './matte/solve-band.ts';
import { lookByEvidence } from './pipeline/look-by-evidence.ts';
import { createLooks } from './pipeline/looks.ts';
import type { Segmenter } from './pipeline/segmenter.ts';
import type { FloatMatte, RgbaImage, RgbPlanes } from './raster/planes.ts';
import { resampleToPlanes } from './raster/resample.ts';
import type { Plan } from './segment/plan.ts';

/**
 * The engine's inner steps for whoever fits its learned parts and measures what they cost. Hosts have no use for this entry: what it gives changes with
 * the engine.
 */

/** What `beliefIn` is asked: of a band every pixel for which colours have an answer that is not the network's. */
export interface BandQuestions {
  /** Size of the matte, which is the coarse one's or the picture's, whichever is smaller. */
  readonly width: number;
  readonly height: number;
  /** Where each pixel lies in the matte. */
  readonly pixels: Uint32Array;
  /** `BELIEF_INPUTS` numbers a pixel. */
  readonly inputs: Float32Array;
}

/** Numbers that are known of a pixel; see `beliefIn`. */
export const BELIEF_INPUTS = INPUTS;

/** The weights that `beliefIn` has: a row of `BELIEF_INPUTS` for each hidden unit, biases, what each counts, the last bias. */
export const BELIEF_WEIGHTS = { hidden: HIDDEN, bias: BIAS, out: OUT, last: LAST } as const;

export { beliefIn } from './matte/gate.ts';

/** Where the network's alpha (as -1..1), and what colours' alpha is above it, stand among those numbers. */
export const BELIEF_NETWORK = 11;
export const BELIEF_DIFFERENCE = 1;

/** The matte that a plan by evidence comes to, before it is refined. Borrows all; the matte is new. */
export async function coarseMatte(image: RgbaImage, segmenter: Segmenter, plan: Plan): Promise<FloatMatte> {
  const looks = createLooks(image, {}, Number.POSITIVE_INFINITY);
  return (await lookByEvidence(looks, image, segmenter, plan)).alpha;
}

/** All that refinement asks about colours in the band of one matte. Borrows all; the answer is new. */
export function askBand(coarse: FloatMatte, image: RgbaImage, edgeRefinement: number): BandQuestions {
  const strength = edgeStrength(edgeRefinement);
  const alpha = noFiner(1, image, coarse);
  const colours = resampleToPlanes(image, alpha.width, alpha.height);
  const marked = markBand(alpha, colours, strength);
  const list = listPixels(marked.band);
  const vote = createVote(marked, alpha, colours, list);
  for (let row = 0; row < patchRows(vote); row++) askRow(vote, row);
  const pixels = new Uint32Array(list.pixels.length);
  const inputs = new Float32Array(INPUTS * list.pixels.length);
  let count = 0;
  const note: Believe = (known, u) => {
    pixels[count] = list.pixels[u]!;
    inputs.set(known, INPUTS * count++);
    return 0;
  };
  const target = noTarget(list.pixels.length);
  weigh(vote, compareVotes(vote), strength.trust, target, 0, list.pixels.length, note);
  return {
    width: alpha.width,
    height: alpha.height,
    pixels: pixels.slice(0, count),
    inputs: inputs.slice(0, INPUTS * count),
  };
}

/** Share of a matte's pixels that are in its band, 0..1. Borrows all. */
export function bandShare(coarse: FloatMatte, colours: RgbPlanes, edgeRefinement: number): number {
  const { band } = markBand(coarse, colours, edgeStrength(edgeRefinement));
  return band.reduce((sum, inside) => sum + inside, 0) / band.length;
}
