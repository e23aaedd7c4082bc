import { expect, type Page, test } from '@playwright/test';
import sharp from 'sharp';
import { browserLoad } from '../support/browser-load.ts';
import { CutoutPage, sample, type TestFile } from '../support/cutout-page.ts';
import { EngineMenu } from '../support/engine-menu.ts';

const SAMPLES = ['02-mug', '06-bottle', '03-toycar'] as const;
/** What twenty more pictures may leave in the browser's process: thumbnails and what the system does not take back at once. */
const MOST_MEGABYTES = 48;
/** Of that, scripts' objects of the page itself. */
const MOST_HEAP_MEGABYTES = 4;

/** A picture like no other, small enough to be cut out in a moment. */
async function small(number: number): Promise<TestFile> {
  const buffer = await sharp(sample(SAMPLES[number % SAMPLES.length] ?? '').buffer)
    .resize(480)
    .modulate({ hue: number * 12 })
    .jpeg()
    .toBuffer();
  return { name: `${number}.jpg`, mimeType: 'image/jpeg', buffer };
}

/** What is held once everything that nobody needs is given back, in the page and in its workers. */
async function held(page: Page): Promise<{ resident: number; heap: number }> {
  const devtools = await page.context().newCDPSession(page);
  let resident = Number.POSITIVE_INFINITY;
  for (let look = 0; look < 5; look++) {
    await devtools.send('Memory.simulatePressureNotification', { level: 'critical' });
    await devtools.send('HeapProfiler.collectGarbage');
    await page.waitForTimeout(1000);
    const browser = page.context().browser();
    if (browser) resident = Math.min(resident, (await browserLoad(browser)).rendererMegabytes);
  }
  const { usedSize } = await devtools.send('Runtime.getHeapUsage');
  await devtools.detach();
  return { resident, heap: usedSize / 2 ** 20 };
}

test('thirty pictures in a row leave memory flat', async ({ page }) => {
  test.setTimeout(600_000);
  const pictures = await Promise.all(Array.from({ length: 30 }, (_, i) => small(i)));
  const cutout = new CutoutPage(page);
  await cutout.open();
  await new EngineMenu(page).choose(/^Low/);
  const strip = page.getByRole('navigation', { name: 'Pictures of this project' });
  const work = async (from: number, to: number) => {
    await cutout.chooseAll(pictures.slice(from, to));
    await expect(strip).toContainText(`${to} of ${to} done`, { timeout: 250_000 });
    // Looked at one after the other, as somebody does who checks them.
    for (const { name } of pictures.slice(from, to)) {
      await strip.getByRole('button', { name: `${name}, ready`, exact: true }).click();
      await expect(
        page.getByRole('application', { name: `Picture: ${name}. Result`, exact: true }),
      ).toBeVisible();
    }
    return held(page);
  };
  const ten = await work(0, 10);
  const twenty = await work(10, 20);
  const thirty = await work(20, 30);
  const told = [ten, twenty, thirty].map(
    ({ resident, heap }) => `${resident.toFixed(0)} MB resident, ${heap.toFixed(1)} MB heap`,
  );
  await test.info().attach('memory after 10, 20 and 30 pictures', { body: told.join('\n') });
  expect(thirty.resident - ten.resident, told.join('; ')).toBeLessThan(MOST_MEGABYTES);
  expect(thirty.heap - ten.heap, told.join('; ')).toBeLessThan(MOST_HEAP_MEGABYTES);
});
