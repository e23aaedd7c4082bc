import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { devicePlan } from './device-plan.ts';

describe('devicePlan', () => {
  it.each([
    [{ deviceMemory: 8, hardwareConcurrency: 8 }, 100e6, 1.5e6, 16e6],
    [{ deviceMemory: 4, hardwareConcurrency: 2 }, 50e6, 1e6, 8e6],
    [{ deviceMemory: 2, hardwareConcurrency: 4 }, 24e6, 1e6, 4e6],
    [{ deviceMemory: 0.5, hardwareConcurrency: 1 }, 12e6, 0.6e6, 2e6],
    [{ hardwareConcurrency: 8, isHandheld: false }, 100e6, 1.5e6, 16e6],
    [{ hardwareConcurrency: 6, isHandheld: true }, 50e6, 1.5e6, 8e6],
    [{}, 100e6, 1.5e6, 16e6],
  ])('for %o', (facts, mostPixels, previewPixels, stagePixels) => {
    expect(devicePlan(facts)).toEqual({ mostPixels, previewPixels, stagePixels });
  });

  it('never gives a weaker device more', () => {
    const memory = fc.double({ min: 0.25, max: 64, noNaN: true });
    fc.assert(
      fc.property(memory, memory, fc.integer({ min: 1, max: 64 }), (a, b, hardwareConcurrency) => {
        const [less, more] = [Math.min(a, b), Math.max(a, b)].map(deviceMemory =>
          devicePlan({ deviceMemory, hardwareConcurrency }),
        );
        expect(less!.mostPixels).toBeLessThanOrEqual(more!.mostPixels);
        expect(less!.previewPixels).toBeLessThanOrEqual(more!.previewPixels);
        expect(less!.stagePixels).toBeLessThanOrEqual(more!.stagePixels);
      }),
    );
  });
});
