import { describe, expect, it } from 'vitest';
import { EngineError } from '../errors.ts';
import { rgbaImage } from '../raster/planes.ts';
import { planCutout } from '../segment/plan.ts';
import type { SegmentationSession } from '../segment/session.ts';
import type { Tensor } from '../segment/tensor-shape.ts';
import { type MatteStage, makeMatte } from './make-matte.ts';

const MODEL = {
  id: 'red',
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
    const { matte: high } = await makeMatte(
      image,
      { model: MODEL, session: once },
      planCutout('high', MODEL.input),
    );
    expect(once.runs).toBe(1);
    expect([high.width, high.height]).toEqual([40, 30]);
    expect(high.data[0]).toBe(255);
    expect(Math.abs(high.data[39]! - 127.5)).toBeLessThanOrEqual(1);

    const twice = redSession();
    const { matte: ultra } = await makeMatte(
      image,
      { model: MODEL, session: twice },
      planCutout('ultra', MODEL.input),
    );
    expect(twice.runs).toBe(2);
    const both = Math.round(((0.75 - 0.02) / 0.96) * 255);
    expect(Math.abs(ultra.data[0]! - both)).toBeLessThanOrEqual(1);
    expect(Math.abs(ultra.data[39]! - both)).toBeLessThanOrEqual(1);
  });

  it('refines as strongly as the plan says', async () => {
    // One red column: the network sees it blurred, its colours tell exactly where it is.
    const data = new Uint8ClampedArray(600 * 400 * 4);
    for (let i = 0; i < data.length / 4; i++) data.set([i % 600 < 205 ? 255 : 0, 0, 0, 255], i * 4);
    const image = rgbaImage(600, 400, data);
    const undecided = async (refinement: number) => {
      const plan = planCutout('high', MODEL.input, refinement);
      const { matte } = await makeMatte(image, { model: MODEL, session: redSession() }, plan);
      return matte.data.filter(level => level > 0 && level < 255).length;
    };
    const [soft, usual, crisp] = [await undecided(0), await undecided(50), await undecided(100)];
    expect(usual).toBeLessThan(soft);
    expect(crisp).toBeLessThanOrEqual(usual);
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

  it('asks its host between two runs whether to go on', async () => {
    const session = redSession();
    const plan = planCutout('ultra', MODEL.input);
    const job = makeMatte(redImage(20, 20), { model: MODEL, session }, plan, {
      checkpoint: async () => {
        if (session.runs === 1) throw new EngineError('cancelled', 'Cancelled');
      },
    });
    await expect(job).rejects.toMatchObject({ code: 'cancelled' });
    expect(session.runs).toBe(1);
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
