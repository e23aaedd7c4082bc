import { readFile } from 'node:fs/promises';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Locator, type Page, test } from '@playwright/test';
import sharp from 'sharp';
import { sample, type TestFile } from '../support/cutout-page.ts';
import { agreement, decode, exactAlpha, largestOpaqueDifference } from '../support/pixels.ts';

/** A sample that says where, when, by whom and with what it was taken, with a thumbnail nobody sees. */
async function photograph(): Promise<TestFile> {
  const { buffer } = sample('02-mug');
  const tagged = await sharp(buffer)
    .withExif({
      IFD0: { Make: 'Leica', Model: 'M11', Artist: 'Ada', Copyright: 'Ada 2024' },
      IFD2: { DateTimeOriginal: '2024:05:06 07:08:09', BodySerialNumber: 'SERIAL-77' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '52/1 30/1 0/1' },
    })
    .jpeg({ quality: 100, chromaSubsampling: '4:4:4' })
    .toBuffer();
  return { name: 'my mug.jpg', mimeType: 'image/jpeg', buffer: tagged };
}

/** The dialog with the picture composed in it. */
async function openExport(page: Page, file: TestFile): Promise<Locator> {
  await page.goto('/');
  await expect(page.getByRole('button', { name: 'Choose photos' })).toBeVisible();
  await page.locator('input[type=file]').first().setInputFiles(file);
  const button = page.getByRole('button', { name: 'Export', exact: true });
  await expect(button).toHaveAttribute('aria-disabled', 'false', { timeout: 100_000 });
  await expect(page.getByRole('progressbar')).toHaveCount(0, { timeout: 100_000 });
  await page.keyboard.press('ControlOrMeta+e');
  const dialog = page.getByRole('dialog', { name: 'Export' });
  await written(dialog);
  return dialog;
}

async function written(dialog: Locator): Promise<void> {
  await expect(dialog.getByRole('status')).toContainText(/^This file/, { timeout: 90_000 });
}

async function downloaded(page: Page, dialog: Locator): Promise<{ name: string; bytes: Buffer }> {
  const download = page.waitForEvent('download', { timeout: 90_000 });
  await dialog.getByRole('button', { name: 'Download' }).click();
  const file = await download;
  return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) };
}

const choose = (dialog: Locator, name: string) => dialog.getByRole('radio', { name, exact: true }).click();

test('a photograph leaves as each kind of file, whole, and says nothing of where it was taken', async ({
  page,
}) => {
  test.setTimeout(400_000);
  const photo = await photograph();
  const original = await decode(photo.buffer);
  const dialog = await openExport(page, photo);

  const png = await downloaded(page, dialog);
  expect(png.name).toBe('my mug-cutout.png');
  const cutout = await decode(png.bytes);
  expect([cutout.width, cutout.height]).toEqual([original.width, original.height]);
  // Composed from the original at full size: what is surely subject has the very colours of the photograph.
  expect(largestOpaqueDifference(cutout, original)).toBeLessThanOrEqual(1);
  expect(agreement(cutout, await exactAlpha('02-mug')).iou).toBeGreaterThan(0.97);
  // The author is kept unless that is switched off; the place never.
  const text = png.bytes.toString('latin1');
  expect(text).toContain('Ada 2024');
  for (const word of ['SERIAL-77', 'Leica', '2024:05:06']) expect(text).not.toContain(word);

  await expect(dialog.getByText(/^Saved my mug-cutout\.png, \d/)).toBeVisible();
  await dialog.getByRole('switch', { name: 'Camera' }).click();
  for (const [format, name] of [
    ['WebP', 'my mug-cutout.webp'],
    ['JPEG', 'my mug-cutout.jpg'],
    ['AVIF', 'my mug-cutout.avif'],
  ] as const) {
    await choose(dialog, format);
    await expect(dialog.getByRole('img', { name: `${name} as it will be saved` })).toBeVisible();
    await written(dialog);
    const file = await downloaded(page, dialog);
    expect(file.name).toBe(name);
    const picture = await decode(file.bytes);
    expect([picture.width, picture.height]).toEqual([original.width, original.height]);
    const corner = [...picture.data.subarray(0, 4)];
    expect(corner[3]).toBe(format === 'JPEG' ? 255 : 0);
    if (format === 'JPEG') expect(Math.min(...corner)).toBeGreaterThan(250);
    const words = file.bytes.toString('latin1');
    expect(words).toContain('Leica');
    expect(words).not.toContain('SERIAL-77');
    const { exif } = await sharp(file.bytes).metadata();
    // GPSLatitudeRef's directory is pointed to by the tag 0x8825.
    expect(exif?.includes(Buffer.from([0x25, 0x88]))).toBe(false);
  }
  await choose(dialog, 'PSD');
  const layered = (await downloaded(page, dialog)).bytes.toString('latin1');
  expect(layered).toContain('Leica');
  for (const word of ['SERIAL-77', '2024:05:06']) expect(layered).not.toContain(word);
});

test('quality, size and matte change the file, and its bytes stand beside the original', async ({ page }) => {
  test.setTimeout(240_000);
  const photo = sample('06-bottle');
  const dialog = await openExport(page, photo);
  const kilobytes = Math.round(photo.buffer.length / 1000);
  await expect(dialog.getByText(`Original ${kilobytes} kB`)).toBeVisible();

  await choose(dialog, 'WebP');
  const sizes: number[] = [];
  for (const quality of ['90', '30']) {
    await dialog.getByRole('slider', { name: 'Quality' }).fill(quality);
    sizes.push((await downloaded(page, dialog)).bytes.length);
  }
  expect(sizes[1]).toBeLessThan(sizes[0]! * 0.6);

  await dialog.getByRole('button', { name: /^Size/ }).click();
  await page.getByRole('menuitemradio', { name: /512 px/ }).click();
  await expect(dialog.getByText('384 × 512')).toBeVisible({ timeout: 30_000 });
  await choose(dialog, 'PNG');
  await choose(dialog, 'Matte only');
  await expect(dialog.getByRole('img', { name: /bottle-matte\.png/ })).toBeVisible();
  await written(dialog);
  const matte = await decode((await downloaded(page, dialog)).bytes);
  expect([matte.width, matte.height]).toEqual([384, 512]);
  const colours = matte.data.filter((_, i) => i % 4 !== 3);
  expect(colours.every((value, i) => value === colours[i - (i % 3)])).toBe(true);
  expect([Math.min(...colours.subarray(0, 99)), matte.data[3]]).toEqual([0, 255]);
});

test('the picture is laid on the clipboard, and layers go into a Photoshop file', async ({
  page,
  context,
}) => {
  test.setTimeout(240_000);
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const dialog = await openExport(page, sample('02-mug'));
  await dialog.getByRole('button', { name: 'Copy' }).click();
  await expect(dialog.getByText('Copied')).toBeVisible({ timeout: 30_000 });
  const copied = await page.evaluate(async () => {
    const [item] = await navigator.clipboard.read();
    const bitmap = await createImageBitmap(await item!.getType('image/png'));
    return [bitmap.width, bitmap.height];
  });
  expect(copied).toEqual([1280, 960]);

  await choose(dialog, 'PSD');
  const { name, bytes } = await downloaded(page, dialog);
  expect(name).toBe('02-mug-cutout.psd');
  // Signature, version, channels, height and width, as the format has them.
  expect([bytes.toString('latin1', 0, 4), bytes.readUInt16BE(4)]).toEqual(['8BPS', 1]);
  expect([bytes.readUInt32BE(14), bytes.readUInt32BE(18)]).toEqual([960, 1280]);
  for (const layer of ['Original', 'Subject']) expect(bytes.toString('latin1')).toContain(layer);
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`the dialog is silent under axe and worked by keys alone, ${colorScheme}`, async ({ page }) => {
    test.setTimeout(240_000);
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const dialog = await openExport(page, sample('06-bottle'));
    const silent = async () => {
      const { violations } = await new AxeBuilder({ page }).include('[role=dialog]').analyze();
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
    };
    await silent();
    await dialog.getByRole('radio', { name: 'PNG', exact: true }).focus();
    for (const format of ['WebP', 'JPEG']) {
      await page.keyboard.press('ArrowRight');
      await expect(dialog.getByRole('radio', { name: format, exact: true })).toBeChecked();
      await written(dialog);
      await silent();
    }
    await dialog.getByRole('button', { name: 'Download' }).focus();
    const download = page.waitForEvent('download');
    await page.keyboard.press('Enter');
    expect((await download).suggestedFilename()).toBe('06-bottle-cutout.jpg');
    await expect(dialog.getByText(/^Saved 06-bottle-cutout\.jpg, \d/)).toBeVisible();
    await silent();
    await choose(dialog, 'PSD');
    await silent();
    await page.keyboard.press('Escape');
    await expect(dialog).toHaveCount(0);
  });
}
