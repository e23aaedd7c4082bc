import { deflateSync } from 'node:zlib';
import { expect, test } from '@playwright/test';
import { CutoutPage, sample, type TestFile } from '../support/cutout-page.ts';

/** A PNG whose header claims a size and whose body holds nothing. */
function claimedPng(width: number, height: number): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(data.length);
    const body = Buffer.concat([Buffer.from(type), data]);
    const crc = Buffer.alloc(4);
    crc.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, crc]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 6, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.alloc(0))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function crc32(data: Buffer): number {
  let crc = ~0;
  for (const byte of data) {
    crc ^= byte;
    for (let k = 0; k < 8; k++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}

const photo = sample('02-mug').buffer;
const file = (name: string, mimeType: string, buffer: Buffer): TestFile => ({ name, mimeType, buffer });

const CASES: readonly [string, TestFile, RegExp][] = [
  ['an empty file', file('empty.png', 'image/png', Buffer.alloc(0)), /This file is empty/],
  ['a text named .png', file('notes.png', 'image/png', Buffer.from('Dear diary')), /cannot be read/],
  [
    'a GIF',
    file('moving.gif', 'image/gif', Buffer.from('GIF89a\x01\0\x01\0\0\0\0;')),
    /JPEG, PNG and WebP can/,
  ],
  [
    'an SVG named .jpg',
    file('a.jpg', 'image/jpeg', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')),
    /cannot be read/,
  ],
  [
    'a JPEG cut off in its header',
    file('cut.jpg', 'image/jpeg', photo.subarray(0, 120)),
    /This picture is damaged/,
  ],
  ['a PNG without pixels', file('hollow.png', 'image/png', claimedPng(64, 64)), /This picture is damaged/],
  [
    'a header of 60000 x 60000',
    file('huge.png', 'image/png', claimedPng(60000, 60000)),
    /3600 megapixels; up to 100/,
  ],
];

test('bad files get kind words, one after another, and the next good one works', async ({ page }) => {
  const cutout = new CutoutPage(page);
  await cutout.open();
  for (const [what, bad, words] of CASES) {
    await test.step(what, async () => {
      await cutout.choose(bad);
      await expect(page.getByRole('alert')).toContainText(words);
      await expect(cutout.progress).toHaveCount(0);
    });
  }
  await cutout.choose(sample('03-toycar'));
  await cutout.waitForResult();
  await cutout.choose(file('empty.png', 'image/png', Buffer.alloc(0)));
  await expect(page.getByText('This file is empty')).toBeVisible();
  await expect(cutout.download).toBeVisible();
});

test('several files at once: the first is taken, and that is said', async ({ page }) => {
  const cutout = new CutoutPage(page);
  await cutout.open();
  // A picture, because what is said of the others goes when the one that was taken cannot be read.
  const jpeg = sample('02-mug').buffer.toString('base64');
  await page.evaluate(base64 => {
    const bytes = Uint8Array.from(atob(base64), c => c.charCodeAt(0));
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([bytes], 'first.jpg', { type: 'image/jpeg' }));
    dataTransfer.items.add(new File([], 'second.png', { type: 'image/png' }));
    for (const type of ['dragenter', 'dragover', 'drop']) {
      document.body.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
    }
  }, jpeg);
  await expect(page.getByText('first.jpg was taken')).toBeVisible();
});
