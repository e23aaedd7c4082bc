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
    'a TIFF',
    file('scan.tif', 'image/tiff', Buffer.from('II*\0\x08\0\0\0\0\0')),
    /Save scan\.tif as JPEG, PNG, WebP, AVIF, HEIC, GIF or BMP/,
  ],
  [
    'a GIF without a frame',
    file('still.gif', 'image/gif', Buffer.from('GIF89a\x01\0\x01\0\0\0\0;')),
    /This picture is damaged/,
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
    /3,600 megapixels; up to \d+/,
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
  await cutout.waitForResult();
});

test('several files at once become a filmstrip, one after another; what is no picture is told', async ({
  page,
}) => {
  const cutout = new CutoutPage(page);
  await cutout.open();
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles([
      sample('02-mug'),
      file('notes.txt', 'text/plain', Buffer.from('Dear diary')),
      sample('03-toycar'),
    ]);
  await expect(page.getByText('One file was left out')).toBeVisible();
  const strip = page.getByRole('navigation', { name: 'Pictures of this project' });
  await expect(strip.getByRole('button', { name: /^02-mug\.jpg, / })).toHaveAttribute('aria-current', 'true');
  await expect(strip.getByRole('button', { name: '03-toycar.jpg, waiting' })).toBeVisible();
  await expect(strip).toContainText('2 of 2 done', { timeout: 100_000 });

  await page.keyboard.press('PageDown');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('03-toycar.jpg');
  expect((await cutout.save()).name).toBe('03-toycar-cutout.png');
  await strip.getByRole('button', { name: '02-mug.jpg, ready' }).press('Delete');
  await expect(strip).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo', exact: true }).last().click();
  await expect(strip.getByRole('button', { name: '02-mug.jpg, ready' })).toBeVisible();
});
