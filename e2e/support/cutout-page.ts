import { readFileSync } from 'node:fs';
import { expect, type Locator, type Page } from '@playwright/test';

/** A file as it is handed to the page. */
export interface TestFile {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

/** A sample picture that ships with the product. */
export function sample(name: string): TestFile {
  const buffer = readFileSync(new URL(`../../public/samples/${name}.jpg`, import.meta.url));
  return { name: `${name}.jpg`, mimeType: 'image/jpeg', buffer };
}

/** The page as its users meet it: the start, and the editor with one picture open. */
export class CutoutPage {
  readonly progress: Locator;
  readonly exportButton: Locator;
  readonly compareButton: Locator;
  readonly compare: Locator;

  constructor(readonly page: Page) {
    this.progress = page.getByRole('progressbar');
    this.exportButton = page.getByRole('button', { name: 'Export', exact: true });
    this.compareButton = page.getByRole('button', { name: 'Compare', exact: true });
    this.compare = page.getByRole('slider', { name: 'Compare' });
  }

  /** The start screen; what the tab had open stays on the device. */
  async open(): Promise<void> {
    await this.page.goto('/');
    const home = this.page.getByRole('button', { name: 'All projects' });
    const choose = this.page.getByRole('button', { name: 'Choose photos' });
    await expect(home.or(choose)).toBeVisible();
    if (await home.isVisible()) await home.click();
    await expect(choose).toBeVisible();
  }

  /** Hands over a file through the picker, from the start or from the editor. */
  async choose(file: TestFile): Promise<void> {
    await this.chooseAll([file]);
  }

  async chooseAll(files: readonly TestFile[]): Promise<void> {
    // The page's own; sections of the editor have theirs, for masks and backgrounds.
    await this.page.locator('body > input[type=file]').setInputFiles([...files]);
  }

  /** Drops a file on the window, as a file manager does. */
  async drop(file: TestFile): Promise<void> {
    await this.hand(file, 'drop');
  }

  /** Pastes a file, as Ctrl V does after copying a picture. */
  async paste(file: TestFile): Promise<void> {
    await this.hand(file, 'paste');
  }

  private async hand(file: TestFile, way: 'drop' | 'paste'): Promise<void> {
    const base64 = file.buffer.toString('base64');
    await this.page.evaluate(
      ({ base64, name, mimeType, way }) => {
        const bytes = Uint8Array.from(atob(base64), c => c.charCodeAt(0));
        const dataTransfer = new DataTransfer();
        dataTransfer.items.add(new File([bytes], name, { type: mimeType }));
        const target = document.elementFromPoint(200, 200) ?? document.body;
        if (way === 'paste') {
          target.dispatchEvent(
            new ClipboardEvent('paste', { clipboardData: dataTransfer, bubbles: true, cancelable: true }),
          );
          return;
        }
        for (const type of ['dragenter', 'dragover', 'drop']) {
          target.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
        }
      },
      { base64, name: file.name, mimeType: file.mimeType, way },
    );
  }

  async waitForResult(): Promise<void> {
    await expect(this.exportButton).toHaveAttribute('aria-disabled', 'false', { timeout: 100_000 });
    await expect(this.progress).toHaveCount(0, { timeout: 100_000 });
  }

  /** Waits until the bar shows a stage; some last a moment only. */
  async waitForStage(words: string): Promise<void> {
    // By what changes, not by frames: where the machine is busy a stage can begin and end between two of these.
    await this.page.evaluate(
      start =>
        new Promise<void>((resolve, reject) => {
          const look = () => {
            const said = document.querySelector('[role=progressbar]')?.getAttribute('aria-valuetext');
            if (!said?.startsWith(start)) return;
            watching.disconnect();
            resolve();
          };
          const watching = new MutationObserver(look);
          const attributeFilter = ['aria-valuetext'];
          watching.observe(document.body, {
            subtree: true,
            childList: true,
            attributes: true,
            attributeFilter,
          });
          setTimeout(() => reject(new Error(`The work never came to: ${start}`)), 60_000);
          look();
        }),
      words,
    );
  }

  /** Presses the key that cancels, and waits until the page has let go of the job. */
  async cancel(): Promise<void> {
    await this.page.keyboard.press('Escape');
    await expect(this.progress).toHaveCount(0);
  }

  /** The bytes and the name of the picture as it is exported. */
  async save(): Promise<{ name: string; png: Buffer }> {
    await this.exportButton.click();
    const dialog = this.page.getByRole('dialog', { name: 'Export' });
    const arriving = this.page.waitForEvent('download', { timeout: 60_000 });
    await dialog.getByRole('button', { name: 'Download' }).click({ timeout: 60_000 });
    const file = await arriving;
    await this.page.keyboard.press('Escape');
    await expect(dialog).toHaveCount(0);
    return { name: file.suggestedFilename(), png: readFileSync(await file.path()) };
  }
}
