import { fileURLToPath } from 'node:url';
import { expect, type Locator, type Page } from '@playwright/test';

/** A file of the tests' own networks, see `apps/web/scripts/make-test-models.ts`. */
export function testModel(name: string): string {
  return fileURLToPath(new URL(`../../apps/web/test/models/${name}`, import.meta.url));
}

/** The menu of networks and levels, and the dialog for a network of one's own. */
export class EngineMenu {
  readonly button: Locator;
  readonly dialog: Locator;

  constructor(readonly page: Page) {
    this.button = page.getByRole('button', { name: /Quality: |, [\d.]+ [kM]B, / });
    this.dialog = page.getByRole('dialog');
  }

  async open(): Promise<void> {
    await this.button.click();
    await expect(this.page.getByRole('menu', { name: 'Model and quality' })).toBeVisible();
  }

  /** Chooses a network or a level. */
  async choose(name: RegExp): Promise<void> {
    await this.open();
    await this.page.getByRole('menuitemradio', { name }).click();
  }

  async openOwnModel(): Promise<void> {
    await this.open();
    await this.page.getByRole('menuitem', { name: 'Open your own model' }).click();
    await expect(this.dialog).toBeVisible();
  }

  /** Hands files to the dialog. */
  async give(...names: readonly string[]): Promise<void> {
    await this.dialog.locator('input[type=file]').setInputFiles(names.map(testModel));
  }

  async take(): Promise<void> {
    await this.page.getByRole('button', { name: 'Try it and use it' }).click();
  }
}

/** Whether the server has a file of a model. */
export async function isServed(page: Page, file: string): Promise<boolean> {
  return (await page.request.head(`/models/${file}`)).ok();
}
