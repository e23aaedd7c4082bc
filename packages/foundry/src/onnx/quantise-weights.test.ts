import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { tinyModel } from '../../test/tiny-model.ts';
import { quantiseWeight, shareWeights } from './quantise-weights.ts';
import { readNetwork } from './read-network.ts';

describe('quantiseWeight', () => {
  test('gives each output channel its own scale', () => {
    const { values, scales } = quantiseWeight([2, 1, 1, 1], Float32Array.of(-254, 0.5));
    expect([...values]).toEqual([-127, 127]);
    expect([...scales]).toEqual([2, Math.fround(0.5 / 127)]);
  });

  test('keeps the sum of a kernel where rounding each tap would lose it', () => {
    // In steps: 127 and eight times 0.3; rounded one by one the eight would vanish.
    const { values } = quantiseWeight(
      [1, 1, 3, 3],
      Float32Array.of(127, ...Array.from({ length: 8 }, () => 0.3)),
    );
    expect(values[0]).toBe(127);
    expect(values.slice(1).reduce((sum, v) => sum + v, 0)).toBe(2);
  });

  test('survives a channel of zeros', () => {
    const { values, scales } = quantiseWeight([1, 2, 1, 1], new Float32Array(2));
    expect([...values]).toEqual([0, 0]);
    expect(scales[0]).toBeGreaterThan(0);
  });

  test('no tap is off by more than a step, no kernel sum by more than half a step', () => {
    const kernels = fc.array(fc.float({ min: -4, max: 4, noNaN: true }), { minLength: 18, maxLength: 18 });
    fc.assert(
      fc.property(kernels, weights => {
        const { values, scales } = quantiseWeight([1, 2, 3, 3], Float32Array.from(weights));
        const exact = weights.map(w => Math.fround(w) / scales[0]!);
        const errors = exact.map((e, i) => values[i]! - e);
        // The scale itself is rounded to single precision, so 127 steps may miss the largest weight by a hair.
        const hair = 1e-4;
        expect(Math.max(...errors.map(Math.abs))).toBeLessThanOrEqual(1 + hair);
        for (const kernel of [errors.slice(0, 9), errors.slice(9)]) {
          expect(Math.abs(kernel.reduce((sum, e) => sum + e, 0))).toBeLessThanOrEqual(0.5 + hair);
        }
        expect(Math.max(...values.map(Math.abs))).toBeLessThanOrEqual(127);
      }),
    );
  });
});

test('shareWeights lays every array at an aligned place of one file', () => {
  const { file, convs } = shareWeights(readNetwork(tinyModel(), 'output'), 'tiny.weights.bin');
  const bytes = file.toBytes();
  const slices = [...convs.values()].flatMap(conv => Object.values(conv.slices));
  expect([...convs.keys()]).toEqual(['/conv1', '/conv2']);
  expect(slices.map(s => [s.offset, s.bytes.length])).toEqual([
    [0, 6],
    [64, 8],
    [128, 8],
    [192, 18],
    [256, 4],
    [320, 4],
  ]);
  expect(bytes.length).toBe(324);
  for (const { offset, bytes: part } of slices) {
    expect(bytes.subarray(offset, offset + part.length)).toEqual(part);
  }
  expect([...new Int8Array(bytes.buffer, 0, 6)]).toEqual([127, -127, 0, 0, 0, 127]);
});
