import { type Browser, type CDPSession, expect, type Page, test } from '@playwright/test';
import sharp from 'sharp';
import { browserLoad } from '../support/browser-load.ts';
import { CutoutPage, sample, type TestFile } from '../support/cutout-page.ts';

test.skip(process.platform !== 'linux', 'reads the cost of processes from /proc');
test.setTimeout(300_000);

/** By then the machine is at rest, says the engine. */
const REST_AFTER_MS = 500;

/** Seconds of processor time that the browser spends in the two seconds that begin when it should be at rest. */
async function costOfRest(page: Page, browser: Browser): Promise<number> {
  await page.waitForTimeout(REST_AFTER_MS);
  const before = await browserLoad(browser);
  await page.waitForTimeout(2000);
  return (await browserLoad(browser)).cpuSeconds - before.cpuSeconds;
}

/** A working engine would burn 2 s of every core; a page at rest still blinks and listens. */
const MAX_COST_OF_REST = 0.4;

/** Large enough that every stage lasts. */
async function largePicture(): Promise<TestFile> {
  const buffer = await sharp(sample('05-wheel').buffer).resize(6000, 4000, { fit: 'fill' }).jpeg().toBuffer();
  return { name: 'large.jpg', mimeType: 'image/jpeg', buffer };
}

test('Cancel puts the processor to rest in every stage, and the next job succeeds', async ({
  page,
  browser,
}) => {
  const cutout = new CutoutPage(page);
  await cutout.open();
  // What the editor loads once is no cost of a cancelled job.
  await cutout.choose(sample('02-mug'));
  await cutout.waitForResult();
  const large = await largePicture();
  // Backwards: the engine starts anew only after a job that it was at work on, and reading can be left before there was any.
  for (const stage of ['Finding the subject', 'Starting the engine', 'Reading the picture']) {
    await test.step(stage, async () => {
      await cutout.choose(large);
      await cutout.waitForStage(stage);
      await cutout.cancel();
      expect(await costOfRest(page, browser)).toBeLessThan(MAX_COST_OF_REST);
      // Had the job been over, its result would be here.
      await expect(cutout.exportButton).toHaveAttribute('aria-disabled', 'true');
      await expect(page.getByText('Not cut out yet')).toBeVisible();
    });
  }
  await cutout.choose(sample('02-mug'));
  await cutout.waitForResult();
  expect((await cutout.save()).name).toBe('02-mug-cutout.png');
});

/** Lowest memory of the browser's pages within a few seconds: a browser takes two to let go of an ended worker. */
async function restingMegabytes(page: Page, browser: Browser, devtools: CDPSession): Promise<number> {
  let lowest = Number.POSITIVE_INFINITY;
  for (let i = 0; i < 8; i++) {
    await page.waitForTimeout(500);
    await devtools.send('HeapProfiler.collectGarbage');
    lowest = Math.min(lowest, (await browserLoad(browser)).rendererMegabytes);
  }
  return lowest;
}

/** The graph and the weights alone are 44 MB: one network that is not let go of every few times would show. */
const MAX_GROWTH_MEGABYTES = 40;

test('ten cancels leave memory flat', async ({ page, browser, context }) => {
  const cutout = new CutoutPage(page);
  const devtools = await context.newCDPSession(page);
  await cutout.open();
  await cutout.choose(sample('05-wheel'));
  await cutout.waitForResult();

  const megabytes: number[] = [];
  for (let i = 0; i < 10; i++) {
    await cutout.choose(sample('05-wheel'));
    await cutout.waitForStage('Finding the subject');
    await cutout.cancel();
    megabytes.push(await restingMegabytes(page, browser, devtools));
  }
  const growth = median(megabytes.slice(-4)) - median(megabytes.slice(0, 4));
  expect(growth, megabytes.map(Math.round).join(', ')).toBeLessThan(MAX_GROWTH_MEGABYTES);
});

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return (sorted[Math.ceil(middle) - 1]! + sorted[Math.floor(middle)]!) / 2;
}
