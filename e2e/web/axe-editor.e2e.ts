import { expect } from '@playwright/test';
import { sample } from '../support/cutout-page.ts';
import { testEveryLook } from '../support/every-look.ts';

const TOOLS = ['v', 'r', 'e', 'h', 'l', 'g', 'c'];
const VIEWS = ['Original', 'Matte', 'On a colour', 'Red overlay', 'Unsure', 'Result'];

testEveryLook('what becomes of a picture is silent under axe', async ({ page, cutout, look }) => {
  await cutout.open();
  await page.route('**/models/**', route => route.abort());
  await cutout.choose(sample('02-mug'));
  await expect(page.getByRole('alert')).toContainText('The model');
  await look('a picture that failed');
  await page.unrouteAll();
  let release = () => {};
  const held = new Promise<void>(resolve => {
    release = resolve;
  });
  await page.route('**/models/**', route => held.then(() => route.continue()));
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(cutout.progress).toBeVisible();
  await look('a picture at work');
  await expect(cutout.progress).toBeVisible();
  await cutout.cancel();
  await expect(page.getByText('Not cut out yet')).toBeVisible();
  await look('a picture that was cancelled');
  release();
  await page.getByRole('button', { name: 'Cut it out' }).click();
  await cutout.waitForResult();
  await look('a result');

  await cutout.chooseAll([
    sample('06-bottle'),
    { name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('no picture') },
    sample('03-toycar'),
  ]);
  await expect(page.getByText('One file was left out')).toBeVisible();
  await look('a strip of pictures, and a file left out');
  await page.getByRole('button', { name: /^03-toycar\.jpg, / }).press('Delete');
  await expect(page.getByText('03-toycar.jpg was removed').first()).toBeVisible();
  await look('a picture removed, with the way back');
});

testEveryLook('views and tools are silent under axe', async ({ page, isNarrow, look, cutOut }) => {
  await cutOut(sample('02-mug'));
  for (const view of VIEWS) {
    await page.keyboard.press('ControlOrMeta+k');
    await page.getByRole('combobox').fill(`View: ${view}`);
    await page.getByRole('option', { name: `View: ${view}`, exact: true }).click();
    await look(`the view ${view}`);
  }
  const menus = isNarrow ? [/^View: /, /^More$/] : [/^More views/, /^Zoom: /];
  for (const name of menus) {
    await page.getByRole('button', { name }).click();
    await expect(page.getByRole('menu')).toBeVisible();
    await look(`the menu ${name}`);
    await page.keyboard.press('Escape');
  }
  await page.keyboard.press('\\');
  await expect(page.getByRole('slider', { name: 'Compare' })).toBeVisible();
  await look('before and after');
  await page.keyboard.press('\\');
  for (const key of TOOLS) {
    await page.keyboard.press(key);
    await look(`the tool of the key ${key}`);
    const more = page.getByRole('button', { name: 'Brush options' });
    if (key !== 'e' || !isNarrow) continue;
    await more.click();
    await look('the options of a brush');
    await page.keyboard.press('Escape');
  }
});
