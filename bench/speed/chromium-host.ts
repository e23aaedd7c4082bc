import { mkdir, writeFile } from 'node:fs/promises';
import { type Browser, chromium } from '@playwright/test';
import { chromiumLaunchOptions } from '../../scripts/lib/chromium.mjs';
import { memoryOf } from '../process-memory.ts';
import { type ServedPage, servePage } from '../served-page.ts';
import type { SpeedTask } from './browser/page.ts';
import { jpegOf, PICTURES, type Picture } from './pictures.ts';
import type { Timings } from './result.ts';

/** The measuring page with the pictures beside it. */
export async function serveSpeedPage(): Promise<ServedPage> {
  const page = await servePage(new URL('./browser', import.meta.url));
  await mkdir(`${page.folder}/pictures`, { recursive: true });
  for (const picture of PICTURES) await writeFile(`${page.folder}${pathOf(picture)}`, await jpegOf(picture));
  return page;
}

function pathOf({ width }: Picture): string {
  return `/pictures/${width}.jpg`;
}

/** Measures one picture in a browser of its own, so that its peak memory is its own. */
export async function measureInChromium(
  url: string,
  picture: Picture,
  threads: number,
  runs: number,
): Promise<{ timings: Timings; peakMegabytes: number }> {
  const browser = await chromium.launch(chromiumLaunchOptions());
  try {
    const page = await browser.newPage();
    await page.goto(url);
    const task: SpeedTask = { picture: pathOf(picture), threads, runs };
    const timings = await page.evaluate(given => globalThis.measureSpeed(given), task);
    return { timings, peakMegabytes: await rendererPeak(browser) };
  } finally {
    await browser.close();
  }
}

/** Highest resident memory of the page's process so far; Linux only, elsewhere NaN. */
async function rendererPeak(browser: Browser): Promise<number> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  const peaks = processInfo
    .filter(({ type }) => type === 'renderer')
    .map(({ id }) => memoryOf(id).peakMegabytes);
  return Math.max(...peaks);
}
