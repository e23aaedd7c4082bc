import { EngineError } from '@backgroundfx/core';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import '../ui/tokens.css';
import '../ui/base.css';
import { type ModelInfo, modelKey, type OwnModel } from '../engine/chosen-model.ts';
import type { CutoutClient, CutoutProgress, CutoutResult, InspectedModel } from '../engine/cutout.api.ts';
import { createCutoutStore } from '../state/cutout-store.ts';
import { CutoutStoreContext } from '../state/use-cutout.ts';
import { App } from './App.tsx';

const SECONDS = { low: 0.6, medium: 2, high: 4, ultra: 40 } as const;

const MODELS: readonly ModelInfo[] = [
  { id: 'isnet', displayName: 'ISNet', totalBytes: 44_000_000, place: 'device' },
  { id: 'u2netp', displayName: 'U²-Net-P', totalBytes: 2_400_000, place: 'server' },
  { id: 'u2net', displayName: 'U²-Net', totalBytes: 176_000_000, place: 'missing' },
];

interface Job {
  readonly report: (progress: CutoutProgress) => void;
  readonly resolve: (result: CutoutResult) => void;
  readonly reject: (error: EngineError) => void;
}

/** A client whose latest job the test drives. */
function scriptedClient() {
  const jobs: Job[] = [];
  const qualities: string[] = [];
  const models: string[] = [];
  let served = MODELS;
  let inspect = (_: Blob): Promise<InspectedModel> => Promise.reject(new EngineError('invalid_model', 'No'));
  let tryOut = async (_: OwnModel): Promise<void> => undefined;
  const client: CutoutClient = {
    cutout: (_file, { model, quality, signal, onProgress }) =>
      new Promise((resolve, reject) => {
        qualities.push(quality);
        models.push(modelKey(model));
        jobs.push({ resolve, reject, report: progress => onProgress?.(progress) });
        signal?.addEventListener('abort', () => reject(new EngineError('cancelled', 'Cancelled')));
      }),
    models: async () => served,
    expect: (model, quality) => ({
      seconds: (model.kind === 'own' ? 2 : 1) * SECONDS[quality],
      learned: quality === 'high',
    }),
    inspectModel: file => inspect(file),
    tryModel: model => tryOut(model),
    dispose: () => {},
  };
  return {
    client,
    qualities,
    models,
    job: () => jobs.at(-1)!,
    serve: (next: readonly ModelInfo[]) => {
      served = next;
    },
    onInspect: (next: typeof inspect) => {
      inspect = next;
    },
    onTry: (next: typeof tryOut) => {
      tryOut = next;
    },
  };
}

async function picture(width: number, height: number): Promise<Blob> {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('This browser has no 2D canvas');
  context.fillRect(width / 4, height / 4, width / 2, height / 2);
  return canvas.convertToBlob({ type: 'image/png' });
}

async function resultOf(
  png: Blob,
  { coverage = 0.25, ...more }: Partial<CutoutResult> = {},
): Promise<CutoutResult> {
  const { width, height } = await createImageBitmap(png);
  const report = {
    models: [{ id: 'isnet', displayName: 'ISNet' }],
    variant: 'int8',
    provider: 'wasm',
    threads: 2,
    looks: 1,
    why: 'No graphics adapter was found.',
    modelBytes: 44_000_000,
  } as const;
  return {
    width,
    height,
    png,
    coverage,
    hasForeground: coverage > 0,
    confidence: 0.9,
    found: [],
    seconds: 1.4,
    stageSeconds: {},
    report,
    ...more,
  };
}

function drop(...files: File[]): void {
  const dataTransfer = new DataTransfer();
  for (const file of files) dataTransfer.items.add(file);
  window.dispatchEvent(new DragEvent('drop', { dataTransfer, cancelable: true }));
}

let root: Root;
let scripted: ReturnType<typeof scriptedClient>;
let png: Blob;
let file: File;

beforeEach(async () => {
  await page.viewport(1280, 800);
  png = await picture(320, 240);
  file = new File([png], 'square.png', { type: 'image/png' });
  scripted = scriptedClient();
  const store = createCutoutStore({
    client: scripted.client,
    urls: URL,
    fetch: async () => new Response(png),
  });
  const host = document.createElement('div');
  document.body.append(host);
  root = createRoot(host);
  root.render(
    <CutoutStoreContext value={store}>
      <App />
    </CutoutStoreContext>,
  );
  await store.getState().refreshModels(false);
  await expect.element(page.getByText('ISNet, 44 MB, ready on this device')).toBeVisible();
});

afterEach(() => {
  root.unmount();
  document.body.replaceChildren();
});

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
