import { AxeBuilder } from '@axe-core/playwright';
import { type BrowserContext, expect, type Page, test } from '@playwright/test';
import { sample, type TestFile } from '../support/cutout-page.ts';
import { decode } from '../support/pixels.ts';
import { startServer } from '../support/started-server.ts';

/** From the request to the start that can be used. */
const OPEN_WITHIN_MS = 1500;
const FILES = 'backgroundfx-files-v1';

/** Every request of every page and worker, service worker included. */
function watchRequests(context: BrowserContext): URL[] {
  const asked: URL[] = [];
  context.on('request', request => asked.push(new URL(request.url())));
  return asked;
}

async function cutOut(page: Page, file: TestFile): Promise<void> {
  await page.locator('input[type=file]').first().setInputFiles(file);
  const exporting = page.getByRole('button', { name: 'Export', exact: true });
  await expect(exporting).toHaveAttribute('aria-disabled', 'false', { timeout: 100_000 });
  await expect(page.getByRole('progressbar')).toHaveCount(0, { timeout: 100_000 });
}

/** Waits until the service worker keeps the editor and answers for it. */
async function untilKept(page: Page): Promise<void> {
  const state = () =>
    page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.active?.state);
  await expect.poll(state, { timeout: 60_000 }).toBe('activated');
}

async function exported(page: Page): Promise<Buffer> {
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Export' });
  await expect(dialog.getByRole('status')).toContainText('This file', { timeout: 60_000 });
  const download = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Download' }).click();
  const stream = await (await download).createReadStream();
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

test('the second visit works with the server stopped, and nothing ever leaves the origin', async ({
  browser,
}) => {
  test.setTimeout(400_000);
  const server = await startServer();
  const origin = new URL(server.baseUrl).origin;
  const context = await browser.newContext({ baseURL: origin });
  const asked = watchRequests(context);
  try {
    const first = await context.newPage();
    await first.goto('/');
    await expect(first.getByRole('button', { name: 'Choose photos' })).toBeVisible();
    await cutOut(first, sample('02-mug'));
    await untilKept(first);
    await first.close();

    const paused = await server.pause();
    expect(await fetch(server.baseUrl).catch(() => 'gone')).toBe('gone');
    const page = await context.newPage();
    const begin = Date.now();
    await page.goto('/');
    await expect(page.getByRole('button', { name: 'Choose photos' })).toBeVisible();
    expect(Date.now() - begin).toBeLessThan(OPEN_WITHIN_MS);
    // wasm threads need it, and so the answers that are kept must say it, too.
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
    await cutOut(page, sample('06-bottle'));
    const { width, height, data } = await decode(await exported(page));
    expect([width, height]).toEqual([960, 1280]);
    expect([data[3], data[((height >> 1) * width + (width >> 1)) * 4 + 3]]).toEqual([0, 255]);

    const resumed = await paused.goOn();
    // Of the pictures nothing was sent: every request only asked.
    expect(asked.filter(url => !/^(blob|data):$/.test(url.protocol) && url.origin !== origin)).toEqual([]);
    await resumed.stop();
  } finally {
    await context.close();
  }
});

/** Changes a kept file as a failing disk does: its address and its headers stay. @returns the file's address */
async function damage(page: Page, part: string): Promise<string> {
  return page.evaluate(
    async ([name, wanted]) => {
      const cache = await caches.open(name!);
      const request = (await cache.keys()).find(({ url }) => url.includes(wanted!));
      const { headers } = (await cache.match(request!))!;
      await cache.put(request!, new Response('damaged(', { headers }));
      return request!.url;
    },
    [FILES, part],
  );
}

const keptBytes = (page: Page, url: string) =>
  page.evaluate(
    async ([name, address]) =>
      (await (await (await caches.open(name!)).match(address!))?.arrayBuffer())?.byteLength ?? 0,
    [FILES, url],
  );

const mainScript = (page: Page) =>
  page.evaluate(() => document.querySelector<HTMLScriptElement>('script[type=module]')?.src ?? '');

test('what the browser threw away or broke comes back by itself', async ({ page, baseURL }) => {
  await page.goto('/');
  await untilKept(page);
  const main = await mainScript(page);
  const removed = await page.evaluate(
    async ([name, src]) => (await caches.open(name!)).delete(new URL(src!).pathname),
    [FILES, main],
  );
  expect(removed).toBe(true);
  await page.reload();
  await expect(page.getByRole('button', { name: 'Choose photos' })).toBeVisible();
  const isBack = () =>
    page.evaluate(
      async ([name, src]) => (await (await caches.open(name!)).match(new URL(src!).pathname)) !== undefined,
      [FILES, main],
    );
  await expect.poll(isBack).toBe(true);

  await page.evaluate(async name => {
    await caches.delete(name);
  }, FILES);
  await page.goto(baseURL ?? '/');
  await expect(page.getByRole('button', { name: 'Choose photos' })).toBeVisible();
  await expect
    .poll(() => page.evaluate(async name => (await (await caches.open(name)).keys()).length, FILES), {
      timeout: 60_000,
    })
    .toBeGreaterThan(20);
});

test('a start mends what is damaged and not in its way', async ({ page }) => {
  await page.goto('/');
  await untilKept(page);
  const icon = await damage(page, '/icons/icon-192');
  expect(await keptBytes(page, icon)).toBe('damaged('.length);
  await page.reload();
  await expect(page.getByRole('button', { name: 'Choose photos' })).toBeVisible();
  await expect.poll(() => keptBytes(page, icon), { timeout: 30_000 }).toBeGreaterThan(500);
});

test('an editor that cannot start, for its script or its page is damaged, starts again after a reload', async ({
  page,
}) => {
  await page.goto('/');
  await untilKept(page);
  const start = page.getByRole('button', { name: 'Choose photos' });
  for (const part of [new URL(await mainScript(page)).pathname, '/index.html']) {
    const broken = await damage(page, part);
    await page.reload();
    // Nobody is there to ask for a repair: no line of the editor has run.
    await expect(start).toHaveCount(0);
    expect(await keptBytes(page, broken)).toBe('damaged('.length);
    await expect(async () => {
      await page.reload();
      await expect(start).toBeVisible({ timeout: 2000 });
    }).toPass({ timeout: 60_000 });
    expect(await keptBytes(page, broken)).toBeGreaterThan(500);
  }
});

test('says what is here with its size, fetches the rest with one button, and mends what is damaged', async ({
  page,
}) => {
  test.setTimeout(240_000);
  await page.goto('/');
  await untilKept(page);
  // A picture of the shell that was changed on the disk.
  const key = await page.evaluate(async name => {
    const cache = await caches.open(name);
    const icon = (await cache.keys()).find(({ url }) => url.includes('/icons/icon-192'));
    await cache.put(icon!, new Response('not the icon'));
    return icon!.url;
  }, FILES);
  await page.keyboard.press('ControlOrMeta+k');
  await page.getByRole('combobox').fill('Offline');
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Offline' });
  await expect(dialog.getByText('Editor', { exact: true })).toBeVisible();
  await expect(dialog.getByText(/^Nothing was sent\./)).toBeVisible();
  await expect(dialog.getByText(/^\d+ MB of \d+ MB on this device$/)).toBeVisible();
  const { violations } = await new AxeBuilder({ page }).include('[role=dialog]').analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
  await dialog.getByRole('button', { name: /^Download the rest, \d+ MB$/ }).click();
  await expect(dialog.getByRole('status')).toContainText('Everything is downloaded', { timeout: 200_000 });
  await expect(dialog.getByText('Not downloaded')).toHaveCount(0);
  const icon = await page.evaluate(
    async ([name, url]) => (await (await (await caches.open(name!)).match(url!))!.blob()).size,
    [FILES, key],
  );
  expect(icon).toBeGreaterThan(500);
});

test('a shared picture is taken in without reaching the server', async ({ page, context }) => {
  await page.goto('/');
  await untilKept(page);
  await page.reload();
  const posts: string[] = [];
  context.on('request', request => {
    if (request.method() === 'POST' && !request.serviceWorker()) posts.push(request.url());
  });
  // As the system does it: a form that is posted to the address of the manifest.
  const base64 = sample('02-mug').buffer.toString('base64');
  const answer = await page.evaluate(async text => {
    const bytes = Uint8Array.from(atob(text), character => character.charCodeAt(0));
    const form = new FormData();
    form.append('pictures', new File([bytes], 'shared mug.jpg', { type: 'image/jpeg' }));
    const response = await fetch('/share', { method: 'POST', body: form, redirect: 'manual' });
    return response.type;
  }, base64);
  expect(answer).toBe('opaqueredirect');
  await page.goto('/');
  await expect(page.getByRole('heading', { name: 'shared mug.jpg' })).toBeAttached({ timeout: 30_000 });
  expect(await page.evaluate(() => caches.has('backgroundfx-shared'))).toBe(false);
  // The service worker answered it; it asked nobody.
  expect(posts.filter(url => !url.endsWith('/share'))).toEqual([]);
});
