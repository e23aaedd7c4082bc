import { fileURLToPath } from 'node:url';
import type { SegmentationSession, Tensor } from '@backgroundfx/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createNodeSession } from './node-session.ts';
import { openThreadSession } from './thread-session.ts';

const MODEL = {
  input: { name: 'input', mean: [0, 0, 0], scale: [1, 1, 1], multipleOf: 1, bestSize: 8, fit: 'stretch' },
  output: { name: 'output', values: 'unit' },
} as const;
const fixture = (name: string) => fileURLToPath(new URL(`../../test/fixtures/${name}`, import.meta.url));

const SIDE = 64;
const picture = (): Tensor => ({
  data: Float32Array.from({ length: 3 * SIDE * SIDE }, (_, i) => ((i * 37) % 101) / 100),
  dims: [1, 3, SIDE, SIDE],
});

describe('openThreadSession', () => {
  let session: SegmentationSession;
  beforeAll(async () => {
    session = await openThreadSession({ graphPath: fixture('tiny.fp32.onnx'), model: MODEL, threads: 1 });
  });
  afterAll(() => session.dispose());

  it('answers as a session in a thread of its own does, and leaves the input as it was', async () => {
    const other = await createNodeSession({ graphPath: fixture('tiny.fp32.onnx'), model: MODEL, threads: 1 });
    const input = picture();
    const answer = await session.run(input);
    expect(input).toEqual(picture());
    expect(answer.dims).toEqual([1, 1, SIDE, SIDE]);
    expect(new Set(answer.data).size).toBeGreaterThan(10);
    expect(answer).toEqual(await other.run(picture()));
    await other.dispose();
  });

  it('does not begin a run that is cancelled already', async () => {
    const signal = AbortSignal.abort();
    await expect(session.run(picture(), { signal })).rejects.toMatchObject({ code: 'cancelled' });
  });

  it('answers a run of the wrong shape with a typed error, and the next run works', async () => {
    const wrong: Tensor = { data: new Float32Array(4), dims: [1, 4, 1, 1] };
    const refused = session.run(wrong);
    await expect(refused).rejects.toMatchObject({ name: 'EngineError', code: 'inference_failed' });
    expect((await session.run(picture())).dims).toEqual([1, 1, SIDE, SIDE]);
  });

  it('refuses a file that is no graph, and a file that is not there', async () => {
    for (const name of ['tiny.weights.bin', 'nowhere.onnx']) {
      const opening = openThreadSession({ graphPath: fixture(name), model: MODEL, threads: 1 });
      await expect(opening).rejects.toMatchObject({ name: 'EngineError', code: 'inference_failed' });
    }
  });

  it('runs no more once it is disposed', async () => {
    const other = await openThreadSession({ graphPath: fixture('tiny.fp32.onnx'), model: MODEL, threads: 1 });
    await other.dispose();
    await expect(other.run(picture())).rejects.toMatchObject({ code: 'inference_failed' });
  });
});
