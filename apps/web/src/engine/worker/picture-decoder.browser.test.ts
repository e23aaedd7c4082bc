import type { RgbaImage } from '@backgroundfx/core';
import { expect, it } from 'vitest';
import avif from '../../../test/pictures/clear-corner.avif?url';
import heic from '../../../test/pictures/p3-turned.heic?url';
import bmp from '../../../test/pictures/plain.bmp?url';
import gif from '../../../test/pictures/two-frames.gif?url';
import { decodePicture } from './picture-decoder.ts';

const go = { mostPixels: 10_000, checkpoint: async () => undefined };
const fetched = async (url: string) => (await fetch(url)).blob();
const at = ({ data, width }: RgbaImage, x: number, y: number) => [
  ...data.subarray((y * width + x) * 4, (y * width + x) * 4 + 4),
];

function near(pixel: readonly number[], wanted: readonly number[], by: number): void {
  for (const [i, value] of wanted.entries()) expect(Math.abs(pixel[i]! - value)).toBeLessThanOrEqual(by);
}

it('reads HEIC, upright and in sRGB', async () => {
  const image = await decodePicture(await fetched(heic), go);
  expect([image.width, image.height]).toEqual([48, 64]);
  // The red corner was at the top left before the camera's turn. It is the reddest of Display P3: beyond sRGB, so at its end.
  near(at(image, 40, 6), [255, 0, 0, 255], 3);
  // (20, 40, 60) of Display P3 in sRGB, by hand.
  near(at(image, 10, 50), [10, 41, 61, 255], 4);
});

it('reads the first frame of a GIF, and BMP', async () => {
  const first = await decodePicture(await fetched(gif), go);
  expect([first.width, first.height, ...at(first, 3, 3)]).toEqual([20, 10, 200, 30, 30, 255]);
  const plain = await decodePicture(await fetched(bmp), go);
  expect([plain.width, plain.height, ...at(plain, 3, 3)]).toEqual([20, 10, 30, 60, 200, 255]);
});

it('reads AVIF, with what is clear in it', async () => {
  const image = await decodePicture(await fetched(avif), go);
  expect([image.width, image.height]).toEqual([24, 16]);
  // Red on the left, blue on the right; lossless but for the way to YCbCr and back.
  near(at(image, 3, 3), [200, 30, 30, 255], 2);
  near(at(image, 3, 12), [200, 30, 30, 255], 2);
  near(at(image, 20, 3), [30, 60, 200, 255], 2);
  expect(at(image, 20, 12)[3]).toBe(0);
});

it('says what is wrong with a HEIC file that breaks off', async () => {
  const whole = await fetched(heic);
  await expect(decodePicture(whole.slice(0, whole.size - 300), go)).rejects.toMatchObject({
    code: 'unreadable_image',
  });
  await expect(decodePicture(new Blob(['%PDF-1.7 no picture at all']), go)).rejects.toMatchObject({
    code: 'unsupported_image',
  });
});

it('refuses what is larger than this device takes, before it is decoded', async () => {
  const small = { ...go, mostPixels: 199 };
  for (const url of [heic, gif, avif]) {
    const error = decodePicture(await fetched(url), small);
    await expect(error).rejects.toMatchObject({ code: 'image_too_large', details: { limitPixels: 199 } });
  }
});
