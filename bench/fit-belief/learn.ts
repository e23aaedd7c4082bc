import { BELIEF_INPUTS } from '@backgroundfx/core/fitting';
import type { BySet } from './arguments.ts';
import { addGradient, type BeliefNetwork, believe, startNetwork } from './belief-network.ts';
import { answersAt, type Cases } from './cases.ts';
import { seededRandom } from './random.ts';

export interface Lesson {
  readonly units: number;
  readonly seed: number;
  /** Steps of a fit, over which the rate falls to nothing. */
  readonly steps: number;
  /** Size of the first steps. */
  readonly rate: number;
  /** What an error counts that is worse than the network's own. */
  readonly harm: BySet;
  /** What a set counts beside the others. */
  readonly count: BySet;
  /** In its set a picture counts by the number of its pixels to this power. */
  readonly share: number;
  /** Weights to begin with, instead of random ones; as many units. */
  readonly start?: BeliefNetwork | undefined;
}

const BATCH = 4096;
/** Steps between two looks at the validation. */
const LOOK = 100;
/** Adam's memory (Kingma, Ba 2015), and how much weights shrink of themselves. */
const ADAM = { first: 0.9, second: 0.999, decay: 0.003 } as const;

export interface Learned {
  readonly network: BeliefNetwork;
  /** Validation loss of it, and the step at which it was reached. */
  readonly loss: number;
  readonly step: number;
}

/** Fits a network to `training` and gives the one of all steps that did best on `validation`. The same for the same seed. */
export function learn(training: readonly Cases[], validation: readonly Cases[], lesson: Lesson): Learned {
  const { units, seed, steps } = lesson;
  const random = seededRandom(seed);
  const network = lesson.start
    ? { ...lesson.start, weights: lesson.start.weights.slice() }
    : startNetwork(BELIEF_INPUTS, units, random);
  const { weights } = network;
  const draw = drawer(training, lesson, random);
  const gradient = new Float64Array(weights.length);
  const first = new Float64Array(weights.length);
  const second = new Float64Array(weights.length);
  const hidden = new Float64Array(units);
  let best: Learned | undefined;
  for (let step = 1; step <= steps; step++) {
    gradient.fill(0);
    for (let b = 0; b < BATCH; b++) {
      const [cases, k] = draw();
      addCase(network, cases, k, valueFor(lesson.harm, cases), hidden, gradient);
    }
    const rate = lesson.rate * (1 - step / steps) + 1e-4;
    for (let i = 0; i < weights.length; i++) {
      const g = gradient[i]! / BATCH;
      first[i] = ADAM.first * first[i]! + (1 - ADAM.first) * g;
      second[i] = ADAM.second * second[i]! + (1 - ADAM.second) * g * g;
      const mean = first[i]! / (1 - ADAM.first ** step);
      const spread = Math.sqrt(second[i]! / (1 - ADAM.second ** step));
      weights[i]! -= rate * (mean / (spread + 1e-9) + ADAM.decay * weights[i]!);
    }
    if (step % LOOK !== 0 && step !== steps) continue;
    const loss = lossOver(network, validation, lesson);
    if (!best || loss < best.loss) best = { network: { ...network, weights: weights.slice() }, loss, step };
  }
  if (!best) throw new Error('A fit takes at least one step');
  return best;
}

/** What each picture counts: those of a set together what the set counts. */
function countsOf(
  all: readonly Cases[],
  { share, count }: Pick<Lesson, 'share' | 'count'>,
): Map<Cases, number> {
  const sums = new Map<string, number>();
  const known = all.filter(cases => cases.count > 0);
  for (const { set, band } of known) sums.set(set, (sums.get(set) ?? 0) + band ** share);
  return new Map(
    known.map(cases => [cases, (valueFor(count, cases) * cases.band ** share) / sums.get(cases.set)!]),
  );
}

function valueFor({ of, others }: BySet, { set }: Cases): number {
  return of.get(set) ?? others;
}

/** Draws cases: a picture by what it counts, then any of its own. */
function drawer(training: readonly Cases[], lesson: Lesson, random: () => number): () => [Cases, number] {
  const counts = countsOf(training, lesson);
  const known = [...counts.keys()];
  const ends: number[] = [];
  let total = 0;
  for (const count of counts.values()) {
    total += count;
    ends.push(total);
  }
  return () => {
    const at = random() * total;
    let low = 0;
    let high = ends.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (ends[middle]! > at) high = middle;
      else low = middle + 1;
    }
    const cases = known[low]!;
    return [cases, Math.floor(random() * cases.count)];
  };
}

/** Where an error turns from a small one, counted by its square, to one counted by its size. */
const SMALL = 0.05;
/** What squares count beside that. */
const SQUARES = 1.5;

/** Loss of an error; most of it grows with its size, so that a few hopeless pixels do not rule. */
function lossOf(error: number): number {
  const size = Math.abs(error) / SMALL;
  // log cosh, written so that it does not overflow.
  const soft = size + Math.log1p(Math.exp(-2 * size)) - Math.LN2;
  return 0.5 * SMALL * soft + 0.5 * SQUARES * error * error;
}

function slopeOf(error: number): number {
  return 0.5 * Math.tanh(error / SMALL) + SQUARES * error;
}

function addCase(
  network: BeliefNetwork,
  cases: Cases,
  k: number,
  harm: number,
  hidden: Float64Array,
  gradient: Float64Array,
): void {
  const at = BELIEF_INPUTS * k;
  const [mine, difference] = answersAt(cases, k);
  const belief = believe(network, cases.inputs, at, hidden);
  const truth = cases.truth[k]!;
  const error = mine + belief * difference - truth;
  const counts = Math.abs(error) > Math.abs(mine - truth) ? harm : 1;
  const slope = counts * slopeOf(error) * difference * belief * (1 - belief);
  addGradient(network, cases.inputs, at, hidden, slope, gradient);
}

/** Mean loss, pictures counting as in learning. */
export function lossOver(
  network: BeliefNetwork,
  all: readonly Cases[],
  lesson: Pick<Lesson, 'harm' | 'count' | 'share'>,
): number {
  const hidden = new Float64Array(network.units);
  let total = 0;
  let weight = 0;
  for (const [cases, counts] of countsOf(all, lesson)) {
    const harm = valueFor(lesson.harm, cases);
    let sum = 0;
    for (let k = 0; k < cases.count; k++) {
      const [mine, difference] = answersAt(cases, k);
      const truth = cases.truth[k]!;
      const error = mine + believe(network, cases.inputs, BELIEF_INPUTS * k, hidden) * difference - truth;
      sum += lossOf(error) * (Math.abs(error) > Math.abs(mine - truth) ? harm : 1);
    }
    total += (counts * sum) / cases.count;
    weight += counts;
  }
  return total / weight;
}
