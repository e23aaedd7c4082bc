import { BIAS, HIDDEN, LAST, OUT } from './gate-weights.ts';

/** What is known about one pixel of the band when colours and network disagree on it. */
export const INPUTS = 19;

/**
 * How far to believe colours against the network, 0..1. A network of one hidden layer, small enough to read: it was fitted
 * on pictures with known alpha (the samples, their subjects in front of other backgrounds, the tuning set, 87 rendered
 * pictures of other subjects, and 24 scenes of drawn hair), so that the mix of both answers has the least error, errors made against a network that was
 * right counting 1.2 times, 1.8 times where the truth is a hard mask.
 * `x` holds `INPUTS` numbers: how undecided the network is; colours' alpha less the network's; twice the spread of
 * colours' alpha; the logarithm of what they leave unexplained; that of the noise in it; twice the contradiction; then of
 * the surroundings the near and far difference, twice the distance, and eight times either roughness; the network's
 * verdict (-1..1), the distance, and how decided colours are; then how unlike the subject in any light the cell is, that
 * light, how far the nearest subject and background are (logarithms, see `Clues`); and what colours miss of solid cells.
 */
export function beliefIn(x: Float64Array): number {
  // Written out: this runs for every pixel of the band.
  const x0 = x[0]!;
  const x1 = x[1]!;
  const x2 = x[2]!;
  const x3 = x[3]!;
  const x4 = x[4]!;
  const x5 = x[5]!;
  const x6 = x[6]!;
  const x7 = x[7]!;
  const x8 = x[8]!;
  const x9 = x[9]!;
  const x10 = x[10]!;
  const x11 = x[11]!;
  const x12 = x[12]!;
  const x13 = x[13]!;
  const x14 = x[14]!;
  const x15 = x[15]!;
  const x16 = x[16]!;
  const x17 = x[17]!;
  const x18 = x[18]!;
  let z = LAST;
  for (let h = 0, w = 0; h < OUTS.length; h++, w += INPUTS) {
    const sum =
      BIASES[h]! +
      WEIGHTS[w]! * x0 +
      WEIGHTS[w + 1]! * x1 +
      WEIGHTS[w + 2]! * x2 +
      WEIGHTS[w + 3]! * x3 +
      WEIGHTS[w + 4]! * x4 +
      WEIGHTS[w + 5]! * x5 +
      WEIGHTS[w + 6]! * x6 +
      WEIGHTS[w + 7]! * x7 +
      WEIGHTS[w + 8]! * x8 +
      WEIGHTS[w + 9]! * x9 +
      WEIGHTS[w + 10]! * x10 +
      WEIGHTS[w + 11]! * x11 +
      WEIGHTS[w + 12]! * x12 +
      WEIGHTS[w + 13]! * x13 +
      WEIGHTS[w + 14]! * x14 +
      WEIGHTS[w + 15]! * x15 +
      WEIGHTS[w + 16]! * x16 +
      WEIGHTS[w + 17]! * x17 +
      WEIGHTS[w + 18]! * x18;
    if (sum > 0) z += sum * OUTS[h]!;
  }
  return 1 / (1 + Math.exp(-z));
}

const WEIGHTS = Float64Array.from(HIDDEN);
const BIASES = Float64Array.from(BIAS);
const OUTS = Float64Array.from(OUT);
