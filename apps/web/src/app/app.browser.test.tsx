import { EngineError } from '@backgroundfx/core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import '../ui/tokens.css';
import '../ui/base.css';
import type { CutoutResult } from '../engine/cutout.api.ts';
import { drop, openScriptedPage, resultOf, type ScriptedPage } from './testing/scripted-page.tsx';

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

async function finish(result?: Partial<CutoutResult>): Promise<void> {
  await expect.element(page.getByRole('progressbar')).toBeVisible();
  scripted.job().resolve(await resultOf(png, result));
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
    await expect.element(page.getByRole('button', { name: 'Download PNG' })).toBeVisible();
  });

  it('compares by keyboard: one, ten with shift, both ends', async () => {
    drop(file);
    await finish();
    const slider = page.getByRole('slider', { name: 'Compare' });
    await expect.element(slider).toHaveValue('50');
    (slider.element() as HTMLElement).focus();
    await userEvent.keyboard('{ArrowLeft}{Shift>}{ArrowLeft}{/Shift}');
    await expect.element(slider).toHaveAttribute('aria-valuetext', '39 % original, 61 % result');
    await userEvent.keyboard('{End}');
    await expect.element(slider).toHaveValue('100');
  });

  it('cuts a sample out again at another quality, and cancels that with Escape', async () => {
    await page.getByRole('button', { name: 'Sample: Mug' }).click();
    await finish();
    await page.getByRole('button', { name: 'Quality: High' }).click();
    await expect.element(page.getByRole('menuitemradio', { name: 'High' })).toHaveFocus();
    await userEvent.keyboard('{ArrowRight}{Enter}');
    await expect.element(page.getByRole('button', { name: 'Cancel' })).toBeVisible();
    expect(scripted.qualities).toEqual(['high', 'ultra']);
    await userEvent.keyboard('{Escape}');
    await expect.element(page.getByRole('button', { name: 'Quality: High' })).toBeVisible();
  });

  it('puts an error where the work is and tries again', async () => {
    drop(file);
    await expect.element(page.getByRole('progressbar')).toBeVisible();
    scripted.job().reject(new EngineError('worker_died', 'The worker died'));
    await expect.element(page.getByRole('alert')).toHaveTextContent('The engine was stopped');
    await expect.element(page.getByRole('img', { name: 'square.png' })).toBeVisible();
    await page.getByRole('button', { name: 'Try again' }).click();
    await finish();
    await expect.element(page.getByRole('slider', { name: 'Compare' })).toBeVisible();
  });

  it('says which kinds it reads, on the start screen', async () => {
    drop(new File(['x'], 'IMG_1.HEIC'));
    await expect.element(page.getByRole('progressbar')).toBeVisible();
    scripted.job().reject(new EngineError('unsupported_image', 'Not a picture'));
    await expect.element(page.getByRole('alert')).toHaveTextContent('JPEG, PNG and WebP can.');
    await expect.element(page.getByRole('button', { name: 'Choose photo' })).toBeVisible();
  });

  it('keeps the original when nothing was found, and offers no empty download', async () => {
    drop(file);
    await finish({ coverage: 0 });
    await expect.element(page.getByText('No subject found')).toBeVisible();
    expect(page.getByRole('button', { name: 'Download PNG' }).query()).toBeNull();
  });

  it('says which of several files it took', async () => {
    drop(file, new File([png], 'other.png', { type: 'image/png' }));
    await expect.element(page.getByText('square.png was taken, the other was left out.')).toBeVisible();
  });

  it('shows that a file can be dropped, and stops when the pointer leaves', async () => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(file);
    window.dispatchEvent(new DragEvent('dragenter', { dataTransfer, cancelable: true }));
    await expect.element(page.getByText('Drop to cut it out')).toBeVisible();
    window.dispatchEvent(new DragEvent('dragleave'));
    await expect.element(page.getByText('Drop to cut it out')).not.toBeInTheDocument();
  });

  it('fits a phone in every phase without scrolling sideways', async () => {
    const overflow = () => document.documentElement.scrollWidth - window.innerWidth;
    await page.viewport(320, 568);
    expect(overflow()).toBe(0);
    drop(file);
    await expect.element(page.getByRole('progressbar')).toBeVisible();
    expect(overflow()).toBe(0);
    await finish();
    const download = page.getByRole('button', { name: 'Download PNG' });
    await expect.element(download).toBeVisible();
    const box = download.element().getBoundingClientRect();
    expect(box.right).toBeLessThanOrEqual(320);
    expect(box.bottom).toBeLessThanOrEqual(568);
    expect(box.height).toBeGreaterThanOrEqual(44);
  });
});
