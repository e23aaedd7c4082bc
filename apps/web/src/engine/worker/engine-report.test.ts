import type { WebSession } from '@backgroundfx/inference/web';
import { describe, expect, it } from 'vitest';
import { CATALOG } from '../model-catalog.ts';
import { reportOf } from './engine-report.ts';

const model = CATALOG[0]!;
const variant = model.variants.find(({ id }) => id === 'int8')!;
const choice = { provider: 'wasm', variant, threads: 2, why: 'No WebGPU here' } as const;
const network = { model, session: { choice } as WebSession };
const run = { width: 1024, height: 1024, region: { left: 0, top: 0, right: 1, bottom: 1 }, mirrored: false };
const made = (floats: readonly boolean[]) => floats.map(float => ({ ...run, model: model.id, float }));

describe('the report of a cut-out', () => {
  it('names the graphs that ran, and how often', () => {
    const ran = { runs: made([true, true, false]) };
    expect(reportOf({ kind: 'catalog', id: model.id }, network, ran)).toMatchObject({
      models: [{ id: model.id, displayName: model.displayName }],
      variant: 'fp32 + int8',
      looks: 3,
      why: 'No WebGPU here',
    });
  });

  it('says why float was done without', () => {
    const ran = { runs: made([false]), withoutFloat: 'out_of_memory' } as const;
    expect(reportOf({ kind: 'catalog', id: model.id }, network, ran)).toMatchObject({
      variant: 'int8',
      why: 'No WebGPU here. The network worked in 8 bits and not in float: there may be too little memory for that',
    });
  });
});
