import { findBackdrop, listBackdrops, promptBackdrop, renderBackdrop } from '@backgroundfx/core';
import { afterEach, expect, it } from 'vitest';
import { createBackdropClient } from './backdrop.client.ts';

const client = createBackdropClient();
afterEach(() => client.dispose());

function pixels(picture: ImageBitmap): Uint8ClampedArray {
  const context = new OffscreenCanvas(picture.width, picture.height).getContext('2d')!;
  context.drawImage(picture, 0, 0);
  return context.getImageData(0, 0, picture.width, picture.height).data;
}

it('draws a background of the library as the engine does', async () => {
  const drawn = await client.thumbnail('gradient-paper-sweep');
  expect([drawn.width, drawn.height]).toEqual([144, 116]);
  const { data } = await renderBackdrop(findBackdrop('gradient-paper-sweep')!, 144, 116);
  expect(pixels(drawn)).toEqual(data);
});

it('draws each one once, and all of them within a moment', async () => {
  const ids = listBackdrops().map(({ id }) => id);
  const began = performance.now();
  const first = await Promise.all(ids.map(id => client.thumbnail(id)));
  expect(new Set(first).size).toBe(ids.length);
  expect(performance.now() - began).toBeLessThan(15_000);
  const again = await Promise.all(ids.map(id => client.thumbnail(id)));
  expect(again.every((picture, i) => picture === first[i])).toBe(true);
});

it('draws a background from words, another one for another seed', async () => {
  const request = { prompt: 'a misty forest at dawn', style: 'realistic', seed: 3 } as const;
  const size = { width: 60, height: 40 };
  const { image, understood } = await client.prompt(request, size);
  const expected = await promptBackdrop({ ...request, ...size });
  expect(understood).toEqual(expected.understood);
  expect(understood).toContain('forest');
  expect(pixels(image)).toEqual(expected.image.data);
  const other = await client.prompt({ ...request, seed: 4 }, size);
  expect(pixels(other.image)).not.toEqual(pixels(image));
});

it('says why words cannot be drawn, and draws the next ones', async () => {
  const size = { width: 20, height: 20 };
  await expect(client.prompt({ prompt: '  a ' }, size)).rejects.toMatchObject({
    code: 'prompt_rejected',
    details: { reason: 'too_short' },
  });
  await expect(client.prompt({ prompt: '!!!' }, size)).rejects.toMatchObject({
    code: 'prompt_rejected',
    details: { reason: 'no_words' },
  });
  await expect(client.thumbnail('nature-moon')).rejects.toMatchObject({ code: 'invalid_argument' });
  await expect(client.prompt({ prompt: 'sea' }, size, AbortSignal.abort())).rejects.toMatchObject({
    code: 'cancelled',
  });
  expect((await client.prompt({ prompt: 'sea' }, size)).image.width).toBe(20);
});

it('starts again after it was ended', async () => {
  const first = await client.thumbnail('solid-white');
  client.dispose();
  await Promise.resolve();
  const second = await client.thumbnail('solid-white');
  expect(second).not.toBe(first);
  expect(second.width).toBe(144);
});
