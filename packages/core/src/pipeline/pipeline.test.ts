import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coverage, cutOut } from '../compose/cut-out.ts';
import { matte, rgbaImage } from '../raster/planes.ts';
import { planCutout } from '../segment/plan.ts';
import type { SegmentationSession } from '../segment/session.ts';
import type { Tensor } from '../segment/tensor.ts';
import { createStageProgress } from './progress.ts';
import { type MatteStage, makeMatte } from './remove-background.ts';

const MODEL = {
  input: {
    name: 'i',
    mean: [0, 0, 0],
    scale: [1 / 255, 1 / 255, 1 / 255],
    multipleOf: 64,
    bestSize: 128,
    fit: 'stretch',
  },
  output: { name: 'o', values: 'unit' },
} as const;

/** A network whose matte is the red channel, weaker in the right half, so that a flipped pass sees something else. */
function redSession(): SegmentationSession & { runs: number } {
  return {
    runs: 0,
    async run({ data, dims }: Tensor) {
      this.runs++;
      const [, , height = 0, width = 0] = dims;
      const out = data.slice(0, width * height);
      for (let i = 0; i < out.length; i++) if (i % width >= width / 2) out[i] = out[i]! * 0.5;
      return { data: out, dims: [1, 1, height, width] };
    },
    async dispose() {},
  };
}

function redImage(width: number, height: number) {
  const data = new Uint8ClampedArray(width * height * 4);
  for (let i = 0; i < data.length; i += 4) data.set([255, 0, 0, 255], i);
  return rgbaImage(width, height, data);
}

describe('makeMatte', () => {
  it('runs once for high, and averages a mirrored second run for ultra', async () => {
    const image = redImage(40, 30);
    const once = redSession();
    const high = await makeMatte(image, { model: MODEL, session: once }, planCutout('high', MODEL.input));
    expect(once.runs).toBe(1);
    expect([high.width, high.height]).toEqual([40, 30]);
    expect(high.data[0]).toBe(255);
    expect(Math.abs(high.data[39]! - 127.5)).toBeLessThanOrEqual(1);

    const twice = redSession();
    const ultra = await makeMatte(image, { model: MODEL, session: twice }, planCutout('ultra', MODEL.input));
    expect(twice.runs).toBe(2);
    const both = Math.round(((0.75 - 0.02) / 0.96) * 255);
    expect(Math.abs(ultra.data[0]! - both)).toBeLessThanOrEqual(1);
    expect(Math.abs(ultra.data[39]! - both)).toBeLessThanOrEqual(1);
  });

  it('goes through its stages in order, each from 0 to 1', async () => {
    const seen: [MatteStage, number][] = [];
    const plan = planCutout('ultra', MODEL.input);
    await makeMatte(redImage(300, 200), { model: MODEL, session: redSession() }, plan, {
      onStage: (stage, done) => seen.push([stage, done]),
    });
    expect(seen.slice(0, 5)).toEqual([
      ['prepare', 0],
      ['prepare', 1],
      ['infer', 0],
      ['infer', 0.5],
      ['infer', 1],
    ]);
    expect(seen.at(-1)).toEqual(['refine', 1]);
  });

  it('stops after a run during which it was cancelled', async () => {
    const cancel = new AbortController();
    const session = redSession();
    const slow: SegmentationSession = {
      run: async input => {
        cancel.abort();
        return session.run(input);
      },
      dispose: session.dispose,
    };
    const job = makeMatte(
      redImage(20, 20),
      { model: MODEL, session: slow },
      planCutout('ultra', MODEL.input),
      {
        signal: cancel.signal,
      },
    );
    await expect(job).rejects.toMatchObject({ code: 'cancelled' });
    expect(session.runs).toBe(1);
  });
});

describe('cutOut', () => {
  it('multiplies alpha, keeps visible colours and erases what was removed, in place', () => {
    const pixels = Uint8ClampedArray.of(
      ...[10, 20, 30, 255, 10, 20, 30, 255, 10, 20, 30, 128, 1, 2, 3, 255, 9, 9, 9, 0],
    );
    const image = rgbaImage(5, 1, pixels);
    const out = cutOut(image, matte(5, 1, Uint8Array.of(255, 100, 128, 0, 255)));
    expect(out.data).toBe(pixels);
    expect([...out.data]).toEqual([
      ...[10, 20, 30, 255, 10, 20, 30, 100, 10, 20, 30, 64, 0, 0, 0, 0, 0, 0, 0, 0],
    ]);
  });

  it('refuses a matte of another size', () => {
    const image = rgbaImage(1, 1, new Uint8ClampedArray(4));
    expect(() => cutOut(image, matte(2, 1, new Uint8Array(2)))).toThrow('differ in size');
  });

  it('coverage is the mean alpha', () => {
    expect(coverage(matte(4, 1, Uint8Array.of(255, 0, 0, 255)))).toBe(0.5);
  });
});

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
