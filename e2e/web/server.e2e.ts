import { expect, type Page, test } from '@playwright/test';
import { CutoutPage, sample } from '../support/cutout-page.ts';
import { EngineMenu } from '../support/engine-menu.ts';
import { agreement, decode, exactAlpha, largestDifference } from '../support/pixels.ts';
import { ServerDialog, stranger } from '../support/server-dialog.ts';
import { type StartedServer, startServer } from '../support/started-server.ts';

/** What leaves the page: `POST /v1/auth/login`. */
function requestsOf(page: Page): string[] {
  const lines: string[] = [];
  page.on('request', request => {
    if (request.method() === 'GET' || request.method() === 'HEAD') return;
    lines.push(`${request.method()} ${new URL(request.url()).pathname}`);
  });
  return lines;
}

test('a server cuts a photo out: signed in, sent by one click, the picture that the API gives', async ({
  page,
  baseURL,
}) => {
  const sent = requestsOf(page);
  const origins = new Set<string>();
  page.on('request', request => origins.add(new URL(request.url()).origin));
  const cutout = new CutoutPage(page);
  const dialog = new ServerDialog(page);
  const person = stranger();
  await cutout.open();
  await cutout.choose(sample('02-mug'));
  await cutout.waitForResult();
  const here = await decode((await cutout.save()).png);
  await dialog.open();
  await dialog.register(person);
  await expect(dialog.root).toContainText('02-mug.jpg');
  await expect(dialog.root).toContainText(`It goes to ${new URL(baseURL ?? '').host} and nowhere else.`);
  await expect(dialog.root).toContainText('100 photos left this hour');
  expect(sent).toEqual(['POST /v1/auth/register']);

  await dialog.sendButton.click();
  await expect(dialog.root).toHaveCount(0);
  await expect(dialog.madeThere).toBeVisible({ timeout: 60_000 });
  await expect(dialog.madeThere).toContainText('· ISNet · 1280 × 960 ·');
  await expect(dialog.madeThere).toContainText('deleted there ');
  expect(sent).toEqual(['POST /v1/auth/register', 'POST /v1/process/remove-background']);
  const there = await decode((await cutout.save()).png);

  const { email, password } = person;
  const login = await page.request.post('/v1/auth/login', { data: { email, password } });
  const { token } = (await login.json()) as { token: string };
  const answer = await page.request.post('/v1/process/remove-background', {
    headers: { Authorization: `Bearer ${token}`, Accept: 'image/png' },
    multipart: { file: sample('02-mug'), quality: 'high' },
  });
  const byApi = await decode(await answer.body());
  expect(largestDifference(there, byApi)).toBeLessThanOrEqual(1);
  const alphaHere = Buffer.from(here.data.filter((_, i) => i % 4 === 3));
  expect(agreement(there, alphaHere).iou).toBeGreaterThan(0.995);
  expect(agreement(there, await exactAlpha('02-mug')).iou).toBeGreaterThan(0.98);

  await expect(page.getByText('The server drew these edges.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Stays on this device' })).toHaveCount(0);
  await page.getByRole('button', { name: 'Sent to the server' }).click();
  const offline = page.getByRole('dialog', { name: 'Offline' });
  await expect(offline.getByText('You sent one photo to the server.')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(offline).toHaveCount(0);
  await expect(page.getByRole('slider', { name: 'Feather' })).toBeDisabled();
  expect([...origins].filter(origin => origin !== baseURL && origin !== 'null')).toEqual([]);
});

test('a wrong password is said kindly; signing out ends the session at the server', async ({ page }) => {
  const cutout = new CutoutPage(page);
  const dialog = new ServerDialog(page);
  const person = stranger();
  await page.request.post('/v1/auth/register', { data: person });
  await cutout.open();
  await dialog.open();
  await dialog.signIn({ ...person, password: 'battery staple' });
  await expect(dialog.problem).toContainText('The e-mail address or the password is not right.');
  const [answer] = await Promise.all([
    page.waitForResponse(response => response.url().endsWith('/v1/auth/login')),
    dialog.signIn(person),
  ]);
  const { refresh_token } = (await answer.json()) as { refresh_token: string };
  await expect(dialog.root).toContainText('Choose a photo first.');
  expect(
    await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie])),
  ).not.toContain(refresh_token);

  const [goodbye] = await Promise.all([
    page.waitForResponse(response => response.url().endsWith('/v1/auth/logout')),
    dialog.root.getByRole('button', { name: 'Sign out' }).click(),
  ]);
  expect(goodbye.status()).toBe(204);
  const refreshed = await page.request.post('/v1/auth/refresh', { data: { refresh_token } });
  expect(refreshed.status()).toBe(401);
  await expect(dialog.root.getByLabel('E-mail')).toBeVisible();
});

test('Cancel ends the work at the server, and the cut-out from before is there again', async ({ page }) => {
  const cutout = new CutoutPage(page);
  const dialog = new ServerDialog(page);
  const menu = new EngineMenu(page);
  await cutout.open();
  await cutout.choose(sample('02-mug'));
  await cutout.waitForResult();
  await dialog.open();
  await dialog.register(stranger());
  await page.keyboard.press('Escape');
  await menu.choose(/^Ultra/);
  await page.getByRole('button', { name: 'Use a server' }).click();
  await dialog.sendButton.click();
  await cutout.waitForStage('The server is working');
  const [ended] = await Promise.all([
    page.waitForResponse(response => response.request().method() === 'DELETE'),
    cutout.cancel(),
  ]);
  expect(ended.status()).toBe(202);
  expect(await ended.json()).toMatchObject({ status: 'failed', cancelled: true });
  await cutout.waitForResult();
  await expect(dialog.problem).toHaveCount(0);
  await expect(dialog.madeThere).toHaveCount(0);
});

test('a server that stops in the middle is said to; the photo stays, and another try gets its cut-out', async ({
  page,
}) => {
  test.setTimeout(240_000);
  let server: StartedServer = await startServer();
  try {
    const sent = requestsOf(page);
    const cutout = new CutoutPage(page);
    const dialog = new ServerDialog(page);
    const menu = new EngineMenu(page);
    await page.goto(new URL('/', server.baseUrl).href);
    await menu.choose(/^Ultra/);
    await cutout.choose(sample('02-mug'));
    await page.getByRole('button', { name: 'Use a server' }).click({ timeout: 60_000 });
    await dialog.register(stranger());
    await dialog.sendButton.click();
    await cutout.waitForStage('The server is working');
    const paused = await server.pause();
    await expect(dialog.problem).toContainText('The server does not answer', { timeout: 60_000 });
    await expect(page.getByRole('application', { name: /02-mug\.jpg/ })).toBeVisible();

    server = await paused.goOn();
    await page.getByRole('button', { name: 'Try again' }).click();
    await expect(dialog.madeThere).toBeVisible({ timeout: 120_000 });
    const picture = await decode((await cutout.save()).png);
    expect(agreement(picture, await exactAlpha('02-mug')).iou).toBeGreaterThan(0.98);
    expect(sent.filter(line => line.endsWith('/remove-background'))).toHaveLength(1);
    await dialog.open();
    await expect(dialog.root).toContainText('99 photos left this hour');
  } finally {
    await server.stop();
  }
});
