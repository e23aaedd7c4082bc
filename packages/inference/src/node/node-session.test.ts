import { fileURLToPath } from 'node:url';
import type { SegmentationSession, Tensor } from '@backgroundfx/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createNodeSession } from './node-session.ts';

const MODEL = {
  input: { name: 'input', mean: [0, 0, 0], scale: [1, 1, 1], multipleOf: 1, bestSize: 8, fit: 'stretch' },
  output: { name: 'output', values: 'unit' },
} as const;

function fixture(name: string): string {
  return fileURLToPath(new URL(`../../test/fixtures/${name}`, import.meta.url));
}

/** One row of pixels: red, green, blue planes. */
function row(...pixels: [number, number, number][]): Tensor {
  const data = Float32Array.from([0, 1, 2].flatMap(c => pixels.map(p => p[c]!)));
  return { data, dims: [1, 3, 1, pixels.length] };
}

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));

describe('createNodeSession', () => {
  let session: SegmentationSession;
  beforeAll(async () => {
    session = await createNodeSession({ graphPath: fixture('tiny.fp32.onnx'), model: MODEL, threads: 1 });
  });
  afterAll(() => session.dispose());

  it('runs the graph with its external weights, and takes the input', async () => {
    const input = row([1, 0, 0], [0, 1, 0], [0.5, 0.25, 0]);
    const { data, dims } = await session.run(input);
    expect(dims).toEqual([1, 1, 1, 3]);
    expect(data[0]).toBeCloseTo(sigmoid(4), 5);
    expect(data[1]).toBeCloseTo(sigmoid(-4), 5);
    expect(data[2]).toBeCloseTo(sigmoid(1), 5);
    expect(input.data.length).toBe(0);
  });

  it('leaves the calling thread free while it runs', async () => {
    const side = 2000;
    const input: Tensor = { data: new Float32Array(3 * side * side), dims: [1, 3, side, side] };
    let ticks = 0;
    const timer = setInterval(() => ticks++, 1);
    await session.run(input);
    clearInterval(timer);
    expect(ticks).toBeGreaterThan(0);
  });

  it('queues runs, drops those cancelled while they wait, and goes on', async () => {
    const cancel = new AbortController();
    const first = session.run(row([1, 0, 0]));
    const dropped = row([1, 0, 0]);
    const second = session.run(dropped, { signal: cancel.signal });
    const third = session.run(row([0, 1, 0]));
    cancel.abort();
    await expect(second).rejects.toMatchObject({ name: 'EngineError', code: 'cancelled' });
    expect((await first).data[0]).toBeCloseTo(sigmoid(4), 5);
    expect((await third).data[0]).toBeCloseTo(sigmoid(-4), 5);
    expect(dropped.data.length).toBe(3);
  });

  it('answers a run of the wrong shape with a typed error, and the next run works', async () => {
    const wrong: Tensor = { data: new Float32Array(4), dims: [1, 4, 1, 1] };
    await expect(session.run(wrong)).rejects.toMatchObject({ code: 'inference_failed' });
    expect((await session.run(row([1, 0, 0]))).data[0]).toBeCloseTo(sigmoid(4), 5);
  });

  it('refuses a file that is no graph, and a file that is not there', async () => {
    for (const name of ['tiny.weights.bin', 'nowhere.onnx']) {
      const opening = createNodeSession({ graphPath: fixture(name), model: MODEL, threads: 1 });
      await expect(opening).rejects.toMatchObject({ name: 'EngineError', code: 'inference_failed' });
    }
  });

  it('waits for the run under way when it is disposed', async () => {
    const other = await createNodeSession({ graphPath: fixture('tiny.fp32.onnx'), model: MODEL, threads: 1 });
    const running = other.run(row([1, 0, 0]));
    await other.dispose();
    expect((await running).data[0]).toBeCloseTo(sigmoid(4), 5);
  });
});
