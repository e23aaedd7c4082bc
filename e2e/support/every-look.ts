import { expect, type Page, test } from '@playwright/test';
import { CutoutPage, type TestFile } from './cutout-page.ts';
import { expectSilent } from './silent-under-axe.ts';

const SIZES = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
] as const;

/** A page of one size, for a test of what can be seen. */
export interface Look {
  readonly page: Page;
  readonly cutout: CutoutPage;
  /** A phone's arrangement, and fingers. */
  readonly isNarrow: boolean;
  /** Expects that axe finds nothing to complain of, light and dark. */
  look(where: string): Promise<void>;
  /** Closes what is open, a dialog or a sheet. */
  close(): Promise<void>;
  /** Has a picture cut out, from the start. */
  cutOut(file: TestFile): Promise<void>;
  /** Uses a part of the inspector: beside the stage, on a phone in a sheet. */
  inSection(name: 'Cut-out' | 'Background' | 'Shadow' | 'Canvas', use: () => Promise<void>): Promise<void>;
}

/** Makes a test at the size of a desk and one at that of a phone, without motion. */
export function testEveryLook(name: string, body: (look: Look) => Promise<void>): void {
  for (const viewport of SIZES) {
    test(`${name}, at ${viewport.width} px`, async ({ browser, baseURL }) => {
      test.setTimeout(400_000);
      const isNarrow = viewport.width < 720;
      const context = await browser.newContext({
        ...(baseURL && { baseURL }),
        viewport,
        reducedMotion: 'reduce',
        hasTouch: isNarrow,
        isMobile: isNarrow,
      });
      try {
        context.setDefaultTimeout(30_000);
        await body(lookAt(await context.newPage(), isNarrow));
      } finally {
        await context.close();
      }
    });
  }
}

function lookAt(page: Page, isNarrow: boolean): Look {
  const cutout = new CutoutPage(page);
  const close = async () => {
    // A hint that floats takes the first.
    const hints = await page.getByRole('tooltip').count();
    await page.keyboard.press('Escape');
    if (hints > 0) await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
  };
  return {
    page,
    cutout,
    isNarrow,
    close,
    look: where => test.step(where, () => expectSilent(page, where)),
    async cutOut(file) {
      await cutout.open();
      await cutout.choose(file);
      await cutout.waitForResult();
    },
    async inSection(name, use) {
      if (isNarrow) await page.getByRole('button', { name, exact: true }).click();
      await use();
      if (isNarrow) await close();
    },
  };
}
