import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createStageProgress } from './progress.ts';

describe('createStageProgress', () => {
  it('never falls and stays within 0..1, whatever is reported', () => {
    const reports = fc.array(
      fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.double({ min: -1, max: 2, noNaN: true })),
    );
    const weights = fc.record({ a: fc.double({ min: 0, max: 9, noNaN: true }), b: fc.nat(9), c: fc.nat(9) });
    fc.assert(
      fc.property(weights, reports, (w, list) => {
        const progress = createStageProgress<'a' | 'b' | 'c'>(w);
        let last = 0;
        for (const [stage, done] of list) {
          const { fraction } = progress.report(stage as 'a', done);
          expect(fraction).toBeGreaterThanOrEqual(last);
          expect(fraction).toBeLessThanOrEqual(1);
          last = fraction;
        }
      }),
    );
  });

  it('weighs stages by their time', () => {
    const progress = createStageProgress({ load: 1, run: 3 });
    expect(progress.report('load', 1).fraction).toBe(0.25);
    expect(progress.report('run', 0.5).fraction).toBe(0.625);
    expect(progress.report('run', 1).fraction).toBe(1);
  });
});
