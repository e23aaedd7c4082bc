import { expect, test } from '@playwright/test';
import sharp from 'sharp';
import { CutoutPage, sample } from '../support/cutout-page.ts';
import { agreement, decode, exactAlpha, largestOpaqueDifference } from '../support/pixels.ts';

/** Wider than any canvas of a browser may be. */
const WIDTH = 70_000;
const HEIGHT = 200;

test('a picture wider than any canvas is read whole and cut out', async ({ page }) => {
  // The network looks at the whole picture squeezed to a square: to it this is the mug again.
  const png = await sharp(sample('02-mug').buffer)
    .resize(WIDTH, HEIGHT, { fit: 'fill' })
    .png({ compressionLevel: 1 })
    .toBuffer();
  const cutout = new CutoutPage(page);
  await cutout.open();
  await cutout.choose({ name: 'wide.png', mimeType: 'image/png', buffer: png });
  await cutout.waitForResult();

  const picture = await decode((await cutout.save()).png);
  expect([picture.width, picture.height]).toEqual([WIDTH, HEIGHT]);
  expect(largestOpaqueDifference(picture, await decode(png))).toBeLessThanOrEqual(2);
  const exact = await sharp(await exactAlpha('02-mug'), { raw: { width: 1280, height: 960, channels: 1 } })
    .resize(WIDTH, HEIGHT, { fit: 'fill' })
    .extractChannel(0)
    .raw()
    .toBuffer();
  expect(agreement(picture, exact).iou).toBeGreaterThan(0.95);
});
