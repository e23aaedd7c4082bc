import { describe, expect, it } from 'vitest';
import { rgbPlanes } from '../raster/planes.ts';
import {
  findModel,
  findVariant,
  type InputRule,
  type ModelCatalog,
  type ModelEntry,
} from './model-catalog.ts';
import { planCost, planCutout, QUALITIES, type Quality } from './plan.ts';
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

describe('planCutout', () => {
  const input = { ...RULE, multipleOf: 64 };

  it('orders the quality levels by cost', () => {
    const costs = QUALITIES.map(quality => planCost(planCutout(quality, input)));
    for (let i = 1; i < costs.length; i++) expect(costs[i]).toBeGreaterThan(costs[i - 1]!);
  });

  it('runs high at the size the network is best at, and only at sizes it accepts', () => {
    expect(planCutout('high', input)).toEqual({ quality: 'high', inputSize: 1024, passes: ['plain'] });
    for (const bestSize of [64, 200, 320, 1000]) {
      for (const quality of QUALITIES) {
        const { inputSize } = planCutout(quality, { ...input, bestSize });
        expect(inputSize % 64).toBe(0);
        expect(inputSize).toBeGreaterThan(0);
      }
    }
  });

  it('refuses a level it does not know', () => {
    for (const level of ['best', '', 'constructor', '__proto__']) {
      expect(() => planCutout(level as Quality, input)).toThrow(`Unknown quality "${level}"`);
    }
  });
});

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

describe('the catalogue', () => {
  const model = { id: 'isnet', aliases: ['rembg'], variants: [] } as unknown as ModelEntry;
  const catalog: ModelCatalog = { version: 1, models: [model] };

  it('finds a model by id and alias, and says what it misses', () => {
    expect(findModel(catalog, 'isnet')).toBe(model);
    expect(findModel(catalog, 'rembg')).toBe(model);
    expect(() => findModel(catalog, 'u2net')).toThrow('No model named "u2net" in the catalogue');
    expect(() => findVariant(model, 'int8')).toThrow('Model "isnet" has no variant "int8"');
  });
});
