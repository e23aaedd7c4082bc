import { expect, type Page, test } from '@playwright/test';
import { CutoutPage, sample } from '../support/cutout-page.ts';
import { decode, type Pixels } from '../support/pixels.ts';

async function move(page: Page, name: string, to: string): Promise<void> {
  await page.getByRole('textbox', { name: `${name}, as a number` }).fill(to);
  await page.keyboard.press('Enter');
}

/** Sum of alpha, in opaque pixels. */
function area({ data }: Pixels): number {
  let sum = 0;
  for (let p = 3; p < data.length; p += 4) sum += data[p]! / 255;
  return sum;
}

function halfTransparent({ data }: Pixels): number {
  let count = 0;
  for (let p = 3; p < data.length; p += 4) if (data[p]! > 0 && data[p]! < 255) count++;
  return count;
}

test('the sliders change the edges without another look at the picture, and the PNG is what they say', async ({
  page,
}) => {
  const cutout = new CutoutPage(page);
  await cutout.open();
  await cutout.choose(sample('02-mug'));
  await cutout.waitForResult();
  const first = await cutout.save();
  const neutral = await decode(first.png);

  const requests: string[] = [];
  page.on('request', request => requests.push(request.url()));

  await move(page, 'Shift edge', '4');
  await move(page, 'Feather', '3');
  const grown = await decode((await cutout.save()).png);
  // The outline of the mug is some 2500 pixels long.
  expect(area(grown) - area(neutral)).toBeGreaterThan(4 * 2000);
  expect(area(grown) - area(neutral)).toBeLessThan(4 * 4500);
  expect(halfTransparent(grown)).toBeGreaterThan(2 * halfTransparent(neutral));

  await move(page, 'Shift edge', '0');
  await move(page, 'Feather', '0');
  await move(page, 'Clean colours', '0');
  const asIs = await decode((await cutout.save()).png);
  const original = await decode(sample('02-mug').buffer);
  let touched = 0;
  for (let p = 0; p < asIs.data.length; p += 4) {
    if (asIs.data[p + 3] === 0) continue;
    for (let c = 0; c < 3; c++) if (Math.abs(asIs.data[p + c]! - original.data[p + c]!) > 2) touched++;
  }
  expect(touched).toBe(0);

  await page.getByRole('button', { name: 'Reset', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Reset edges' }).click();
  expect((await cutout.save()).png.equals(first.png)).toBe(true);
  // The editor's own code for writing files is all that is fetched: no network, no model, and the picture goes nowhere.
  const ours = /\/assets\/[^/]+\.(js|wasm)$/;
  expect(requests.filter(url => !url.startsWith('blob:') && !ours.test(url))).toEqual([]);
});

test('another level keeps the edges: the new cut-out is made with them', async ({ page }) => {
  const cutout = new CutoutPage(page);
  await cutout.open();
  await cutout.choose(sample('03-toycar'));
  await cutout.waitForResult();
  await move(page, 'Shift edge', '-6');
  await page.getByRole('button', { name: /Quality: High/ }).click();
  await page.getByRole('menuitemradio', { name: /Low/ }).click();
  await expect(cutout.progress).toBeVisible();
  await cutout.waitForResult();
  await expect(page.getByRole('slider', { name: 'Shift edge' })).toHaveValue('-6');
  const shrunk = await decode((await cutout.save()).png);
  await page.getByRole('button', { name: 'Reset', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Reset edges' }).click();
  const low = await decode((await cutout.save()).png);
  expect(area(low) - area(shrunk)).toBeGreaterThan(6 * 1000);
});
