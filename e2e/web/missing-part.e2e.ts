import { readFileSync } from 'node:fs';
import { expect, type Page, test } from '@playwright/test';
import { CutoutPage, sample } from '../support/cutout-page.ts';
import { decode } from '../support/pixels.ts';

/** Nothing lies ready: what is not fetched is not here, as on a first visit whose connection is gone. */
test.use({ serviceWorkers: 'block' });

const TITLE = 'A part of the editor could not be downloaded';

/** @returns what lets the files come again */
async function withhold(page: Page, files: string): Promise<() => Promise<void>> {
  await page.route(files, route => route.abort());
  return () => page.unroute(files);
}

test('a HEIC whose decoder does not arrive is not called damaged, and is read at another try', async ({
  page,
}) => {
  const release = await withhold(page, '**/assets/libheif-*');
  const cutout = new CutoutPage(page);
  await cutout.open();
  const url = new URL('../../apps/web/test/pictures/p3-turned.heic', import.meta.url);
  await cutout.choose({ name: 'holiday.heic', mimeType: '', buffer: readFileSync(url) });
  const alert = page.getByRole('alert');
  await expect(alert).toContainText(TITLE, { timeout: 60_000 });
  await release();
  await alert.getByRole('button', { name: 'Try again' }).click();
  await cutout.waitForResult();
  await expect(alert).toHaveCount(0);
});

for (const part of ['mjs', 'wasm']) {
  test(`a runtime whose .${part} does not arrive is no fault of the model, and is there at another try`, async ({
    page,
  }) => {
    const release = await withhold(page, `**/assets/ort-wasm*.${part}`);
    const cutout = new CutoutPage(page);
    await cutout.open();
    await cutout.choose(sample('02-mug'));
    const alert = page.getByRole('alert');
    await expect(alert).toContainText(TITLE, { timeout: 60_000 });
    await release();
    await alert.getByRole('button', { name: 'Try again' }).click();
    await cutout.waitForResult();
  });
}

for (const [format, file] of [
  ['WebP', '**/assets/webp_enc*'],
  ['AVIF', '**/assets/avif_enc*.wasm'],
] as const) {
  test(`${format} whose encoder does not arrive says so, and is written at another try`, async ({ page }) => {
    const release = await withhold(page, file);
    const cutout = new CutoutPage(page);
    await cutout.open();
    await cutout.choose(sample('02-mug'));
    await cutout.waitForResult();
    await page.keyboard.press('ControlOrMeta+e');
    const dialog = page.getByRole('dialog', { name: 'Export' });
    await expect(dialog.getByRole('status')).toContainText(/^This file/, { timeout: 60_000 });
    await dialog.getByRole('radio', { name: format, exact: true }).click();
    const alert = dialog.getByRole('alert');
    await expect(alert).toContainText(TITLE, { timeout: 60_000 });
    await release();
    await alert.getByRole('button', { name: 'Try again' }).click();
    await expect(alert).toHaveCount(0, { timeout: 60_000 });
    await expect(dialog.getByRole('status')).toContainText(/^This file/, { timeout: 60_000 });
    const download = page.waitForEvent('download');
    await dialog.getByRole('button', { name: 'Download' }).click();
    const saved = await decode(readFileSync(await (await download).path()));
    expect([saved.width, saved.height]).toEqual([1280, 960]);
  });
}
