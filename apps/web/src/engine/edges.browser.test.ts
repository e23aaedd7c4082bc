import { afterAll, beforeAll, expect, it } from 'vitest';
import type { EdgeSource } from './edges.api.ts';
import { createEdgeClient } from './edges.client.ts';

const client = createEdgeClient();
afterAll(() => client.dispose());

/** A red square of half the side in the middle of a blue one, and the matte that a network would give for it. */
async function square(key: string, side: number): Promise<EdgeSource> {
  const canvas = new OffscreenCanvas(side, side);
  const context = canvas.getContext('2d')!;
  context.fillStyle = '#2040e0';
  context.fillRect(0, 0, side, side);
  context.fillStyle = '#e02020';
  context.fillRect(side / 4, side / 4, side / 2, side / 2);
  const coarse = new Float32Array(64 * 64);
  for (let i = 0; i < coarse.length; i++) {
    const inside = (at: number) => at >= 16 && at < 48;
    coarse[i] = inside(i % 64) && inside(Math.floor(i / 64)) ? 1 : 0;
  }
  return {
    key,
    file: await canvas.convertToBlob({ type: 'image/png' }),
    coarse: { width: 64, height: 64, alpha: new Blob([coarse]) },
    quality: 'high',
  };
}

async function pixels(picture: ImageBitmap): Promise<ImageData> {
  const context = new OffscreenCanvas(picture.width, picture.height).getContext('2d')!;
  context.drawImage(picture, 0, 0);
  return context.getImageData(0, 0, picture.width, picture.height);
}

/** Side of the square that is opaque in the row through the middle, pixels. */
function opaqueWidth({ data, width, height }: ImageData): number {
  let sum = 0;
  for (let x = 0; x < width; x++) sum += data[((height >> 1) * width + x) * 4 + 3]! / 255;
  return sum;
}

const EDGES = { shiftEdge: 6, feather: 2 };
let small: EdgeSource;
beforeAll(async () => {
  small = await square('small', 320);
});

it('drafts a small picture at its own size, just as it is kept', async () => {
  const draft = await pixels(await client.draft(small, EDGES));
  expect([draft.width, draft.height]).toEqual([320, 320]);
  expect(opaqueWidth(draft)).toBeGreaterThan(170);
  expect(opaqueWidth(draft)).toBeLessThan(174);
  const whole = await client.whole(small, EDGES);
  expect(whole.png.type).toBe('image/png');
  expect((await pixels(await createImageBitmap(whole.png))).data).toEqual(draft.data);
  expect(whole.coverage).toBeCloseTo((172 / 320) ** 2, 2);
});

it('drafts a large picture smaller, with edges as wide as they will be', async () => {
  const large = await square('large', 2000);
  const draft = await pixels(await client.draft(large, { shiftEdge: 10 }));
  expect(draft.width * draft.height).toBeLessThanOrEqual(2_000_000);
  const whole = await pixels(await createImageBitmap((await client.whole(large, { shiftEdge: 10 })).png));
  expect(whole.width).toBe(2000);
  expect(opaqueWidth(whole)).toBeGreaterThan(1015);
  expect(opaqueWidth(draft) / draft.width).toBeCloseTo(opaqueWidth(whole) / 2000, 2);
});

it('draws one picture after the other, whichever was there before', async () => {
  const other = { ...(await square('other', 200)), coarse: small.coarse };
  const side = async (source: EdgeSource) => opaqueWidth(await pixels(await client.draft(source, {})));
  expect(await side(small)).toBeCloseTo(160, 0);
  expect(await side(other)).toBeCloseTo(100, 0);
  expect(await side(small)).toBeCloseTo(160, 0);
});

it('says what is wrong, and works the next time', async () => {
  const torn: EdgeSource = { ...small, key: 'torn', file: new Blob(['no picture']) };
  await expect(client.draft(torn, {})).rejects.toMatchObject({ code: 'unsupported_image' });
  await expect(client.draft(small, { feather: 21 })).rejects.toMatchObject({
    code: 'invalid_argument',
    message: 'feather is 0 to 20, not 21',
  });
  const half = { ...small.coarse, alpha: small.coarse.alpha.slice(0, 100) };
  await expect(client.whole({ ...small, key: 'half', coarse: half }, {})).rejects.toMatchObject({
    code: 'unreadable_image',
    message: 'The matte cannot be read any more',
  });
  await expect(client.whole(small, {}, AbortSignal.abort())).rejects.toMatchObject({ code: 'cancelled' });
  expect((await client.draft(small, {})).width).toBe(320);
});

it('starts again after it was ended', async () => {
  client.dispose();
  expect((await client.draft(small, EDGES)).width).toBe(320);
});
