import { expect, type Page, test } from '@playwright/test';
import { CutoutPage, sample } from '../support/cutout-page.ts';

interface Shared {
  readonly name: string;
  readonly type: string;
  readonly head: readonly number[];
}

/** Stands in for the system's sheet, which takes pictures of these types; keeps what it was handed. */
async function standInForTheSheet(page: Page, types: readonly string[]): Promise<void> {
  await page.addInitScript(types => {
    const shared: Shared[] = [];
    Object.assign(window, { shared });
    const canShare = ({ files }: ShareData) => files?.every(({ type }) => types.includes(type)) === true;
    const share = async ({ files = [] }: ShareData) => {
      if (!navigator.userActivation.isActive) throw new DOMException('', 'NotAllowedError');
      for (const file of files) {
        const head = [...new Uint8Array(await file.slice(0, 4).arrayBuffer())];
        shared.push({ name: file.name, type: file.type, head });
      }
    };
    Object.defineProperties(navigator, { canShare: { value: canShare }, share: { value: share } });
  }, types);
}

async function openExport(page: Page) {
  const cutout = new CutoutPage(page);
  await cutout.open();
  await cutout.choose(sample('02-mug'));
  await cutout.waitForResult();
  await cutout.exportButton.click();
  const dialog = page.getByRole('dialog', { name: 'Export' });
  await expect(dialog.getByRole('status')).toContainText(/^This file/, { timeout: 90_000 });
  return { dialog, share: dialog.getByRole('button', { name: 'Share' }) };
}

test('the file is shared as it stands, where the system takes files of its kind', async ({ page }) => {
  await standInForTheSheet(page, ['image/png', 'image/jpeg']);
  const { dialog, share } = await openExport(page);
  await share.click();
  await dialog.getByRole('radio', { name: 'WebP', exact: true }).click();
  await expect(dialog.getByRole('img', { name: /-cutout\.webp/ })).toBeVisible();
  await expect(share).toHaveCount(0);
  await dialog.getByRole('radio', { name: 'JPEG', exact: true }).click();
  await expect(dialog.getByRole('img', { name: /-cutout\.jpg/ })).toBeVisible();
  await share.click();
  const shared = () => page.evaluate(() => (window as unknown as { shared: Shared[] }).shared);
  await expect.poll(shared).toEqual([
    { name: '02-mug-cutout.png', type: 'image/png', head: [0x89, 0x50, 0x4e, 0x47] },
    { name: '02-mug-cutout.jpg', type: 'image/jpeg', head: [0xff, 0xd8, 0xff, 0xe0] },
  ]);
});

test('where the system shares no files there is no button for it', async ({ page }) => {
  await standInForTheSheet(page, []);
  const { dialog, share } = await openExport(page);
  await expect(dialog.getByRole('button', { name: 'Download' })).toBeEnabled();
  await expect(share).toHaveCount(0);
});
