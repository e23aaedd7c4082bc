import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import sharp from 'sharp';
import { sample, type TestFile } from '../support/cutout-page.ts';

interface Manifest {
  readonly icons: readonly { readonly src: string; readonly sizes: string; readonly type: string }[];
  readonly file_handlers: readonly { readonly accept: Readonly<Record<string, readonly string[]>> }[];
}

test('the manifest is without a fault, and the browser would install the page', async ({
  playwright,
  baseURL,
}, { project }) => {
  // What is browsed privately, as other tests are, is never installed.
  const profile = mkdtempSync(join(tmpdir(), 'bgfx-profile-'));
  const context = await playwright.chromium.launchPersistentContext(profile, project.use.launchOptions);
  try {
    const page = await context.newPage();
    await page.goto(baseURL ?? '/');
    await expect(page.getByRole('button', { name: 'Choose photos' })).toBeVisible();
    const devtools = await context.newCDPSession(page);
    const { errors, data } = await devtools.send('Page.getAppManifest');
    expect(errors).toEqual([]);
    expect((await devtools.send('Page.getInstallabilityErrors')).installabilityErrors).toEqual([]);

    const manifest = JSON.parse(data ?? '') as Manifest;
    for (const { src, sizes, type } of manifest.icons) {
      const answer = await page.request.get(new URL(src, baseURL).href);
      expect(answer.headers()['content-type']).toContain(type);
      const { width, height } = await sharp(await answer.body()).metadata();
      if (sizes !== 'any') expect(`${width}x${height}`).toBe(sizes);
    }
    // The system offers the page for what its own chooser takes.
    const accepted = await page.locator('body > input[type=file]').getAttribute('accept');
    const types = manifest.file_handlers.flatMap(({ accept }) => Object.keys(accept));
    for (const type of types) expect(accepted?.split(',')).toContain(type);
    expect(types).toContain('image/heic');
  } finally {
    await context.close();
    rmSync(profile, { recursive: true, force: true });
  }
});

/** Stands in for the system, which hands its files over as soon as the page wants them, and later ones at once. */
async function standInForTheSystem(page: Page): Promise<void> {
  await page.addInitScript(() => {
    type Consumer = (launch: { files: readonly FileSystemFileHandle[] }) => void;
    let consumer: Consumer | undefined;
    const waiting: FileSystemFileHandle[][] = [];
    const launch = async (): Promise<void> => {
      const folder = await navigator.storage.getDirectory();
      const files: FileSystemFileHandle[] = [];
      for await (const [name, handle] of folder.entries()) {
        if (name.startsWith('opened ') && handle.kind === 'file') files.push(handle);
      }
      if (files.length === 0) return;
      if (consumer) consumer({ files });
      else waiting.push(files);
    };
    const setConsumer = (wanted: Consumer) => {
      consumer = wanted;
      for (const files of waiting.splice(0)) wanted({ files });
    };
    Object.defineProperty(window, 'launchQueue', { value: { setConsumer } });
    Object.assign(window, { launch });
    void launch();
  });
}

/** Lays pictures where the stand-in finds them, as handles of real files; those of before are gone. */
async function layOut(page: Page, pictures: readonly TestFile[]): Promise<void> {
  const laid = pictures.map(({ name, buffer }) => ({ name, base64: buffer.toString('base64') }));
  await page.evaluate(async laid => {
    const folder = await navigator.storage.getDirectory();
    for await (const [name] of folder.entries()) {
      if (name.startsWith('opened ')) await folder.removeEntry(name);
    }
    for (const { name, base64 } of laid) {
      const handle = await folder.getFileHandle(`opened ${name}`, { create: true });
      const stream = await handle.createWritable();
      await stream.write(Uint8Array.from(atob(base64), character => character.charCodeAt(0)));
      await stream.close();
    }
  }, laid);
}

test('pictures that the system opens with the page are taken in, at its start and while it is open', async ({
  page,
}) => {
  await page.goto('/');
  await expect(page.getByRole('button', { name: 'Choose photos' })).toBeVisible();
  await layOut(page, [sample('02-mug'), sample('06-bottle')]);
  await standInForTheSystem(page);
  await page.reload();
  const picture = (name: string) => page.getByRole('button', { name: new RegExp(`^opened ${name}\\.jpg, `) });
  await expect(picture('02-mug')).toBeVisible({ timeout: 30_000 });
  await expect(picture('06-bottle')).toBeVisible();

  await layOut(page, [sample('03-toycar')]);
  await page.evaluate(() => (window as unknown as { launch(): Promise<void> }).launch());
  await expect(picture('03-toycar')).toBeVisible({ timeout: 30_000 });
  await expect(picture('02-mug')).toHaveCount(1);
});
