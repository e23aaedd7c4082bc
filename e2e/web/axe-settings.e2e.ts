import { expect } from '@playwright/test';
import { sample } from '../support/cutout-page.ts';
import { testEveryLook } from '../support/every-look.ts';

testEveryLook('settings of a picture are silent under axe', async ({ page, look, cutOut, inSection }) => {
  const button = (name: string | RegExp) =>
    page.getByRole('button', { name, exact: typeof name === 'string' });
  const colour = button(/^Colour: #/);
  await cutOut(sample('02-mug'));
  await inSection('Cut-out', async () => {
    await look('cut-out');
    await button('Mask').click();
    await look('the menu of the mask');
    await page.keyboard.press('Escape');
    await button(/Quality: /).click();
    await look('models and qualities');
    await page.keyboard.press('Escape');
  });
  await inSection('Background', async () => {
    await look('background, none');
    await button('Colour').click();
    await expect(colour).toBeVisible();
    await look('background, a colour');
    await colour.click();
    await expect(page.getByRole('slider', { name: 'Hue' })).toBeVisible();
    await look('the colour picker');
    await page.keyboard.press('Escape');
    await expect(page.getByRole('slider', { name: 'Hue' })).toHaveCount(0);
    await button(/^Blend mode/).click();
    await look('the menu of blend modes');
    await page.keyboard.press('Escape');
    await button('Gradient').click();
    await expect(page.getByText('Colours of the gradient')).toBeAttached();
    await look('background, a gradient');
    await button('Blurred original').click();
    await look('background, blurred');
    await page.getByLabel('Choose a picture').locator('xpath=self::input').setInputFiles(sample('06-bottle'));
    await expect(button('Picture')).toHaveAttribute('aria-pressed', 'true');
    await look('background, a picture');
    const describe = page.getByRole('textbox', { name: 'Describe a background' });
    await describe.fill('??');
    await describe.press('Enter');
    await expect(page.getByRole('alert')).toContainText(/three letters or more/i);
    await look('background, words that are none');
    await describe.fill('misty forest');
    await describe.press('Enter');
    await expect(page.getByText(/^Drawn on this device/)).toBeVisible({ timeout: 30_000 });
    await look('background, drawn by words');
    await button('More backgrounds').click();
    await expect(button('Terracotta')).toBeVisible();
    await look('the library');
    await page.keyboard.press('Escape');
    await expect(button('Terracotta')).toHaveCount(0);
  });
  await inSection('Shadow', async () => {
    await page.getByRole('switch', { name: 'Drop shadow' }).click();
    await page.getByRole('switch', { name: 'Contact shadow' }).click();
    await look('shadows');
  });
  await inSection('Canvas', async () => {
    // By a key, so that a line has the focus: the menu scrolls on a phone, and axe does not know that it has the focus itself.
    await button(/^Size for/).press('Enter');
    await look('the menu of canvas sizes');
    await page.getByRole('menuitemradio', { name: /^Amazon/ }).click();
    await expect(page.getByRole('menu')).toHaveCount(0);
    await page.getByRole('switch', { name: 'Crop to the subject' }).click();
    await look('canvas');
  });
});
