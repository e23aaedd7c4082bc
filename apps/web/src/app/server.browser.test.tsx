import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import '../ui/theme.css';
import { failedJob, JOB, refusal, scriptedServer, USAGE } from '../server/testing/scripted-server.ts';
import { drop, foundOf, openScriptedPage, type ScriptedPage } from './testing/scripted-page.tsx';

let opened: ScriptedPage;
let server: ReturnType<typeof scriptedServer>;

const SEND = 'POST /v1/process/remove-background';
const ASK = 'GET /v1/process/jobs/job-1';
const dialog = page.getByRole('dialog', { name: 'Use a server' });
const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true });

beforeEach(async () => {
  await page.viewport(1280, 800);
  server = scriptedServer(location.origin);
  opened = await openScriptedPage(async () => server.store);
  server.on('GET /v1/files/result-1/image.png', () => new Response(opened.png));
  await expect.element(page.getByText('ISNet, 44 MB, ready on this device')).toBeVisible();
});

afterEach(() => opened.leave());

/** A picture that this device has cut out. */
async function openPicture(): Promise<void> {
  drop(opened.file);
  await expect.element(page.getByRole('progressbar')).toBeVisible();
  opened.scripted.job().resolve(foundOf());
  await expect.element(page.getByText(/^ISNet int8 · /)).toBeVisible();
}

async function openDialog(menu = /Quality: /): Promise<void> {
  await page.getByRole('button', { name: menu }).click();
  await page.getByRole('menuitem', { name: 'Use a server' }).click();
  await expect.element(dialog).toBeVisible();
}

async function signIn(): Promise<void> {
  await page.getByLabelText('E-mail').fill('ada@example.org');
  await page.getByLabelText('Password').fill('correct horse');
  await userEvent.keyboard('{Enter}');
}

/** All the way to the button that sends. */
async function makeReady(): Promise<void> {
  await openPicture();
  await openDialog();
  await signIn();
  await expect.element(button('Send this photo')).toBeVisible();
}

describe('the account', () => {
  it('is asked for where a server answers, and lives until somebody signs out', async () => {
    await openPicture();
    await openDialog();
    await expect.element(page.getByLabelText('E-mail')).toHaveFocus();
    await signIn();
    await expect.element(dialog).toHaveTextContent('ada@example.org');
    await expect.element(button('Send this photo')).toHaveFocus();
    await userEvent.keyboard('{Escape}');
    await openDialog();
    await expect.element(button('Send this photo')).toBeVisible();
    await button('Sign out').click();
    await expect.element(page.getByLabelText('E-mail')).toBeVisible();
    expect(server.lines()).toContain('POST /v1/auth/logout');
    expect(server.lines()).not.toContain(SEND);
    expect({ ...localStorage, ...sessionStorage }).not.toHaveProperty('refresh_token');
    expect(JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie])).not.toContain(
      'refresh-1',
    );
  });

  it('is made, once all that it takes is there', async () => {
    await openPicture();
    await openDialog();
    await button('New account').click();
    await page.getByLabelText('E-mail').fill('ada@example.org');
    await page.getByLabelText('Password').fill('short');
    await button('Create account').click();
    await expect.element(page.getByLabelText('Name', { exact: true })).toHaveFocus();
    await expect
      .element(page.getByLabelText('Name', { exact: true }))
      .toHaveAccessibleDescription('At least two letters.');
    await expect.element(page.getByLabelText('Password')).toHaveAttribute('aria-invalid', 'true');
    expect(server.lines()).not.toContain('POST /v1/auth/register');
    await page.getByLabelText('Name', { exact: true }).fill('Ada');
    await page.getByLabelText('Password').fill('correct horse');
    await button('Create account').click();
    await expect.element(button('Send this photo')).toBeVisible();
  });

  it('is refused in kind words, and what was typed stays', async () => {
    await openPicture();
    await openDialog();
    const refused = async (answer: () => Response | Promise<Response>, words: string) => {
      server.on('POST /v1/auth/login', answer);
      await signIn();
      await expect.element(page.getByRole('alert')).toHaveTextContent(words);
      await expect.element(page.getByLabelText('E-mail')).toHaveValue('ada@example.org');
    };
    await refused(() => refusal(401, 'unauthorized'), 'That did not match');
    const reset = new Date(Date.now() + 11.5 * 60_000).toISOString();
    await refused(() => refusal(429, 'rate_limited', { reset }), 'Try again in 12 minutes, at ');
    await refused(() => Promise.reject(new TypeError('gone')), 'The server does not answer');
    await button('New account').click();
    server.on('POST /v1/auth/register', () => refusal(409, 'email_taken'));
    await page.getByLabelText('Name', { exact: true }).fill('Ada');
    await button('Create account').click();
    await expect.element(page.getByRole('alert')).toHaveTextContent('There is an account with this address');
    await button('Sign in instead').click();
    await expect.element(page.getByLabelText('E-mail')).toHaveValue('ada@example.org');
    await expect.element(page.getByLabelText('Name', { exact: true })).not.toBeInTheDocument();
  });
});

describe('a photo', () => {
  it('is sent by one button alone, which says what goes where', async () => {
    await makeReady();
    await expect.element(dialog).toHaveTextContent('square.png');
    await expect.element(dialog).toHaveTextContent(/\d [kM]?B · ISNet, High/);
    await expect.element(dialog).toHaveTextContent(`It goes to ${location.host} and nowhere else.`);
    await expect.element(page.getByText('97 photos left this hour')).toBeVisible();
    expect(server.lines()).not.toContain(SEND);
    await button('Send this photo').click();
    await expect.element(dialog).not.toBeInTheDocument();
    await expect
      .element(page.getByText(/^Made by the server · ISNet · 320 × 240 · .* · deleted there /))
      .toBeVisible();
    await expect.element(page.getByText('Found: cup', { exact: true })).toBeVisible();
    expect(server.lines().filter(line => line === SEND)).toHaveLength(1);
    expect(opened.scripted.models).toEqual(['isnet']);
    await expect.element(button('Export')).toHaveAttribute('aria-disabled', 'false');
  });

  it('shows how far it is, tells people who listen, and can be cancelled', async () => {
    let go = (): void => undefined;
    server.holdUploads(
      new Promise(resolve => {
        go = resolve;
      }),
    );
    server.on(ASK, () => Response.json(JOB));
    await makeReady();
    await button('Send this photo').click();
    const bar = page.getByRole('progressbar');
    await expect.element(bar).toHaveAttribute('aria-valuetext', 'Sending the photo to the server');
    await expect.element(page.getByText('Sending the photo to the server').first()).toBeInTheDocument();
    go();
    await expect.element(bar).toHaveAttribute('aria-valuetext', 'Waiting for the server');
    server.on(ASK, () =>
      Response.json({ ...JOB, status: 'processing', items: [{ position: 0, status: 'processing' }] }),
    );
    await expect.element(bar).toHaveAttribute('aria-valuetext', 'The server is working');
    // The dialog gave the focus back to the menu, where Escape is the menu's.
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    await userEvent.keyboard('{Escape}');
    await expect.element(page.getByText(/^ISNet int8 · /)).toBeVisible();
    await expect.poll(() => server.lines()).toContain('DELETE /v1/process/jobs/job-1');
    expect(page.getByRole('alert').query()).toBeNull();
  });

  it('is kept when the server goes away, and another try finds the same job', async () => {
    server.on(ASK, () => Promise.reject(new TypeError('gone')));
    await makeReady();
    await button('Send this photo').click();
    await expect
      .element(page.getByRole('alert'), { timeout: 10_000 })
      .toHaveTextContent('The server does not answer');
    await expect.element(page.getByRole('heading', { name: 'square.png' })).toBeInTheDocument();
    server.start();
    server.on('GET /v1/files/result-1/image.png', () => new Response(opened.png));
    await button('Try again').click();
    await expect.element(page.getByText(/^Made by the server/).first()).toBeVisible();
    expect(server.lines().filter(line => line === SEND)).toHaveLength(1);
  });

  it('has edges that explain themselves instead of moving', async () => {
    await makeReady();
    await button('Send this photo').click();
    await expect.element(page.getByText(/^The server drew these edges\./)).toBeVisible();
    await expect.element(page.getByRole('slider', { name: 'Feather' })).toBeDisabled();
    await button('Cut it out here').click();
    await expect.element(page.getByRole('progressbar')).toBeVisible();
    opened.scripted.job().resolve(foundOf());
    await expect.element(page.getByRole('slider', { name: 'Feather' })).toBeEnabled();
    expect(server.lines().filter(line => line === SEND)).toHaveLength(1);
  });

  it.each([
    [
      'none is left in this hour',
      () =>
        server.on(SEND, () =>
          refusal(429, 'rate_limited', { reset: new Date(Date.now() + 9e5).toISOString() }),
        ),
      'There are more in 15 minutes',
      'Cut it out here',
    ],
    [
      'there is no subject',
      () => server.on(ASK, () => Response.json(failedJob('no_foreground'))),
      'The server found no subject',
      'Cut it out here',
    ],
    [
      'nobody is signed in any more',
      () => {
        server.on(SEND, () => refusal(401, 'unauthorized'));
        server.on('POST /v1/auth/refresh', () => refusal(401, 'unauthorized'));
      },
      'You are signed out',
      'Sign in',
    ],
  ])('that is refused because %s says so, with what helps', async (_, script, words, help) => {
    script();
    await makeReady();
    await button('Send this photo').click();
    await expect.element(page.getByRole('alert')).toHaveTextContent(words);
    await expect.element(button(help)).toBeVisible();
    await button(help).click();
    if (help === 'Sign in') await expect.element(dialog).toHaveTextContent('You were signed out');
    else await expect.element(page.getByRole('progressbar')).toBeVisible();
  });

  it('cannot be sent where the hour is used up', async () => {
    server.on('GET /v1/users/me/usage', () => Response.json({ ...USAGE, used: 100, remaining: 0 }));
    await makeReady();
    await expect.element(page.getByText(/^None left this hour, more at /)).toBeVisible();
    await button('Send this photo').click({ force: true });
    await expect.element(dialog).toBeVisible();
    expect(server.lines()).not.toContain(SEND);
  });
});

describe('the dialog', () => {
  it('says that no server answers, and looks again', async () => {
    server.on('GET /v1/health', () => new Response('<!doctype html>'));
    await openPicture();
    await openDialog();
    await expect.element(dialog).toHaveTextContent('No server answers');
    expect(page.getByText('For programs').query()).toBeNull();
    server.start();
    await button('Look again').click();
    await expect.element(page.getByLabelText('E-mail')).toBeVisible();
  });

  it('says the same where its own code cannot be fetched, and the page goes on', async () => {
    opened.leave();
    let tries = 0;
    opened = await openScriptedPage(() => {
      tries += 1;
      return tries === 1 ? Promise.reject(new TypeError('offline')) : Promise.resolve(server.store);
    });
    await expect.element(page.getByText('ISNet, 44 MB, ready on this device')).toBeVisible();
    await openPicture();
    await openDialog();
    await expect.element(dialog).toHaveTextContent('No server answers');
    await button('Look again').click();
    await expect.element(page.getByLabelText('E-mail')).toBeVisible();
  });

  it('has nothing to send at the start, and says how there would be', async () => {
    await openDialog(/ISNet, 44 MB/);
    await signIn();
    await expect.element(page.getByText(/^Choose a photo first\./)).toHaveFocus();
    expect(button('Send this photo').query()).toBeNull();
  });

  it('keeps the commands for programs in a fold, with the way to all that there is', async () => {
    await openPicture();
    await openDialog();
    await expect.element(page.getByText('For programs')).toBeVisible();
    expect(page.getByText(/curl -fsS .* -F file=@square.png/s).query()).not.toBeVisible();
    await page.getByText('For programs').click();
    await expect
      .element(page.getByText(/curl -fsS .* -F file=@square.png -F model=rembg -F quality=high/s))
      .toBeVisible();
    await expect.element(page.getByRole('link', { name: 'API reference' })).toHaveAttribute('href', '/docs');
  });

  it('stays open while this device comes to the end of its own work', async () => {
    opened.store.getState().choose({ quality: 'ultra' });
    drop(opened.file);
    await expect.element(page.getByRole('progressbar')).toBeVisible();
    opened.scripted.job().report({ stage: 'infer', fraction: 0.2, provider: 'wasm' });
    await button('Use a server').click();
    await page.getByLabelText('E-mail').fill('ada@example.org');
    opened.scripted.job().resolve(foundOf());
    await expect.poll(() => opened.store.getState().pictures[0]?.work.name).toBe('ready');
    await expect.element(page.getByLabelText('E-mail')).toHaveValue('ada@example.org');
    await signIn();
    await expect.element(dialog).toHaveTextContent('ISNet, Ultra');
  });

  it('has its keys for itself, wherever the focus is: Escape closes it and leaves the work alone', async () => {
    opened.store.getState().choose({ quality: 'ultra' });
    drop(opened.file);
    await expect.element(page.getByRole('progressbar')).toBeVisible();
    opened.scripted.job().report({ stage: 'infer', fraction: 0.2, provider: 'wasm' });
    await button('Use a server').click();
    await expect.element(page.getByLabelText('E-mail')).toHaveFocus();
    (document.activeElement as HTMLElement).blur();
    await userEvent.keyboard('{Escape}');
    await expect.element(dialog).not.toBeInTheDocument();
    expect(opened.store.getState().pictures[0]?.work.name).toBe('working');
  });

  it('gives the focus back, and keeps it while it is open', async () => {
    await openPicture();
    await openDialog();
    await expect.element(page.getByLabelText('E-mail')).toHaveFocus();
    for (let i = 0; i < 8; i++) {
      await userEvent.keyboard('{Tab}');
      const focused = document.activeElement;
      expect(focused === document.body || dialog.element().contains(focused)).toBe(true);
    }
    await userEvent.keyboard('{Escape}');
    await expect.element(page.getByRole('button', { name: /Quality: / })).toHaveFocus();
  });

  it('fits a phone', async () => {
    await openPicture();
    await page.viewport(320, 568);
    await button('Cut-out').click();
    await openDialog();
    await expect.element(page.getByLabelText('Password')).toBeVisible();
    const box = () => dialog.element().getBoundingClientRect();
    await expect.poll(() => [box().left, box().right, Math.round(box().bottom)]).toEqual([0, 320, 568]);
    await signIn();
    await expect.element(button('Send this photo')).toBeVisible();
    expect(button('Send this photo').element().getBoundingClientRect().height).toBeGreaterThanOrEqual(44);
    expect(document.documentElement.scrollWidth).toBe(320);
  });
});
