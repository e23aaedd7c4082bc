import type { ModelFile } from '@backgroundfx/core';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { areKept, loadModelFile, modelUrl } from './model-store.ts';
import { sha256Hex } from './sha256.ts';

const BYTES = Uint8Array.from({ length: 5000 }, (_, i) => i % 251);
let file: ModelFile;
let served: Uint8Array<ArrayBuffer>;
let asked = 0;

beforeEach(async () => {
  file = { name: 'test.bin', bytes: BYTES.length, sha256: await sha256Hex(BYTES) };
  served = BYTES;
  asked = 0;
  vi.stubGlobal('fetch', async () => {
    asked++;
    return new Response(served);
  });
});

afterEach(async () => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  for (const name of await caches.keys()) await caches.delete(name);
});

const load = () => loadModelFile(file, () => undefined);

it('downloads once, then hands out the kept bytes', async () => {
  const arrived: number[] = [];
  expect(await loadModelFile(file, n => arrived.push(n))).toEqual(BYTES);
  expect(arrived.at(0)).toBe(0);
  expect(arrived.at(-1)).toBe(5000);
  expect(await areKept([file])).toBe(true);
  expect(await load()).toEqual(BYTES);
  expect(asked).toBe(1);
});

it('downloads once for callers that come together', async () => {
  await Promise.all([load(), load(), load()]);
  expect(asked).toBe(1);
});

it('keeps nothing that is not what the catalogue promises', async () => {
  served = BYTES.map(b => b ^ 1);
  await expect(load()).rejects.toMatchObject({ code: 'model_corrupt', details: { file: 'test.bin' } });
  served = new Uint8Array(6000);
  await expect(load()).rejects.toMatchObject({ code: 'model_corrupt' });
  served = BYTES.slice(0, 4000);
  await expect(load()).rejects.toMatchObject({ code: 'model_unavailable' });
  expect(await areKept([file])).toBe(false);
});

it('lets go of the earlier version of a file, and of nothing else', async () => {
  const older = { ...file, sha256: '0'.repeat(64) };
  const other = { ...file, name: 'other.bin' };
  await load();
  const [name = ''] = await caches.keys();
  const cache = await caches.open(name);
  await cache.delete(modelUrl(file));
  await cache.put(modelUrl(older), new Response('old'));
  await cache.put(modelUrl(other), new Response('other'));
  await load();
  expect(await areKept([file])).toBe(true);
  expect(await areKept([older])).toBe(false);
  expect(await areKept([other])).toBe(true);
});

it('works where the browser refuses to keep anything or to lock', async () => {
  const refusal = () => Promise.reject(new DOMException('no', 'SecurityError'));
  vi.spyOn(caches, 'open').mockImplementation(refusal);
  vi.spyOn(navigator.locks, 'request').mockImplementation(refusal);
  expect(await load()).toEqual(BYTES);
  expect(await load()).toEqual(BYTES);
  expect(asked).toBe(2);
  expect(await areKept([file])).toBe(false);
});

it('works with a cache that cannot be read or written', async () => {
  for (const method of ['match', 'put', 'delete', 'keys'] as const) {
    vi.spyOn(Cache.prototype, method).mockRejectedValue(new DOMException('broken', 'UnknownError'));
  }
  expect(await load()).toEqual(BYTES);
  expect(await areKept([file])).toBe(false);
});
