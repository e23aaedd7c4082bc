import { expect } from '@playwright/test';
import { sample } from '../support/cutout-page.ts';
import { EngineMenu } from '../support/engine-menu.ts';
import { testEveryLook } from '../support/every-look.ts';
import { ServerDialog, stranger } from '../support/server-dialog.ts';

testEveryLook(
  'dialogs over a picture are silent under axe',
  async ({ page, isNarrow, look, close, cutOut }) => {
    await cutOut(sample('02-mug'));
    await page.keyboard.press('ControlOrMeta+e');
    const dialog = page.getByRole('dialog', { name: 'Export' });
    for (const format of ['WebP', 'JPEG', 'AVIF', 'PSD', 'PNG']) {
      await dialog.getByRole('radio', { name: format, exact: true }).click();
      if (format === 'AVIF') {
        await expect(dialog.getByText(/Writing the file…|^This file/)).toBeVisible();
        await look('export as AVIF, being written');
      }
      if (format !== 'PSD')
        await expect(dialog.getByRole('status')).toContainText(/^This file/, { timeout: 90_000 });
      await look(`export as ${format}`);
    }
    await dialog.getByRole('button', { name: /^Size/ }).click();
    await look('the menu of sizes');
    await page.getByRole('menuitemradio', { name: 'Custom' }).click();
    await dialog.getByRole('radio', { name: 'Matte only' }).click();
    await look('export of the matte, in another size');
    await close();

    const server = new ServerDialog(page);
    if (isNarrow) await page.getByRole('button', { name: 'Cut-out', exact: true }).click();
    await server.open();
    await server.register(stranger());
    await look('the server, with a photo to send');
    await page.getByText('For programs').click();
    await look('the server, for programs');
    await page.keyboard.press('Escape');
    await expect(server.root).toHaveCount(0);
    if (isNarrow) await close();

    await page.keyboard.press('ControlOrMeta+k');
    await expect(page.getByRole('combobox')).toBeVisible();
    await look('the palette');
    await close();
    await page.keyboard.press('Shift+?');
    await expect(page.getByRole('dialog').getByRole('heading').first()).toBeVisible();
    await look('the shortcuts');
  },
);

testEveryLook('a model that is missing is told of silently under axe', async ({ page, cutout, look }) => {
  // Not one of the networks that every server has.
  await page.route('**/models/u2net*', route => route.fulfill({ status: 404 }));
  await cutout.open();
  await new EngineMenu(page).choose(/^U²-Net The classic/);
  await expect(page.getByRole('dialog')).toBeVisible();
  await look('a model that is missing');
});
