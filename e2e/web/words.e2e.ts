import { expect, type Page, test } from '@playwright/test';
import { sample } from '../support/cutout-page.ts';

/** What is written alike in every language: names, formats, what somebody called their file. */
const NAMES = /BackgroundFX|English|Deutsch|02-mug(-cutout)?|int8|\.(png|jpe?g|webp|avif|psd)\b/gi;

/** Every text and spoken attribute that can be met on the page now and never went through the dictionary. */
async function leftInEnglish(page: Page): Promise<readonly string[]> {
  const texts = await page.evaluate(() => {
    const found: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const parent = walker.currentNode.parentElement;
      if (!parent || parent.closest('script, style, noscript') || !parent.checkVisibility()) continue;
      found.push(walker.currentNode.textContent ?? '');
    }
    for (const element of document.body.querySelectorAll('*')) {
      if (!element.checkVisibility()) continue;
      for (const name of [
        'aria-label',
        'aria-description',
        'aria-valuetext',
        'title',
        'placeholder',
        'alt',
      ]) {
        found.push(element.getAttribute(name) ?? '');
      }
    }
    return found;
  });
  // The dictionary's letters have accents, all of them.
  return [...new Set(texts.filter(text => /[a-z]{3}/i.test(text.replace(NAMES, ''))))];
}

/** Words that reach over the window's edge: longer than their place, with nothing to scroll. */
async function beyondTheEdge(page: Page): Promise<readonly string[]> {
  return page.evaluate(() =>
    [...document.body.querySelectorAll<HTMLElement>('button, label, h1, h2, h3, p, dt')]
      .filter(element => element.checkVisibility() && !element.closest('.sr-only'))
      .filter(element => {
        const { left, right, width } = element.getBoundingClientRect();
        const canScroll = element.parentElement?.closest('[class*="overflow-x-auto"]');
        return width > 1 && !canScroll && (right > innerWidth + 1 || left < -1);
      })
      .map(element => element.textContent ?? ''),
  );
}

for (const [width, height] of [
  [1440, 900],
  [390, 844],
] as const) {
  test(`at ${width} px nothing is left in English, and longer words hold`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    const look = async (where: string) => {
      await test.step(where, async () => {
        expect(await leftInEnglish(page)).toEqual([]);
        expect(await beyondTheEdge(page)).toEqual([]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
      });
    };
    await page.goto('/?lang=pseudo');
    await expect(page.locator('html')).toHaveAttribute('lang', 'en-XA');
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await look('the start');

    await page.locator('input[type=file]').first().setInputFiles(sample('02-mug'));
    await expect(page.getByRole('progressbar')).toBeVisible();
    await look('working');
    await expect(page.getByRole('progressbar')).toBeHidden({ timeout: 100_000 });
    await look('the editor');

    // Every menu and every sheet that a button says it has.
    const openers = page.locator('button[aria-haspopup]:enabled:not([aria-disabled=true]):visible');
    const count = await openers.count();
    expect(count).toBeGreaterThan(2);
    for (let at = 0; at < count; at++) {
      const opener = openers.nth(at);
      await opener.scrollIntoViewIfNeeded();
      await opener.click();
      await look(`behind ${await opener.getAttribute('aria-label')}`);
      await page.keyboard.press('Escape');
    }

    for (const [keys, where] of [
      ['Control+k', 'the palette'],
      ['Shift+?', 'the shortcuts'],
      ['Control+e', 'the export'],
    ] as const) {
      await page.keyboard.press(keys);
      await expect(page.getByRole('dialog')).toBeVisible();
      await page.waitForTimeout(300);
      await look(where);
      await page.keyboard.press('Escape');
      await expect(page.getByRole('dialog')).toBeHidden();
    }
  });
}

test('the language and the appearance are chosen once', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('button', { name: 'Settings' }).click();
  await page.getByRole('menuitemradio', { name: 'Deutsch' }).click();
  await expect(page.getByRole('button', { name: 'Fotos wählen' })).toBeVisible();
  await page.keyboard.press('Control+k');
  await page.getByRole('option', { name: 'Darstellung: Dunkel' }).click();
  await page.reload();
  await expect(page.getByRole('button', { name: 'Fotos wählen' })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'de');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe('rgb(23, 24, 26)');
});

test('a page that was made dark is dark before its code is there', async ({ page }) => {
  await page.addInitScript(() => localStorage.setItem('theme', 'dark'));
  await page.route('**/assets/*.js', route => route.abort());
  await page.goto('/');
  expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe('rgb(23, 24, 26)');
});
