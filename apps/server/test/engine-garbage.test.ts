import sharp from 'sharp';
import { expect, it } from 'vitest';
import { collectGarbage } from '../src/processing/engine/collect-garbage.ts';

const external = () => process.memoryUsage().external;

/** Decodes a picture of 36 megapixels and encodes it, and keeps nothing of it. */
async function useMemory(): Promise<number> {
  const blank = sharp({ create: { width: 6000, height: 6000, channels: 3, background: 'white' } });
  const { data, info } = await blank.raw().toBuffer({ resolveWithObject: true });
  const { width, height, channels } = info;
  await sharp(data, { raw: { width, height, channels } }).resize(10, 10).png().toBuffer();
  return external();
}

it('frees the pixels of a large picture, wherever they were kept', async () => {
  const before = external();
  expect(await useMemory()).toBeGreaterThan(before + 100_000_000);
  await collectGarbage();
  // What was freed is counted when the next buffer is made.
  Buffer.alloc(1_000_000);
  await collectGarbage();
  expect(external()).toBeLessThan(before + 50_000_000);
});
