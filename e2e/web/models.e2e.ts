import { expect, test } from '@playwright/test';
import sharp from 'sharp';
import { CutoutPage, sample } from '../support/cutout-page.ts';
import { EngineMenu, isServed } from '../support/engine-menu.ts';
import { agreement, decode, exactAlpha } from '../support/pixels.ts';

/** A red square on white. */
async function redSquare() {
  const square = await sharp({ create: { width: 120, height: 120, channels: 3, background: '#ff0000' } })
    .png()
    .toBuffer();
  const buffer = await sharp({ create: { width: 320, height: 240, channels: 3, background: '#ffffff' } })
    .composite([{ input: square, left: 100, top: 60 }])
    .png()
    .toBuffer();
  return { name: 'square.png', mimeType: 'image/png', buffer };
}

test("a network of one's own cuts out by its manifest, is sent nowhere and is gone after a reload", async ({
  page,
}) => {
  const sent: string[] = [];
  page.on('request', request => {
    if (request.method() !== 'GET' && request.method() !== 'HEAD') sent.push(request.url());
  });
  const cutout = new CutoutPage(page);
  const menu = new EngineMenu(page);
  await cutout.open();
  await menu.openOwnModel();
  await menu.give('red.onnx', 'red.json');
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('Red things');
  await menu.take();
  await expect(menu.dialog).toHaveCount(0, { timeout: 60_000 });
  await expect(page.getByText(/^Red things, [\d.]+ [kM]?B, your own$/)).toBeVisible();

  await cutout.choose(await redSquare());
  await cutout.waitForResult();
  await expect(page.getByText(/^Red things · /)).toBeVisible();
  const picture = await decode((await cutout.save()).png);
  const alphaAt = (x: number, y: number) => picture.data[(y * picture.width + x) * 4 + 3];
  expect(alphaAt(160, 120)).toBeGreaterThan(240);
  expect(alphaAt(20, 20)).toBeLessThan(16);
  expect(sent).toEqual([]);

  await cutout.open();
  await expect(page.getByText('Red things')).toHaveCount(0);
});

test('hostile networks get kind words, one after another, and the cut-out and its network stay', async ({
  page,
}) => {
  const cutout = new CutoutPage(page);
  const menu = new EngineMenu(page);
  await cutout.open();
  await cutout.choose(sample('02-mug'));
  await cutout.waitForResult();
  await menu.openOwnModel();
  for (const [file, words] of [
    ['not-onnx.onnx', 'This is not an ONNX file'],
    ['half.onnx', 'The file ends too early'],
    ['huge-dims.onnx', 'It asks for more memory than there is'],
    ['loop.onnx', 'This network has loops or branches in it'],
    ['outside.onnx', 'Its weights are in another file'],
    ['circle.onnx', 'Its operations go in a circle'],
    ['claims-2gb.onnx', 'Its weights are not all there'],
    ['nan.onnx', 'Some of its weights are not numbers'],
  ] as const) {
    await test.step(file, async () => {
      await menu.give(file);
      await expect(menu.dialog.getByRole('alert')).toContainText(words);
    });
  }
  // These say something of themselves that only their settings, or running them, can contradict.
  for (const [file, words] of [
    ['five-channels.onnx', 'The colours do not fit'],
    ['open-axes.onnx', 'Its size is left open'],
    ['blows-up.onnx', /It takes too much memory|It failed on a test picture|It brought the engine down/],
  ] as const) {
    await test.step(file, async () => {
      await menu.give(file, 'red.json');
      await expect(page.getByLabel('Name', { exact: true })).toHaveValue('Red things');
      await menu.take();
      await expect(menu.dialog.getByRole('alert')).toContainText(words, { timeout: 70_000 });
    });
  }
  await page.keyboard.press('Escape');
  await expect(menu.dialog).toHaveCount(0);
  await expect(page.getByRole('button', { name: /Model: ISNet/ })).toBeVisible();
  await cutout.waitForResult();
  await cutout.choose(sample('03-toycar'));
  await expect(cutout.progress).toBeVisible();
  await cutout.waitForResult();
  await expect(page.getByText(/^ISNet int8 · /)).toBeVisible();
});

test('ultra on a processor says what it costs and that a server does it, and sends nothing', async ({
  page,
}) => {
  const sent: string[] = [];
  page.on('request', request => {
    if (request.method() !== 'GET' && request.method() !== 'HEAD') sent.push(request.url());
  });
  const cutout = new CutoutPage(page);
  const menu = new EngineMenu(page);
  await cutout.open();
  await menu.choose(/^Ultra/);
  await cutout.choose(sample('02-mug'));
  await expect(page.getByText(/^Ultra takes maybe .* on this processor\.$/)).toBeVisible({ timeout: 60_000 });
  await page.getByRole('button', { name: 'Use a server' }).click();
  await menu.dialog.getByText('For programs').click();
  await expect(menu.dialog).toContainText('-F file=@02-mug.jpg -F model=rembg -F quality=ultra');
  const [document] = await Promise.all([
    page.context().waitForEvent('page'),
    menu.dialog.getByRole('link').click(),
  ]);
  await expect(document.locator('body')).toContainText('/process/remove-background');
  await document.close();
  await page.keyboard.press('Escape');
  await expect(menu.dialog).toHaveCount(0);
  await cutout.cancel();
  expect(sent).toEqual([]);
});

test('a network that the server has not got is said to be missing, with the command that brings it', async ({
  page,
}) => {
  test.skip(await isServed(page, 'u2net.onnx'), 'this server has all networks');
  const menu = new EngineMenu(page);
  await new CutoutPage(page).open();
  await menu.choose(/^U²-Net The classic.*Not on this server/);
  await expect(menu.dialog).toContainText('npm run models -- add u2net');
  await page.getByRole('button', { name: 'Check again' }).click();
  await expect(page.getByRole('button', { name: 'Check again' })).toBeEnabled();
  await page.keyboard.press('Escape');
  await expect(page.getByText(/^ISNet, /)).toBeVisible();
});

test('the small network and the one that names things work where the server has them', async ({ page }) => {
  const files = ['u2netp-fp16.onnx', 'deeplabv3.fp32.onnx'];
  const served = await Promise.all(files.map(file => isServed(page, file)));
  test.skip(served.includes(false), 'fetch them with: npm run models -- add u2netp deeplab');
  const cutout = new CutoutPage(page);
  const menu = new EngineMenu(page);
  await cutout.open();
  await menu.choose(/^U²-Net small/);
  await cutout.choose(sample('03-toycar'));
  await cutout.waitForResult();
  await expect(page.getByText(/^U²-Net small fp/)).toBeVisible();
  expect(
    agreement(await decode((await cutout.save()).png), await exactAlpha('03-toycar')).iou,
  ).toBeGreaterThan(0.85);

  await menu.choose(/^DeepLab/);
  await expect(cutout.progress).toBeVisible();
  await cutout.waitForResult();
  await expect(page.getByText('Found: car', { exact: true })).toBeVisible();
  expect(
    agreement(await decode((await cutout.save()).png), await exactAlpha('03-toycar')).iou,
  ).toBeGreaterThan(0.8);
});
