import { type BrowserContext, expect, type Page, test } from '@playwright/test';
import { sample } from '../support/cutout-page.ts';
import { ProjectPage } from '../support/project-page.ts';

let context: BrowserContext;
let tab: ProjectPage;

test.beforeEach(async ({ browser, baseURL }) => {
  context = await browser.newContext({ ...(baseURL && { baseURL }), viewport: { width: 1280, height: 800 } });
  tab = new ProjectPage(await context.newPage());
  await tab.begin(sample('02-mug'));
});

test.afterEach(() => context.close());

/** A second tab with the project that the first one has open. */
async function secondTab(name: string): Promise<ProjectPage> {
  const other = new ProjectPage(await context.newPage());
  await other.openRecent(name);
  return other;
}

test('a reload keeps the picture, its cut-out, every step and the way back', async () => {
  const { page } = tab;
  await tab.takeEraser();
  await tab.stroke(0.4, 0.4);
  await tab.stroke(0.5, 0.5);
  await tab.expectCorrections('2 corrections');
  await tab.undo.click();
  await tab.expectCorrections('One correction');
  await page.reload();
  await expect(tab.exportButton).toBeEnabled();
  await tab.expectCorrections('One correction');
  await expect(page.getByRole('progressbar')).toHaveCount(0);
  await tab.redo.click();
  await tab.expectCorrections('2 corrections');
  await tab.undo.click();
  await tab.undo.click();
  await tab.expectCorrections('No corrections');
  await expect(tab.undo).toBeDisabled();
});

test('a tab that is killed in the middle of a stroke loses that stroke alone', async () => {
  const { page } = tab;
  await tab.takeEraser();
  await tab.stroke(0.4, 0.4);
  await expect.poll(() => tab.keptSteps()).toBe(1);
  await tab.press(0.5, 0.5);
  await page.mouse.move(700, 500, { steps: 4 });
  await kill(page);

  const again = await secondTab('02-mug');
  await again.expectCorrections('One correction');
  await again.undo.click();
  await again.expectCorrections('No corrections');
  await expect(again.undo).toBeDisabled();
});

test('two tabs that take turns at 20 edits lose none, and show the same', async () => {
  const other = await secondTab('02-mug');
  const tabs = [tab, other];
  for (const each of tabs) {
    await each.page.bringToFront();
    await each.takeEraser();
  }
  for (let n = 0; n < 20; n++) {
    const each = tabs[n % 2]!;
    await each.page.bringToFront();
    await each.stroke(0.3 + n * 0.02, 0.3 + n * 0.02);
  }
  for (const each of tabs) {
    await each.page.bringToFront();
    await each.expectCorrections('20 corrections');
  }
  expect(await tab.keptSteps()).toBe(20);
  // What one takes back, the other sees.
  await other.undo.click();
  await tab.page.bringToFront();
  await tab.expectCorrections('19 corrections');
  await tab.page.reload();
  await tab.expectCorrections('19 corrections');
  // A picture that one adds comes into the other, with what was found in it.
  await tab.page.locator('body > input[type=file]').setInputFiles(sample('03-toycar'));
  const strip = other.page.getByRole('navigation', { name: 'Pictures of this project' });
  await expect(strip.getByRole('button', { name: '03-toycar.jpg, ready' })).toBeVisible({ timeout: 60_000 });
});

test('a full disk is said, nothing is lost, and all is kept once there is room', async ({ baseURL }) => {
  const { page } = tab;
  const devtools = await context.newCDPSession(page);
  const origin = new URL(baseURL ?? page.url()).origin;
  await tab.takeEraser();
  await tab.stroke(0.4, 0.4);
  await expect.poll(() => tab.keptSteps()).toBe(1);

  await devtools.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1 });
  let strokes = 1;
  // The browser goes by what it knows of the room for some seconds, and may find some for a step that it has just refused.
  await expect(async () => {
    strokes += 1;
    await tab.stroke(0.4 + strokes * 0.01, 0.4);
    await expect(page.getByText('The storage is full')).toBeVisible({ timeout: 3000 });
    expect(await tab.keptSteps()).toBeLessThan(strokes);
  }).toPass({ timeout: 90_000 });
  await expect(page.getByText('Not saved')).toBeVisible();
  await tab.stroke(0.5, 0.6);
  strokes += 1;
  await tab.expectCorrections(`${strokes} corrections`);
  await expect(page.getByText('Not saved')).toBeVisible();
  expect(await tab.keptSteps()).toBeLessThan(strokes);

  await devtools.send('Storage.overrideQuotaForOrigin', { origin });
  await expect(page.getByText('Not saved')).toHaveCount(0, { timeout: 60_000 });
  expect(await tab.keptSteps()).toBe(strokes);
  await page.reload();
  await tab.expectCorrections(`${strokes} corrections`);
});

test('projects are found again, renamed, duplicated, and deleted with a way back', async () => {
  const { page } = tab;
  await tab.home();
  const card = (name: string) => page.getByRole('button', { name: `Open ${name}`, exact: true });
  await expect(card('02-mug')).toBeVisible();
  await expect(card('02-mug').locator('img')).toHaveJSProperty('complete', true);
  await expect(page.getByText(/^App, model and projects: [\d.]+ [kM]B$/)).toBeVisible();

  await tab.choose('02-mug', 'Rename');
  await expect(page.getByRole('textbox', { name: 'Name of the project' })).toBeFocused();
  await page.keyboard.type('Mug, shop');
  await page.keyboard.press('Enter');
  await tab.choose('Mug, shop', 'Duplicate');
  await expect(card('Mug, shop copy')).toBeVisible();
  await tab.choose('Mug, shop', 'Delete');
  await expect(card('Mug, shop')).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(card('Mug, shop')).toBeVisible();

  // The copy has its own history.
  await card('Mug, shop copy').click();
  await expect(tab.exportButton).toBeEnabled();
  await tab.takeEraser();
  await tab.stroke(0.4, 0.4);
  await tab.expectCorrections('One correction');
  await tab.home();
  await card('Mug, shop').click();
  await tab.expectCorrections('No corrections');
});

/** Ends the tab's process, as the system does when memory runs out. */
async function kill(page: Page): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  const crashed = page.waitForEvent('crash');
  devtools.send('Page.crash').catch(() => undefined);
  await crashed;
}
