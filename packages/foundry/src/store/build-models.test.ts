import { mkdir, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ModelCatalog, ModelEntry } from '@backgroundfx/core';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type LocalServer, sendWithRanges, serve } from '../../test/local-server.ts';
import { fileOf, hash, tinyCalibration, tinyCatalog, tinyModel } from '../../test/tiny-model.ts';
import { buildModels } from './build-models.ts';
import { readCatalog } from './catalog-file.ts';
import { productsOf } from './complete-model.ts';
import type { BuildProgress } from './progress.ts';
import { updateCatalog } from './update-catalog.ts';

const source = tinyModel();
const PRODUCTS = ['tiny.fp16.onnx', 'tiny.fp32.onnx', 'tiny.int8.onnx', 'tiny.weights.bin'];
let dir: string;
let served: Uint8Array | undefined;
let server: LocalServer;
let catalog: ModelCatalog;

/** A models folder of the tiny network whose source a local server has; `catalog` is right for it. */
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'foundry-'));
  served = source;
  server = await serve((request, response) => {
    if (served && request.url === '/tiny.onnx') sendWithRanges(served, request, response);
    else response.writeHead(404).end();
  });
  const url = `${server.origin}/tiny.onnx`;
  await writeFile(join(dir, 'tiny.calibration.json'), JSON.stringify(tinyCalibration(source)));
  catalog = tinyCatalog([{ type: 'url', url, file: fileOf('tiny.onnx', source) }]);
  catalog = await updateCatalog({ catalog, dir });
  await rm(join(dir, 'dist'), { recursive: true });
  await rm(join(dir, '.cache'), { recursive: true });
  await rm(join(dir, 'catalog.json'));
  server.requests.length = 0;
});

afterEach(async () => {
  await server.close();
  await rm(dir, { recursive: true });
});

const products = async () => (await readdir(join(dir, 'dist'))).filter(name => !name.startsWith('.'));

describe('buildModels', () => {
  test('fetches, builds and reports; a second time there is nothing to do', async () => {
    const progress: BuildProgress[] = [];
    expect(await buildModels({ catalog, dir, onProgress: p => progress.push(p) })).toEqual([
      { id: 'tiny', how: 'built' },
    ]);
    expect(await products()).toEqual(PRODUCTS);
    expect(progress[0]).toMatchObject({
      model: 'tiny',
      step: 'fetch',
      file: 'tiny.onnx',
      total: source.length,
    });
    expect(progress.at(-1)).toMatchObject({ step: 'convert', done: 4, total: 4 });

    const before = await stat(join(dir, 'dist', 'tiny.weights.bin'));
    expect(await buildModels({ catalog, dir })).toEqual([{ id: 'tiny', how: 'present' }]);
    expect(await stat(join(dir, 'dist', 'tiny.weights.bin'))).toEqual(before);
    expect(server.requests).toEqual(['GET /tiny.onnx whole']);
  });

  test('every product is what the catalogue says', async () => {
    await buildModels({ catalog, dir });
    for (const file of productsOf(catalog.models[0]!)) {
      const bytes = await readFile(join(dir, 'dist', file.name));
      expect({ ...file, bytes: bytes.length, sha256: hash(bytes) }).toEqual(file);
    }
  });

  test('believes its stamps as long as size and time of a file stay', async () => {
    await buildModels({ catalog, dir });
    const path = join(dir, 'dist', '.stamps.json');
    const stamps = JSON.parse(await readFile(path, 'utf8'));
    stamps['tiny.int8.onnx'].sha256 = 'remembered wrongly';
    await writeFile(path, JSON.stringify(stamps));
    expect(await buildModels({ catalog, dir })).toEqual([{ id: 'tiny', how: 'built' }]);
    await writeFile(path, 'no stamps at all');
    expect(await buildModels({ catalog, dir })).toEqual([{ id: 'tiny', how: 'present' }]);
  });

  test('makes again what was changed, from the source it kept', async () => {
    await buildModels({ catalog, dir });
    const graph = join(dir, 'dist', 'tiny.int8.onnx');
    await writeFile(graph, new Uint8Array((await stat(graph)).size));
    expect(await buildModels({ catalog, dir, ids: ['small'] })).toEqual([{ id: 'tiny', how: 'built' }]);
    expect(hash(await readFile(graph))).toBe(catalog.models[0]!.variants[0]!.graph.sha256);
    expect(server.requests).toHaveLength(1);
  });

  test('fetches a kept source again when it is damaged', async () => {
    await buildModels({ catalog, dir });
    await rm(join(dir, 'dist'), { recursive: true });
    await writeFile(join(dir, '.cache', 'tiny.onnx'), 'damaged');
    expect(await buildModels({ catalog, dir })).toEqual([{ id: 'tiny', how: 'built' }]);
    expect(server.requests).toHaveLength(2);
  });

  test('leaves nothing behind when the source is gone', async () => {
    served = undefined;
    await expect(buildModels({ catalog, dir })).rejects.toMatchObject({
      code: 'not_found',
      file: 'tiny.onnx',
    });
    expect(await readdir(dir)).toEqual(['dist', 'tiny.calibration.json']);
    expect(await readdir(join(dir, 'dist'))).toEqual([]);
  });

  test('fetches nothing when the products could not be kept', async () => {
    await writeFile(join(dir, 'dist'), 'a file in the place of the folder');
    await expect(buildModels({ catalog, dir })).rejects.toMatchObject({
      code: 'unwritable',
      file: join(dir, 'dist'),
    });
    expect(server.requests).toEqual([]);
  });

  test('writes no product when one comes out other than promised', async () => {
    const calibration = tinyCalibration(source);
    const other = { ...calibration, ranges: { ...calibration.ranges, conv2: [-8, 8] } };
    await writeFile(join(dir, 'tiny.calibration.json'), JSON.stringify(other));
    await expect(buildModels({ catalog, dir })).rejects.toMatchObject({
      code: 'hash_mismatch',
      file: 'tiny.int8.onnx',
      message: expect.stringContaining('--update-catalog'),
    });
    expect(await readdir(join(dir, 'dist'))).toEqual([]);
  });

  test('refuses a calibration of other weights', async () => {
    await writeFile(join(dir, 'tiny.calibration.json'), JSON.stringify(tinyCalibration(new Uint8Array(1))));
    await expect(buildModels({ catalog, dir })).rejects.toMatchObject({ code: 'bad_catalogue' });
  });

  test('stops when told', async () => {
    const stop = AbortSignal.abort();
    await expect(buildModels({ catalog, dir, signal: stop })).rejects.toMatchObject({ code: 'cancelled' });
    expect(server.requests).toEqual([]);
  });

  test('leaves models alone that are fetched on demand, unless they are asked for', async () => {
    const file = fileOf('tiny.onnx', source);
    const url = `${server.origin}/tiny.onnx`;
    const variants = [
      { id: 'fp32', device: 'any', graph: file, weights: [], sources: [{ type: 'url', url, file }] },
    ] as const;
    const published: ModelEntry = {
      ...catalog.models[0]!,
      id: 'published',
      aliases: [],
      onDemand: true,
      sources: [],
      variants,
    };
    const both: ModelCatalog = { version: 1, models: [catalog.models[0]!, published] };
    expect(await buildModels({ catalog: both, dir })).toEqual([{ id: 'tiny', how: 'built' }]);
    expect(await products()).toEqual(PRODUCTS);
    const asked = { catalog: both, dir, ids: ['published'] };
    expect(await buildModels(asked)).toEqual([{ id: 'published', how: 'fetched' }]);
    expect(await products()).toEqual([...PRODUCTS, 'tiny.onnx'].sort());
    expect(await buildModels(asked)).toEqual([{ id: 'published', how: 'present' }]);
    expect(await updateCatalog({ catalog: both, dir })).toEqual(both);
  });

  test('sweeps up after a process that was killed, but not after one at work', async () => {
    await mkdir(join(dir, 'dist'));
    const old = join(dir, 'dist', 'tiny.int8.onnx.1.tmp');
    await writeFile(old, 'half');
    await utimes(old, 1, 1);
    await writeFile(join(dir, 'dist', 'tiny.fp16.onnx.2.tmp'), 'half');
    await buildModels({ catalog, dir });
    expect(await products()).toEqual([...PRODUCTS, 'tiny.fp16.onnx.2.tmp'].sort());
  });
});

test('sweeps up downloads that nobody has gone on with for a week', async () => {
  const days = (n: number) => Date.now() / 1000 - n * 24 * 60 * 60;
  for (const [folder, name, age] of [
    ['dist', 'given-up.onnx.part', 8],
    ['dist', 'lately.onnx.part', 6],
    ['.cache', 'given-up.weights.part', 8],
  ] as const) {
    await mkdir(join(dir, folder), { recursive: true });
    const path = join(dir, folder, name);
    await writeFile(path, 'half');
    await utimes(path, days(age), days(age));
  }
  await buildModels({ catalog, dir });
  expect(await products()).toEqual([...PRODUCTS, 'lately.onnx.part'].sort());
  expect(await readdir(join(dir, '.cache'))).not.toContain('given-up.weights.part');
});

describe('a mirror', () => {
  /** Another models folder, complete. */
  async function mirrorOf(names: readonly string[]): Promise<string> {
    await buildModels({ catalog, dir });
    const mirror = join(dir, 'mirror');
    await mkdir(mirror);
    for (const name of names) {
      const from = name === 'tiny.onnx' ? '.cache' : 'dist';
      await writeFile(join(mirror, name), await readFile(join(dir, from, name)));
    }
    await rm(join(dir, 'dist'), { recursive: true });
    await rm(join(dir, '.cache'), { recursive: true });
    server.requests.length = 0;
    return mirror;
  }

  test('that is a folder gives the products', async () => {
    const mirror = await mirrorOf(PRODUCTS);
    expect(await buildModels({ catalog, dir, mirror })).toEqual([{ id: 'tiny', how: 'mirrored' }]);
    expect(await products()).toEqual(PRODUCTS);
    expect(await buildModels({ catalog, dir })).toEqual([{ id: 'tiny', how: 'present' }]);
    expect(server.requests).toEqual([]);
  });

  test('that is an address gives the products', async () => {
    const folder = await mirrorOf(PRODUCTS);
    const mirror = await serve(async (request, response) => {
      const name = /^\/models\/([\w.-]+)\?key=1$/.exec(request.url ?? '')?.[1];
      response.end(await readFile(join(folder, name ?? 'missing')));
    });
    try {
      const address = `${mirror.origin}/models/?key=1`;
      expect(await buildModels({ catalog, dir, mirror: address })).toEqual([{ id: 'tiny', how: 'mirrored' }]);
      expect(mirror.requests).toHaveLength(4);
      expect(server.requests).toEqual([]);
    } finally {
      await mirror.close();
    }
  });

  test('gives the source weights when it has no products', async () => {
    const mirror = await mirrorOf(['tiny.onnx']);
    expect(await buildModels({ catalog, dir, mirror })).toEqual([{ id: 'tiny', how: 'built' }]);
    expect(server.requests).toEqual([]);
  });

  test('with wrong products is passed over', async () => {
    const mirror = await mirrorOf(['tiny.onnx']);
    await writeFile(join(mirror, 'tiny.weights.bin'), 'other weights');
    expect(await buildModels({ catalog, dir, mirror })).toEqual([{ id: 'tiny', how: 'built' }]);
  });

  test('that has nothing leads to the published source, and is told of when that fails too', async () => {
    const mirror = join(dir, 'nowhere');
    served = undefined;
    await expect(buildModels({ catalog, dir, mirror })).rejects.toMatchObject({
      code: 'not_found',
      message: expect.stringMatching(/nowhere.*tiny\.onnx does not exist\n.*There is no tiny\.onnx at http/),
    });
    served = source;
    expect(await buildModels({ catalog, dir, mirror })).toEqual([{ id: 'tiny', how: 'built' }]);
  });
});

describe('updateCatalog', () => {
  test('writes a catalogue that can be read and built from', async () => {
    expect(await readCatalog(dir).catch(() => undefined)).toBeUndefined();
    await updateCatalog({ catalog, dir });
    const read = await readCatalog(dir);
    expect(read).toEqual(catalog);
    expect(await buildModels({ catalog: read, dir })).toEqual([{ id: 'tiny', how: 'present' }]);
  });

  test('changes nothing when nothing changed', async () => {
    await updateCatalog({ catalog, dir });
    const before = await readFile(join(dir, 'catalog.json'), 'utf8');
    await updateCatalog({ catalog: await readCatalog(dir), dir });
    expect(await readFile(join(dir, 'catalog.json'), 'utf8')).toBe(before);
  });
});
