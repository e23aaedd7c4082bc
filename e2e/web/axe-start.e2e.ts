import { expect } from '@playwright/test';
import { sample } from '../support/cutout-page.ts';
import { EngineMenu } from '../support/engine-menu.ts';
import { testEveryLook } from '../support/every-look.ts';
import { ServerDialog, stranger } from '../support/server-dialog.ts';

testEveryLook(
  'the start is silent under axe, and what opens from it',
  async ({ page, cutout, look, close }) => {
    const dialog = (name: string) => page.getByRole('dialog', { name });
    await cutout.open();
    await look('the start, empty');
    await page.getByRole('button', { name: 'Settings' }).click();
    await expect(page.getByRole('menu')).toBeVisible();
    await look('the settings');
    await page.keyboard.press('Escape');

    await page.keyboard.press('ControlOrMeta+k');
    const search = page.getByRole('combobox');
    await expect(search).toBeVisible();
    await look('the palette');
    await search.fill('xyzzy');
    await look('the palette, nothing found');
    await close();
    await page.keyboard.press('Shift+?');
    await expect(dialog('Keyboard shortcuts')).toBeVisible();
    await look('the shortcuts');
    await close();
    await page.getByRole('button', { name: 'Use offline…' }).click();
    await expect(dialog('Offline').getByRole('listitem').first()).toBeVisible();
    await look('what works offline');
    await close();

    const menu = new EngineMenu(page);
    await menu.open();
    await look('models and qualities');
    await page.keyboard.press('Escape');
    await menu.openOwnModel();
    await look('an own model');
    await menu.give('red.onnx');
    await expect(page.getByLabel('Name', { exact: true })).toBeVisible();
    await look('the settings of an own model');
    await menu.give('nan.onnx');
    await expect(menu.dialog.getByRole('alert')).toBeVisible();
    await look('an own model that is refused');
    await close();

    const server = new ServerDialog(page);
    const person = stranger();
    await server.open();
    await expect(server.root.getByLabel('E-mail')).toBeVisible();
    await look('the server, signed out');
    await server.signIn({ ...person, email: 'ada' });
    await look('the server, an address that is none');
    await server.signIn(person);
    await expect(server.problem).toBeVisible();
    await look('the server, refused');
    await server.register(person).catch(() => undefined);
    await expect(server.root).toContainText('Choose a photo first.');
    await look('the server, signed in');
    await close();

    await cutout.drop({ name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('no picture') });
    await expect(page.getByRole('alert')).toBeVisible();
    await look('a file that is no picture');
    await page.evaluate(() => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([], 'picture.png', { type: 'image/png' }));
      document.body.dispatchEvent(
        new DragEvent('dragenter', { dataTransfer, bubbles: true, cancelable: true }),
      );
    });
    await look('something dragged over it');
  },
);

testEveryLook('recent projects are silent under axe', async ({ page, cutout, look, cutOut }) => {
  await cutOut(sample('02-mug'));
  await cutout.open();
  const actions = page.getByRole('button', { name: /^Actions for / });
  await expect(actions).toHaveCount(1);
  await look('one project');
  await actions.click();
  await look('the menu of a project');
  await page.getByRole('menuitem', { name: 'Rename' }).click();
  await look('a name being changed');
  await page.keyboard.press('Escape');
  for (let count = 2; count <= 5; count++) {
    await actions.last().click();
    await page.getByRole('menuitem', { name: 'Duplicate' }).click();
    await expect(actions).toHaveCount(Math.min(count, 4));
  }
  await page.getByRole('button', { name: 'Show all 5' }).click();
  await look('all projects');
  await page.getByRole('searchbox').fill('xyzzy');
  await look('no project found');
  await page.getByRole('searchbox').fill('');
  await actions.first().click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await expect(page.getByRole('button', { name: 'Undo' })).toBeVisible();
  await look('a project deleted, with the way back');
});
