import { expect, type Locator, type Page } from '@playwright/test';
import type { TestFile } from './cutout-page.ts';

/** A tab with a project, as somebody meets it who comes back to their work. */
export class ProjectPage {
  readonly undo: Locator;
  readonly redo: Locator;
  readonly exportButton: Locator;
  readonly stage: Locator;

  constructor(readonly page: Page) {
    this.undo = page.getByRole('button', { name: 'Undo', exact: true });
    this.redo = page.getByRole('button', { name: 'Redo', exact: true });
    this.exportButton = page.getByRole('button', { name: 'Export', exact: true });
    this.stage = page.getByRole('application');
  }

  /** Opens the start and has a picture cut out. */
  async begin(file: TestFile): Promise<void> {
    await this.page.goto('/');
    await expect(this.page.getByRole('button', { name: 'Choose photos' })).toBeVisible();
    await this.page.locator('input[type=file]').first().setInputFiles(file);
    await expect(this.exportButton).toBeEnabled({ timeout: 100_000 });
    await this.expectCorrections('No corrections');
  }

  /** Opens a project from the list on the start. */
  async openRecent(name: string): Promise<void> {
    await this.page.goto('/');
    await this.page.getByRole('button', { name: `Open ${name}`, exact: true }).click();
    await expect(this.exportButton).toBeEnabled();
  }

  /** Leaves the project for the start. */
  async home(): Promise<void> {
    await this.page.getByRole('button', { name: 'All projects' }).click();
    await expect(this.page.getByRole('button', { name: 'Choose photos' })).toBeVisible();
  }

  /** Runs an entry of a project's menu on the start. */
  async choose(project: string, action: string): Promise<void> {
    await this.page.getByRole('button', { name: `Actions for ${project}`, exact: true }).click();
    await this.page.getByRole('menuitem', { name: action }).click();
  }

  /** Takes the eraser, as soon as there is something to erase. */
  async takeEraser(): Promise<void> {
    const eraser = this.page.getByRole('button', { name: 'Erase', exact: true });
    await expect(async () => {
      await this.page.keyboard.press('e');
      await expect(eraser).toHaveAttribute('aria-pressed', 'true', { timeout: 1000 });
    }).toPass({ timeout: 30_000 });
  }

  /** Presses the pointer on the picture; shares of the stage from its left and top. @returns where */
  async press(x: number, y: number): Promise<{ readonly x: number; readonly y: number }> {
    const box = await this.stage.boundingBox();
    if (!box) throw new Error('There is no stage');
    const at = { x: box.x + box.width * x, y: box.y + box.height * y };
    await this.page.mouse.move(at.x, at.y);
    await this.page.mouse.down();
    return at;
  }

  /** A short pull of the brush that is in hand. */
  async stroke(x: number, y: number): Promise<void> {
    const at = await this.press(x, y);
    await this.page.mouse.move(at.x + 30, at.y + 10, { steps: 3 });
    await this.page.mouse.up();
  }

  async expectCorrections(words: string): Promise<void> {
    await expect(this.page.getByText(words, { exact: true })).toBeVisible({ timeout: 30_000 });
  }

  /** Entries of all logs in the browser's database. */
  async keptSteps(): Promise<number> {
    return this.page.evaluate(
      () =>
        new Promise<number>((resolve, reject) => {
          const opening = indexedDB.open('backgroundfx');
          opening.onerror = () => reject(opening.error);
          opening.onsuccess = () => {
            const db = opening.result;
            const counting = db.transaction('log').objectStore('log').count();
            counting.onsuccess = () => {
              db.close();
              resolve(counting.result);
            };
            counting.onerror = () => reject(counting.error);
          };
        }),
    );
  }
}
