import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { readExif } from './exif-tags.ts';
import { findExif } from './find-exif.ts';
import { keepMetadata, metadataOf } from './keep-metadata.ts';

const ALL = { camera: true, date: true, author: true };
const NONE = { camera: false, date: false, author: false };
const FORMATS = ['jpeg', 'png', 'webp', 'avif'] as const;

const blank = () =>
  sharp({ create: { width: 40, height: 30, channels: 4, background: { r: 9, g: 99, b: 199, alpha: 0.5 } } });

/** A photograph that says where, when, by whom and with what it was taken, and that it lies on its side. */
async function photograph(format: (typeof FORMATS)[number]): Promise<Blob> {
  const bytes = await blank()
    .withExif({
      IFD0: { Make: 'Leica', Model: 'M11', Artist: 'Ada', Copyright: 'Ada 2024', Orientation: '6' },
      IFD2: {
        DateTimeOriginal: '2024:05:06 07:08:09',
        LensModel: 'Summicron 35',
        FNumber: '28/10',
        BodySerialNumber: 'SERIAL-77',
        UserComment: 'private words',
      },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '52/1 30/1 0/1', GPSLongitudeRef: 'E' },
    })
    .toFormat(format)
    .toBuffer();
  return new Blob([new Uint8Array(bytes)], { type: `image/${format}` });
}

async function bare(format: (typeof FORMATS)[number], lossless = false) {
  const bytes = await blank()
    .toFormat(format, format === 'webp' ? { lossless } : {})
    .toBuffer();
  return { file: new Blob([new Uint8Array(bytes)], { type: `image/${format}` }), width: 40, height: 30 };
}

async function written(file: Blob) {
  const bytes = Buffer.from(await file.arrayBuffer());
  const { exif } = await sharp(bytes).metadata();
  const upright = readExif((await findExif(file)) ?? new Uint8Array()).main.find(({ id }) => id === 0x0112);
  const pixels = await sharp(bytes).ensureAlpha().raw().toBuffer();
  return { text: bytes.toString('latin1'), orientation: upright?.bytes[0], exif, pixels };
}

describe.each(FORMATS)('keepMetadata into %s', format => {
  it.each(FORMATS)('keeps what may be kept of a %s, and nothing else', async from => {
    const original = await photograph(from);
    expect(await metadataOf(original)).toEqual(ALL);
    const before = await bare(format);
    const { text, orientation, exif, pixels } = await written(await keepMetadata(before, original, ALL));
    for (const word of ['Leica', 'M11', 'Ada 2024', '2024:05:06 07:08:09', 'Summicron 35'])
      expect(text).toContain(word);
    for (const word of ['SERIAL-77', 'private words']) expect(text).not.toContain(word);
    expect(exif).toBeDefined();
    expect(orientation).toBe(1);
    expect(pixels.equals((await written(before.file)).pixels)).toBe(true);
  });

  it('writes no place into the file', async () => {
    const original = await photograph('jpeg');
    const GPS_POINTER = 0x8825;
    const hasPlace = (block: Uint8Array) => readExif(block).main.some(tag => tag.id === GPS_POINTER);
    expect(hasPlace((await findExif(original))!)).toBe(true);
    expect(hasPlace((await findExif(await keepMetadata(await bare(format), original, ALL)))!)).toBe(false);
  });

  it('keeps only the groups that are asked for', async () => {
    const original = await photograph('jpeg');
    const { text } = await written(await keepMetadata(await bare(format), original, { ...NONE, date: true }));
    expect(text).toContain('2024:05:06 07:08:09');
    for (const word of ['Leica', 'Ada', 'Summicron']) expect(text).not.toContain(word);
  });

  it('leaves the file as it is where nothing is to be kept', async () => {
    const before = await bare(format);
    expect(await keepMetadata(before, await photograph('jpeg'), NONE)).toBe(before.file);
    expect(await keepMetadata(before, before.file, ALL)).toBe(before.file);
    expect(await keepMetadata(before, new Blob(['GIF89a and so on, no picture']), ALL)).toBe(before.file);
  });
});

describe('keepMetadata into PSD', () => {
  /** One grey pixel, with a resource of Photoshop's own: its resolution. */
  function psd(): Blob {
    const header = [...Buffer.from('8BPS'), 0, 1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 8, 0, 1];
    const resource = [...Buffer.from('8BIM'), 0x03, 0xed, 0, 0, 0, 0, 0, 4, 1, 2, 3, 4];
    const bytes = [...header, 0, 0, 0, 0, 0, 0, 0, resource.length, ...resource, 0, 0, 0, 0, 0, 0, 99];
    return new Blob([Uint8Array.from(bytes)], { type: 'image/vnd.adobe.photoshop' });
  }

  it('adds a resource behind the others, and leaves the rest as it is', async () => {
    const before = Buffer.from(await psd().arrayBuffer());
    const original = await photograph('jpeg');
    const kept = await keepMetadata({ file: psd(), width: 1, height: 1 }, original, ALL);
    expect(kept.type).toBe('image/vnd.adobe.photoshop');
    const after = Buffer.from(await kept.arrayBuffer());
    const grown = after.length - before.length;
    expect(after.readUInt32BE(30)).toBe(before.readUInt32BE(30) + grown);
    expect(after.subarray(34, 50).equals(before.subarray(34, 50))).toBe(true);
    expect(after.subarray(-7).equals(before.subarray(-7))).toBe(true);
    expect([after.toString('latin1', 50, 54), after.readUInt16BE(54)]).toEqual(['8BIM', 1058]);
    const length = after.readUInt32BE(58);
    expect(62 + length + (length & 1)).toBe(50 + grown);
    const { main, exif } = readExif(new Uint8Array(after.subarray(62, 62 + length)));
    expect(main.map(({ id }) => id)).toEqual([0x010f, 0x0110, 0x0112, 0x013b, 0x8298]);
    expect(exif.length).toBeGreaterThan(0);
    expect(after.toString('latin1')).not.toContain('SERIAL-77');
  });
});

it('leaves an AVIF file alone whose list cannot be understood', async () => {
  const original = await photograph('jpeg');
  const { file } = await bare('avif');
  for (const part of ['iinf', 'iloc', 'meta']) {
    const bytes = Buffer.from(await file.arrayBuffer());
    bytes.write('none', bytes.indexOf(part), 'latin1');
    const damaged = { file: new Blob([bytes], { type: 'image/avif' }), width: 40, height: 30 };
    expect(await keepMetadata(damaged, original, ALL)).toBe(damaged.file);
    expect(await metadataOf(damaged.file)).toEqual(NONE);
  }
  const torn = await photograph('avif');
  for (let size = 16; size < torn.size; size += 23) {
    await expect(metadataOf(torn.slice(0, size))).resolves.toBeDefined();
  }
});

it('extends a WebP file that has no header for extras', async () => {
  const original = await photograph('jpeg');
  for (const lossless of [true, false]) {
    const before = await bare('webp', lossless);
    const after = await written(await keepMetadata(before, original, ALL));
    expect(after.pixels.equals((await written(before.file)).pixels)).toBe(true);
    expect(after.text).toContain('Leica');
  }
});

describe('readExif', () => {
  it('reads numbers in either byte order', async () => {
    const big = Uint8Array.from([
      0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0,
    ]);
    expect(readExif(big).main).toEqual([{ id: 0x0112, type: 3, count: 1, bytes: Uint8Array.from([6, 0]) }]);
  });

  it('reads nothing from what is damaged', async () => {
    const whole = (await findExif(await photograph('jpeg')))!;
    for (let length = 0; length < whole.length; length += 7) {
      expect(() => readExif(whole.slice(0, length))).not.toThrow();
    }
    expect(readExif(Uint8Array.from([1, 2, 3]))).toEqual({ main: [], exif: [] });
    const far = Uint8Array.from([0x49, 0x49, 42, 0, 255, 255, 255, 255]);
    expect(readExif(far)).toEqual({ main: [], exif: [] });
  });
});
