import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** What floats from a button lies in the body, beside every landmark; all else has to lie in one. */
const FLOATING = '[data-radix-popper-content-wrapper], body > [role=menu]';
/** Off in axe unless asked for, and part of WCAG 2.2 AA. */
const TOO = { 'target-size': { enabled: true } };
/** What alone can be otherwise in another appearance. */
const OF_COLOURS = ['color-contrast', 'link-in-text-block'];

/** Has axe look at the page as it stands, light and dark, by all its rules; each finding fails the test, which goes on. */
export async function expectSilent(page: Page, where: string): Promise<void> {
  await page.emulateMedia({ colorScheme: 'light' });
  const floats = (await page.locator(FLOATING).count()) > 0;
  const all = new AxeBuilder({ page }).options({ rules: { ...TOO, region: { enabled: !floats } } });
  await expectNone(all, where);
  if (floats) await expectNone(new AxeBuilder({ page }).withRules('region').exclude(FLOATING), where);
  await page.emulateMedia({ colorScheme: 'dark' });
  await expectNone(new AxeBuilder({ page }).withRules(OF_COLOURS), `${where}, dark`);
}

async function expectNone(axe: AxeBuilder, where: string): Promise<void> {
  const { violations } = await axe.analyze();
  const told = violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, any }) => `${id}: ${html} ${any[0]?.message ?? ''}`),
  );
  expect.soft(told, where).toEqual([]);
}
