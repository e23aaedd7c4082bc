import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ProcessingResult } from '@backgroundfx/contract';
import { QUALITIES } from '@backgroundfx/core';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type ApiServer, startApi } from './support/api-server.ts';
import { sample } from './support/engine-pool.ts';
import { eventually } from './support/eventually.ts';
import { type Answer, ask } from './support/http-client.ts';
import { keptResults } from './support/kept-results.ts';
import type { Part } from './support/multipart.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const DAY_MS = 86_400_000;
const MUG = readFileSync(sample('02-mug'));
const TURNED = readFileSync(fileURLToPath(new URL('../../../e2e/fixtures/mug-exif6.jpg', import.meta.url)));
/** Small enough to be quick, still a photograph. */
let small: Buffer;

let api: ApiServer;
beforeAll(async () => {
  small = await sharp(MUG).resize(640).jpeg().toBuffer();
  api = await startApi();
}, 60_000);
afterEach(async () => {
  await eventually(
    () => api.leftOver().length === 0,
    () => `left over: ${api.leftOver()}`,
  );
});
afterAll(() => api.stop());

const picture = (value: Uint8Array, filename = 'Mein Becher.jpg'): Part => ({
  name: 'file',
  filename,
  value,
});
const field = (name: string, value: string): Part => ({ name, value });
/** For tests to which any cut-out will do. */
const QUICK = field('quality', 'low');

async function result(answer: Answer): Promise<ProcessingResult> {
  expect([answer.status, answer.body.toString()]).toEqual([200, expect.stringContaining('"image"')]);
  return answer.json() as unknown as ProcessingResult;
}

async function download(url: string | undefined): Promise<Answer> {
  const answer = await ask(String(url));
  expect(answer.status).toBe(200);
  return answer;
}

async function rgba(bytes: Uint8Array) {
  const { data, info } = await sharp(bytes)
    .autoOrient()
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}

/** Every fully opaque pixel is the source's, every fully transparent one is empty, and there are some of both. */
async function expectCutoutOf(source: Uint8Array, cutout: Uint8Array): Promise<void> {
  const [before, after] = [await rgba(source), await rgba(cutout)];
  expect([after.width, after.height]).toEqual([before.width, before.height]);
  const counts = { opaque: 0, empty: 0, wrong: 0 };
  for (let i = 0; i < after.data.length; i += 4) {
    const alpha = after.data[i + 3];
    const from = alpha === 255 ? before.data : alpha === 0 ? Buffer.alloc(4) : undefined;
    if (alpha === 255) counts.opaque++;
    if (alpha === 0) counts.empty++;
    if (from && after.data.compare(from, alpha ? i : 0, alpha ? i + 4 : 4, i, i + 4) !== 0) counts.wrong++;
  }
  const pixels = before.width * before.height;
  expect(counts).toMatchObject({ wrong: 0 });
  expect(counts.opaque).toBeGreaterThan(pixels / 20);
  expect(counts.empty).toBeGreaterThan(pixels / 5);
}

describe('a photograph', { timeout: 60_000 }, () => {
  it('is answered with addresses of its cut-out and matte', async () => {
    const answer = await api.post([picture(MUG), field('return_mask', 'true')]);
    const { id, image, mask, metadata, expires_at } = await result(answer);
    expect(answer.headers).toMatchObject({
      'content-type': 'application/json',
      'cache-control': 'no-store',
    });
    expect(id).toMatch(UUID);
    expect(metadata).toEqual({
      width: 1280,
      height: 960,
      format: 'png',
      processing_time: expect.any(Number),
      model: 'isnet',
      confidence: expect.any(Number),
    });
    expect(metadata.confidence).toBeGreaterThan(0.5);
    expect(metadata.confidence).toBeLessThanOrEqual(1);
    expect(metadata.processing_time).toBeGreaterThan(0);
    expect(metadata.processing_time).toBeLessThan(60);
    expect(expires_at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.000Z$/);
    expect(image.startsWith(`${api.url}/v1/files/${id}/image.png?`)).toBe(true);

    const cutout = await download(image);
    expect(cutout.headers['content-type']).toBe('image/png');
    expect(cutout.headers['content-disposition']).toBe('inline; filename="Mein Becher-cutout.png"');
    await expectCutoutOf(MUG, cutout.body);

    const matte = await download(mask);
    expect(matte.headers['content-type']).toBe('image/png');
    expect(await sharp(matte.body).metadata()).toMatchObject({
      format: 'png',
      width: 1280,
      height: 960,
      channels: 1,
      depth: 'uchar',
    });
    const { data } = await rgba(cutout.body);
    const grey = await sharp(matte.body).toColourspace('b-w').raw().toBuffer();
    expect(grey.every((alpha, i) => data[4 * i + 3] === alpha)).toBe(true);
  });

  it('has no matte unless asked', async () => {
    for (const asked of [[], [field('return_mask', 'false')]]) {
      expect(await result(await api.post([picture(small), QUICK, ...asked]))).not.toHaveProperty('mask');
    }
  });

  it.each([
    ['image/png', 'png'],
    ['image/webp', 'webp'],
    ['image/*', 'png'],
    ['image/webp;q=0.9, application/json;q=0.5', 'webp'],
  ] as const)('is answered with its bytes to Accept: %s', async (accept, format) => {
    const answer = await api.post([picture(small, 'Tasse – 1.jpeg'), QUICK], { headers: { Accept: accept } });
    expect([answer.status, answer.headers]).toEqual([
      200,
      expect.objectContaining({
        'content-type': `image/${format}`,
        'content-length': String(answer.body.length),
        'content-disposition': `inline; filename="Tasse _ 1-cutout.${format}"; filename*=UTF-8''Tasse%20%E2%80%93%201-cutout.${format}`,
        'cache-control': 'no-store',
        'x-image-width': '640',
        'x-image-height': '480',
        'x-model': 'isnet',
        'x-confidence': expect.stringMatching(/^(0(\.\d{1,3})?|1)$/),
      }),
    ]);
    expect(Number(answer.headers['x-processing-time'])).toBeGreaterThan(0);
    expect((await sharp(answer.body).metadata()).format).toBe(format);
    await expectCutoutOf(small, answer.body);
  });

  it('is the same picture whichever way it is asked for, and nothing of it is kept when sent', async () => {
    const kept = await download((await result(await api.post([picture(small), QUICK]))).image);
    const before = keptResults(api.dataDir);
    const sent = await api.post([picture(small), QUICK], { headers: { Accept: 'image/png' } });
    expect(sent.body.equals(kept.body)).toBe(true);
    expect(before.folders.length).toBeGreaterThan(0);
    expect(keptResults(api.dataDir)).toEqual(before);
  });

  it.each(QUALITIES)('is cut out at quality %s', async quality => {
    const { image } = await result(await api.post([picture(small), field('quality', quality)]));
    await expectCutoutOf(small, (await download(image)).body);
  });

  it('is cut out otherwise with another edge refinement', async () => {
    const bytes = async (text: string) => {
      const fields = [field('edge_refinement', text), QUICK];
      return (await api.post([picture(small), ...fields], { headers: { Accept: 'image/png' } })).body;
    };
    const [none, usual, decimal] = [await bytes('0'), await bytes('50'), await bytes('50.0')];
    expect(none.equals(usual)).toBe(false);
    expect(decimal.equals(usual)).toBe(true);
  });

  it.each(['rembg', undefined])('is cut out by the model %s', async model => {
    const fields = model === undefined ? [] : [field('model', model)];
    await result(await api.post([...fields, QUICK, picture(small)]));
  });

  it.each(['png', 'webp'] as const)('may be a %s, whatever its name', async format => {
    const bytes = await sharp(small).toFormat(format, { lossless: true }).toBuffer();
    const answer = await api.post([picture(bytes, 'picture.gif'), QUICK], {
      headers: { Accept: 'image/png' },
    });
    expect(answer.status).toBe(200);
    await expectCutoutOf(bytes, answer.body);
  });

  it('stands upright, and says nothing of where it was taken', async () => {
    const before = await sharp(TURNED).metadata();
    expect(before.orientation).toBe(6);
    const { metadata, image } = await result(await api.post([picture(TURNED)]));
    expect([metadata.width, metadata.height]).toEqual([before.height, before.width]);
    const { body } = await download(image);
    await expectCutoutOf(TURNED, body);
    const { exif, xmp, iptc, icc, orientation } = await sharp(body).metadata();
    expect({ exif, xmp, iptc, icc, orientation }).toEqual({});
  });

  it('may come in at the same time as others', async () => {
    const answers = await Promise.all([1, 2, 3, 4].map(() => api.post([picture(small), QUICK])));
    const results = await Promise.all(answers.map(result));
    expect(new Set(results.map(({ id }) => id)).size).toBe(4);
  });
});

describe('the address of a result', { timeout: 60_000 }, () => {
  it('is refused when a character of it is another, and when its time is over', async () => {
    const { image, mask } = await result(await api.post([picture(small), field('return_mask', '1'), QUICK]));
    const refusals = [
      image.replace(/signature=(.)/, (_, first) => `signature=${first === 'A' ? 'B' : 'A'}`),
      image.replace(/expires=(\d+)/, (_, seconds) => `expires=${Number(seconds) + 1}`),
      image.replace('image.png', 'mask.png'),
      image.replace(/\?.*/, ''),
    ];
    for (const url of refusals) {
      const answer = await ask(url);
      expect([url, answer.status, answer.json().error]).toEqual([url, 403, 'forbidden']);
    }
    const was = api.clock.time;
    api.clock.time += DAY_MS + 1000;
    for (const url of [image, String(mask)]) {
      const answer = await ask(url);
      expect([answer.status, answer.json().error]).toEqual([410, 'expired']);
    }
    api.clock.time = was;
    await download(image);
  });

  it('leads nowhere once the result was swept away, which the next start does', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'bgfx-swept-'));
    const first = await startApi({ dataDir });
    const { id, image } = await result(await first.post([picture(small), QUICK]));
    expect(keptResults(dataDir)).toEqual({ rows: [id], folders: [id] });
    await first.stop();
    const later = await startApi({ dataDir, time: first.clock.time + DAY_MS });
    await eventually(() => keptResults(dataDir).rows.length === 0);
    expect(keptResults(dataDir)).toEqual({ rows: [], folders: [] });
    // Asked at a time when the address was still good.
    later.clock.time = first.clock.time;
    expect((await ask(image.replace(first.url, later.url))).status).toBe(404);
    await later.stop();
    rmSync(dataDir, { recursive: true });
  });
});
