import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import sharp from 'sharp';
import { sample } from '../support/cutout-page.ts';
import { decode, type Pixels } from '../support/pixels.ts';
import { ProjectPage } from '../support/project-page.ts';

const button = (page: Page, name: string | RegExp) =>
  page.getByRole('button', { name, exact: typeof name === 'string' });

async function choose(page: Page, label: RegExp, option: RegExp): Promise<void> {
  await button(page, label).click();
  await page.getByRole('menuitemradio', { name: option }).click();
}

async function enter(page: Page, name: string, value: string): Promise<void> {
  const field = page.getByRole('textbox', { name, exact: true });
  await field.fill(value);
  await field.press('Enter');
}

/** The picture as its PNG is saved. */
async function exported(tab: ProjectPage): Promise<Pixels> {
  const { page } = tab;
  await tab.exportButton.click();
  const dialog = page.getByRole('dialog', { name: 'Export' });
  const download = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Download' }).click();
  const path = await (await download).path();
  await dialog.getByRole('button', { name: 'Close' }).click();
  await expect(dialog).toHaveCount(0);
  return decode(path);
}

const at = ({ data, width }: Pixels, x: number, y: number) => [
  ...data.subarray((y * width + x) * 4, (y * width + x) * 4 + 4),
];

function near(seen: readonly number[], wanted: readonly number[], by: number): void {
  for (const [k, value] of wanted.entries()) expect(Math.abs(seen[k]! - value)).toBeLessThanOrEqual(by);
}

/** The box of what can be seen, by the same least alpha as the engine's. */
function boxOf({ data, width, height }: Pixels) {
  const box = { left: width, top: height, right: 0, bottom: 0 };
  for (let i = 0; i < width * height; i++) {
    if (data[i * 4 + 3]! < 8) continue;
    box.left = Math.min(box.left, i % width);
    box.right = Math.max(box.right, (i % width) + 1);
    box.top = Math.min(box.top, Math.floor(i / width));
    box.bottom = Math.max(box.bottom, Math.floor(i / width) + 1);
  }
  return box;
}

/** Mean of each channel where another picture is opaque. */
function meanWhere(cutout: Pixels, { data }: Pixels): readonly number[] {
  const sum = [0, 0, 0];
  let count = 0;
  for (let p = 0; p < data.length; p += 4) {
    if (cutout.data[p + 3] !== 255) continue;
    for (let k = 0; k < 3; k++) sum[k]! += data[p + k]!;
    count++;
  }
  return sum.map(value => value / count);
}

test.describe('a cut-out on another background', () => {
  let tab: ProjectPage;
  test.beforeEach(async ({ page }) => {
    test.setTimeout(240_000);
    await page.setViewportSize({ width: 1440, height: 900 });
    tab = new ProjectPage(page);
    await tab.begin(sample('02-mug'));
  });

  test('is saved with each kind of background, blended and lit as it says', async ({ page }) => {
    const cutout = await exported(tab);
    expect(at(cutout, 3, 3)[3]).toBe(0);
    const middle = boxOf(cutout);
    const [x, y] = [(middle.left + middle.right) >> 1, (middle.top + middle.bottom) >> 1];
    const subject = at(cutout, x, y);
    expect(subject[3]).toBe(255);

    await button(page, 'Colour').click();
    await enter(page, 'Colour', '#508040');
    const plain = await exported(tab);
    expect(at(plain, 3, 3)).toEqual([0x50, 0x80, 0x40, 255]);
    near(at(plain, x, y), subject, 1);

    for (const [mode, mix] of [
      ['Multiply', (b: number, s: number) => (b * s) / 255],
      ['Screen', (b: number, s: number) => b + s - (b * s) / 255],
      [
        'Overlay',
        (b: number, s: number) => (b < 128 ? (2 * b * s) / 255 : 2 * b - 255 + s - ((2 * b - 255) * s) / 255),
      ],
    ] as const) {
      await choose(page, /^Blend mode/, new RegExp(mode));
      const wanted = [0x50, 0x80, 0x40].map((b, k) => mix(b, subject[k]!));
      near(at(await exported(tab), x, y), wanted, 1);
    }
    await choose(page, /^Blend mode/, /Normal/);

    await enter(page, 'Match colours, as a number', '100');
    const lit = meanWhere(cutout, await exported(tab));
    const before = meanWhere(cutout, plain);
    const towards = (k: number) =>
      Math.abs(lit[k]! - [0x50, 0x80, 0x40][k]!) - Math.abs(before[k]! - [0x50, 0x80, 0x40][k]!);
    expect(towards(0) + towards(1) + towards(2)).toBeLessThan(-10);
    await enter(page, 'Match colours, as a number', '0');

    await button(page, 'Gradient').click();
    const gradient = await exported(tab);
    near(at(gradient, 3, 2), [0xf4, 0xed, 0xe2, 255], 3);
    near(at(gradient, 3, gradient.height - 3), [0xd2, 0xc1, 0xaa, 255], 3);

    await button(page, 'More backgrounds').click();
    const library = page.getByRole('dialog', { name: 'Backgrounds' });
    await library.getByRole('button', { name: 'Terracotta' }).click();
    await page.keyboard.press('Escape');
    near(at(await exported(tab), 3, 3), at(await exported(tab), 900, 900), 0);

    await enter(page, 'Describe a background', 'starry night');
    await expect(page.getByText(/this device from: .*night/)).toBeVisible();
    const night = await exported(tab);
    await button(page, 'New variation').click();
    await expect(page.getByText('Drawing…')).toHaveCount(0);
    const other = await exported(tab);
    expect(other.data.equals(night.data)).toBe(false);

    const upload = await sharp({ create: { width: 64, height: 64, channels: 3, background: '#ffcc00' } })
      .png()
      .toBuffer();
    await page
      .getByLabel('Choose a picture')
      .locator('xpath=self::input')
      .setInputFiles({ name: 'yellow.png', mimeType: 'image/png', buffer: upload });
    await expect(button(page, 'Picture')).toHaveAttribute('aria-pressed', 'true');
    near(at(await exported(tab), 3, 3), [255, 0xcc, 0, 255], 1);

    await button(page, 'Blurred original').click();
    const original = await decode(sample('02-mug').buffer);
    near(at(await exported(tab), 3, 3), at(original, 3, 3), 30);

    await button(page, 'Transparent').click();
    expect((await exported(tab)).data.equals(cutout.data)).toBe(true);
    // Nothing of all this left the device, and every step can be taken back.
    await tab.undo.click();
    await expect(button(page, 'Blurred original')).toHaveAttribute('aria-pressed', 'true');
  });

  test('stands on shadows, and lies on canvases where numbers say', async ({ page }) => {
    const cutout = await exported(tab);
    const box = boxOf(cutout);
    await page.getByRole('switch', { name: 'Contact shadow' }).click();
    await page.getByRole('switch', { name: 'Drop shadow' }).click();
    const shadowed = await exported(tab);
    const below = at(shadowed, (box.left + box.right) >> 1, box.bottom + 3);
    expect(below.slice(0, 3)).toEqual([0, 0, 0]);
    expect(below[3]!).toBeGreaterThan(80);
    await page.getByRole('switch', { name: 'Contact shadow' }).click();
    await page.getByRole('switch', { name: 'Drop shadow' }).click();
    expect((await exported(tab)).data.equals(cutout.data)).toBe(true);

    for (const [preset, width, height] of [
      [/^Passport \(EU\)/, 413, 531],
      [/^eBay/, 1600, 1600],
      [/^Amazon/, 2000, 2000],
    ] as const) {
      await choose(page, /^Size for/, preset);
      const saved = await exported(tab);
      expect([saved.width, saved.height]).toEqual([width, height]);
    }
    const amazon = boxOf(await exported(tab));
    const fills = Math.max(amazon.right - amazon.left, amazon.bottom - amazon.top) / 2000;
    expect(fills).toBeGreaterThan(0.85);
    expect(fills).toBeLessThan(0.9);

    await expect(page.getByRole('textbox', { name: 'Width', exact: true })).toHaveValue('2000 px');
    await enter(page, 'Subject: X', '0');
    await enter(page, 'Subject: Y', '100');
    const moved = boxOf(await exported(tab));
    expect(moved.left).toBeLessThanOrEqual(4);
    expect(Math.abs(moved.top - 100)).toBeLessThanOrEqual(4);
    await enter(page, 'Subject: width', '800');
    const smaller = boxOf(await exported(tab));
    expect(Math.abs(smaller.right - smaller.left - 800)).toBeLessThanOrEqual(8);
  });
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`its sections and what floats from them are silent under axe, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const tab = new ProjectPage(page);
    await tab.begin(sample('02-mug'));
    const silent = async () => {
      const all = new AxeBuilder({ page }).disableRules('region');
      // What floats lies in the body, beside every landmark.
      const landmarks = new AxeBuilder({ page })
        .withRules('region')
        .exclude('[data-radix-popper-content-wrapper]');
      const violations = [(await all.analyze()).violations, (await landmarks.analyze()).violations].flat();
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
    };
    await page.getByRole('switch', { name: 'Contact shadow' }).click();
    await button(page, 'Contact shadow: More options').click();
    await page.getByRole('switch', { name: 'Crop to the subject' }).click();
    await button(page, 'Gradient').click();
    await silent();
    await button(page, 'More backgrounds').click();
    await silent();
    await page.keyboard.press('Escape');
    await button(page, /^Colour: /)
      .first()
      .click();
    await expect(page.getByRole('textbox', { name: 'Hex colour' })).toBeVisible();
    await silent();
    await page.keyboard.press('Escape');
    await button(page, /^Size for/).click();
    await silent();
    await page.keyboard.press('Escape');
    await enter(page, 'Describe a background', '??');
    await expect(page.getByRole('alert')).toContainText('three letters or more');
    await enter(page, 'Describe a background', 'forest at dawn');
    await expect(page.getByText(/this device from/)).toBeVisible();
    await silent();
  });
}
