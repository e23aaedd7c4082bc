import { describe, expect, it } from 'vitest';
import {
  columnSession,
  discOf,
  FIXED,
  MODEL,
  picture,
  scriptedSession,
} from '../../test/scripted-session.ts';
import { EngineError, type EngineErrorCode } from '../errors.ts';
import { planCutout, QUALITIES } from '../segment/plan.ts';
import type { Tensor } from '../segment/tensor-shape.ts';
import { makeMatte } from './make-matte.ts';
import type { MatteStage } from './matte-job.ts';

describe('makeMatte, what runs', () => {
  it('is one cheap pass for low and medium, and a full one for medium when that is not sure', async () => {
    const sizes = async (quality: 'low' | 'medium', doubt: number) => {
      const clear = discOf(0.5, 0.5, 0.4);
      const session = scriptedSession((x, y, size) => clear(x, y, size) * (1 - doubt));
      const plan = planCutout(quality, MODEL.input);
      const { runs } = await makeMatte(picture(60, 60), { model: MODEL, session }, plan);
      return runs.map(run => run.width);
    };
    expect(await sizes('low', 0)).toEqual([128]);
    expect(await sizes('medium', 0)).toEqual([128]);
    expect(await sizes('low', 0.2)).toEqual([128]);
    expect(await sizes('medium', 0.2)).toEqual([128, 256]);
  });

  it('ends with the cheap pass at high when a large subject is clear, and its edge that of colours', async () => {
    const scene = discOf(0.5, 0.5, 0.48);
    const session = scriptedSession(scene);
    const image = picture(60, 60, undefined, (x, y) => scene(x, y, 0));
    const result = await makeMatte(image, { model: MODEL, session }, planCutout('high', MODEL.input));
    expect(session.seen).toEqual([{ size: 128, left: 0 }]);
    expect(result.confidence).toBeGreaterThan(0.8);
    expect(result.matte.data[30 * 60 + 30]).toBe(255);
    expect(result.matte.data[0]).toBe(0);
  });

  it('looks again at high where no colours show the edge of a large, clear subject', async () => {
    const runsFor = async (radius: (first: boolean) => number) => {
      const session = scriptedSession((x, y, size) =>
        discOf(0.5, 0.5, radius(session.seen.length === 0))(x, y, size),
      );
      const plan = { ...planCutout('high', MODEL.input), closerSize: 192 };
      const { runs } = await makeMatte(picture(200, 200), { model: MODEL, session }, plan);
      return runs.map(({ width, mirrored, region }) => [width, mirrored, region.left > 0]);
    };
    const looks = [
      [128, false, false],
      [192, true, true],
    ];
    expect(await runsFor(() => 0.35)).toEqual(looks);
    expect(await runsFor(first => (first ? 0.35 : 0.2))).toEqual([...looks, [256, false, false]]);
  });

  it('believes the second look at a large subject alone where it says nearly the same, and takes the mean where it does not', async () => {
    const middleAfter = async (hole: number) => {
      const whole = discOf(0.5, 0.5, 0.35);
      const gap = discOf(0.5, 0.5, hole);
      const session = scriptedSession((x, y, size) =>
        session.seen.length === 0 ? whole(x, y, size) - gap(x, y, size) : whole(x, y, size),
      );
      // Fine enough that looks of two sizes draw one disc alike.
      const plan = { ...planCutout('high', MODEL.input), firstSize: 448, closerSize: 512 };
      const { coarse, runs } = await makeMatte(picture(200, 200), { model: MODEL, session }, plan);
      expect(runs.length).toBe(2);
      return coarse.data[Math.floor(coarse.height / 2) * coarse.width + Math.floor(coarse.width / 2)];
    };
    // At first little of the disc is missing, then one part in twenty.
    expect(await middleAfter(0.015)).toBeGreaterThan(0.99);
    expect(await middleAfter(0.08)).toBeCloseTo(0.65, 2);
  });

  it('looks closer at a small subject, and no further when that confirms it', async () => {
    const session = scriptedSession(discOf(0.5, 0.5, 0.2));
    const { runs, matte } = await makeMatte(
      picture(100, 100),
      { model: MODEL, session },
      planCutout('high', MODEL.input),
    );
    expect(runs.map(run => run.width)).toEqual([128, 128]);
    const { left, right, top, bottom } = runs[1]!.region;
    expect(left).toBeGreaterThan(0.1);
    expect(left).toBeLessThan(0.3);
    expect([right, top, bottom]).toEqual([1 - left, left, 1 - left]);
    expect(matte.data[50 * 100 + 50]).toBe(255);
    expect(matte.data[50 * 100 + 5]).toBe(0);
  });

  it('takes a full pass at high when the cheap one cannot decide, and believes it alone when they differ', async () => {
    const clear = discOf(0.5, 0.5, 0.45);
    const session = scriptedSession((x, y, size) =>
      size < 256 ? 0.5 * clear(x, y, size) + 0.25 : clear(x, y, size),
    );
    const { runs, matte } = await makeMatte(
      picture(60, 60),
      { model: MODEL, session },
      planCutout('high', MODEL.input),
    );
    expect(runs.map(run => run.width)).toEqual([128, 256]);
    expect(matte.data[0]).toBe(0);
    expect(matte.data[30 * 60 + 30]).toBe(255);
  });

  it('takes a full pass at any level when the first finds nothing', async () => {
    for (const quality of QUALITIES) {
      const full = discOf(0.5, 0.5, 0.3);
      const session = scriptedSession((x, y, size) => (size < 256 ? 0.02 : full(x, y, size)));
      const { runs, matte, hasForeground } = await makeMatte(
        picture(60, 60),
        { model: MODEL, session },
        planCutout(quality, MODEL.input),
      );
      expect(runs.some(run => run.width === 256)).toBe(true);
      expect(hasForeground).toBe(true);
      expect(matte.data[30 * 60 + 30]).toBeGreaterThan(250);
    }
  });

  it('looks plainly, mirrored, cheaply and closer for ultra, in float where the host has it', async () => {
    const session = scriptedSession(discOf(0.5, 0.5, 0.2));
    const float = scriptedSession(discOf(0.5, 0.5, 0.2));
    const segmenter = { model: MODEL, session, openFloat: async () => float };
    const { runs } = await makeMatte(picture(100, 100), segmenter, planCutout('ultra', MODEL.input));
    expect(runs.map(run => [run.width, run.mirrored, run.float, run.region.left > 0])).toEqual([
      [256, false, true, false],
      [256, true, true, false],
      [128, false, false, false],
      [256, true, true, true],
    ]);
    expect([session.seen.length, float.seen.length]).toEqual([1, 3]);
  });

  it('does without float where that cannot be opened, and says why, but not without being cancelled', async () => {
    const made = async (code?: EngineErrorCode) => {
      const session = scriptedSession(discOf(0.5, 0.5, 0.2));
      const openFloat = async () => {
        if (code) throw new EngineError(code, 'No float');
        return session;
      };
      const plan = planCutout('ultra', MODEL.input);
      return makeMatte(picture(100, 100), { model: MODEL, session, openFloat }, plan);
    };
    for (const code of ['out_of_memory', 'model_unavailable', 'inference_failed'] as const) {
      const { runs, withoutFloat } = await made(code);
      expect([runs.length, runs.some(run => run.float), withoutFloat]).toEqual([4, false, code]);
    }
    expect((await made()).withoutFloat).toBeUndefined();
    await expect(made('cancelled')).rejects.toMatchObject({ code: 'cancelled' });
  });

  it('does not hide a defect of its host behind the lack of float', async () => {
    const session = scriptedSession(discOf(0.5, 0.5, 0.2));
    const openFloat = () => Promise.reject(new TypeError('a defect'));
    const job = makeMatte(
      picture(9, 9),
      { model: MODEL, session, openFloat },
      planCutout('ultra', MODEL.input),
    );
    await expect(job).rejects.toThrow(TypeError);
  });

  it('averages what a mirrored pass sees otherwise', async () => {
    // It sees less in its right half, whatever is shown there.
    const session = columnSession(share => (share < 0.5 ? 1 : 0.6));
    const { matte, runs } = await makeMatte(
      picture(64, 64),
      { model: FIXED, session },
      planCutout('ultra', FIXED.input, 0),
    );
    expect(runs.map(run => run.mirrored)).toEqual([false, true]);
    expect(Math.abs(matte.data[0]! - matte.data[63]!)).toBeLessThanOrEqual(1);
    expect(matte.data[0]).toBeGreaterThan(0.6 * 255);
    expect(matte.data[0]).toBeLessThan(255);
  });

  it('asks a network of one size once, or twice for ultra', async () => {
    const counts = [];
    for (const quality of QUALITIES) {
      const session = scriptedSession(discOf(0.5, 0.5, 0.2));
      await makeMatte(picture(50, 50), { model: FIXED, session }, planCutout(quality, FIXED.input));
      counts.push(session.seen.map(({ size }) => size));
    }
    expect(counts).toEqual([[128], [128], [128], [128, 128]]);
  });

  it('finds a subject that touches every side though small looks see next to nothing', async () => {
    const disc = discOf(0.5, 0.5, 0.52);
    for (const quality of QUALITIES) {
      const session = scriptedSession((x, y, size) => (size < 200 ? 0.3 : 1) * disc(x, y, size));
      const plan = planCutout(quality, MODEL.input);
      const result = await makeMatte(picture(60, 60), { model: MODEL, session }, plan);
      expect(result.hasForeground, quality).toBe(true);
      expect(result.matte.data[30 * 60]).toBe(255);
    }
  });

  it('does without the second network when that fails, but not without being cancelled', async () => {
    const failing = (code: 'out_of_memory' | 'cancelled') => ({
      model: MODEL,
      session: scriptedSession(discOf(0.5, 0.5, 0.4)),
      second: {
        model: { ...FIXED, id: 'other' },
        session: {
          run: () => Promise.reject(new EngineError(code, 'on purpose')),
          dispose: async () => undefined,
        },
      },
    });
    for (const quality of ['high', 'ultra'] as const) {
      const plan = planCutout(quality, MODEL.input);
      const { hasForeground, runs } = await makeMatte(picture(60, 60), failing('out_of_memory'), plan);
      expect(hasForeground).toBe(true);
      expect(runs.map(run => run.model)).not.toContain('other');
      const cancelled = makeMatte(picture(60, 60), failing('cancelled'), plan);
      await expect(cancelled).rejects.toMatchObject({ code: 'cancelled' });
    }
  });

  it('asks the second network at high, and takes a full pass when it disagrees', async () => {
    const run = async (other: ReturnType<typeof discOf>) => {
      const scene = discOf(0.5, 0.5, 0.48);
      const second = { model: { ...FIXED, id: 'other' }, session: scriptedSession(other) };
      const segmenter = { model: MODEL, session: scriptedSession(scene), second };
      const image = picture(60, 60, undefined, (x, y) => scene(x, y, 0));
      const result = await makeMatte(image, segmenter, planCutout('high', MODEL.input));
      return {
        names: result.runs.map(({ model, width }) => `${model} ${width}`),
        confidence: result.confidence,
      };
    };
    const agreed = await run(discOf(0.5, 0.5, 0.48));
    const contradicted = await run(discOf(0.2, 0.2, 0.2));
    expect(agreed.names).toEqual(['disc 128', 'other 128']);
    expect(contradicted.names).toEqual(['disc 128', 'other 128', 'disc 256']);
    expect(contradicted.confidence).toBeLessThan(agreed.confidence);
  });
});

describe('makeMatte, no subject', () => {
  it('is said at every level, with an empty matte', async () => {
    for (const quality of QUALITIES) {
      const session = scriptedSession((x, y) => 0.3 * ((x + y) % 1));
      const result = await makeMatte(
        picture(40, 30),
        { model: MODEL, session },
        planCutout(quality, MODEL.input),
      );
      expect(result.hasForeground).toBe(false);
      expect(result.confidence).toBe(0);
      expect(result.matte.data).toEqual(new Uint8Array(1200));
    }
  });
});

describe('makeMatte as a job', () => {
  it('refines as strongly as the plan says', async () => {
    // The edge that the network draws lies beside the one that the picture shows.
    const image = picture(600, 400, x => (x < 305 ? 255 : 0));
    const session = columnSession(share => Math.min(1, Math.max(0, (0.5 - share) * 60 + 0.5)));
    const refined = async (refinement: number) => {
      const plan = planCutout('low', MODEL.input, refinement);
      return (await makeMatte(image, { model: MODEL, session }, plan)).matte.data;
    };
    expect(await refined(0)).not.toEqual(await refined(100));
  });

  it('goes through its stages in order, each from 0 to 1, and never back', async () => {
    for (const quality of QUALITIES) {
      const seen: [MatteStage, number][] = [];
      const session = scriptedSession(discOf(0.5, 0.5, 0.2));
      await makeMatte(picture(90, 90), { model: MODEL, session }, planCutout(quality, MODEL.input), {
        onStage: (stage, done) => seen.push([stage, done]),
      });
      for (const stage of ['prepare', 'infer', 'refine'] as const) {
        const shares = seen.filter(([name]) => name === stage).map(([, done]) => done);
        expect(shares).toEqual(shares.toSorted((a, b) => a - b));
        expect(shares.at(-1)).toBe(1);
      }
      const order = seen.map(([stage]) => ['prepare', 'infer', 'refine'].indexOf(stage));
      expect(order).toEqual(order.toSorted((a, b) => a - b));
      expect(seen.filter(([stage]) => stage !== 'refine').map(([, done]) => done)).toContain(0);
    }
  });

  it('gives the first look away as a draft, before it looks again', async () => {
    const session = scriptedSession(discOf(0.5, 0.5, 0.2));
    const drafts: [number, number, number][] = [];
    const { matte } = await makeMatte(
      picture(90, 90),
      { model: MODEL, session },
      planCutout('high', MODEL.input),
      {
        onDraft: coarse => {
          drafts.push([session.seen.length, coarse.width, coarse.data[64 * 128 + 64]!]);
          coarse.data.fill(0);
        },
      },
    );
    expect(drafts).toEqual([[1, 128, 1]]);
    expect(matte.data[45 * 90 + 45]).toBe(255);
  });

  it('asks its host after every run whether to go on', async () => {
    for (const stopAfter of [1, 2, 3]) {
      const session = scriptedSession(discOf(0.5, 0.5, 0.2));
      const job = makeMatte(picture(90, 90), { model: MODEL, session }, planCutout('ultra', MODEL.input), {
        checkpoint: async () => {
          if (session.seen.length === stopAfter) throw new EngineError('cancelled', 'Cancelled');
        },
      });
      await expect(job).rejects.toMatchObject({ code: 'cancelled' });
      expect(session.seen.length).toBe(stopAfter);
    }
  });

  it('stops after a run during which it was cancelled', async () => {
    const cancel = new AbortController();
    const session = scriptedSession((x, y, size) => {
      cancel.abort();
      return discOf(0.5, 0.5, 0.2)(x, y, size);
    });
    const job = makeMatte(picture(90, 90), { model: MODEL, session }, planCutout('high', MODEL.input), {
      signal: cancel.signal,
    });
    await expect(job).rejects.toMatchObject({ code: 'cancelled' });
    expect(session.seen.length).toBe(1);
  });
});

describe('makeMatte, with a network that tells classes apart', () => {
  const output = { name: 'o', values: 'softmax', classes: ['background', 'cat', 'dog'] } as const;
  const model = { ...FIXED, output };
  /** A cat in the left third, a dog in the right half. */
  const session = {
    async run({ data, dims }: Tensor) {
      const [, , height = 0, width = 0] = dims;
      const seen = (x: number) => (x < 1 / 3 ? 1 : x >= 0.5 ? 2 : 0);
      const area = width * height;
      const scores = Float32Array.from({ length: 3 * area }, (_, i) =>
        seen(data[i % area]!) === Math.floor(i / area) ? 20 : 0,
      );
      return { data: scores, dims: [1, 3, height, width] };
    },
    async dispose() {},
  };
  const second = { model: FIXED, session: scriptedSession(() => 1) };
  const plan = planCutout('medium', FIXED.input);
  const middle = 30 * 60;

  it('finds all that it knows and tells what it saw', async () => {
    const { matte, classes } = await makeMatte(picture(60, 60), { model, session }, plan);
    expect(classes.map(({ name }) => name)).toEqual(['dog', 'cat']);
    expect(classes[0]?.share).toBeCloseTo(0.5, 2);
    expect([5, 25, 55].map(x => matte.data[middle + x])).toEqual([255, 0, 255]);
  });

  it('finds only what was asked for, at every level, whatever else stands out', async () => {
    for (const quality of QUALITIES) {
      const { matte, runs } = await makeMatte(
        picture(60, 60),
        { model, session, second },
        planCutout(quality, FIXED.input),
        { classes: ['dog'] },
      );
      expect([5, 25, 55].map(x => matte.data[middle + x])).toEqual([0, 0, 255]);
      expect(runs.every(run => run.model === model.id)).toBe(true);
    }
  });

  it('refuses a class that it does not know', async () => {
    const asking = makeMatte(picture(60, 60), { model, session }, plan, { classes: ['horse'] });
    await expect(asking).rejects.toMatchObject({ code: 'invalid_argument' });
  });
});
