import { readFileSync } from 'node:fs';
import { expect, type Page, test } from '@playwright/test';
import sharp from 'sharp';
import { sample, type TestFile } from '../support/cutout-page.ts';

const MIME: Readonly<Record<string, string>> = {
  heic: '',
  gif: 'image/gif',
  bmp: 'image/bmp',
  avif: 'image/avif',
  webp: 'image/webp',
  txt: 'text/plain',
};

function fixture(name: string): TestFile {
  const buffer = readFileSync(new URL(`../../apps/web/test/pictures/${name}`, import.meta.url));
  return { name, mimeType: MIME[name.split('.').at(-1) ?? ''] ?? '', buffer };
}

async function open(page: Page): Promise<void> {
  await page.goto('/');
  await expect(page.getByRole('button', { name: 'Choose photos' })).toBeVisible();
}

const choose = (page: Page, ...files: TestFile[]) =>
  page.locator('input[type=file]').first().setInputFiles(files);

/** Drops onto the window what a test can put into a transfer. */
async function drop(page: Page, parts: readonly { readonly type: string; readonly text: string }[]) {
  await page.evaluate(wanted => {
    const dataTransfer = new DataTransfer();
    for (const { type, text } of wanted) dataTransfer.setData(type, text);
    for (const type of ['dragenter', 'dragover', 'drop']) {
      document.body.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
    }
  }, parts);
}

const heading = (page: Page, name: string) => page.getByRole('heading', { name });

test('several pictures of every kind come in at once and stand in the filmstrip', async ({ page }) => {
  test.setTimeout(240_000);
  const small = await sharp(sample('02-mug').buffer).resize(320).avif().toBuffer();
  const webp = await sharp(sample('02-mug').buffer).resize(320).webp().toBuffer();
  await open(page);
  await choose(
    page,
    sample('02-mug'),
    { name: 'small.avif', mimeType: 'image/avif', buffer: small },
    { name: 'small.webp', mimeType: 'image/webp', buffer: webp },
    fixture('p3-turned.heic'),
    fixture('two-frames.gif'),
    fixture('plain.bmp'),
    { name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('no picture') },
  );
  await expect(heading(page, '02-mug.jpg')).toBeAttached();
  // What is none is left out, by its name.
  await expect(page.getByText(/notes\.txt/)).toBeVisible();
  // Each was read and looked at: what could not be says "failed" in the very same place.
  for (const name of [
    '02-mug.jpg',
    'small.avif',
    'small.webp',
    'p3-turned.heic',
    'two-frames.gif',
    'plain.bmp',
  ]) {
    await expect(page.getByRole('button', { name: `${name}, ready`, exact: true })).toBeVisible({
      timeout: 200_000,
    });
  }
  await expect(page.getByRole('button', { name: /, (failed|not cut out)$/ })).toHaveCount(0);
});

test('HEIC is read, and told to be converted; its decoder is fetched only then', async ({ page }) => {
  const asked: string[] = [];
  page.context().on('request', request => {
    if (!request.serviceWorker()) asked.push(request.url());
  });
  await open(page);
  expect(asked.some(url => url.includes('libheif'))).toBe(false);
  await choose(page, fixture('p3-turned.heic'));
  await expect(heading(page, 'p3-turned.heic')).toBeAttached();
  await expect(page.getByText(/Display P3|sRGB/).first()).toBeVisible({ timeout: 30_000 });
  await expect.poll(() => asked.some(url => url.includes('libheif')), { timeout: 60_000 }).toBe(true);
});

test('a picture of another tab of this site comes in; one of another site is refused kindly', async ({
  page,
}) => {
  const asked: URL[] = [];
  page.on('request', request => asked.push(new URL(request.url())));
  await open(page);
  await drop(page, [{ type: 'text/uri-list', text: 'https://example.com/cat.jpg' }]);
  await expect(page.getByText('That picture belongs to another site')).toBeVisible();
  expect(asked.some(({ hostname }) => hostname === 'example.com')).toBe(false);

  await drop(page, [{ type: 'text/uri-list', text: new URL('/samples/02-mug.jpg', page.url()).href }]);
  await expect(heading(page, '02-mug.jpg')).toBeAttached();
});

test('a turned photograph is upright, and what cannot be read is said in plain words', async ({ page }) => {
  const turned = readFileSync(new URL('../fixtures/mug-exif6.jpg', import.meta.url));
  await open(page);
  await choose(page, { name: 'drawing.svg', mimeType: 'image/svg+xml', buffer: Buffer.from('<svg/>') });
  await expect(page.getByText('This kind of file cannot be read')).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText(/Save drawing\.svg as JPEG/)).toBeVisible();

  await open(page);
  await choose(page, { name: 'turned.jpg', mimeType: 'image/jpeg', buffer: turned });
  await expect(heading(page, 'turned.jpg')).toBeAttached();
  const { autoOrient } = await sharp(turned).metadata();
  const exporting = page.getByRole('button', { name: 'Export', exact: true });
  await expect(exporting).toHaveAttribute('aria-disabled', 'false', { timeout: 100_000 });
  await exporting.click();
  const size = [autoOrient.width, autoOrient.height].join(' × ');
  await expect(page.getByRole('dialog').getByText(size)).toBeVisible({ timeout: 60_000 });
});
