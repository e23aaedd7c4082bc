import { limitSide, rgbaImage } from '@backgroundfx/core';
import decodePng from '@jsquash/png/decode.js';
import decodeWebp from '@jsquash/webp/decode.js';
import { readPsd } from 'ag-psd';
import { afterAll, describe, expect, it } from 'vitest';
import type { EncodeSettings, ExportSource } from './export.api.ts';
import { createExportClient } from './export.client.ts';
import { metadataOf } from './metadata/keep-metadata.ts';
import type { WholePicture } from './studio.api.ts';

const client = createExportClient();
afterAll(() => client.dispose());

const WIDTH = 96;
const HEIGHT = 64;
const PLAIN: EncodeSettings = {
  format: 'png',
  quality: 80,
  lossless: false,
  matteColour: '#ffffff',
  maxSide: null,
  metadata: { camera: false, date: false, author: false },
};

/** Every alpha from clear to opaque over colours that go across. */
function picture(alpha = (x: number) => Math.round((x * 255) / (WIDTH - 1))): Uint8ClampedArray<ArrayBuffer> {
  const data = new Uint8ClampedArray(WIDTH * HEIGHT * 4);
  for (let i = 0; i < WIDTH * HEIGHT; i++) {
    const a = alpha(i % WIDTH);
    if (a > 0) data.set([(i * 7) % 256, Math.floor(i / WIDTH) * 4, 200, a], i * 4);
  }
  return data;
}

function source(key: string, data = picture()): ExportSource {
  const original = new Blob(['no words about itself']);
  return { key, width: WIDTH, height: HEIGHT, pixels: new Blob([data]), original };
}

async function pixelsOf(file: Blob): Promise<{ width: number; height: number; data: Uint8ClampedArray }> {
  const bitmap = await createImageBitmap(file, { premultiplyAlpha: 'none' });
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
  const context = canvas.getContext('2d')!;
  context.drawImage(bitmap, 0, 0);
  return context.getImageData(0, 0, bitmap.width, bitmap.height);
}

const worst = (a: ArrayLike<number>, b: ArrayLike<number>) => {
  let most = 0;
  for (let i = 0; i < a.length; i++) most = Math.max(most, Math.abs(a[i]! - b[i]!));
  return most;
};

describe('encode', () => {
  it('keeps every pixel in PNG and lossless WebP', async () => {
    const png = await client.encode(source('a'), PLAIN);
    expect(png.file.type).toBe('image/png');
    expect((await decodePng(await png.file.arrayBuffer())).data).toEqual(picture());
    const webp = await client.encode(source('a'), { ...PLAIN, format: 'webp', lossless: true });
    expect(webp.file.type).toBe('image/webp');
    expect((await decodeWebp(await webp.file.arrayBuffer())).data).toEqual(picture());
  });

  it('makes a lossy WebP smaller with less quality, and keeps its alpha', async () => {
    const [fine, coarse] = await Promise.all(
      [95, 20].map(quality => client.encode(source('a'), { ...PLAIN, format: 'webp', quality })),
    );
    expect(coarse!.file.size).toBeLessThan(fine!.file.size);
    const { data } = await decodeWebp(await coarse!.file.arrayBuffer());
    const alphas = (pixels: Uint8ClampedArray) => pixels.filter((_, i) => i % 4 === 3);
    expect(alphas(data)).toEqual(alphas(picture()));
  });

  it('lays a JPEG over its colour', async () => {
    const clear = source(
      'clear',
      picture(() => 0),
    );
    const { file } = await client.encode(clear, {
      ...PLAIN,
      format: 'jpeg',
      matteColour: '#ff8000',
      quality: 95,
    });
    expect(file.type).toBe('image/jpeg');
    const { data } = await pixelsOf(file);
    expect(worst(data.subarray(0, 4), [255, 128, 0, 255])).toBeLessThanOrEqual(2);
  });

  it('writes AVIF that the browser reads, with its alpha', async () => {
    const half = source(
      'half',
      picture(() => 128),
    );
    const { file } = await client.encode(half, { ...PLAIN, format: 'avif', quality: 90 });
    expect(file.type).toBe('image/avif');
    const { width, height, data } = await pixelsOf(file);
    expect([width, height]).toEqual([WIDTH, HEIGHT]);
    expect(Math.abs(data[3]! - 128)).toBeLessThanOrEqual(3);
  });

  it('makes the picture smaller as the engine does', async () => {
    const settings = { ...PLAIN, maxSide: 40 };
    const { file, width, height } = await client.encode(source('a'), settings);
    const wanted = await limitSide(rgbaImage(WIDTH, HEIGHT, picture()), 40);
    expect([width, height]).toEqual([wanted.width, wanted.height]);
    expect((await decodePng(await file.arrayBuffer())).data).toEqual(wanted.data);
    const asItIs = await client.encode(source('a'), { ...PLAIN, maxSide: 5000 });
    expect([asItIs.width, asItIs.height]).toEqual([WIDTH, HEIGHT]);
  });

  it('says which format is too small for a picture', async () => {
    const long = new Blob([new Uint8Array(16_384 * 4)]);
    const wide: ExportSource = { ...source('wide'), width: 16_384, height: 1, pixels: long };
    await expect(client.encode(wide, { ...PLAIN, format: 'webp' })).rejects.toMatchObject({
      code: 'image_too_large',
      details: { limitSide: 16_383 },
    });
  });

  it('stops when nobody waits any more, and goes on with the next', async () => {
    const stop = new AbortController();
    const stopped = client.encode(source('a'), { ...PLAIN, format: 'avif' }, stop.signal);
    stop.abort();
    await expect(stopped).rejects.toMatchObject({ code: 'cancelled' });
    expect((await client.encode(source('a'), PLAIN)).width).toBe(WIDTH);
  });
});

it('writes what is kept of a photograph into AVIF and PSD as well', async () => {
  // An Exif block of one word: Make is "Leica".
  const exif = [0x49, 0x49, 42, 0, 8, 0, 0, 0, 1, 0, 0x0f, 1, 2, 0, 6, 0, 0, 0, 26, 0, 0, 0, 0, 0, 0, 0];
  const block = [...exif, ...new TextEncoder().encode('Leica\0')];
  const segment = [
    0xff,
    0xd8,
    0xff,
    0xe1,
    0,
    8 + block.length,
    ...new TextEncoder().encode('Exif\0\0'),
    ...block,
  ];
  const original = new Blob([Uint8Array.from(segment)], { type: 'image/jpeg' });
  const metadata = { camera: true, date: false, author: false };
  const photo = { ...source('photo'), original };
  const avif = await client.encode(photo, { ...PLAIN, format: 'avif', quality: 90, metadata });
  expect(await metadataOf(avif.file)).toEqual(metadata);
  const bare = await client.encode(photo, { ...PLAIN, format: 'avif', quality: 90 });
  expect(await metadataOf(bare.file)).toEqual(PLAIN.metadata);
  // The browser still finds the picture behind the longer list.
  expect((await pixelsOf(avif.file)).data).toEqual((await pixelsOf(bare.file)).data);

  const opaque = () => picture(() => 255);
  const whole = (): WholePicture => ({ width: WIDTH, height: HEIGHT, data: opaque().buffer });
  const layers = { original: whole(), background: null, shadow: null, subject: whole(), composed: whole() };
  const names = { original: 'Original', background: 'Background', shadow: 'Shadow', subject: 'Subject' };
  const psd = await client.psd({ layers, names, original, metadata });
  expect(await psd.text()).toContain('Leica');
  const read = readPsd(await psd.arrayBuffer(), { useImageData: true });
  expect(read.children?.map(({ name }) => name)).toEqual(['Original', 'Subject']);
  expect(read.imageData?.data).toEqual(opaque());
});

describe('psd', () => {
  const whole = (data: Uint8ClampedArray<ArrayBuffer>): WholePicture => ({
    width: WIDTH,
    height: HEIGHT,
    data: data.slice().buffer,
  });
  const names = { original: 'Original', background: 'Background', shadow: 'Shadow', subject: 'Subject' };

  it('has the parts as layers, and the original hidden below', async () => {
    const opaque = picture(() => 255);
    const layers = {
      original: whole(opaque),
      background: whole(opaque),
      shadow: null,
      subject: whole(picture()),
      composed: whole(opaque),
    };
    const original = new Blob(['no words about itself']);
    const file = await client.psd({ layers, names, original, metadata: PLAIN.metadata });
    expect(layers.subject.data.byteLength).toBe(0);
    const psd = readPsd(await file.arrayBuffer(), { useImageData: true });
    expect([psd.width, psd.height]).toEqual([WIDTH, HEIGHT]);
    expect(psd.children?.map(({ name, hidden }) => [name, hidden])).toEqual([
      ['Original', true],
      ['Background', false],
      ['Subject', false],
    ]);
    expect(psd.imageData?.data).toEqual(opaque);
    const subject = psd.children![2]!;
    // The first column is clear, and a layer is as wide as what is seen of it.
    expect([subject.left, subject.top, subject.right, subject.bottom]).toEqual([1, 0, WIDTH, HEIGHT]);
    expect([...subject.imageData!.data.subarray(0, 4)]).toEqual([...picture().subarray(4, 8)]);
  });
});
