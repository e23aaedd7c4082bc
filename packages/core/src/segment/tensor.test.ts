import { describe, expect, it } from 'vitest';
import { rgbPlanes } from '../raster/planes.ts';
import type { InputRule } from './model-catalog.ts';
import { makeInputTensor, readOutputTensor } from './tensor.ts';

const RULE: InputRule = {
  name: 'input',
  mean: [128, 64, 0],
  scale: [1 / 256, 1 / 64, 1],
  multipleOf: 2,
  bestSize: 1024,
  fit: 'stretch',
};
const OUTPUT = { name: 'output', values: 'unit' } as const;

describe('makeInputTensor', () => {
  const planes = rgbPlanes(2, 2, Float32Array.of(0, 128, 255, 64, 0, 64, 128, 0, 1, 2, 3, 4));

  it('applies mean and scale per channel, planar', () => {
    const { data, dims } = makeInputTensor(planes, RULE);
    expect(dims).toEqual([1, 3, 2, 2]);
    expect([...data]).toEqual([-0.5, 0, 127 / 256, -0.25, -1, 0, 1, -1, 1, 2, 3, 4]);
    expect(data.buffer).not.toBe(planes.data.buffer);
  });

  it('mirrors every row of every plane', () => {
    expect([...makeInputTensor(planes, RULE, true).data]).toEqual([
      0,
      -0.5,
      -0.25,
      127 / 256,
      0,
      -1,
      -1,
      1,
      2,
      1,
      4,
      3,
    ]);
  });

  it('puts channels last where the rule says so, mirrored or not', () => {
    const plain = { ...RULE, mean: [0, 0, 0], scale: [1, 1, 1], layout: 'nhwc' } as const;
    const { data, dims } = makeInputTensor(planes, plain);
    expect(dims).toEqual([1, 2, 2, 3]);
    expect([...data]).toEqual([0, 0, 1, 128, 64, 2, 255, 128, 3, 64, 0, 4]);
    expect([...makeInputTensor(planes, plain, true).data]).toEqual([
      ...[128, 64, 2, 0, 0, 1],
      ...[64, 0, 4, 255, 128, 3],
    ]);
  });

  it('puts blue first where the rule says so; mean and scale stay those of red, green and blue', () => {
    const rule = { ...RULE, mean: [1, 2, 3], scale: [1, 1, 1], channels: 'bgr' } as const;
    expect([...makeInputTensor(planes, rule).data]).toEqual([
      -2, -1, 0, 1, -2, 62, 126, -2, -1, 127, 254, 63,
    ]);
    const last = makeInputTensor(planes, { ...rule, layout: 'nhwc' });
    expect([...last.data.subarray(0, 6)]).toEqual([-2, -2, -1, -1, 62, 127]);
  });

  it("stretches to the picture's own peak before mean and scale, and leaves black alone", () => {
    const rule = { ...RULE, range: 'peak', mean: [5, 5, 5], scale: [2, 2, 2] } as const;
    const dim = rgbPlanes(2, 2, Float32Array.of(0, 51, 0, 0, 25.5, 0, 0, 0, 0, 0, 0, 10.2));
    const expected = [0, 255, 0, 0, 127.5, 0, 0, 0, 0, 0, 0, 51].map(v => (v - 5) * 2);
    const { data } = makeInputTensor(dim, rule);
    for (const [i, v] of expected.entries()) expect(data[i]).toBeCloseTo(v, 4);
    const black = makeInputTensor(rgbPlanes(2, 2, new Float32Array(12)), rule);
    expect([...black.data]).toEqual(new Array(12).fill(-10));
  });

  it("takes no other size than the network's own where that is fixed", () => {
    const rule = { ...RULE, sizes: 'fixed', bestSize: 4 } as const;
    expect(() => makeInputTensor(planes, rule)).toThrow('Network input 2 x 2 is not 4 a side');
    expect(makeInputTensor(planes, { ...rule, bestSize: 2 }).dims).toEqual([1, 3, 2, 2]);
  });

  it('refuses a size that the network cannot take', () => {
    expect(() => makeInputTensor(planes, { ...RULE, multipleOf: 4 })).toThrow('2 x 2 is not a multiple of 4');
  });
});

describe('readOutputTensor', () => {
  it('clamps to 0..1, undoes the mirroring and keeps the buffer', () => {
    const data = Float32Array.of(-0.01, 0.25, 1.01, 0.75);
    const read = readOutputTensor({ data, dims: [1, 1, 2, 2] }, OUTPUT, true);
    expect([...read.data]).toEqual([0.25, 0, 0.75, 1]);
    expect(read.data).toBe(data);
  });

  it.each([
    [-0.06, 'and holds -0.05999999865889549 at 1'],
    [7, 'should hold 0 to 1, and holds 7 at 1'],
  ])('refuses %s as alpha: it is another output', (value, message) => {
    const data = Float32Array.of(0, value);
    expect(() => readOutputTensor({ data, dims: [1, 1, 1, 2] }, OUTPUT)).toThrow(
      expect.objectContaining({ code: 'inference_failed', message: expect.stringContaining(message) }),
    );
  });

  it('takes the sigmoid of logits', () => {
    const data = Float32Array.of(0, Math.log(3), -200, 200);
    const read = readOutputTensor({ data, dims: [1, 1, 2, 2] }, { name: 'x', values: 'sigmoid' });
    expect([...read.data]).toEqual([0.5, 0.75, 0, 1]);
  });

  it('stretches to 0..1 what is to be stretched, and finds nothing in one value', () => {
    const rule = { name: 'x', values: 'min-max', layout: 'nhwc' } as const;
    const read = readOutputTensor({ data: Float32Array.of(-3, 1, 0, -2), dims: [1, 2, 2, 1] }, rule, true);
    expect([...read.data]).toEqual([1, 0, 0.25, 0.75]);
    const flat = readOutputTensor({ data: new Float32Array(4).fill(0.7), dims: [1, 2, 2, 1] }, rule);
    expect([...flat.data]).toEqual([0, 0, 0, 0]);
  });

  it.each([
    [[1, 2, 2], 4],
    [[1, 2, 1, 2], 4],
    [[1, 1, 2, 3], 4],
  ])('refuses shape %j', (dims, length) => {
    expect(() => readOutputTensor({ data: new Float32Array(length), dims }, OUTPUT)).toThrow(
      `Output "output" has shape [${dims.join(',')}]`,
    );
  });

  it.each([Number.NaN, Number.NEGATIVE_INFINITY])('refuses %s, whatever the rule', value => {
    for (const values of ['unit', 'sigmoid', 'min-max'] as const) {
      const tensor = { data: Float32Array.of(0, value), dims: [1, 1, 1, 2] };
      expect(() => readOutputTensor(tensor, { ...OUTPUT, values })).toThrow(`holds ${value} at 1`);
    }
  });
});
