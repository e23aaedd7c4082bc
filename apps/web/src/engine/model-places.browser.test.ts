import { variantFiles } from '@backgroundfx/core';
import { afterEach, expect, it, vi } from 'vitest';
import { modelUrl } from '../storage/model-store.ts';
import { catalogEntry, processorVariants } from './model-catalog.ts';
import { createModelPlaces } from './model-places.ts';

afterEach(async () => {
  vi.unstubAllGlobals();
  for (const name of await caches.keys()) await caches.delete(name);
});

/** A server that has the named files. */
function serve(...names: string[]): { readonly asked: string[] } {
  const asked: string[] = [];
  vi.stubGlobal('fetch', async (url: string) => {
    asked.push(url);
    return Response.json({ files: names });
  });
  return { asked };
}

async function placeOf(id: string, told: ReturnType<ReturnType<typeof createModelPlaces>['look']>) {
  return (await told).find(model => model.id === id);
}

it('asks nobody until it is told to, and tells the answer again afterwards', async () => {
  const { asked } = serve('u2netp.onnx');
  const places = createModelPlaces();
  expect(await placeOf('u2netp', places.look())).toMatchObject({ place: 'elsewhere' });
  expect(asked).toEqual([]);
  // The other encoding of the two: the server has one, which is enough.
  const small = { place: 'server', totalBytes: 4_574_861 };
  expect(await placeOf('u2netp', places.ask())).toMatchObject(small);
  // One question, and none for a file that is not there.
  expect(asked).toEqual(['/models/served.json']);
  expect(await placeOf('u2netp', places.look())).toMatchObject(small);
  expect(await placeOf('u2net', places.look())).toMatchObject({ place: 'missing' });
  expect(asked).toHaveLength(1);
});

it('knows what lies on this device, and does not ask for it', async () => {
  serve();
  const [variant] = processorVariants(catalogEntry('isnet'));
  const cache = await caches.open('backgroundfx-models-v1');
  for (const file of variantFiles(variant!)) await cache.put(modelUrl(file), new Response('kept'));
  expect(await placeOf('isnet', createModelPlaces().ask())).toMatchObject({ place: 'device' });
});

it('tells a server that does not answer from one that has not got it', async () => {
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('offline')));
  expect(await placeOf('u2net', createModelPlaces().ask())).toMatchObject({ place: 'unreachable' });
  vi.stubGlobal('fetch', async () => new Response(null, { status: 503 }));
  expect(await placeOf('u2net', createModelPlaces().ask())).toMatchObject({ place: 'unreachable' });
});
