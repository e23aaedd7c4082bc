import { EngineError } from '@backgroundfx/core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import '../ui/theme.css';
import type { FoundSubject } from '../engine/cutout.api.ts';
import { chooseLanguage } from '../words/words-store.ts';
import { drop, foundOf, openScriptedPage, type ScriptedPage } from './testing/scripted-page.tsx';

let opened: ScriptedPage;
let scripted: ScriptedPage['scripted'];
let png: Blob;
let file: File;

beforeEach(async () => {
  await page.viewport(1280, 800);
  opened = await openScriptedPage();
  ({ scripted, png, file } = opened);
  await expect.element(page.getByText('ISNet, 44 MB, ready on this device')).toBeVisible();
});

afterEach(() => opened.leave());

async function finish(found?: Partial<FoundSubject>): Promise<void> {
  await expect.element(page.getByRole('progressbar')).toBeVisible();
  scripted.job().resolve(foundOf(found));
}

describe('the page', () => {
  it('takes a dropped picture over progress to a comparison', async () => {
    drop(file);
    const bar = page.getByRole('progressbar');
    await expect.element(bar).toHaveAttribute('aria-valuenow', '0');
    scripted.job().report({ stage: 'infer', fraction: 0.4, secondsLeft: 3 });
    await expect.element(bar).toHaveAttribute('aria-valuenow', '40');
    await expect.element(bar).toHaveAttribute('aria-valuetext', 'Finding the subject, about 3 s left');
    await finish();
    const line = 'ISNet int8 · 44 MB · your processor, 2 threads · 320 × 240 · 1.4 s';
    await expect.element(page.getByText(line)).toBeVisible();
    await expect
      .element(page.getByRole('button', { name: 'Export' }))
      .toHaveAttribute('aria-disabled', 'false');
  });

  it('compares by keyboard: one, ten with shift, both ends', async () => {
    drop(file);
    await finish();
    await page.getByRole('button', { name: 'Compare' }).click();
    const slider = page.getByRole('slider', { name: 'Compare' });
    await expect.element(slider).toBeVisible();
    (slider.element() as HTMLElement).focus();
    await userEvent.keyboard('{ArrowLeft}{Shift>}{ArrowLeft}{/Shift}');
    await expect.element(slider).toHaveAttribute('aria-valuetext', '39 % original, 61 % result');
    await userEvent.keyboard('{End}');
    await expect.element(slider).toHaveValue(100);
  });

  it('cuts a sample out again at another quality, and cancels that with Escape on its card', async () => {
    await page.getByRole('button', { name: 'Sample: Mug' }).click();
    await finish();
    await page.getByRole('button', { name: 'Quality: High' }).click();
    await expect.element(page.getByRole('menuitemradio', { name: 'High' })).toHaveFocus();
    await userEvent.keyboard('{ArrowRight}{Enter}');
    await expect.element(page.getByRole('button', { name: 'Cancel' })).toBeVisible();
    expect(scripted.qualities).toEqual(['high', 'ultra']);
    // The button of the menu has the focus: this one was meant for the menu.
    await userEvent.keyboard('{Escape}');
    await expect.element(page.getByRole('button', { name: 'Cancel' })).toBeVisible();
    (page.getByRole('button', { name: 'Cancel' }).element() as HTMLElement).focus();
    await userEvent.keyboard('{Escape}');
    await expect.element(page.getByRole('button', { name: 'Quality: High' })).toBeVisible();
  });

  it('puts an error where the work is and tries again', async () => {
    drop(file);
    await expect.element(page.getByRole('progressbar')).toBeVisible();
    // The first time it is tried once more, with less.
    scripted.job().reject(new EngineError('worker_died', 'The worker died'));
    await expect.poll(() => scripted.qualities).toEqual(['high', 'low']);
    scripted.job().reject(new EngineError('worker_died', 'The worker died'));
    await expect.element(page.getByRole('alert')).toHaveTextContent('The engine was stopped');
    await expect.element(page.getByRole('heading', { name: 'square.png' })).toBeInTheDocument();
    await page.getByRole('button', { name: 'Try again' }).click();
    await finish();
    await expect.element(page.getByText(/^ISNet int8 · /)).toBeVisible();
  });

  it('says which kinds it reads, on the start screen', async () => {
    drop(new File(['x'], 'scan.tif', { type: 'image/tiff' }));
    await expect.element(page.getByRole('progressbar')).toBeVisible();
    scripted.job().reject(new EngineError('unsupported_image', 'Not a picture'));
    await expect
      .element(page.getByRole('alert'))
      .toHaveTextContent('JPEG, PNG, WebP, AVIF, HEIC, GIF or BMP');
    await expect.element(page.getByRole('button', { name: 'Choose photos' })).toBeVisible();
  });

  it('keeps a file that cannot be read among the others, with words and a way out', async () => {
    drop(new File(['x'], 'cat.jpg', { type: 'image/jpeg' }), file);
    await expect.element(page.getByRole('progressbar')).toBeVisible();
    scripted.job().reject(new EngineError('unsupported_image', 'Not a picture'));
    const strip = page.getByRole('navigation', { name: 'Pictures of this project' });
    await expect.element(strip.getByRole('alert')).toHaveTextContent('cat.jpgThis file cannot be read');
    await expect.element(page.getByRole('heading', { name: 'square.png' })).toBeInTheDocument();
    const tiles = page.getByRole('group', { name: 'Background' });
    await expect.element(tiles).toBeVisible();
    await strip.getByRole('button', { name: 'cat.jpg, failed' }).click();
    const card = page.getByRole('alert');
    await expect
      .element(card)
      .toHaveTextContent('cat.jpg is damaged, or not really a JPEG. Try another copy of it.');
    const inspector = page.getByRole('complementary', { name: 'Settings of the picture' });
    await expect.element(inspector).toHaveTextContent('Nothing to edit');
    await expect.element(tiles).not.toBeInTheDocument();
    const stage = document.querySelector('[role=application]')!.getBoundingClientRect();
    const { top, bottom } = card.element().getBoundingClientRect();
    expect(Math.abs((top + bottom - stage.top - stage.bottom) / 2)).toBeLessThan(stage.height / 8);
    await page.getByRole('button', { name: 'Remove', exact: true }).click();
    await expect.element(strip).not.toBeInTheDocument();
    await expect.element(page.getByRole('heading', { name: 'square.png' })).toBeInTheDocument();
  });

  it('has room for its German labels, each in one line', async () => {
    await chooseLanguage('de');
    try {
      drop(file);
      await finish();
      await page.getByRole('button', { name: 'Farbe', exact: true }).click();
      const inspector = page.getByRole('complementary', { name: 'Einstellungen des Bildes' });
      await expect.element(inspector.getByText('Farbabgleich')).toBeVisible();
      const labels = [...inspector.element().querySelectorAll<HTMLElement>('label')];
      const tall = labels.filter(({ clientHeight }) => clientHeight > 24);
      expect(tall.map(({ textContent }) => textContent)).toEqual([]);
      const middle = (name: string) => {
        const { top, bottom } = inspector.getByText(name, { exact: true }).element().getBoundingClientRect();
        return (top + bottom) / 2;
      };
      expect(Math.abs(middle('Unverändert') - middle('Maske'))).toBeLessThan(2);
      const edit = { kind: 'lasso', mode: 'add', points: [0, 0, 5, 0, 5, 5] } as const;
      for (let count = 0; count < 10; count++) opened.store.getState().perform({ name: 'add-edit', edit });
      await expect.element(inspector.getByText('10 Korrekturen')).toBeVisible();
      expect(Math.abs(middle('10 Korrekturen') - middle('Maske'))).toBeLessThan(2);
    } finally {
      await chooseLanguage('en');
    }
  });

  it('shows no blurred background of the picture before', async () => {
    drop(file);
    await finish();
    const tile = page.getByRole('button', { name: 'Blurred original' });
    const drawn = () => tile.element().querySelector('canvas')?.dataset.drawn;
    await expect.poll(drawn).toBe('true');
    // As with a picture that is not read yet, or never will be.
    opened.store.setState({ original: null });
    await expect.poll(drawn).toBeUndefined();
  });

  it('keeps the original when nothing was found, and offers no empty download', async () => {
    drop(file);
    await finish({ coverage: 0 });
    await expect.element(page.getByText('No subject found')).toBeVisible();
    await expect
      .element(page.getByRole('button', { name: 'Export' }))
      .toHaveAttribute('aria-disabled', 'true');
  });

  it('works several pictures off one after another, in a filmstrip', async () => {
    drop(file, new File([png], 'other.png', { type: 'image/png' }));
    const strip = page.getByRole('navigation', { name: 'Pictures of this project' });
    await expect.element(strip.getByRole('button', { name: 'other.png, waiting' })).toBeVisible();
    await finish();
    await expect.element(strip.getByRole('button', { name: 'other.png, being cut out' })).toBeVisible();
    await expect.element(strip).toHaveTextContent('1 of 2 done');
    await strip.getByRole('button', { name: 'other.png, being cut out' }).click();
    await finish();
    await expect.element(strip).toHaveTextContent('2 of 2 done');
    await expect.element(page.getByRole('heading', { name: 'other.png' })).toBeInTheDocument();
    await strip.getByRole('button', { name: 'Remove other.png' }).click({ force: true });
    await expect.element(strip).not.toBeInTheDocument();
    await page
      .getByRole('region', { name: /Notifications/ })
      .getByRole('button', { name: 'Undo' })
      .click();
    await expect.element(strip.getByRole('button', { name: 'other.png, ready' })).toBeVisible();
  });

  it('leaves a picture alone that was cancelled, until it is asked for again', async () => {
    drop(file);
    await page.getByRole('button', { name: 'Cancel' }).click();
    await expect.element(page.getByText('Not cut out yet')).toBeVisible();
    await expect.element(page.getByRole('button', { name: 'Cut it out' })).toHaveFocus();
    await page.getByRole('button', { name: 'Cut it out' }).click();
    await finish();
    await expect.element(page.getByText(/^ISNet int8 · /)).toBeVisible();
  });

  it('takes another name for the project, and none by Escape', async () => {
    drop(file);
    await finish();
    const name = page.getByRole('textbox', { name: 'Project name' });
    await expect.element(name).toHaveValue('square');
    await name.fill('Autumn');
    await userEvent.keyboard('{Enter}');
    await expect.poll(() => opened.store.getState().project?.name).toBe('Autumn');
    await name.fill('Winter');
    await userEvent.keyboard('{Escape}');
    await expect.element(name).toHaveValue('Autumn');
    await page.getByRole('button', { name: 'All projects' }).click();
    await expect.element(page.getByRole('button', { name: 'Choose photos' })).toBeVisible();
  });

  it('undoes and redoes by key and button, and says what', async () => {
    drop(file);
    await finish();
    const undo = page.getByRole('button', { name: 'Undo', exact: true });
    await expect.element(undo).toHaveAttribute('aria-disabled', 'true');
    const { recipe } = opened.store.getState().document()!;
    opened.store.getState().perform({
      name: 'change-recipe',
      about: 'background',
      changes: { background: { type: 'color', color: '#ffffff' } },
    });
    await expect.element(undo).not.toHaveAttribute('aria-disabled');
    await userEvent.keyboard('{Control>}z{/Control}');
    await expect.element(page.getByText('Undone: background')).toBeInTheDocument();
    expect(opened.store.getState().document()?.recipe).toEqual(recipe);
    await page.getByRole('button', { name: 'Redo', exact: true }).click();
    expect(opened.store.getState().document()?.recipe.background).toMatchObject({ color: '#ffffff' });
  });

  it('shows that a file can be dropped, and stops when the pointer leaves', async () => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(file);
    window.dispatchEvent(new DragEvent('dragenter', { dataTransfer, cancelable: true }));
    await expect.element(page.getByText('Drop to cut it out')).toBeVisible();
    window.dispatchEvent(new DragEvent('dragleave'));
    await expect.element(page.getByText('Drop to cut it out')).not.toBeInTheDocument();
  });

  it('fits a phone in every phase without scrolling sideways, with the settings in sheets', async () => {
    const overflow = () => document.documentElement.scrollWidth - window.innerWidth;
    await page.viewport(320, 568);
    expect(overflow()).toBe(0);
    drop(file);
    await expect.element(page.getByRole('progressbar')).toBeVisible();
    expect(overflow()).toBe(0);
    await finish();
    const box = (name: string) =>
      page.getByRole('button', { name, exact: true }).element().getBoundingClientRect();
    await expect.element(page.getByRole('button', { name: 'Export' })).toBeVisible();
    for (const name of ['Export', 'Undo', 'Erase', 'Restore', 'Compare', 'Background', 'Cut-out']) {
      const { right, bottom, height } = box(name);
      expect(right, name).toBeLessThanOrEqual(320);
      expect(bottom, name).toBeLessThanOrEqual(568);
      expect(height, name).toBeGreaterThanOrEqual(40);
    }
    await page.getByRole('button', { name: 'Cut-out', exact: true }).click();
    const sheet = page.getByRole('dialog', { name: 'Cut-out' });
    await expect.element(sheet.getByRole('button', { name: /Quality: High/ })).toBeVisible();
    await expect.poll(() => Math.round(sheet.element().getBoundingClientRect().top)).toBe(284);
    expect(overflow()).toBe(0);
    await userEvent.keyboard('{Escape}');
    await expect.element(sheet).not.toBeInTheDocument();
  });
});
