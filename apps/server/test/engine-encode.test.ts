import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cutOut, rgbaImage } from '@backgroundfx/core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodeMatte, encodePicture, MAX_WEBP_SIDE } from '../src/processing/engine/encode-picture.ts';
import { hasFullDisk, linkToFullDisk } from './support/full-disk.ts';

let dir = '';
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'bgfx-encode-'));
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

/** Every alpha with changing colours, cut out so that what is fully transparent has none. */
function cutout(width: number, height: number) {
  const pixels = Uint8Array.from({ length: width * height * 4 }, (_, i) => (i * 2654435761) >>> 24);
  const opaque = pixels.map((v, i) => (i % 4 === 3 ? 255 : v));
  const alpha = Uint8Array.from({ length: width * height }, (_, i) => i % 256);
  return cutOut(rgbaImage(width, height, opaque), { kind: 'matte8', width, height, data: alpha });
}

/** Names of a PNG's chunks or of a WebP's, without their repetitions. */
function chunks(file: Buffer): string[] {
  const names = new Set<string>();
  const png = file[0] === 0x89;
  for (let at = png ? 8 : 12; at < file.length; ) {
    const bytes = png ? file.readUInt32BE(at) : file.readUInt32LE(at + 4);
    names.add(file.toString('latin1', png ? at + 4 : at, png ? at + 8 : at + 4));
    at += png ? 12 + bytes : 8 + bytes + (bytes % 2);
  }
  return [...names];
}

describe('encodePicture', () => {
  it.each(['png', 'webp'] as const)('keeps every pixel in %s', async format => {
    const path = join(dir, `kept.${format}`);
    const image = cutout(64, 48);
    await encodePicture(image, format, path);
    const { data, info } = await sharp(path).raw().toBuffer({ resolveWithObject: true });
    expect(info).toMatchObject({ width: 64, height: 48, channels: 4 });
    expect(data.equals(Uint8Array.from(image.data))).toBe(true);
    expect((await sharp(path).metadata()).format).toBe(format);
  });

  it('writes pixels and nothing else', async () => {
    const png = join(dir, 'bare.png');
    const webp = join(dir, 'bare.webp');
    await encodePicture(cutout(20, 20), 'png', png);
    await encodePicture(cutout(20, 20), 'webp', webp);
    expect(chunks(readFileSync(png))).toEqual(['IHDR', 'pHYs', 'IDAT', 'IEND']);
    expect(chunks(readFileSync(webp))).toEqual(['VP8L']);
  });

  it('refuses a WebP that is wider than WebP can be, and writes it as PNG', async () => {
    const wide = cutout(MAX_WEBP_SIDE + 1, 1);
    await expect(encodePicture(wide, 'webp', join(dir, 'wide.webp'))).rejects.toMatchObject({
      code: 'image_too_large',
      details: { width: MAX_WEBP_SIDE + 1, height: 1, limitSide: MAX_WEBP_SIDE },
    });
    await encodePicture(wide, 'png', join(dir, 'wide.png'));
    const limit = cutout(MAX_WEBP_SIDE, 1);
    await encodePicture(limit, 'webp', join(dir, 'limit.webp'));
    expect((await sharp(join(dir, 'limit.webp')).metadata()).width).toBe(MAX_WEBP_SIDE);
  });

  it.runIf(hasFullDisk).each(['png', 'webp'] as const)(
    'tells a full disk from other errors, writing %s',
    async format => {
      const path = join(dir, `full.${format}`);
      linkToFullDisk(path);
      const full = encodePicture(cutout(64, 64), format, path);
      await expect(full).rejects.toMatchObject({ name: 'EngineError', code: 'disk_full' });
      const nowhere = encodePicture(cutout(64, 64), format, join(dir, 'nowhere/x'));
      await expect(nowhere).rejects.not.toMatchObject({ code: 'disk_full' });
    },
  );
});

describe('encodeMatte', () => {
  it('writes one grey channel of 8 bits', async () => {
    const path = join(dir, 'matte.png');
    const data = Uint8Array.from({ length: 300 }, (_, i) => i % 256);
    await encodeMatte({ kind: 'matte8', width: 20, height: 15, data }, path);
    const header = await sharp(path).metadata();
    expect(header).toMatchObject({ format: 'png', width: 20, height: 15, channels: 1, depth: 'uchar' });
    expect((await sharp(path).extractChannel(0).raw().toBuffer()).equals(data)).toBe(true);
  });
});
