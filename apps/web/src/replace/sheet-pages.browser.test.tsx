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
    const { top } = page.getByRole('dialog', { name: 'Background' }).element().getBoundingClientRect();
    await button('Colour: #ffffff').click();
    await expect.element(paged('Colour').getByRole('slider', { name: 'Hue' })).toBeVisible();
    expect(paged('Colour').element().getBoundingClientRect().top).toBeGreaterThanOrEqual(top);
    await button('Back').click();
    await expect.element(page.getByRole('slider', { name: 'Hue' })).not.toBeInTheDocument();
  });
});
