import '../ui/theme.css';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { SectionFrame } from '../ui/Section.tsx';
import { Sheet } from '../ui/Sheet.tsx';
import { BackgroundSection } from './BackgroundSection.tsx';
import { openPage, type Page } from './testing/open-page.tsx';

let shown: Page;
const button = (name: string) => page.getByRole('button', { name, exact: true });

afterEach(() => shown.leave());

describe('in the sheet of a phone', () => {
  const paged = (name: string) => page.getByRole('dialog', { name });

  beforeEach(async () => {
    await page.viewport(390, 844);
    shown = await openPage(
      <SectionFrame value="plain">
        <Sheet title="Background" onClose={() => undefined}>
          <BackgroundSection />
        </Sheet>
      </SectionFrame>,
    );
  });

  it('the library is a page of its own, with the way back', async () => {
    const more = button('More backgrounds');
    await more.click();
    await paged('Backgrounds').getByRole('button', { name: 'Linen' }).click();
    expect(shown.recipe().background).toEqual({ type: 'library', id: 'abstract-linen' });
    await button('Back').click();
    await expect.element(paged('Backgrounds')).not.toBeInTheDocument();
    await expect.element(more).toHaveFocus();
  });

  it('a colour is looked for on a page of its own, which covers nothing of the picture', async () => {
    await button('Colour').click();
    await button('Colour: #ffffff').click();
    await expect.element(paged('Colour').getByRole('slider', { name: 'Hue' })).toBeVisible();
    const { top, height } = paged('Colour').element().getBoundingClientRect();
    expect(top).toBeGreaterThanOrEqual(844 / 2);
    // The page makes room for it: no picture is laid out below.
    const probe = document.createElement('div');
    document.body.append(probe);
    probe.style.height = 'var(--sheet-page)';
    expect(probe.offsetHeight).toBeGreaterThanOrEqual(Math.floor(height));
    probe.remove();
    await button('Back').click();
    await expect.element(page.getByRole('slider', { name: 'Hue' })).not.toBeInTheDocument();
  });
});
