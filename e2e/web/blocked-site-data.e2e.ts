import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { CutoutPage, sample } from '../support/cutout-page.ts';
import { agreement, decode, exactAlpha } from '../support/pixels.ts';

/** The browser's setting "Don't allow sites to save data on your device". */
const BLOCKED = { profile: { default_content_setting_values: { cookies: 2 } } };

test('a browser that keeps nothing for anybody still cuts out', async ({
  playwright,
  launchOptions,
  baseURL,
}, testInfo) => {
  const profile = testInfo.outputPath('profile');
  mkdirSync(join(profile, 'Default'), { recursive: true });
  writeFileSync(join(profile, 'Default/Preferences'), JSON.stringify(BLOCKED));
  const context = await playwright.chromium.launchPersistentContext(profile, {
    ...launchOptions,
    ...(baseURL ? { baseURL } : {}),
  });
  try {
    const page = await context.newPage();
    const cutout = new CutoutPage(page);
    await cutout.open();
    const refused = await page.evaluate(() =>
      Promise.all(
        [
          () => caches.open('any'),
          () => navigator.locks.request('any', () => 0),
          async () => localStorage,
        ].map(attempt => attempt().then(String, (error: Error) => error.name)),
      ),
    );
    expect(refused).toEqual(['SecurityError', 'SecurityError', 'SecurityError']);

    // Twice: nothing of the first time may be in the way of the second.
    for (const name of ['02-mug', '03-toycar']) {
      await cutout.choose(sample(name));
      await expect(cutout.progress).toBeVisible();
      await cutout.waitForResult();
      const saved = await cutout.save();
      expect(saved.name).toBe(`${name}-cutout.png`);
      expect(agreement(await decode(saved.png), await exactAlpha(name)).iou).toBeGreaterThan(0.9);
    }

    // Who asks is told so, and not that the disk is full; who leaves is asked by the browser.
    await page.keyboard.press('ControlOrMeta+s');
    await expect(page.getByText('Export it to be sure.').first()).toBeVisible();
    await expect(page.getByText('The storage is full')).toHaveCount(0);
    const asked = page.waitForEvent('dialog');
    await page.close({ runBeforeUnload: true });
    expect((await asked).type()).toBe('beforeunload');
    await (await asked).accept();
  } finally {
    await context.close();
  }
});
