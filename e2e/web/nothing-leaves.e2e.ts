import { expect, test } from '@playwright/test';
import { CutoutPage, sample } from '../support/cutout-page.ts';

test('while a picture is edited, nothing is sent and nobody else is asked', async ({
  page,
  context,
  baseURL,
}) => {
  test.setTimeout(240_000);
  const foreign: string[] = [];
  const sent: string[] = [];
  context.on('request', request => {
    const { origin, protocol } = new URL(request.url());
    if (/^https?:$/.test(protocol) && origin !== baseURL) foreign.push(request.url());
    if (!/^(GET|HEAD)$/.test(request.method()) || request.postDataBuffer()) sent.push(request.url());
  });
  context.on('page', other => other.on('websocket', socket => foreign.push(socket.url())));
  page.on('websocket', socket => foreign.push(socket.url()));
  const button = (name: string) => page.getByRole('button', { name, exact: true });
  const cutout = new CutoutPage(page);
  await cutout.open();
  await cutout.choose(sample('02-mug'));
  await cutout.waitForResult();

  await button('More backgrounds').click();
  await button('Terracotta').click();
  await page.keyboard.press('Escape');
  const describe = page.getByRole('textbox', { name: 'Describe a background' });
  await describe.fill('warm sunset over the sea');
  await describe.press('Enter');
  await expect(page.getByText(/^Drawn on this device/)).toBeVisible({ timeout: 30_000 });
  await page.getByLabel('Choose a picture').locator('xpath=self::input').setInputFiles(sample('06-bottle'));
  await expect(button('Picture')).toHaveAttribute('aria-pressed', 'true');

  await cutout.exportButton.click();
  const dialog = page.getByRole('dialog', { name: 'Export' });
  for (const format of ['PNG', 'WebP', 'JPEG', 'AVIF', 'PSD']) {
    await dialog.getByRole('radio', { name: format, exact: true }).click();
    const download = page.waitForEvent('download', { timeout: 90_000 });
    await dialog.getByRole('button', { name: 'Download' }).click();
    await (await download).path();
  }
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await page.reload();
  await expect(cutout.exportButton).toBeEnabled({ timeout: 60_000 });
  expect([foreign, sent]).toEqual([[], []]);

  // It is not for want of trying: the page may ask nobody else, and its pictures may come from nowhere else.
  const refused = await page.evaluate(async () => {
    const violations: string[] = [];
    addEventListener('securitypolicyviolation', event => violations.push(event.effectiveDirective));
    const answer = await fetch('https://example.com/').then(
      () => 'answered',
      () => 'refused',
    );
    const picture = new Image();
    const ended = new Promise(resolve => {
      picture.onload = picture.onerror = resolve;
    });
    picture.src = 'https://example.com/pixel.png';
    await ended;
    return { answer, violations };
  });
  expect(refused).toEqual({ answer: 'refused', violations: ['connect-src', 'img-src'] });

  await page.keyboard.press('ControlOrMeta+k');
  await page.getByRole('combobox').fill('Offline');
  await page.keyboard.press('Enter');
  await expect(page.getByText(/^Nothing was sent\./)).toBeVisible();
});
