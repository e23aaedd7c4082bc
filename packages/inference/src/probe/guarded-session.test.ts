import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { judgeTrial, type Tensor, trialInput } from '@backgroundfx/core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { goodFiles, SIDE, trapFiles, writeModel } from '../../test/custom-files.ts';
import { openThreadSession } from '../node/index.ts';
import { type GuardedSession, openGuardedSession } from './guarded-session.ts';
import { type ProbedModel, probeCustomModel } from './probe-custom-model.ts';

const folder = mkdtempSync(join(tmpdir(), 'guarded-'));
afterAll(() => rmSync(folder, { recursive: true }));
const LIMITS = { milliseconds: 20_000, memoryBytes: 1_000_000_000, threads: 1 };
const SLOW = { timeout: 120_000 };

/** A picture of one colour, 0..1. */
function plain(red: number, green: number, blue: number): Tensor {
  const data = new Float32Array(3 * SIDE * SIDE);
  for (const [i, value] of [red, green, blue].entries()) {
    data.fill(value, i * SIDE * SIDE, (i + 1) * SIDE * SIDE);
  }
  return { data, dims: [1, 3, SIDE, SIDE] };
}
const WHITE = () => plain(1, 1, 1);
const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));

async function tried(name: string, { bytes, manifest }: ReturnType<typeof trapFiles>['time']) {
  const path = writeModel(folder, name, bytes);
  return { path, probed: await probeCustomModel({ path, manifest }) };
}

let session: GuardedSession | undefined;
afterEach(() => session?.dispose());
const refusal = (reason: string, more = {}) => ({
  name: 'EngineError',
  code: 'invalid_model',
  details: { reason, ...more },
});

describe('a model that was tried', SLOW, () => {
  let path = '';
  let probed: ProbedModel;
  beforeAll(async () => {
    ({ path, probed } = await tried('good', goodFiles().nchw!));
  });
  const open = async (change = {}, entry?: string) => {
    const limits = { ...LIMITS, ...change };
    session = await openGuardedSession({ path, probed, limits, ...(entry && { entry }) });
    return session;
  };

  it('runs in a process of its own as it runs on a thread', async () => {
    const guarded = await open();
    const inside = await openThreadSession({ graphPath: path, model: probed.facts.rules, threads: 1 });
    const input = () => trialInput(probed.facts.rules.input);
    const answer = await guarded.run(input());
    expect(answer).toEqual(await inside.run(input()));
    if (process.platform === 'linux') expect(guarded.residentBytes).toBeGreaterThan(50_000_000);
    expect(judgeTrial(answer, probed.facts.rules)).toEqual(probed.facts.answer);
    await inside.dispose();
  });

  it('answers each of many who ask at once', async () => {
    const guarded = await open();
    const reds = [0, 0.25, 0.5, 0.75];
    const answers = await Promise.all(reds.map(red => guarded.run(plain(red, 0, 0))));
    for (const [i, { data, dims }] of answers.entries()) {
      expect(dims).toEqual([1, 1, SIDE, SIDE]);
      expect(data[0]).toBeCloseTo(sigmoid(4 * reds[i]!), 5);
    }
  });

  it('is not opened when its file is another one or gone', async () => {
    const other = await tried('other', goodFiles().logits!);
    const limits = LIMITS;
    await expect(openGuardedSession({ path: other.path, probed, limits })).rejects.toMatchObject({
      code: 'model_corrupt',
    });
    await expect(openGuardedSession({ path: join(folder, 'nowhere'), probed, limits })).rejects.toMatchObject(
      { code: 'model_unavailable' },
    );
  });

  it('does not start where there is nothing to start, for which it is not to blame', async () => {
    await expect(open({}, join(folder, 'no-entry.mjs'))).rejects.toMatchObject({ code: 'worker_died' });
  });
});

describe('a process that a model has taken over', SLOW, () => {
  const entry = fileURLToPath(new URL('../../test/faulty-run.mjs', import.meta.url));
  let probed: ProbedModel;
  beforeAll(async () => {
    ({ probed } = await tried('taken', goodFiles().nchw!));
  });

  it.each([
    ['dies', refusal('crashed', { how: 'SIGSEGV' })],
    ['leaves', refusal('crashed', { how: 'code 7' })],
    ['says too much', refusal('answer_shape')],
    ['says it twice', refusal('answer_shape')],
    ['gives no shape', refusal('answer_shape')],
    ['gives another shape', refusal('answer_shape')],
    ['gives a shape of no numbers', refusal('answer_shape')],
    ['says what is no JSON', refusal('crashed')],
    ['says nothing', refusal('crashed', { how: 'no answer' })],
    ['fails', refusal('run_failed')],
    ['fails in its own way', refusal('crashed')],
  ])('that %s is told from a model that answers', async (fault, error) => {
    session = await openGuardedSession({ path: fault, probed, limits: LIMITS, entry });
    await expect(session.run(WHITE())).rejects.toMatchObject(error);
  });

  it('is gone once its session is', async () => {
    session = await openGuardedSession({
      path: `hangs|${join(folder, 'pid')}`,
      probed,
      limits: LIMITS,
      entry,
    });
    const running = session.run(WHITE());
    const lost = expect(running).rejects.toMatchObject({ code: 'cancelled' });
    const pid = await eventuallyRead(join(folder, 'pid'));
    await session.dispose();
    await lost;
    expect(session.residentBytes).toBe(0);
    expect(() => process.kill(pid, 0)).toThrow(expect.objectContaining({ code: 'ESRCH' }));
  });

  async function eventuallyRead(file: string): Promise<number> {
    for (;;) {
      try {
        return Number(readFileSync(file, 'utf8'));
      } catch {
        await new Promise(resolve => setTimeout(resolve, 10));
      }
    }
  }
});

describe('a model that keeps its worst for after the trial', SLOW, () => {
  it('stops when it is not wanted any more, and starts again when it is', async () => {
    const { path, probed } = await tried('unwanted', trapFiles().time);
    session = await openGuardedSession({ path, probed, limits: LIMITS });
    await expect(session.run(WHITE(), { signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: 'cancelled',
    });
    const cancel = new AbortController();
    const running = session.run(WHITE(), { signal: cancel.signal });
    setTimeout(() => cancel.abort(), 100);
    await expect(running).rejects.toMatchObject({ code: 'cancelled' });
    expect((await session.run(plain(0.5, 0, 0))).data[0]).toBeCloseTo(sigmoid(2), 5);
  });

  it('has its time, and is asked again after that', async () => {
    const { path, probed } = await tried('time', trapFiles().time);
    session = await openGuardedSession({ path, probed, limits: { ...LIMITS, milliseconds: 3000 } });
    const started = performance.now();
    await expect(session.run(WHITE())).rejects.toMatchObject(refusal('timeout', { milliseconds: 3000 }));
    expect(performance.now() - started).toBeLessThan(10_000);
    expect((await session.run(plain(0.5, 0, 0))).data[0]).toBeCloseTo(sigmoid(2), 5);
  });

  it.runIf(process.platform === 'linux')('has its memory, and is asked again after that', async () => {
    const { path, probed } = await tried('memory', trapFiles().memory);
    session = await openGuardedSession({ path, probed, limits: LIMITS });
    const { memoryBytes } = LIMITS;
    await expect(session.run(WHITE())).rejects.toMatchObject(refusal('memory', { memoryBytes }));
    expect((await session.run(plain(0.5, 0, 0))).data[0]).toBeCloseTo(sigmoid(2), 5);
  });
});
