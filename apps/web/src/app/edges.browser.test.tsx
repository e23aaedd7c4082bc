import { EngineError } from '@backgroundfx/core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import '../ui/tokens.css';
import '../ui/base.css';
import { drop, openScriptedPage, resultOf, type ScriptedPage } from './testing/scripted-page.tsx';

let opened: ScriptedPage;
const slider = (name: string) => page.getByRole('slider', { name, exact: true });
const number = (name: string) => page.getByRole('textbox', { name: `${name}, as a number` });
const draft = () => document.querySelector<HTMLCanvasElement>('canvas:not([hidden])');

async function showResult(width = 1280): Promise<void> {
  await page.viewport(width, 800);
  opened = await openScriptedPage();
  await expect.element(page.getByRole('button', { name: 'Choose photo' })).toBeVisible();
  drop(opened.file);
  await expect.element(page.getByRole('progressbar')).toBeVisible();
  opened.scripted.job().resolve(await resultOf(opened.png));
  await page.getByRole('button', { name: 'Edges', exact: true }).click();
}

beforeEach(() => showResult());
afterEach(() => opened.leave());

describe('the sliders of the edges', () => {
  it('change the picture at once, by pointer, keys and numbers', async () => {
    expect(draft()).toBeNull();
    await number('Shift edge').fill('4');
    await expect.poll(() => draft()?.width).toBe(36);
    (slider('Shift edge').element() as HTMLElement).focus();
    await userEvent.keyboard('{ArrowRight}');
    await expect.element(slider('Shift edge')).toHaveAttribute('aria-valuetext', '4.5 pixels');
    await userEvent.keyboard('{Shift>}{ArrowLeft}{/Shift}{ArrowDown}{ArrowDown}');
    await expect.element(number('Shift edge')).toHaveValue('−1.5');
    await slider('Contrast').fill('25');
    await expect.poll(() => opened.edges.drafts.at(-1)).toMatchObject({ shiftEdge: -1.5, contrast: 25 });
    expect(opened.scripted.models).toHaveLength(1);
  });

  it('take what somebody types, and show what became of it', async () => {
    await number('Feather').fill('99');
    await expect.element(slider('Feather')).toHaveValue('20');
    await userEvent.keyboard('{Enter}');
    await expect.element(number('Feather')).toHaveValue('20');
    await number('Feather').fill('lots');
    await userEvent.tab();
    await expect.element(number('Feather')).toHaveValue('20');
    await number('Shift edge').fill('-2,5');
    await expect.element(slider('Shift edge')).toHaveValue('-2.5');
  });

  it('go back by a double click, and all of them by one button', async () => {
    await slider('Refinement').fill('80');
    await slider('Refinement').dblClick();
    await expect.element(slider('Refinement')).toHaveValue('50');
    await slider('Feather').fill('3');
    await slider('Clean colours').fill('10');
    await page.getByRole('button', { name: 'Reset' }).click();
    await expect.element(slider('Clean colours')).toHaveValue('100');
    await expect.poll(draft).toBeNull();
    // It keeps the focus, which a button that went away would lose.
    await expect.element(page.getByRole('button', { name: 'Reset' })).toHaveFocus();
    await expect
      .element(page.getByRole('button', { name: 'Reset' }))
      .toHaveAttribute('aria-disabled', 'true');
  });

  it('say that they draw when it takes a while', async () => {
    let go = () => {};
    opened.edges.onAsk(() => new Promise(resolve => (go = resolve)));
    await slider('Feather').fill('3');
    await expect.element(page.getByText('Drawing…')).toBeVisible();
    go();
    await expect.element(page.getByText('Drawing…')).not.toBeInTheDocument();
  });

  it('go back to what is on screen when the edges cannot be drawn, and say so', async () => {
    opened.edges.onAsk(() => Promise.reject(new EngineError('worker_died', 'Gone')));
    await slider('Feather').fill('3');
    await expect.element(page.getByRole('alert')).toHaveTextContent('The engine was stopped');
    await expect.element(slider('Feather')).toHaveValue('0');
  });

  it('are made into the PNG when it is downloaded, once', async () => {
    const names: string[] = [];
    const click = HTMLAnchorElement.prototype.click;
    HTMLAnchorElement.prototype.click = function () {
      names.push(this.download);
    };
    let go = () => {};
    await slider('Feather').fill('3');
    await expect.poll(() => draft()?.width).toBe(32);
    opened.edges.onAsk(() => new Promise(resolve => (go = resolve)));
    await page.getByRole('button', { name: 'Download PNG' }).click();
    await expect.element(page.getByRole('button', { name: 'Making the PNG…' })).toBeVisible();
    go();
    await expect.poll(() => names).toEqual(['square-cutout.png']);
    await expect.poll(draft).toBeNull();
    await page.getByRole('button', { name: 'Download PNG' }).click();
    await expect.poll(() => names).toHaveLength(2);
    expect(opened.edges.wholes).toHaveLength(1);
    HTMLAnchorElement.prototype.click = click;
  });

  it('wait while the picture is cut out again, and keep their places', async () => {
    await slider('Feather').fill('3');
    await page.getByRole('button', { name: 'Quality: High' }).click();
    await page.getByRole('menuitemradio', { name: /Low/ }).click();
    await expect.element(slider('Feather')).toBeDisabled();
    opened.scripted.job().resolve(await resultOf(opened.png));
    await expect.element(slider('Feather')).toBeEnabled();
    await expect.element(slider('Feather')).toHaveValue('3');
    expect(draft()).toBeNull();
  });
});

describe('the room for them', () => {
  it('leaves the picture in sight on a phone, and is large enough for a thumb', async () => {
    opened.leave();
    await showResult(320);
    await page.viewport(320, 568);
    expect(document.documentElement.scrollWidth).toBe(320);
    const box = slider('Feather').element().getBoundingClientRect();
    expect(box.height).toBeGreaterThanOrEqual(40);
    expect(box.bottom).toBeLessThan(568);
    const shown = page.getByRole('slider', { name: 'Compare' }).element().getBoundingClientRect();
    expect(shown.height).toBeGreaterThan(120);
    expect(shown.bottom).toBeLessThan(slider('Refinement').element().getBoundingClientRect().top);
  });

  it('closes, and what was changed stays', async () => {
    await slider('Shift edge').fill('4');
    await expect.poll(() => draft()?.width).toBe(36);
    await page.getByRole('button', { name: 'Close edges' }).click();
    await expect.element(slider('Feather')).not.toBeInTheDocument();
    expect(draft()?.width).toBe(36);
  });
});
