import { BELIEF_INPUTS } from '@backgroundfx/core/fitting';
import { describe, expect, it } from 'vitest';
import { casesOf } from './cases.ts';
import { drawHair } from './drawn-hair.ts';
import { seededRandom } from './random.ts';

const scenes = (seed: number, count: number) => {
  const random = seededRandom(seed);
  return Array.from({ length: count }, () => drawHair(random));
};

describe('drawHair', () => {
  it('draws the same for the same seed, and another scene every time', () => {
    const [first, second] = scenes(1, 2);
    expect(scenes(1, 1)[0]).toEqual(first);
    expect(second!.image).not.toEqual(first!.image);
  });

  it('has gaps between its strands that the coarse matte fills', () => {
    for (const { truth, coarse } of scenes(3, 6)) {
      const filled = truth.data.reduce(
        (sum, level, i) => sum + (level < 155 && coarse.data[i]! > 0.75 ? 1 : 0),
        0,
      );
      expect(filled).toBeGreaterThan(50);
    }
  });

  it('mixes light of two colours: pixels of the subject alone and of the ground alone differ by what colours can tell', () => {
    for (const { image, truth } of scenes(5, 6)) {
      const sums = { inside: [0, 0, 0], outside: [0, 0, 0] };
      const counts = { inside: 0, outside: 0 };
      truth.data.forEach((level, i) => {
        if (level !== 0 && level !== 255) return;
        const side = level === 255 ? 'inside' : 'outside';
        counts[side]++;
        for (let c = 0; c < 3; c++) sums[side][c]! += (image.data[4 * i + c]! / 255) ** 2;
      });
      const apart = sums.inside.reduce(
        (sum, v, c) => sum + Math.abs(v / counts.inside - sums.outside[c]! / counts.outside),
        0,
      );
      expect(apart).toBeGreaterThan(0.45);
    }
  });

  it('asks what the belief answers, about pixels whose truth is known', () => {
    const cases = casesOf({ set: 'drawn', name: 'one' }, scenes(7, 1)[0]!, 400, seededRandom(1));
    expect(cases.count).toBeGreaterThan(100);
    expect(cases.count).toBeLessThanOrEqual(600);
    expect(cases.inputs.length).toBe(cases.count * BELIEF_INPUTS);
    expect(cases.found).toBeGreaterThan(0.7);
    expect(Math.min(...cases.truth)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...cases.truth)).toBeLessThanOrEqual(1);
  });
});
