import { BELIEF_DIFFERENCE, BELIEF_INPUTS, BELIEF_NETWORK } from '@backgroundfx/core/fitting';
import { describe, expect, it } from 'vitest';
import type { Cases } from './cases.ts';
import { type Lesson, learn, lossOver } from './learn.ts';
import { seededRandom } from './random.ts';

/** Colours are right where number 5 is above zero, else the network is. */
function drawn(seed: number): Cases {
  const random = seededRandom(seed);
  const count = 600;
  const inputs = new Float32Array(BELIEF_INPUTS * count);
  const truth = new Float32Array(count);
  for (let k = 0; k < count; k++) {
    const mine = random();
    const theirs = random();
    const sign = random() < 0.5 ? -1 : 1;
    inputs[BELIEF_INPUTS * k + BELIEF_NETWORK] = 2 * mine - 1;
    inputs[BELIEF_INPUTS * k + BELIEF_DIFFERENCE] = theirs - mine;
    inputs[BELIEF_INPUTS * k + 5] = sign;
    truth[k] = sign > 0 ? theirs : mine;
  }
  return { set: 'drawn', picture: String(seed), count, band: count, found: 1, inputs, truth };
}

const bySet = (others: number, ...of: [string, number][]) => ({ others, of: new Map(of) });
const LESSON: Lesson = {
  units: 4,
  seed: 3,
  steps: 400,
  rate: 0.01,
  harm: bySet(1.4),
  count: bySet(1),
  share: 0.5,
};

describe('learn', () => {
  it('finds out when colours are right', () => {
    const { network, loss, step } = learn([drawn(1)], [drawn(2)], LESSON);
    const before = lossOver({ ...network, weights: network.weights.map(() => 0) }, [drawn(2)], LESSON);
    expect(loss).toBe(lossOver(network, [drawn(2)], LESSON));
    expect(loss).toBeLessThan(before / 10);
    expect(step).toBeLessThanOrEqual(LESSON.steps);
  });

  it('is the same for the same seed, and another for another', () => {
    const short = { ...LESSON, steps: 30 };
    const first = learn([drawn(1)], [drawn(2)], short);
    expect(learn([drawn(1)], [drawn(2)], short)).toEqual(first);
    expect(learn([drawn(1)], [drawn(2)], { ...short, seed: 4 }).network.weights).not.toEqual(
      first.network.weights,
    );
  });

  it('goes on from weights it is given, which stay as they are', () => {
    const { network } = learn([drawn(1)], [drawn(2)], LESSON);
    const weights = network.weights.slice();
    const { loss } = learn([drawn(1)], [drawn(2)], { ...LESSON, steps: 1, rate: 0.001, start: network });
    expect(loss).toBeCloseTo(lossOver(network, [drawn(2)], LESSON), 3);
    expect(network.weights).toEqual(weights);
  });

  it('counts sets, and the harm done to them, as it is told to', () => {
    const { network } = learn([drawn(1)], [drawn(2)], { ...LESSON, steps: 30 });
    const other = { ...drawn(3), set: 'other' };
    const loss = (all: Cases[], lesson: Partial<Lesson> = {}) =>
      lossOver(network, all, { ...LESSON, ...lesson });
    const [one, two] = [loss([drawn(2)]), loss([other])];
    expect(loss([drawn(2), other])).toBeCloseTo((one + two) / 2, 10);
    expect(loss([drawn(2), other], { count: bySet(1, ['other', 3]) })).toBeCloseTo((one + 3 * two) / 4, 10);
    const strict = { harm: bySet(1.4, ['other', 5]) };
    expect(loss([drawn(2)], strict)).toBe(one);
    expect(loss([other], strict)).toBeGreaterThan(two);
  });

  it('keeps the step that did best on validation, though learning goes on', () => {
    const backwards = drawn(2);
    const wrong = { ...backwards, truth: backwards.truth.map((_, k) => 0.5 - 0.1 * (k % 2)) };
    const { step } = learn([drawn(1)], [wrong], { ...LESSON, steps: 1200 });
    expect(step).toBeLessThan(1200);
  });
});
