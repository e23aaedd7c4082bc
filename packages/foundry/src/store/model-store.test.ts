import { spawn } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ModelCatalog, ModelEntry, ModelVariant } from '@backgroundfx/core';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type LocalServer, serve } from '../../test/local-server.ts';
import { fileOf, tinyCatalog } from '../../test/tiny-model.ts';
import { createModelStore, type ModelStore } from './model-store.ts';
import type { BuildProgress } from './progress.ts';

const small = Uint8Array.from({ length: 200_000 }, (_, i) => (i * 7) % 251);
const large = Uint8Array.from({ length: 300_000 }, (_, i) => (i * 31) % 251);
let dir: string;
let server: LocalServer;
let catalog: ModelCatalog;
/** What the server does with a request; sends the whole file unless a test says otherwise. */
let answer: (name: string, response: ServerResponse) => void;

const files: Readonly<Record<string, Uint8Array>> = { '/small.onnx': small, '/large.onnx': large };

function send(name: string, response: ServerResponse): void {
  const bytes = files[name];
  if (bytes) response.writeHead(200, { 'content-length': bytes.length }).end(bytes);
  else response.writeHead(404).end();
}

function published(id: 'fp16' | 'fp32', name: string, bytes: Uint8Array): ModelVariant {
  const file = fileOf(name, bytes);
  const url = `${server.origin}/${name}`;
  return { id, device: 'any', graph: file, weights: [], sources: [{ type: 'url', url, file }] };
}

/** A model used as published, in two variants. */
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'foundry-'));
  answer = send;
  server = await serve((request, response) => answer(request.url ?? '', response));
  const model: ModelEntry = {
    ...tinyCatalog([]).models[0]!,
    displayName: 'Tiny',
    onDemand: true,
    variants: [published('fp16', 'small.onnx', small), published('fp32', 'large.onnx', large)],
  };
  catalog = { version: 1, models: [model] };
});

afterEach(async () => {
  await server.close();
  await rm(dir, { recursive: true });
});

const store = (more: { mirror?: string; autoDownload?: boolean } = {}): ModelStore =>
  createModelStore({ catalog, dir, autoDownload: true, ...more });
const present = () => readdir(join(dir, 'dist')).then(names => names.filter(n => n !== '.stamps.json'));

/** Holds the server's answers back until it is called. */
function hold(): () => void {
  const waiting: (() => void)[] = [];
  answer = (name, response) => waiting.push(() => send(name, response));
  return () => {
    answer = send;
    for (const go of waiting.splice(0)) go();
  };
}

const asked = (count: number) => expect.poll(() => server.requests.length).toBe(count);

describe('ensure', () => {
  test('fetches the first variant once, and says where it lies', async () => {
    const progress: BuildProgress[] = [];
    const found = await store().ensure('small', { onProgress: p => progress.push(p) });
    const path = join(dir, 'dist', 'small.onnx');
    expect(found).toMatchObject({ graphPath: path, paths: [path], how: 'fetched' });
    expect([found.model.id, found.variant.id]).toEqual(['tiny', 'fp16']);
    expect(Buffer.compare(await readFile(path), small)).toBe(0);
    expect(progress.at(-1)).toMatchObject({ model: 'tiny', step: 'fetch', done: 200_000, total: 200_000 });
    expect((await store().ensure('tiny')).how).toBe('present');
    expect(server.requests).toEqual(['GET /small.onnx whole']);
  });

  test('takes what is there before it fetches what is preferred', async () => {
    await store().ensure('tiny', { variant: 'fp32' });
    const found = await store({ autoDownload: false }).ensure('tiny');
    expect([found.variant.id, found.how]).toEqual(['fp32', 'present']);
    expect(await present()).toEqual(['large.onnx']);
  });

  test('takes the next variant when the first cannot be had, but never another than the wanted one', async () => {
    answer = (name, response) => send(name === '/small.onnx' ? '/gone' : name, response);
    await expect(store().ensure('tiny', { variant: 'fp16' })).rejects.toMatchObject({
      name: 'EngineError',
      code: 'model_unavailable',
      message: expect.stringMatching(
        /^Tiny cannot be used: There is no small\.onnx at http.*\(404\).*Run "npm run models -- add tiny", or set MODEL_MIRROR to a folder that holds small\.onnx$/,
      ),
      details: {
        model: 'tiny',
        command: 'npm run models -- add tiny',
        files: 'small.onnx',
        reason: 'not_found',
      },
    });
    expect((await store().ensure('tiny')).variant.id).toBe('fp32');
  });

  test('shares one download between all who ask, and tells each of its progress', async () => {
    const go = hold();
    const models = store();
    const last = [0, 0, 0];
    const asking = last.map((_, i) => models.ensure('tiny', { onProgress: p => (last[i] = p.done) }));
    await asked(1);
    go();
    const found = await Promise.all(asking);
    expect(found.map(f => f.how)).toEqual(['fetched', 'fetched', 'fetched']);
    expect(last).toEqual([200_000, 200_000, 200_000]);
    expect(server.requests).toHaveLength(1);
  });

  test('lets one go without disturbing the others', async () => {
    const go = hold();
    const models = store();
    const stop = new AbortController();
    const impatient = models.ensure('tiny', { signal: stop.signal });
    const patient = models.ensure('tiny');
    await asked(1);
    stop.abort();
    await expect(impatient).rejects.toMatchObject({ name: 'EngineError', code: 'cancelled' });
    go();
    expect((await patient).how).toBe('fetched');
    expect(server.requests).toHaveLength(1);
  });

  test('stops when nobody waits any more, and starts anew for the next one', async () => {
    hold();
    const models = store();
    const stop = new AbortController();
    const asking = [1, 2].map(() => models.ensure('tiny', { signal: stop.signal }));
    await asked(1);
    stop.abort();
    const ended = await Promise.allSettled(asking);
    expect(ended.map(e => e.status === 'rejected' && e.reason.code)).toEqual(['cancelled', 'cancelled']);
    answer = send;
    expect((await models.ensure('tiny')).how).toBe('fetched');
    expect(server.requests).toHaveLength(2);
    await expect.poll(present).toEqual(['small.onnx']);
    await expect(models.ensure('tiny', { signal: AbortSignal.abort() })).resolves.toBeDefined();
  });

  test('tries again after a failure', async () => {
    answer = (_, response) => response.writeHead(503).end();
    const models = store();
    const failing = await Promise.allSettled([models.ensure('tiny'), models.ensure('tiny')]);
    expect(failing.map(f => f.status === 'rejected' && f.reason.code)).toEqual([
      'model_unavailable',
      'model_unavailable',
    ]);
    answer = send;
    expect((await models.ensure('tiny')).how).toBe('fetched');
  });

  test('goes on where a broken download stopped', async () => {
    answer = (name, response) => {
      response.writeHead(200, { 'content-length': files[name]!.length });
      response.write(files[name]!.subarray(0, 50_000), () => setTimeout(() => response.destroy(), 50));
    };
    const models = store();
    await expect(models.ensure('tiny', { variant: 'fp16' })).rejects.toMatchObject({
      code: 'model_unavailable',
    });
    expect(await present()).toEqual(['small.onnx.part']);
    answer = send;
    expect((await models.ensure('tiny', { variant: 'fp16' })).how).toBe('fetched');
    expect(server.requests.at(-1)).not.toBe('GET /small.onnx whole');
  });

  test('fetches nothing by itself where that is not wanted, and says what to do', async () => {
    await expect(store({ autoDownload: false }).ensure('tiny')).rejects.toMatchObject({
      code: 'model_unavailable',
      message:
        'Tiny cannot be used: it is not installed, and nothing is fetched by itself. Run "npm run models -- add tiny", ' +
        'or set MODEL_MIRROR to a folder that holds small.onnx or large.onnx',
    });
    expect(server.requests).toEqual([]);
  });

  test('does not know other names', async () => {
    await expect(store().ensure('huge')).rejects.toMatchObject({ code: 'invalid_argument' });
    await expect(store().ensure('tiny', { variant: 'int8' })).rejects.toMatchObject({
      code: 'invalid_argument',
    });
  });

  test('fetches anew what was damaged', async () => {
    await store().ensure('tiny', { variant: 'fp16' });
    await writeFile(join(dir, 'dist', 'small.onnx'), new Uint8Array(small.length));
    expect((await store().ensure('tiny', { variant: 'fp16' })).how).toBe('fetched');
  });
});

describe('a mirror', () => {
  async function mirrorOf(name: string, bytes: Uint8Array): Promise<string> {
    const mirror = join(dir, 'mirror');
    await mkdir(mirror);
    await writeFile(join(mirror, name), bytes);
    return mirror;
  }

  test('gives a variant without any network', async () => {
    const mirror = await mirrorOf('small.onnx', small);
    expect((await store({ mirror }).ensure('tiny')).how).toBe('mirrored');
    expect(server.requests).toEqual([]);
  });

  test('with another file of that name is refused, and said to be', async () => {
    const mirror = await mirrorOf('small.onnx', new Uint8Array(small.length));
    answer = (_, response) => response.writeHead(404).end();
    await expect(store({ mirror }).ensure('tiny', { variant: 'fp16' })).rejects.toMatchObject({
      code: 'model_unavailable',
      message: expect.stringMatching(
        /In the mirror, at .*mirror\/small\.onnx: .*small\.onnx is not the file the catalogue promises \(sha256 [0-9a-f]{64}, 200000 bytes; expected /,
      ),
    });
    expect(await present()).toEqual([]);
  });
});

describe('list', () => {
  test('says which variants are there', async () => {
    const [before] = await store().list();
    expect(before).toEqual({ model: catalog.models[0], installed: [] });
    await store().ensure('tiny', { variant: 'fp32' });
    expect((await store().list())[0]?.installed).toEqual(['fp32']);
    await copyFile(join(dir, 'dist', 'large.onnx'), join(dir, 'dist', 'small.onnx'));
    expect((await store().list())[0]?.installed).toEqual(['fp32']);
  });
});

test('two processes may ask at the same time', async () => {
  await writeFile(join(dir, 'catalog.json'), JSON.stringify(catalog));
  const program = `
    const { createModelStore, readCatalog } = await import(${JSON.stringify(new URL('../index.ts', import.meta.url).href)});
    const dir = ${JSON.stringify(dir)};
    const found = await createModelStore({ catalog: await readCatalog(dir), dir, autoDownload: true }).ensure('tiny');
    console.log(found.how);`;
  const root = fileURLToPath(new URL('../../../..', import.meta.url));
  const run = () =>
    new Promise<string>((resolve, reject) => {
      const args = ['--import', 'tsx', '--input-type=module', '--eval', program];
      const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
      let output = '';
      child.stdout.on('data', text => (output += text));
      child.once('error', reject);
      child.once('close', () => resolve(output.trim()));
    });
  const go = hold();
  const running = [run(), run()];
  await expect.poll(() => server.requests.length, { timeout: 20_000 }).toBe(2);
  go();
  expect(await Promise.all(running)).toEqual(['fetched', 'fetched']);
  expect(await present()).toEqual(['small.onnx']);
}, 30_000);
