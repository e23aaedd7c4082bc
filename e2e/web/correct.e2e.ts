import { readFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import sharp from 'sharp';
import { sample, type TestFile } from '../support/cutout-page.ts';
import { decode } from '../support/pixels.ts';
import { ProjectPage } from '../support/project-page.ts';

const NAME = '02-mug';
const [WIDTH, HEIGHT] = [1280, 960];

/** The open picture, and what can be corrected about it. */
class CorrectPage extends ProjectPage {
  /** The matte at the picture's size, as "Save the mask" gives it: a byte a pixel. */
  async matte(): Promise<Uint8Array> {
    await this.page.getByRole('button', { name: 'Mask', exact: true }).click();
    const download = this.page.waitForEvent('download');
    await this.page.getByRole('menuitem', { name: 'Save the mask' }).click();
    const file = await download;
    expect(file.suggestedFilename()).toBe(`${NAME}-mask.png`);
    const { width, height, data } = await decode(await readFile(await file.path()));
    expect([width, height]).toEqual([WIDTH, HEIGHT]);
    return Uint8Array.from({ length: width * height }, (_, i) => data[4 * i]!);
  }

  async importMask(way: string, file: TestFile): Promise<void> {
    await this.page.getByRole('button', { name: 'Mask', exact: true }).click();
    const chooser = this.page.waitForEvent('filechooser');
    await this.page.getByRole('menuitem', { name: way }).click();
    await (await chooser).setFiles(file);
  }

  /** Pulls the pointer over points of the stage, in shares of its sides. */
  async pull(points: readonly (readonly [number, number])[]): Promise<void> {
    const box = (await this.stage.boundingBox())!;
    for (const [n, [x, y]] of points.entries()) {
      await this.page.mouse.move(box.x + box.width * x, box.y + box.height * y, { steps: 4 });
      if (n === 0) await this.page.mouse.down();
    }
    await this.page.mouse.up();
  }
}

const share = (matte: Uint8Array) => matte.reduce((sum, alpha) => sum + alpha / 255, 0) / matte.length;
const count = (a: Uint8Array, b: Uint8Array, holds: (was: number, is: number) => boolean) =>
  a.reduce((sum, was, i) => sum + (holds(was, b[i]!) ? 1 : 0), 0);

let tab: CorrectPage;
test.beforeEach(async ({ page }) => {
  tab = new CorrectPage(page);
  await tab.begin(sample(NAME));
});

test('brushes take away and bring back, by pointer and by key, and nothing else changes', async ({
  page,
}) => {
  const before = await tab.matte();
  expect(share(before)).toBeGreaterThan(0.05);

  await page.keyboard.press('e');
  const options = page.getByRole('region', { name: 'Options of the tool: Erase' });
  await expect(options.getByRole('switch', { name: 'Keep to edges' })).toBeChecked();
  await page.keyboard.press('k');
  await expect(options.getByRole('switch', { name: 'Keep to edges' })).not.toBeChecked();
  const size = options.getByRole('slider', { name: 'Size' });
  const was = Number(await size.inputValue());
  await page.keyboard.press(']');
  expect(Number(await size.inputValue())).toBeGreaterThan(was);
  await tab.pull([
    [0.45, 0.5],
    [0.55, 0.5],
  ]);
  await tab.expectCorrections('One correction');
  const erased = await tab.matte();
  expect(count(before, erased, (a, b) => a > 200 && b === 0)).toBeGreaterThan(1000);
  expect(count(before, erased, (a, b) => b > a)).toBe(0);
  const untouched = count(before, erased, (a, b) => a === b);
  expect(untouched).toBeGreaterThan(0.8 * before.length);

  // X swaps the brushes; what was erased comes back.
  await page.keyboard.press('x');
  await expect(page.getByRole('region', { name: 'Options of the tool: Restore' })).toBeVisible();
  for (let n = 0; n < 4; n++) await page.keyboard.press(']');
  await page.keyboard.press('k');
  await tab.pull([
    [0.42, 0.5],
    [0.58, 0.5],
  ]);
  await tab.expectCorrections('2 corrections');
  const restored = await tab.matte();
  expect(count(before, restored, (a, b) => a > 200 && b < 200)).toBe(0);

  await tab.undo.click();
  await tab.undo.click();
  await tab.expectCorrections('No corrections');
  expect(await tab.matte()).toEqual(before);
});

test('a lasso, a click on a part, sliders and masks change the matte as they say', async ({ page }) => {
  const before = await tab.matte();

  await page.keyboard.press('l');
  await page
    .getByRole('region', { name: 'Options of the tool: Lasso' })
    .getByRole('radio', { name: 'Remove' })
    .click();
  await tab.pull([
    [0.3, 0.1],
    [0.7, 0.1],
    [0.7, 0.5],
    [0.3, 0.5],
    [0.3, 0.1],
  ]);
  await tab.expectCorrections('One correction');
  const cut = await tab.matte();
  expect(share(cut)).toBeLessThan(0.8 * share(before));
  await tab.undo.click();
  await tab.expectCorrections('No corrections');

  await page.keyboard.press('g');
  await tab.pull([[0.5, 0.5]]);
  await tab.expectCorrections('One correction');
  expect(share(await tab.matte())).toBeLessThan(0.1 * share(before));
  await page.getByRole('button', { name: 'Reset', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Clear corrections' }).click();
  await tab.expectCorrections('No corrections');

  const shift = page.getByRole('slider', { name: 'Shift edge' });
  await shift.focus();
  await page.keyboard.press('Shift+ArrowRight');
  await expect(shift).toHaveValue('5');
  await shift.blur();
  expect(share(await tab.matte())).toBeGreaterThan(1.01 * share(before));
  await page.getByRole('button', { name: 'Reset', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Reset edges' }).click();
  await expect(shift).toHaveValue('0');

  const half = await sharp({ create: { width: 640, height: 480, channels: 3, background: '#000' } })
    .composite([
      { input: { create: { width: 320, height: 480, channels: 3, background: '#fff' } }, left: 0, top: 0 },
    ])
    .png()
    .toBuffer();
  const mask = { name: 'half.png', mimeType: 'image/png', buffer: half };
  await tab.importMask('Replace', mask);
  await tab.expectCorrections('One correction');
  const replaced = await tab.matte();
  expect(share(replaced)).toBeCloseTo(0.5, 2);
  expect([replaced[480 * WIDTH + 100], replaced[480 * WIDTH + 1200]]).toEqual([255, 0]);
  await tab.undo.click();
  await tab.importMask('Intersect', mask);
  await tab.expectCorrections('One correction');
  const common = await tab.matte();
  expect(count(before, common, (a, b) => b > a)).toBe(0);
  expect(common[480 * WIDTH + 1200]).toBe(0);

  await tab.importMask('Add', {
    name: 'note.png',
    mimeType: 'image/png',
    buffer: Buffer.from('no picture'),
  });
  await expect(page.getByText('That file cannot be read as a picture.', { exact: true })).toBeVisible();
  await tab.expectCorrections('One correction');
});
