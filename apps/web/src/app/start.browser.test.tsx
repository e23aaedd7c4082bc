import { afterEach, beforeEach, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import '../ui/theme.css';
import { runCommand } from '../commands/command-registry.ts';
import { drop, foundOf, openScriptedPage, type ScriptedPage } from './testing/scripted-page.tsx';

let opened: ScriptedPage;

beforeEach(async () => {
  await page.viewport(1440, 900);
  opened = await openScriptedPage();
  await expect.element(page.getByRole('button', { name: 'Choose photos' })).toBeVisible();
});

afterEach(() => opened.leave());

it('says the three ways in, and the promise', async () => {
  await expect.element(page.getByRole('heading', { level: 1 })).toHaveTextContent('Drop a picture');
  await expect.element(page.getByText('Your picture never leaves this device.')).toBeVisible();
  await expect.element(page.getByText(/drop them anywhere, or paste with/)).toHaveTextContent('Ctrl V');
});

it('offers to work offline by a button that looks like one, and claims nothing', async () => {
  const button = page.getByRole('button', { name: /offline/i });
  await expect.element(button).toHaveTextContent('Use offline…');
  expect(getComputedStyle(button.element()).borderTopColor).not.toBe('rgba(0, 0, 0, 0)');
  await button.click();
  await expect.element(page.getByRole('dialog', { name: 'Offline' })).toBeVisible();
});

it('ends the settings where the mark begins: at the same margin', () => {
  const header = document.querySelector('header')!;
  const mark = header.querySelector('img')!.getBoundingClientRect();
  const gear = header.querySelector('svg')!.getBoundingClientRect();
  expect(Math.abs(innerWidth - gear.right - mark.left)).toBeLessThanOrEqual(1);
});

it('opens the settings for a press that comes before their code is there, though its button goes meanwhile', async () => {
  const gear = page.getByRole('button', { name: 'Settings' }).element();
  const at = (type: string) =>
    gear.dispatchEvent(new PointerEvent(type, { bubbles: true, button: 0, pointerId: 1 }));
  at('pointerover');
  at('pointerdown');
  // No click follows: the finger goes up over another button.
  await expect.element(page.getByRole('menuitemradio', { name: 'Deutsch' })).toBeVisible();
});

it('has its ways in the palette', async () => {
  await userEvent.keyboard('{Control>}k{/Control}');
  await expect.element(page.getByRole('option', { name: 'Choose photos' })).toBeVisible();
  await page.getByRole('combobox').fill('mug');
  await userEvent.keyboard('{Enter}');
  await expect.poll(() => opened.store.getState().pictures.map(({ name }) => name)).toEqual(['mug.jpg']);
});

it('takes back the removal of the only picture, with the focus there', async () => {
  drop(opened.file);
  await expect.element(page.getByRole('progressbar')).toBeVisible();
  opened.scripted.job().resolve(foundOf());
  await expect
    .element(page.getByRole('button', { name: 'Export' }))
    .toHaveAttribute('aria-disabled', 'false');
  runCommand('file.remove');
  await expect.element(page.getByRole('button', { name: 'Choose photos' })).toBeVisible();
  // What shows it is fetched first.
  await expect.poll(() => document.activeElement?.textContent, { timeout: 9000 }).toBe('Undo');
  await userEvent.keyboard('{Enter}');
  await expect.poll(() => opened.store.getState().pictures.map(({ name }) => name)).toEqual(['square.png']);
});
