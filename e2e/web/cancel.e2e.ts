import { expect, test } from '@playwright/test';
import { browserLoad } from '../support/browser-load.ts';
import { CutoutPage, sample } from '../support/cutout-page.ts';

test.skip(process.platform !== 'linux', 'reads the cost of processes from /proc');
test.setTimeout(300_000);

test('Cancel puts the processor to rest, the next job succeeds, and ten cancels leave memory flat', async ({
  page,
  browser,
}) => {
  const cutout = new CutoutPage(page);
  await cutout.open();
  await cutout.choose(sample('05-wheel'));
  await cutout.waitForResult();

  const cancelOnce = async () => {
    await cutout.choose(sample('05-wheel'));
    await cutout.waitForInference();
    await page.keyboard.press('Escape');
    await expect(cutout.progress).toHaveCount(0);
    await page.waitForTimeout(500);
  };

  await cancelOnce();
  const before = await browserLoad(browser);
  await page.waitForTimeout(2000);
  const after = await browserLoad(browser);
  // A working engine would have burnt 2 s of every core; a page at rest still blinks and listens.
  expect(after.cpuSeconds - before.cpuSeconds).toBeLessThan(0.4);

  const resting: number[] = [];
  for (let i = 0; i < 10; i++) {
    await cancelOnce();
    resting.push((await browserLoad(browser)).rendererMegabytes);
  }
  const early = Math.max(...resting.slice(0, 3));
  expect(Math.min(...resting.slice(-3))).toBeLessThan(early * 1.15 + 30);

  await cutout.choose(sample('02-mug'));
  await cutout.waitForResult();
  expect((await cutout.save()).name).toBe('02-mug-cutout.png');
});
