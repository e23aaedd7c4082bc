import '../ui/theme.css';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { BackgroundSection } from './BackgroundSection.tsx';
import { openPage, type Page } from './testing/open-page.tsx';

let shown: Page;
const button = (name: string) => page.getByRole('button', { name, exact: true });

beforeEach(async () => {
  await page.viewport(1000, 900);
  shown = await openPage(
    <div className="w-76 bg-panel text-sm text-text">
      <BackgroundSection />
    </div>,
  );
});
afterEach(() => shown.leave());

describe('the bar of a gradient', () => {
  it('loses colours by Delete, down to two, and the keyboard is at the one before', async () => {
    await button('Gradient').click();
    await button('Add a colour').click();
    const points = () => page.getByRole('slider', { name: /^Colour \d, at/ }).elements();
    await expect.poll(() => points().length).toBe(3);
    (points()[2] as HTMLElement).focus();
    await userEvent.keyboard('{Delete}');
    await expect.poll(() => points().length).toBe(2);
    expect(document.activeElement).toBe(points()[1]);
    await userEvent.keyboard('{Delete}');
    expect(shown.recipe().background).toMatchObject({ stops: { length: 2 } });
    expect(document.activeElement).toBe(points()[1]);
  });
});
