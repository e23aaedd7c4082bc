import { expect, type Page, test } from '@playwright/test';
import { CutoutPage, sample } from '../support/cutout-page.ts';

/** Addresses of the weights that the page asks the server for. */
function watchWeights(page: Page): string[] {
  const asked: string[] = [];
  page.on('request', request => {
    if (request.url().includes('/models/')) asked.push(new URL(request.url()).pathname);
  });
  return asked;
}

test('the model is downloaded once: after a reload it is there, and a damaged copy is replaced', async ({
  page,
}) => {
  const asked = watchWeights(page);
  const cutout = new CutoutPage(page);
  await cutout.open();
  await expect(page.getByText(/downloads on first use/)).toBeVisible();
  await cutout.choose(sample('02-mug'));
  await cutout.waitForResult();
  expect(asked).toContain('/models/isnet.weights.bin');

  asked.length = 0;
  await cutout.open();
  await expect(page.getByText(/ready on this device/)).toBeVisible();
  await cutout.choose(sample('02-mug'));
  await cutout.waitForResult();
  expect(asked).toEqual([]);

  await page.evaluate(async () => {
    const name = (await caches.keys()).find(key => key.includes('models')) ?? '';
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      if (!request.url.includes('.onnx')) continue;
      const bytes = new Uint8Array(await (await cache.match(request))!.arrayBuffer());
      bytes[bytes.length >> 1] = bytes[bytes.length >> 1]! ^ 1;
      await cache.put(request, new Response(bytes));
    }
  });
  await cutout.open();
  await cutout.choose(sample('02-mug'));
  await cutout.waitForResult();
  expect(asked).toEqual(['/models/isnet.int8.onnx']);
});

test('two tabs that start together download the model once', async ({ page, context }) => {
  const other = await context.newPage();
  const asked = [watchWeights(page), watchWeights(other)];
  const tabs = [new CutoutPage(page), new CutoutPage(other)];
  for (const tab of tabs) await tab.open();
  await Promise.all(tabs.map(tab => tab.choose(sample('02-mug'))));
  await Promise.all(tabs.map(tab => tab.waitForResult()));
  expect(asked.flat().filter(path => path === '/models/isnet.weights.bin')).toHaveLength(1);
});

test('a model that does not arrive, or arrives damaged, is said; trying again works', async ({ page }) => {
  const cutout = new CutoutPage(page);
  let answer: 'none' | 'damaged' | 'short' | 'real' = 'none';
  await page.route('**/models/isnet.weights.bin*', async route => {
    if (answer === 'none') return route.abort('connectionrefused');
    if (answer === 'real') return route.continue();
    const real = await route.fetch();
    const body = Buffer.from(await real.body());
    body[1000] = body[1000]! ^ 255;
    await route.fulfill({ status: 200, body: answer === 'short' ? body.subarray(0, 1000) : body });
  });
  await cutout.open();
  await cutout.choose(sample('02-mug'));
  await expect(page.getByText('The model could not be downloaded')).toBeVisible({ timeout: 30_000 });

  answer = 'short';
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByText('The model could not be downloaded')).toBeVisible({ timeout: 30_000 });

  answer = 'damaged';
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByText('The downloaded model is damaged')).toBeVisible({ timeout: 30_000 });

  answer = 'real';
  await page.getByRole('button', { name: 'Try again' }).click();
  await cutout.waitForResult();
});

/** Names of the model files that lie on the device. */
function keptFiles(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const stores = await Promise.all((await caches.keys()).map(name => caches.open(name)));
    const requests = await Promise.all(stores.map(store => store.keys()));
    return requests.flat().map(({ url }) => new URL(url).pathname.replace('/models/', ''));
  });
}

test('a full disk does not cost the cut-out', async ({ page, context }) => {
  const asked = watchWeights(page);
  const cutout = new CutoutPage(page);
  await cutout.open();
  const devtools = await context.newCDPSession(page);
  await devtools.send('Storage.overrideQuotaForOrigin', {
    origin: new URL(page.url()).origin,
    quotaSize: 1_000_000,
  });
  await cutout.choose(sample('02-mug'));
  await cutout.waitForResult();
  expect(await keptFiles(page)).not.toContain('isnet.weights.bin');

  asked.length = 0;
  await devtools.send('Storage.overrideQuotaForOrigin', { origin: new URL(page.url()).origin });
  await cutout.open();
  await cutout.choose(sample('02-mug'));
  await cutout.waitForResult();
  expect(asked).toContain('/models/isnet.weights.bin');
  expect(await keptFiles(page)).toContain('isnet.weights.bin');
});
