import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import '../ui/theme.css';
import { toastStore } from '../ui/toast-store.ts';
import { offlineDialog, startCorner, startRecent } from './rooms.tsx';
import { openScriptedPage, type ScriptedPage } from './testing/scripted-page.tsx';

let opened: ScriptedPage;

beforeEach(async () => {
  await page.viewport(1440, 900);
  opened = await openScriptedPage();
  await expect.element(page.getByRole('button', { name: 'Choose photos' })).toBeVisible();
});

afterEach(() => {
  vi.restoreAllMocks();
  opened.leave();
  toastStore.setState({ toasts: [] });
});

/** Its code does not arrive, one time. */
function lose(code: { readonly fetch: () => Promise<unknown> }) {
  return vi
    .spyOn(code, 'fetch')
    .mockRejectedValueOnce(new TypeError('Failed to fetch dynamically imported module: /assets/part.js'));
}

const TOLD = 'A part of the editor could not be downloaded';
const offline = () => page.getByRole('button', { name: 'Use offline…' });

// First: what the others fetch is here from then on.
it('tells it in the place of the projects where the toasts did not arrive either', async () => {
  const fetching = lose(startRecent);
  lose(offlineDialog);
  await offline().click();
  const card = page.getByRole('alert');
  await expect
    .element(card)
    .toHaveTextContent(`${TOLD}Check the connection and try again; if that does not help, reload the page.`);
  await expect.element(page.getByRole('button', { name: 'Choose photos' })).toBeVisible();
  lose(startRecent);
  await card.getByRole('button', { name: 'Try again' }).click();
  await expect.poll(() => fetching.mock.results).toHaveLength(2);
  await expect.element(card.getByRole('button', { name: 'Try again' })).toHaveFocus();
  await card.getByRole('button', { name: 'Try again' }).click();
  await expect.element(page.getByText(TOLD, { exact: false })).not.toBeInTheDocument();
  await offline().click();
  await expect.element(page.getByRole('dialog', { name: 'Offline' })).toBeVisible();
});

it('tells on the start that a dialog did not arrive, and opens it with the next press', async () => {
  lose(offlineDialog);
  await offline().click();
  await expect
    .element(
      page.getByText(`${TOLD}. Check the connection and try again; if that does not help, reload the page.`),
    )
    .toBeVisible();
  await expect.element(page.getByRole('button', { name: 'Choose photos' })).toBeVisible();
  await offline().click();
  await expect.element(page.getByRole('dialog', { name: 'Offline' })).toBeVisible();
  await expect.poll(() => toastStore.getState().toasts).toEqual([]);
});

it('keeps the button of the settings, which says nothing of a pointer that came near, and something of a press', async () => {
  const fetching = lose(startCorner);
  const gear = page.getByRole('button', { name: 'Settings' });
  await gear.hover();
  await expect.poll(() => fetching.mock.results).toHaveLength(1);
  await expect.element(gear).toBeVisible();
  expect(toastStore.getState().toasts).toEqual([]);

  lose(startCorner);
  (gear.element() as HTMLElement).focus();
  await userEvent.keyboard('{Enter}');
  await expect.element(page.getByText(TOLD, { exact: false })).toBeVisible();
  await expect.element(gear).toHaveFocus();
  await userEvent.keyboard('{Enter}');
  await expect.element(page.getByRole('menuitemradio', { name: 'Deutsch' })).toBeVisible();
});
