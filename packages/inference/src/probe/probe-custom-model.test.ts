import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { inspectOnnx, judgeTrial, parseManifest, suggestManifest, trialInput } from '@backgroundfx/core';
import { afterAll, describe, expect, it } from 'vitest';
import { goodFiles, hostileFiles, manifest, SIDE, writeModel } from '../../test/custom-files.ts';
import { openThreadSession } from '../node/index.ts';
import { PROBE_LIMITS, probeCustomModel, tryInProcess } from './probe-custom-model.ts';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'probe-'));
afterAll(() => rmSync(folder, { recursive: true }));
const SLOW = { timeout: 120_000 };

/** Mean of sigmoid(4 (red - green - blue)) over the test picture, in plain numbers. */
function expectedCoverage(): number {
  const rule = { name: '', mean: [0, 0, 0], scale: [1 / 255, 1 / 255, 1 / 255], fit: 'stretch' } as const;
  const { data } = trialInput({ ...rule, multipleOf: SIDE, bestSize: SIDE });
  const pixels = SIDE * SIDE;
  let sum = 0;
  for (let i = 0; i < pixels; i++) {
    sum += 1 / (1 + Math.exp(-4 * (data[i]! - data[i + pixels]! - data[i + 2 * pixels]!)));
  }
  return sum / pixels;
}

describe('a good model', () => {
  it.each(Object.entries(goodFiles()))(
    '%s, and runs as the engine runs it',
    SLOW,
    async (name, { bytes, manifest }) => {
      const path = writeModel(folder, name, bytes);
      const { facts, memoryLimited } = await probeCustomModel({ path, manifest });
      expect(facts.answer.coverage).toBeCloseTo(expectedCoverage(), 5);
      expect(facts.onnx).toEqual(inspectOnnx(bytes));
      expect(facts.sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
      expect(facts.rules.input.bestSize).toBe(SIDE);
      expect(facts.rules.output.name).toBe('output');
      expect(facts.milliseconds.open).toBeGreaterThan(0);
      expect(memoryLimited).toBe(process.platform === 'linux');
      if (memoryLimited) expect(facts.peakBytes).toBeGreaterThan(10_000_000);

      const session = await openThreadSession({ graphPath: path, model: facts.rules, threads: 1 });
      const again = judgeTrial(await session.run(trialInput(facts.rules.input)), facts.rules);
      await session.dispose();
      expect(again).toEqual(facts.answer);
    },
  );

  it('may stretch its answer, whatever its range', SLOW, async () => {
    const { bytes } = goodFiles().logits!;
    const path = writeModel(folder, 'stretched', bytes);
    const { facts } = await probeCustomModel({ path, manifest: manifest({}, { values: 'stretch' }) });
    expect(facts.rules.output).toMatchObject({ values: 'min-max' });
    expect(facts.answer.least).toBeLessThan(-1);
    expect(facts.answer.coverage).toBeGreaterThan(0.1);
  });
});

describe('hostile models', () => {
  const SAID = Object.values(hostileFiles()).map(({ reason }) => reason);

  it('are refused each for its own reason, and the host does not grow', { timeout: 300_000 }, async () => {
    const host = ['--import', 'tsx', at('../../test/hostile-host.mts')];
    const { stdout } = await promisify(execFile)(process.execPath, host, { cwd: at('.') });
    const { warm, results } = JSON.parse(stdout) as {
      warm: string;
      results: { name: string; reason: string; found: string; grownBytes: number }[];
    };
    expect(warm).toBe('accepted');
    expect(results.map(({ reason }) => reason)).toEqual([...SAID, 'file_too_large']);
    for (const { name, reason, found, grownBytes } of results) {
      expect([name, found]).toEqual([name, reason]);
      expect(grownBytes, name).toBeLessThanOrEqual(50_000_000);
    }
  });
});

describe('the process that tries a model', () => {
  const limits = { ...PROBE_LIMITS, milliseconds: 10_000, memoryBytes: 1_000_000_000 };
  const ask = (path: string, change = {}, signal?: AbortSignal) => {
    const request = { path, manifest: manifest(), limits: {}, threads: 1 };
    return tryInProcess(at('../../test/faulty-probe.mjs'), request, { ...limits, ...change }, signal);
  };
  const refusal = (reason: string, more = {}) => ({
    name: 'EngineError',
    code: 'invalid_model',
    details: { reason, ...more },
  });

  it.each([
    ['falls', refusal('crashed', { how: 'SIGSEGV' })],
    ['leaves', refusal('crashed', { how: 'code 7' })],
    ['keeps silent', refusal('crashed', { how: 'code 0' })],
    ['babbles', refusal('crashed', { how: 'no answer' })],
    ['answers without end', refusal('crashed', { how: 'too long an answer' })],
    ['leaves somebody behind', refusal('crashed', { how: 'code 7' })],
  ])('%s', async (fault, error) => {
    await expect(ask(fault)).rejects.toMatchObject(error);
  });

  it('does not begin, for which the model is not to blame', async () => {
    const error = { name: 'EngineError', code: 'worker_died', message: expect.stringContaining('code 1') };
    await expect(ask('does not begin')).rejects.toMatchObject(error);
  });

  it('hangs, and is gone when its time is over', SLOW, async () => {
    const file = join(folder, 'pid');
    const hanging = ask(`hangs|${file}`, { milliseconds: 1500 });
    await expect(hanging).rejects.toMatchObject(refusal('timeout', { milliseconds: 1500 }));
    const pid = Number(readFileSync(file, 'utf8'));
    expect(pid).toBeGreaterThan(1);
    expect(() => process.kill(pid, 0)).toThrow(expect.objectContaining({ code: 'ESRCH' }));
  });

  it('is gone when its caller does not want to know any more', SLOW, async () => {
    const file = join(folder, 'pid-of-cancelled');
    const cancel = new AbortController();
    const hanging = ask(`hangs|${file}`, {}, cancel.signal);
    const begun = setInterval(() => existsSync(file) && cancel.abort(), 20);
    await expect(hanging).rejects.toMatchObject({ code: 'cancelled' });
    clearInterval(begun);
    const pid = Number(readFileSync(file, 'utf8'));
    expect(() => process.kill(pid, 0)).toThrow(expect.objectContaining({ code: 'ESRCH' }));
    await expect(ask('tells', {}, AbortSignal.abort())).rejects.toMatchObject({ code: 'cancelled' });
  });

  it.runIf(process.platform === 'linux')('eats memory, and gets no more than its limit', SLOW, async () => {
    const memoryBytes = 400_000_000;
    await expect(ask('eats', { memoryBytes })).rejects.toMatchObject(refusal('memory', { memoryBytes }));
  });

  it('sees no environment but what it needs', async () => {
    process.env.SECRET_OF_THE_HOST = 'x';
    const { onnx } = (await ask('tells')) as unknown as { onnx: { environment: string[] } };
    delete process.env.SECRET_OF_THE_HOST;
    const allowed = ['PATH', 'PWD', 'SHLVL', 'SystemRoot', 'TEMP', 'TMPDIR', '_', 'OLDPWD'];
    expect(onnx.environment).toContain('PATH');
    expect(onnx.environment.filter(name => !allowed.includes(name))).toEqual([]);
  });
});

it('says when there is no such file', async () => {
  for (const path of [join(folder, 'nowhere.onnx'), folder]) {
    await expect(probeCustomModel({ path, manifest: manifest() })).rejects.toMatchObject({
      name: 'EngineError',
      code: 'model_unavailable',
    });
  }
});

const published = process.env.SELFIE_SEGMENTATION_ONNX;

describe.skipIf(!published)(
  'a published model (skipped without SELFIE_SEGMENTATION_ONNX, the path of it)',
  () => {
    it('is tried with the manifest that its own graph suggests', SLOW, async () => {
      const path = published ?? '';
      const { manifest, guessed } = suggestManifest(inspectOnnx(readFileSync(path)), 'Selfie segmentation');
      expect(guessed).toEqual(['meanStd']);
      const card = parseManifest({ ...manifest, input: { ...manifest.input, mean: 0, std: 1 } });
      const { facts } = await probeCustomModel({ path, manifest: card });
      expect(facts.rules).toMatchObject({
        input: { name: 'input_1:0', layout: 'nhwc', sizes: 'fixed', bestSize: 256, mean: [0, 0, 0] },
        output: { name: 'activation_10', layout: 'nhwc', values: 'unit' },
      });
      expect(facts.answer.shape).toEqual([1, 256, 256, 1]);
      expect(facts.answer.least).toBeGreaterThanOrEqual(0);
      expect(facts.answer.greatest).toBeLessThanOrEqual(1);
    });
  },
);
