import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp, { type Sharp } from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inspectPicture, MAX_SIDE } from '../src/platform/pictures/picture-file.ts';
import { decodePicture } from '../src/processing/engine/decode-picture.ts';
import { pngThatClaims } from './support/bad-pictures.ts';
import { type Colour, flat, patches, storedPixels } from './support/picture-files.ts';

const LIMITS = { maxPixels: 1_000_000 };
const MUG = fileURLToPath(new URL('../../../public/samples/02-mug.jpg', import.meta.url));
const CLAY = [200, 80, 40];

let dir = '';
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'bgfx-decode-'));
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

let files = 0;
async function saved(picture: Sharp | Uint8Array): Promise<string> {
  const path = join(dir, `${files++}.upload`);
  writeFileSync(path, picture instanceof Uint8Array ? picture : await picture.toBuffer());
  return path;
}

async function decoded(path: string) {
  return decodePicture(path, await inspectPicture(path, LIMITS));
}

/** The pixel at a place given in shares of width and height. */
async function pixel(path: string, x = 0.5, y = 0.5): Promise<Colour> {
  const { width, height, data } = await decoded(path);
  const p = (Math.floor(y * height) * width + Math.floor(x * width)) * 4;
  return [...data.subarray(p, p + 4)];
}

function expectColour(found: Colour, expected: Colour, tolerance: number): void {
  expect(found).toHaveLength(expected.length);
  const off = Math.max(...found.map((v, i) => Math.abs(v - expected[i]!)));
  expect(off, `[${found}] is not [${expected}]`).toBeLessThanOrEqual(tolerance);
}

describe('inspectPicture', () => {
  it.each(['jpeg', 'png', 'webp'] as const)('knows a %s by its bytes, and its size', async kind => {
    const facts = await inspectPicture(await saved(flat(CLAY, 50, 20)[kind]()), LIMITS);
    expect(facts).toEqual({ kind, width: 50, height: 20, depth: 8, hasProfile: false });
  });

  it('tells the size of the picture once it is upright', async () => {
    const path = await saved(flat(CLAY, 50, 20).withMetadata({ orientation: 6 }).jpeg());
    expect(await inspectPicture(path, LIMITS)).toMatchObject({ width: 20, height: 50 });
  });

  it('tells 16 bits and a colour profile', async () => {
    const path = await saved(flat(CLAY).withIccProfile('p3').toColourspace('rgb16').png());
    expect(await inspectPicture(path, LIMITS)).toMatchObject({ depth: 16, hasProfile: true });
  });

  it('refuses an empty file', async () => {
    const inspecting = inspectPicture(await saved(new Uint8Array()), LIMITS);
    await expect(inspecting).rejects.toMatchObject({ name: 'EngineError', code: 'empty_file' });
  });

  it.each([
    ['text', async () => Buffer.from('not a picture')],
    ['a single byte', async () => Buffer.from([0xff])],
    ['SVG', async () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')],
    ['GIF', () => flat(CLAY).gif().toBuffer()],
    ['TIFF', () => flat(CLAY).tiff().toBuffer()],
    ['AVIF', () => flat(CLAY).avif().toBuffer()],
    ['PDF', async () => Buffer.from('%PDF-1.7\n')],
    ['a RIFF file that is no WebP', async () => Buffer.from('RIFF\x24\0\0\0WAVEfmt ')],
  ])('refuses %s', async (_, bytes) => {
    const inspecting = inspectPicture(await saved(await bytes()), LIMITS);
    await expect(inspecting).rejects.toMatchObject({ code: 'unsupported_image' });
  });

  it.each([
    ['JPEG', [0xff, 0xd8, 0xff]],
    ['PNG', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
    ['WebP', [...Buffer.from('RIFF\x24\0\0\0WEBPVP8 ')]],
  ])('refuses a %s that ends before its header does', async (_, bytes) => {
    const inspecting = inspectPicture(await saved(Uint8Array.from(bytes)), LIMITS);
    await expect(inspecting).rejects.toMatchObject({ code: 'unreadable_image' });
  });

  it('refuses too many pixels by the header alone', async () => {
    const bomb = await flat(CLAY).png().toBuffer();
    bomb.writeUInt32BE(60_000, 16);
    bomb.writeUInt32BE(50_000, 20);
    await expect(inspectPicture(await saved(bomb), LIMITS)).rejects.toMatchObject({
      code: 'image_too_large',
      details: { width: 60_000, height: 50_000, limitPixels: 1_000_000 },
    });
  });

  it('takes a picture of exactly as many pixels as may be, and none with one more', async () => {
    const path = await saved(flat(CLAY, 40, 25).png());
    await expect(inspectPicture(path, { maxPixels: 1000 })).resolves.toMatchObject({ width: 40 });
    await expect(inspectPicture(path, { maxPixels: 999 })).rejects.toMatchObject({ code: 'image_too_large' });
  });

  it('takes a side of exactly as many pixels as may be, and none with one more', async () => {
    const limits = { maxPixels: 100_000_000 };
    for (const [width, height] of [
      [MAX_SIDE, 1],
      [1, MAX_SIDE],
    ] as const) {
      const path = await saved(pngThatClaims(width, height));
      await expect(inspectPicture(path, limits)).resolves.toMatchObject({ width, height });
    }
    for (const [width, height] of [
      [MAX_SIDE + 1, 1],
      [1, MAX_SIDE + 1],
    ] as const) {
      const path = await saved(pngThatClaims(width, height));
      await expect(inspectPicture(path, limits)).rejects.toMatchObject({
        code: 'image_too_large',
        details: { width, height, limitSide: 65_535 },
      });
    }
  });

  it("passes the disk's own error for a file that is not there", async () => {
    await expect(inspectPicture(join(dir, 'nowhere'), LIMITS)).rejects.toMatchObject({ code: 'ENOENT' });
  });
});

describe('decodePicture', () => {
  const TL = [220, 30, 30];
  const TR = [30, 200, 30];
  const BL = [30, 30, 220];
  const BR = [230, 230, 40];
  it.each([
    [1, TL, TR, BL, BR],
    [2, TR, TL, BR, BL],
    [3, BR, BL, TR, TL],
    [4, BL, BR, TL, TR],
    [5, TL, BL, TR, BR],
    [6, BL, TL, BR, TR],
    [7, BR, TR, BL, TL],
    [8, TR, BR, TL, BL],
  ])('turns orientation %i upright', async (orientation, ...upright) => {
    const grid = [
      [TL, TR],
      [BL, BR],
    ];
    const path = await saved(patches(grid, 32, 16).withMetadata({ orientation }).jpeg({ quality: 100 }));
    const { width, height } = await decoded(path);
    expect([width, height]).toEqual(orientation > 4 ? [32, 64] : [64, 32]);
    const places = [
      [0.25, 0.25],
      [0.75, 0.25],
      [0.25, 0.75],
      [0.75, 0.75],
    ] as const;
    for (const [i, [x, y]] of places.entries())
      expectColour(await pixel(path, x, y), [...upright[i]!, 255], 4);
  });

  it.each(['jpeg', 'png', 'webp'] as const)('converts the colours of a Display P3 %s to sRGB', async kind => {
    const path = await saved(flat(CLAY).withIccProfile('p3')[kind]({ quality: 100 }));
    const stored = await storedPixels(path);
    expect(Math.abs(stored[0]! - CLAY[0]!)).toBeGreaterThan(8);
    expectColour(await pixel(path), [...CLAY, 255], 3);
  });

  it.each(['p3', 'srgb', undefined])('reads 16 bits with the profile %s', async profile => {
    const picture = flat([...CLAY, 128])
      .toColourspace('rgb16')
      .png();
    const path = await saved(profile ? picture.withIccProfile(profile) : picture);
    expect((await sharp(path).metadata()).depth).toBe('ushort');
    expectColour(await pixel(path), [...CLAY, 128], 1);
  });

  it('reads CMYK by its profile', async () => {
    const mild = [150, 110, 90];
    const path = await saved(
      flat(mild)
        .toColourspace('cmyk')
        .withIccProfile('cmyk')
        .jpeg({ quality: 100, chromaSubsampling: '4:4:4' }),
    );
    expect(await sharp(path).metadata()).toMatchObject({ space: 'cmyk', hasProfile: true });
    // The profile is a coarse one, there and back.
    expectColour(await pixel(path), [...mild, 255], 20);
  });

  it('reads CMYK without a profile', async () => {
    const path = await saved(flat([128, 128, 128]).toColourspace('cmyk').jpeg({ quality: 100 }));
    expect(await sharp(path).metadata()).toMatchObject({ space: 'cmyk', hasProfile: false });
    expectColour(await pixel(path), [128, 128, 128, 255], 16);
  });

  it.each([
    ['grey', [100], 'b-w', [100, 100, 100, 255]],
    ['grey with alpha', [100, 60], 'b-w', [100, 100, 100, 60]],
    ['16-bit grey', [100], 'grey16', [100, 100, 100, 255]],
    ['16-bit grey with alpha', [100, 60], 'grey16', [100, 100, 100, 60]],
    ['colour with alpha', [10, 200, 90, 60], 'srgb', [10, 200, 90, 60]],
  ])('reads a PNG in %s', async (_, stored, space, expected) => {
    const path = await saved(flat(stored).toColourspace(space).png());
    expect((await sharp(path).metadata()).space).toBe(space);
    expect(await pixel(path)).toEqual(expected);
  });

  it('reads a palette, see-through entries included', async () => {
    const path = await saved(
      patches([
        [
          [200, 80, 40, 255],
          [10, 20, 30, 90],
        ],
      ]).png({ palette: true }),
    );
    expect((await sharp(path).metadata()).isPalette).toBe(true);
    expect(await pixel(path, 0.25)).toEqual([200, 80, 40, 255]);
    expect(await pixel(path, 0.75)).toEqual([10, 20, 30, 90]);
  });

  it('reads a grey JPEG', async () => {
    const path = await saved(flat([100]).toColourspace('b-w').jpeg({ quality: 100 }));
    expect((await sharp(path).metadata()).channels).toBe(1);
    expectColour(await pixel(path), [100, 100, 100, 255], 1);
  });

  it('takes the first frame of an animation', async () => {
    const frames = patches([[[200, 0, 0]], [[0, 0, 200]]]);
    const raw = await frames.raw().toBuffer();
    const animation = sharp(raw, { raw: { width: 32, height: 64, channels: 3, pageHeight: 32 } });
    const path = await saved(animation.webp({ lossless: true, delay: [100, 100] }));
    expect((await sharp(path).metadata()).pages).toBe(2);
    const image = await decoded(path);
    expect([image.width, image.height]).toEqual([32, 32]);
    expect(await pixel(path)).toEqual([200, 0, 0, 255]);
  });

  const sources = {
    'a JPEG': () => sharp(MUG).jpeg().toBuffer(),
    'a progressive JPEG': () => sharp(MUG).jpeg({ progressive: true }).toBuffer(),
    'a PNG': () => sharp(MUG).resize(300).png().toBuffer(),
    'an interlaced PNG': () => sharp(MUG).resize(300).png({ progressive: true }).toBuffer(),
    'a WebP': () => sharp(MUG).resize(300).webp().toBuffer(),
  };
  it.each(Object.entries(sources))('refuses %s that ends too early, wherever', async (_, bytes) => {
    const whole = await bytes();
    const unlimited = { maxPixels: 10_000_000 };
    const read = async (path: string) => decodePicture(path, await inspectPicture(path, unlimited));
    await expect(read(await saved(whole))).resolves.toMatchObject({ kind: 'rgba8-straight' });
    for (const share of [0.1, 0.5, 0.95]) {
      const half = await saved(whole.subarray(0, Math.floor(whole.length * share)));
      await expect(read(half)).rejects.toMatchObject({ name: 'EngineError', code: 'unreadable_image' });
    }
  });

  it('takes a picture with harmless damage: bytes behind its end', async () => {
    const path = await saved(
      Buffer.concat([readFileSync(MUG), Buffer.from('appended by a careless program')]),
    );
    const facts = await inspectPicture(path, { maxPixels: 10_000_000 });
    await expect(decodePicture(path, facts)).resolves.toMatchObject({ width: 1280, height: 960 });
  });

  it('reads nothing but the three kinds, whoever asks', async () => {
    const gif = await saved(await flat(CLAY).gif().toBuffer());
    const svg = await saved(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'));
    for (const path of [gif, svg]) {
      await expect(sharp(path).metadata()).rejects.toThrow('unsupported image format');
    }
  });
});
