import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { Section } from '../measure-sections.ts';
import { measureInChromium, serveSpeedPage } from '../speed/chromium-host.ts';
import { jpegOf, PICTURES } from '../speed/pictures.ts';
import { median } from '../statistics.ts';
import { withEditor } from './served-editor.ts';

const THREADS = 2;
const [, PHOTO] = PICTURES;
/** Download and opening of the network, and the engine's loops compiled: as a page at work has them. */
const WARM_UP = 2;

/** What the page noted about one picture, milliseconds. */
interface Passage {
  readonly quick: number;
  readonly sharp: number;
  readonly longTasks: readonly number[];
  /** From the press on Export to the file. */
  readonly exported: number;
}

/**
 * A photograph of 12 megapixels from the moment that the page has its bytes to its cut-out on the stage, in a page that is
 * warm, beside the time that the network alone takes for the same plan, in the same browser.
 */
export async function measurePhoto(runs: number): Promise<Section> {
  const jpeg = await jpegOf(PHOTO);
  const folder = mkdtempSync(join(tmpdir(), 'backgroundfx-bench-'));
  const passages = await withEditor(async ({ page, url }) => {
    await watchLongTasks(page);
    await page.goto(url);
    const seen: Passage[] = [];
    for (let i = -WARM_UP; i < runs; i++) {
      // Each a file of its own on the disk: what is behind a JPEG's end changes its bytes alone. One that was open is known.
      const path = join(folder, `photo-${i + WARM_UP}.jpg`);
      writeFileSync(path, Buffer.concat([jpeg, Buffer.alloc(i + WARM_UP + 1)]));
      const passage = { ...(await passageOf(page, path)), exported: await exportOf(page) };
      if (i >= 0) seen.push(passage);
    }
    return seen;
  }).finally(() => rmSync(folder, { recursive: true }));
  const bare = await bareRuns(runs);
  const sharp = median(passages.map(passage => passage.sharp));
  const quick = median(passages.map(passage => passage.quick));
  const longest = Math.max(0, ...passages.flatMap(({ longTasks }) => longTasks));
  const run = median(bare);
  return {
    figures: [
      { name: `${PHOTO.label}, file to preview`, value: sharp, unit: ' ms' },
      { name: 'the same, bare network', value: run, unit: ' ms' },
      { name: 'ratio of both', value: sharp / run, unit: 'x', digits: 2, aim: { atMost: 1.35 } },
      { name: 'quick matte, share of the whole', value: quick / sharp, digits: 2, aim: { atMost: 1 / 3 } },
      { name: 'longest task of the main thread', value: longest, unit: ' ms', aim: { atMost: 50 } },
      { name: 'export as PNG, apart', value: median(passages.map(({ exported }) => exported)), unit: ' ms' },
    ],
    details: { passages, bare },
  };
}

async function bareRuns(runs: number): Promise<readonly number[]> {
  const served = await serveSpeedPage();
  try {
    const { timings } = await measureInChromium(served.url, PHOTO, THREADS, runs);
    return timings.stages.run;
  } finally {
    served.close();
  }
}

/** Gives the page a picture through its own chooser, and waits for the marks that it leaves. */
async function passageOf(page: Page, path: string): Promise<Omit<Passage, 'exported'>> {
  await page.evaluate(() => {
    performance.clearMarks();
    globalThis.longTasks.length = 0;
  });
  const chooser = page.waitForEvent('filechooser');
  // The start's button for the first one, the editor's for each that follows.
  await page
    .getByRole('button', { name: /^(Choose|Add) photos$/ })
    .first()
    .click();
  await (await chooser).setFiles(path);
  // Seldom: by default it is asked in every frame, which keeps the page drawing.
  await page.waitForFunction(() => performance.getEntriesByName('picture-sharp').length > 0, null, {
    timeout: 120_000,
    polling: 200,
  });
  // No function with a name is handed to the page: the loader would mark it by a helper that the page does not have.
  return page.evaluate(() => {
    const [added, quick, sharp] = ['picture-added', 'picture-quick', 'picture-sharp'].map(
      name => performance.getEntriesByName(name)[0]?.startTime ?? Number.NaN,
    ) as [number, number, number];
    const tasks = globalThis.longTasks.filter(({ start }) => start >= added);
    return { quick: quick - added, sharp: sharp - added, longTasks: tasks.map(({ ms }) => ms) };
  });
}

/** Has the picture written, as people do: by the dialog, which is closed again. */
async function exportOf(page: Page): Promise<number> {
  const began = performance.now();
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Export' });
  const arriving = page.waitForEvent('download', { timeout: 60_000 });
  await dialog.getByRole('button', { name: 'Download' }).click({ timeout: 60_000 });
  await (await arriving).path();
  const took = performance.now() - began;
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
  return took;
}

declare global {
  var longTasks: { readonly start: number; readonly ms: number }[];
}

async function watchLongTasks(page: Page): Promise<void> {
  await page.addInitScript(() => {
    globalThis.longTasks = [];
    new PerformanceObserver(list => {
      for (const { startTime, duration } of list.getEntries()) {
        globalThis.longTasks.push({ start: startTime, ms: duration });
      }
    }).observe({ type: 'longtask', buffered: true });
  });
}
