import { type BrowserContext, expect, type Page, test } from '@playwright/test';
import { sample } from '../support/cutout-page.ts';
import { type Deployment, serveBuilds } from '../support/next-build.ts';
import { ProjectPage } from '../support/project-page.ts';

let builds: Deployment;
let context: BrowserContext;

test.beforeEach(async ({ browser, baseURL }) => {
  test.setTimeout(240_000);
  builds = await serveBuilds(baseURL ?? '');
  context = await browser.newContext({ baseURL: builds.url, viewport: { width: 1280, height: 800 } });
});

test.afterEach(async () => {
  await context.close();
  await builds.close();
});

const offer = (page: Page) => page.getByRole('button', { name: 'Update now' });
const isNext = (page: Page) => page.locator('meta[name=build][content=next]').count();

/** Waits until the service worker keeps the editor for later. */
async function untilKept(page: Page): Promise<void> {
  const state = () =>
    page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.active?.state);
  await expect.poll(state, { timeout: 60_000 }).toBe('activated');
}

/** Leaves a trace in the page's memory, which no reload survives. */
const mark = (page: Page) => page.evaluate(() => void Object.assign(globalThis, { isStillThere: true }));
const isStillThere = (page: Page) => page.evaluate(() => 'isStillThere' in globalThis);

test('a newer version is offered, forced on nobody, and taken with all work kept', async () => {
  const page = await context.newPage();
  await page.clock.install();
  const tab = new ProjectPage(page);
  await tab.begin(sample('02-mug'));
  await untilKept(page);
  await tab.takeEraser();
  await tab.stroke(0.4, 0.4);
  await tab.expectCorrections('One correction');
  await mark(page);

  builds.deploy();
  // A page that is open for long asks by itself.
  await page.clock.fastForward('01:00:00');
  await expect(page.getByText('A new version is ready.').first()).toBeVisible({ timeout: 60_000 });
  await tab.stroke(0.5, 0.5);
  await tab.expectCorrections('2 corrections');
  expect([await isStillThere(page), await isNext(page)]).toEqual([true, 0]);

  // Code that this page has not fetched yet is no longer at the server, and comes all the same.
  await tab.exportButton.click();
  const dialog = page.getByRole('dialog', { name: 'Export' });
  await expect(dialog.getByRole('status')).toContainText('This file', { timeout: 60_000 });
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);

  // Who opens the page elsewhere meanwhile gets the version that is at work, and the offer.
  const other = new ProjectPage(await context.newPage());
  await other.openRecent('02-mug');
  await other.expectCorrections('2 corrections');
  await expect(offer(other.page)).toBeVisible({ timeout: 30_000 });
  expect(await isNext(other.page)).toBe(0);
  await mark(other.page);

  await page.bringToFront();
  await offer(page).click();
  await expect.poll(() => isNext(page).catch(() => 0), { timeout: 30_000 }).toBe(1);
  await expect(tab.exportButton).toBeEnabled({ timeout: 60_000 });
  await tab.expectCorrections('2 corrections');
  await expect(offer(page)).toHaveCount(0);

  // The one that did not ask for it goes on as it is, and still finds its own code.
  await other.page.bringToFront();
  expect([await isStillThere(other.page), await isNext(other.page)]).toEqual([true, 0]);
  await other.exportButton.click();
  await expect(other.page.getByRole('dialog', { name: 'Export' })).toBeVisible({ timeout: 30_000 });
  await other.page.keyboard.press('Escape');
  await other.undo.click();
  await other.expectCorrections('One correction');
  await page.bringToFront();
  await tab.expectCorrections('One correction');
});

test('an offer that was put away waits in the dialog about what is here', async () => {
  const page = await context.newPage();
  await page.goto('/');
  await untilKept(page);
  builds.deploy();
  await page.reload();
  await expect(page.getByRole('button', { name: 'Choose photos' })).toBeVisible();
  await mark(page);
  await expect(offer(page)).toBeVisible({ timeout: 30_000 });
  await page.getByRole('button', { name: 'Dismiss' }).click();
  await expect(offer(page)).toHaveCount(0);
  await page.keyboard.press('ControlOrMeta+k');
  await page.getByRole('combobox').fill('Offline');
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Offline' });
  await expect(dialog.getByText('A new version is ready.')).toBeVisible({ timeout: 30_000 });
  expect([await isStillThere(page), await isNext(page)]).toEqual([true, 0]);
  await dialog.getByRole('button', { name: 'Update now' }).click();
  await expect.poll(() => isNext(page).catch(() => 0), { timeout: 30_000 }).toBe(1);
  await expect(page.getByRole('button', { name: 'Choose photos' })).toBeVisible();
});
