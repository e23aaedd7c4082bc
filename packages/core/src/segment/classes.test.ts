import { describe, expect, it } from 'vitest';
import { readClasses } from './classes.ts';
import { readOutputTensor } from './tensor.ts';
import type { Tensor } from './tensor-shape.ts';

const RULE = { name: 'logits', values: 'softmax', classes: ['background', 'cat', 'dog'] } as const;

/** Two pixels: 2/8, 5/8, 1/8 and 1/2, 1/4, 1/4 after softmax, whatever is added to all. */
const FIRST = [2, 5, 1].map(Math.log);
const SECOND = [2, 1, 1].map(w => Math.log(w) + 100);

function planar(): Tensor {
  return { data: Float32Array.from([0, 1, 2].flatMap(c => [FIRST[c]!, SECOND[c]!])), dims: [1, 3, 1, 2] };
}

function interleaved(): Tensor {
  return { data: Float32Array.from([...FIRST, ...SECOND]), dims: [1, 1, 2, 3] };
}

function expectClose(data: Float32Array, expected: readonly number[]): void {
  expect(data.length).toBe(expected.length);
  for (const [i, v] of expected.entries()) expect(data[i]).toBeCloseTo(v, 5);
}

describe('an output of classes', () => {
  it('becomes the likelihood of everything but the background', () => {
    expectClose(readOutputTensor(planar(), RULE).data, [0.75, 0.5]);
    expectClose(readOutputTensor(planar(), RULE, true).data, [0.5, 0.75]);
    const nhwc = readOutputTensor(interleaved(), { ...RULE, layout: 'nhwc' });
    expect([nhwc.width, nhwc.height]).toEqual([2, 1]);
    expectClose(nhwc.data, [0.75, 0.5]);
  });

  it('may be likelihoods already: shares of their sum, and nothing where all are nothing', () => {
    const data = Float32Array.from([0.2, 0, 0.5, 0, 0.1, -0.001]);
    const rule = { ...RULE, values: 'shares' } as const;
    expectClose(readOutputTensor({ data, dims: [1, 3, 1, 2] }, rule).data, [0.75, 0]);
  });

  it('becomes the likelihood of the classes that were asked for', () => {
    expectClose(readOutputTensor(planar(), RULE, false, ['cat']).data, [5 / 8, 0.25]);
    expectClose(readOutputTensor(planar(), RULE, false, ['dog', 'cat']).data, [0.75, 0.5]);
  });

  it.each(['horse', 'background', ''])('knows no class %j', name => {
    expect(() => readOutputTensor(planar(), RULE, false, ['cat', name])).toThrow(
      expect.objectContaining({
        code: 'invalid_argument',
        message: `Output "logits" knows no "${name}", only cat, dog`,
      }),
    );
  });

  it('is refused with another number of channels, or values that are not finite', () => {
    const two = { data: new Float32Array(4), dims: [1, 2, 1, 2] };
    for (const read of [readOutputTensor, readClasses]) {
      expect(() => read(two, RULE)).toThrow('Output "logits" has shape [1,2,1,2]');
      const broken = planar();
      broken.data[3] = Number.POSITIVE_INFINITY;
      expect(() => read(broken, RULE)).toThrow('Output "logits" holds Infinity at 3');
    }
  });
});

describe('readClasses', () => {
  it('tells what is in the picture, largest first, and leaves the tensor as it is', () => {
    const best = [0, 2, 2, 2, 1, 1, 0, 0, 0, 0];
    const data = Float32Array.from([0, 1, 2].flatMap(c => best.map(b => (b === c ? 3 : -3))));
    const tensor = { data, dims: [1, 3, 2, 5] };
    const before = [...data];
    expect(readClasses(tensor, RULE)).toEqual([
      { name: 'dog', share: 0.3 },
      { name: 'cat', share: 0.2 },
    ]);
    expect([...data]).toEqual(before);
  });

  it('leaves out specks, and finds none where the network tells none apart', () => {
    const pixels = 2001;
    const data = new Float32Array(3 * pixels);
    data[pixels] = 1;
    expect(readClasses({ data, dims: [1, 3, 1, pixels] }, RULE)).toEqual([]);
    expect(
      readClasses({ data: Float32Array.of(1), dims: [1, 1, 1, 1] }, { name: 'x', values: 'unit' }),
    ).toEqual([]);
  });
});
