import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';

const SIZES = { desk: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } };

/** Whatever the page asks for that this server is not, and whatever the browser complains of. */
function watch(page: Page, baseURL: string | undefined) {
  const seen: string[] = [];
  page.on('request', request => {
    if (!request.url().startsWith(`${baseURL}/`)) seen.push(`asked for ${request.url()}`);
  });
  page.on('console', message => {
    if (['error', 'warning'].includes(message.type())) seen.push(message.text());
  });
  page.on('pageerror', error => seen.push(error.message));
  return seen;
}

for (const [name, viewport, colorScheme] of [
  ['light, on a desk', SIZES.desk, 'light'],
  ['dark, on a phone', SIZES.phone, 'dark'],
] as const) {
  test.describe(`the page of the API, ${name}`, () => {
    test.use({ viewport, colorScheme });

    test('is for everybody', async ({ page, baseURL }) => {
      test.slow();
      const seen = watch(page, baseURL);
      await page.goto('/docs');
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('API reference');
      // What is folded away is read too, where there is something of every kind.
      await page.evaluate(() => {
        const places = '#removeBackground details, #createModel details, #readReadiness details';
        for (const details of document.querySelectorAll<HTMLDetailsElement>(places)) details.open = true;
      });
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0);
      expect(seen).toEqual([]);
    });
  });
}

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('the contents of a phone open, lead to an operation, and are closed then', async ({ page }) => {
    await page.setViewportSize(SIZES.phone);
    await page.goto('/docs');
    const contents = page.getByRole('navigation', { name: 'Contents' });
    await expect(contents).toBeHidden();
    await page.getByRole('link', { name: 'Contents' }).click();
    await expect(contents).toBeVisible();
    await contents.getByRole('link', { name: 'Remove background from image' }).click();
    await expect(contents).toBeHidden();
    await expect(page.getByRole('heading', { name: 'Remove background from image' })).toBeInViewport();
  });

  test('errors unfold by the keyboard', async ({ page }) => {
    await page.goto('/docs#removeBackground');
    const summary = page.locator('#removeBackground .errors summary');
    await summary.focus();
    await page.keyboard.press('Enter');
    await expect(page.locator('#removeBackground').getByText('no_foreground').first()).toBeVisible();
  });

  test('the first key leads past the bar', async ({ page }) => {
    await page.goto('/docs');
    await page.keyboard.press('Tab');
    const skip = page.getByRole('link', { name: 'Skip to the text' });
    await expect(skip).toBeFocused();
    await expect(skip).toBeInViewport();
  });
});
