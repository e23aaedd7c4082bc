import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { readExif } from './exif-tags.ts';
import { findExif } from './find-exif.ts';
import { keepMetadata } from './keep-metadata.ts';

const ALL = { camera: true, date: true, author: true };
const ASCII = 2;
const LONG = 4;
const RATIONAL = 5;
const THUMBNAIL_AT = 0x0201;
const THUMBNAIL_BYTES = 0x0202;
const GPS_POINTER = 0x8825;

/** What cameras write for their own screen: a little JPEG, which shows the background long after it was removed. */
const THUMBNAIL = Buffer.concat([
  Buffer.from([0xff, 0xd8, 0xff, 0xfe, 0, 22]),
  Buffer.from('OLD-THUMBNAIL-IN-IFD'),
  Buffer.from([0xff, 0xd9]),
]);
/** 52° 30' 59.77", in rationals whose bytes occur nowhere by chance. */
const LATITUDE = Buffer.from(Uint32Array.of(52, 1, 30, 1, 5977_1234, 1_000_000).buffer);
/** Programs write a second thumbnail, and the place once more, beside the Exif block. */
const XMP = '<x:xmpmeta exif:GPSLatitude="52,30.99N" xmpGImg:image="XMP-THUMBNAIL"/>';

type Entry = readonly [id: number, type: number, count: number, value: Buffer | number];

/** A directory of a little-endian Exif block, with its long values behind it. */
function directory(at: number, entries: readonly Entry[], next = 0): Buffer {
  const head = Buffer.alloc(2 + entries.length * 12 + 4);
  const values: Buffer[] = [];
  let valueAt = at + head.length;
  head.writeUInt16LE(entries.length, 0);
  entries.forEach(([id, type, count, value], i) => {
    const entry = 2 + i * 12;
    head.writeUInt16LE(id, entry);
    head.writeUInt16LE(type, entry + 2);
    head.writeUInt32LE(count, entry + 4);
    if (typeof value === 'number') head.writeUInt32LE(value, entry + 8);
    else if (value.length <= 4) value.copy(head, entry + 8);
    else {
      head.writeUInt32LE(valueAt, entry + 8);
      values.push(value);
      valueAt += value.length;
    }
  });
  head.writeUInt32LE(next, head.length - 4);
  return Buffer.concat([head, ...values]);
}

const words = (id: number, text: string): Entry => {
  const value = Buffer.from(`${text}\0`);
  return [id, ASCII, value.length, value];
};

/** Camera, author, place, and a second directory whose thumbnail follows it. */
function exifBlock(): Buffer {
  const main = (gps: number, next: number) =>
    directory(
      8,
      [
        words(0x010f, 'Leica'),
        words(0x0110, 'M11 of Ada'),
        words(0x013b, 'Ada Lovelace'),
        [GPS_POINTER, LONG, 1, gps],
      ],
      next,
    );
  const gpsAt = 8 + main(0, 0).length;
  const gps = directory(gpsAt, [words(1, 'N'), [2, RATIONAL, 3, LATITUDE]]);
  const secondAt = gpsAt + gps.length;
  const second = (at: number) =>
    directory(secondAt, [
      [THUMBNAIL_AT, LONG, 1, at],
      [THUMBNAIL_BYTES, LONG, 1, THUMBNAIL.length],
    ]);
  const thumbnailAt = secondAt + second(0).length;
  const mark = Buffer.from([0x49, 0x49, 42, 0, 8, 0, 0, 0]);
  return Buffer.concat([mark, main(gpsAt, secondAt), gps, second(thumbnailAt), THUMBNAIL]);
}

function segment(prefix: string, body: Buffer): Buffer {
  const head = Buffer.from([0xff, 0xe1, 0, 0]);
  head.writeUInt16BE(2 + prefix.length + body.length, 2);
  return Buffer.concat([head, Buffer.from(prefix, 'latin1'), body]);
}

const blank = () =>
  sharp({ create: { width: 40, height: 30, channels: 4, background: { r: 9, g: 99, b: 199, alpha: 0.5 } } });

async function photograph(): Promise<Buffer> {
  const jpeg = await blank().jpeg().toBuffer();
  const exif = segment('Exif\0\0', exifBlock());
  const xmp = segment('http://ns.adobe.com/xap/1.0/\0', Buffer.from(XMP));
  return Buffer.concat([jpeg.subarray(0, 2), exif, xmp, jpeg.subarray(2)]);
}

/** The directories of a little-endian block that hang together, each by the numbers of its tags. */
function directoriesOf(block: Uint8Array): number[][] {
  const view = new DataView(block.buffer, block.byteOffset, block.length);
  const found: number[][] = [];
  for (let at = view.getUint32(4, true); at !== 0; ) {
    const count = view.getUint16(at, true);
    found.push(Array.from({ length: count }, (_, i) => view.getUint16(at + 2 + i * 12, true)));
    at = view.getUint32(at + 2 + count * 12, true);
  }
  return found;
}

const SECRETS = [
  THUMBNAIL,
  THUMBNAIL.subarray(6, 26),
  LATITUDE,
  Buffer.from('GPSLatitude'),
  Buffer.from(XMP),
];

it('starts from a photograph that has all of this', async () => {
  const original = await photograph();
  for (const secret of SECRETS) expect(original.includes(secret)).toBe(true);
  const block = (await findExif(new Blob([new Uint8Array(original)])))!;
  expect(directoriesOf(block)).toEqual([
    [0x010f, 0x0110, 0x013b, GPS_POINTER],
    [THUMBNAIL_AT, THUMBNAIL_BYTES],
  ]);
  // Another reader agrees that it is a photograph with Exif and XMP.
  const { exif, xmp } = await sharp(original).metadata();
  expect([exif?.includes(THUMBNAIL), xmp?.toString()]).toEqual([true, XMP]);
});

describe.each(['jpeg', 'png', 'webp', 'avif'] as const)('an exported %s', format => {
  it('has neither the thumbnail nor the place of its photograph, but what was to be kept', async () => {
    const original = new Blob([new Uint8Array(await photograph())], { type: 'image/jpeg' });
    const bare = new Blob([new Uint8Array(await blank().toFormat(format).toBuffer())], {
      type: `image/${format}`,
    });
    const file = await keepMetadata({ file: bare, width: 40, height: 30 }, original, ALL);
    const bytes = Buffer.from(await file.arrayBuffer());
    for (const word of ['Leica', 'M11 of Ada', 'Ada Lovelace']) expect(bytes.includes(word)).toBe(true);
    for (const secret of SECRETS) expect(bytes.includes(secret)).toBe(false);
    const block = (await findExif(file))!;
    // One directory, and none behind it: no pointer to a place or a thumbnail that somebody would follow.
    expect(directoriesOf(block)).toEqual([[0x010f, 0x0110, 0x0112, 0x013b]]);
    expect(readExif(block).exif).toEqual([]);
    const { exif, xmp } = await sharp(bytes).metadata();
    expect([exif !== undefined, xmp]).toEqual([true, undefined]);
  });
});
