import { expect, it } from 'vitest';
import { readOpaque } from './opaque-pixels.ts';

const [WIDTH, HEIGHT] = [333, 217];

function noise(alpha: number): OffscreenCanvas {
  const canvas = new OffscreenCanvas(WIDTH, HEIGHT);
  const pixels = new ImageData(WIDTH, HEIGHT);
  for (let i = 0; i < pixels.data.length; i++)
    pixels.data[i] = i % 4 === 3 ? alpha : (Math.imul(i, 2654435761) >>> 13) & 255;
  canvas.getContext('2d')!.putImageData(pixels, 0, 0);
  return canvas;
}

async function decoded(canvas: OffscreenCanvas, type: string): Promise<ImageBitmap> {
  return createImageBitmap(await canvas.convertToBlob({ type, quality: 0.9 }), {
    imageOrientation: 'from-image',
  });
}

function readByCanvas(bitmap: ImageBitmap): Uint8ClampedArray {
  const context = new OffscreenCanvas(WIDTH, HEIGHT).getContext('2d', { willReadFrequently: true })!;
  context.drawImage(bitmap, 0, 0);
  return context.getImageData(0, 0, WIDTH, HEIGHT).data;
}

it('reads the very pixels of a JPEG that a canvas reads, rows of any length', async () => {
  const bitmap = await decoded(noise(255), 'image/jpeg');
  const image = await readOpaque(bitmap);
  expect([image?.width, image?.height]).toEqual([WIDTH, HEIGHT]);
  expect(new Set(image!.data.filter((_, i) => i % 4 === 3))).toEqual(new Set([255]));
  expect(image!.data.some((value, i) => i % 4 === 0 && value !== image!.data[i + 2])).toBe(true);
  expect(indexedDB.cmp(image!.data, readByCanvas(bitmap))).toBe(0);
});

it('leaves pictures with alpha to whoever takes alpha back out', async () => {
  expect(await readOpaque(await decoded(noise(90), 'image/png'))).toBeNull();
});
