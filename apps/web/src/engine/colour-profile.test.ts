import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { colourProfileOf } from './colour-profile.ts';
import { pictureKind } from './picture-kind.ts';

const PICTURES = join(import.meta.dirname, '../../test/pictures');
const FORMATS = ['jpeg', 'png', 'webp', 'avif'] as const;

const plain = () => sharp({ create: { width: 32, height: 32, channels: 3, background: '#c06040' } });
const blobOf = (bytes: Uint8Array) => new Blob([new Uint8Array(bytes)]);
const kindOf = async (file: Blob) => pictureKind(new Uint8Array(await file.slice(0, 4096).arrayBuffer()));

describe.each(FORMATS)('a %s file', format => {
  it.each([
    ['p3', 'display-p3'],
    ['srgb', 'srgb'],
  ])('with the profile %s', async (profile, expected) => {
    const file = blobOf(await plain().withIccProfile(profile).toFormat(format).toBuffer());
    expect(await kindOf(file)).toBe(format);
    expect(await colourProfileOf(file)).toBe(expected);
  });

  it('without a profile means sRGB', async () => {
    expect(await colourProfileOf(blobOf(await plain().toFormat(format).toBuffer()))).toBe('srgb');
  });

  it('that breaks off is no error', async () => {
    const bytes = await plain().withIccProfile('p3').toFormat(format).toBuffer();
    for (let length = 0; length < bytes.length; length += 61) {
      expect(['srgb', 'display-p3', 'other-profile']).toContain(
        await colourProfileOf(blobOf(bytes.subarray(0, length))),
      );
    }
  });
});

it('takes the word of a PNG without a profile', async () => {
  const png = await plain().png().toBuffer();
  const chunk = (primaries: number) =>
    Buffer.from([0, 0, 0, 4, ...Buffer.from('cICP'), primaries, 13, 0, 1, 0, 0, 0, 0]);
  const withWord = (primaries: number) =>
    blobOf(Buffer.concat([png.subarray(0, 33), chunk(primaries), png.subarray(33)]));
  expect(await colourProfileOf(withWord(12))).toBe('display-p3');
  expect(await colourProfileOf(withWord(1))).toBe('srgb');
  expect(await colourProfileOf(withWord(9))).toBe('other-profile');
});

it('knows the profile of a HEIC file', async () => {
  const file = blobOf(await readFile(join(PICTURES, 'p3-turned.heic')));
  expect(await kindOf(file)).toBe('heic');
  expect(await colourProfileOf(file)).toBe('display-p3');
});

describe('pictureKind', () => {
  it.each([
    ['two-frames.gif', 'gif'],
    ['plain.bmp', 'bmp'],
  ])('of %s', async (name, kind) => {
    expect(await kindOf(blobOf(await readFile(join(PICTURES, name))))).toBe(kind);
  });

  it.each([
    '',
    'BM',
    '%PDF-1.7',
    '<svg xmlns="http://www.w3.org/2000/svg"/>',
    'II*\0\b\0\0\0',
    '\0\0\0\x18ftypisom\0\0\0\0mp42',
  ])('of %j is none', async text => expect(await kindOf(new Blob([text]))).toBeNull());
});
