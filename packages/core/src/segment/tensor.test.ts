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

  it('refuses a size that the network cannot take', () => {
    expect(() => makeInputTensor(planes, { ...RULE, multipleOf: 4 })).toThrow('2 x 2 is not a multiple of 4');
  });
});

describe('readOutputTensor', () => {
  it('clamps to 0..1, undoes the mirroring and keeps the buffer', () => {
    const data = Float32Array.of(-0.1, 0.25, 1.5, 0.75);
    const read = readOutputTensor({ data, dims: [1, 1, 2, 2] }, OUTPUT, true);
    expect([...read.data]).toEqual([0.25, 0, 0.75, 1]);
    expect(read.data).toBe(data);
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

  it('refuses values that are no numbers', () => {
    expect(() =>
      readOutputTensor({ data: Float32Array.of(0, Number.NaN), dims: [1, 1, 1, 2] }, OUTPUT),
    ).toThrow('holds NaN at 1');
  });
});
