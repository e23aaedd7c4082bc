import '../ui/theme.css';
import { parseRecipe } from '@backgroundfx/core';
import { readPsd } from 'ag-psd';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { StudioRequest, WholePicture } from '../engine/studio.api.ts';
import { WorkspaceContext } from '../state/use-workspace.ts';
import type { WorkspaceState } from '../state/workspace-state.ts';
import { UiRoot } from '../ui/UiRoot.tsx';
import { ExportDialog } from './ExportDialog.tsx';

const WIDTH = 1200;
const HEIGHT = 900;

/** A disc of one colour on nothing. */
function disc(): WholePicture {
  const data = new Uint8ClampedArray(WIDTH * HEIGHT * 4);
  for (let y = 0; y < HEIGHT; y++) {
    for (let x = 0; x < WIDTH; x++) {
      const a = Math.max(0, Math.min(255, (360 - Math.hypot(x - WIDTH / 2, y - HEIGHT / 2)) * 255));
      if (a > 0) data.set([200 + (((x >> 5) + (y >> 5)) % 2) * 40, 90, 60 + y / 8, a], (y * WIDTH + x) * 4);
    }
  }
  return { width: WIDTH, height: HEIGHT, data: data.buffer };
}

const asked: StudioRequest[] = [];
const studio = {
  whole: async (request: StudioRequest) => {
    asked.push(request);
    return disc();
  },
  layers: async () => ({
    original: disc(),
    background: null,
    shadow: null,
    subject: disc(),
    composed: disc(),
  }),
};

const file = new File([new Uint8Array(900_000)], 'my disc.jpg', { type: 'image/jpeg' });
const request: StudioRequest = {
  source: {
    key: 'disc',
    file,
    coarse: { width: 1, height: 1, alpha: new Blob([new Float32Array([1])]) },
    quality: 'high',
  },
  recipe: parseRecipe({ output: { max_side: 100, format: 'jpg' } }),
  edits: [],
  assets: {},
};

let root: Root;
let store: StoreApi<WorkspaceState>;
const downloads: { readonly name: string; readonly file: Promise<Blob> }[] = [];
const onClose = vi.fn();

beforeEach(() => {
  localStorage.clear();
  asked.length = 0;
  downloads.length = 0;
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    downloads.push({ name: this.download, file: fetch(this.href).then(response => response.blob()) });
  });
  const item = { id: 'a', name: file.name, file, thumbnail: null, work: { name: 'waiting' } };
  const state = { pictures: [item], activeId: 'a', request: () => request };
  store = createStore(() => state as unknown as WorkspaceState);
  const host = document.createElement('div');
  document.body.append(host);
  root = createRoot(host);
  root.render(
    <UiRoot>
      <WorkspaceContext value={store}>
        <ExportDialog onClose={onClose} studio={studio} />
      </WorkspaceContext>
    </UiRoot>,
  );
});

afterEach(() => {
  root.unmount();
  document.body.replaceChildren();
  vi.restoreAllMocks();
});

const dialog = () => page.getByRole('dialog', { name: 'Export' });
const status = () => dialog().getByRole('status');
const choose = (name: string) => dialog().getByRole('radio', { name, exact: true }).click();

async function downloaded(name: RegExp): Promise<Blob> {
  const before = downloads.length;
  await dialog().getByRole('button', { name: 'Download' }).click();
  await vi.waitFor(() => expect(downloads).toHaveLength(before + 1), { timeout: 10_000 });
  expect(downloads.at(-1)?.name).toMatch(name);
  return downloads.at(-1)!.file;
}

const headOf = async (blob: Blob) =>
  String.fromCharCode(...new Uint8Array(await blob.slice(0, 12).arrayBuffer()));

it('shows the file as it will be saved, with its bytes beside the original', async () => {
  await expect.element(status()).toHaveTextContent(/^This file .* of the original$/);
  await expect.element(dialog().getByText('Original 900 kB')).toBeVisible();
  await expect
    .element(dialog().getByRole('img', { name: 'my disc-cutout.png as it will be saved' }))
    .toBeVisible();
  // At full size, transparent, whatever the recipe says for other clients.
  expect(asked.map(({ recipe }) => recipe.output)).toMatchObject([
    { max_side: null, format: 'png', channels: 'rgba' },
  ]);
  expect(await headOf(await downloaded(/^my disc-cutout\.png$/))).toContain('PNG');
});

it('stays with the picture for which it was opened, whatever comes in behind it', async () => {
  await expect.element(status()).toHaveTextContent(/^This file/);
  const [first] = store.getState().pictures;
  const other = new File([new Uint8Array(5000)], 'other.jpg', { type: 'image/jpeg' });
  const item = { ...first!, id: 'b', name: other.name, file: other };
  store.setState({ pictures: [first!, item], activeId: 'b' });
  await expect.element(dialog().getByText('Original 900 kB')).toBeVisible();
  expect(await headOf(await downloaded(/^my disc-cutout\.png$/))).toContain('PNG');
});

it('takes no files that are dropped on it, and keeps the browser from opening them', async () => {
  await expect.element(status()).toHaveTextContent(/^This file/);
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(file);
  // Of one that no hand drags the browser keeps no effect.
  Object.defineProperty(dataTransfer, 'dropEffect', { value: 'move', writable: true });
  for (const type of ['dragenter', 'dragover', 'drop']) {
    const event = new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true });
    dialog().element().dispatchEvent(event);
    expect(event.defaultPrevented).toBe(true);
    expect(dataTransfer.dropEffect).toBe('none');
  }
});

it('compares the picture with the file as it is chosen, and with no other that was there before', async () => {
  await expect.element(status()).toHaveTextContent(/^This file/);
  const asSaved = () => dialog().getByText('As saved');
  await expect.element(asSaved()).toBeVisible();
  await choose('AVIF');
  await expect.element(status()).toHaveTextContent('Writing the file…');
  await expect.element(asSaved()).not.toBeInTheDocument();
  await expect.element(status(), { timeout: 30_000 }).toHaveTextContent(/^This file/);
  await expect.element(asSaved()).toBeVisible();
});

it('says what was saved, until something else is to be', async () => {
  const saved = () => dialog().getByText(/^Saved /);
  await expect.element(status()).toHaveTextContent(/^This file/);
  await expect.element(saved()).not.toBeInTheDocument();
  const { size } = await downloaded(/\.png$/);
  await expect.element(saved()).toHaveTextContent(`Saved my disc-cutout.png, ${Math.round(size / 1000)} kB`);
  expect(saved().element().closest('[aria-live=polite]')).not.toBeNull();
  await choose('JPEG');
  await expect.element(saved()).not.toBeInTheDocument();
});

it('has a checkerboard beneath the picture alone, and speaks of transparency only where there is some', async () => {
  const preview = dialog().getByRole('img', { name: /as it will be saved/ });
  await expect.element(preview).toBeVisible();
  const ground = () => document.querySelector('[data-ground]')!.getBoundingClientRect();
  const view = preview.element().getBoundingClientRect();
  expect(ground().width / ground().height).toBeCloseTo(WIDTH / HEIGHT, 1);
  expect(ground().width).toBeLessThan(view.width - 20);
  expect(getComputedStyle(preview.element().parentElement!).backgroundImage).toBe('none');
  const about = dialog().getByText('Every pixel exactly as it is', { exact: false });
  await expect.element(about).toHaveTextContent('Keeps transparency.');
  await choose('JPEG');
  await expect.element(dialog().getByRole('textbox', { name: 'Fill colour' })).toBeVisible();
  await choose('Matte only');
  await expect.element(dialog().getByRole('textbox', { name: 'Fill colour' })).not.toBeInTheDocument();
  await choose('PNG');
  await expect.element(about).not.toHaveTextContent('transparency');
});

it('names the kind of picture that is copied, and compares nothing with a file of layers', async () => {
  const compare = dialog().getByRole('slider', { name: /^Compare/ });
  await expect.element(dialog().getByRole('button', { name: 'Copy', exact: true })).toBeVisible();
  await choose('WebP');
  await expect.element(dialog().getByRole('button', { name: 'Copy as PNG' })).toBeVisible();
  await expect.element(compare).toBeVisible();
  await choose('PSD');
  await expect.element(dialog().getByRole('button', { name: 'Copy as PNG' })).toBeVisible();
  await expect.element(compare).not.toBeInTheDocument();
  await expect
    .element(dialog().getByRole('list', { name: 'Layers of the file' }))
    .toHaveTextContent(/^Subject.*Original/);
});

it('at 100 % the picture is moved by keys and brought to the middle by a tap, no further than to its edges', async () => {
  await page.viewport(900, 600);
  await expect.element(status()).toHaveTextContent(/^This file/);
  const ground = () => document.querySelector('[data-ground]')!.getBoundingClientRect();
  const preview = dialog().getByRole('img', { name: /as it will be saved/ });
  const view = () => preview.element().getBoundingClientRect();
  await choose('100 %');
  const box = dialog().getByRole('group', { name: /^Picture at 100 %/ });
  await expect.poll(() => ground().width).toBe(WIDTH);
  const before = ground();
  (box.element() as HTMLElement).focus();
  await userEvent.keyboard('{ArrowRight}');
  await expect.poll(() => before.left - ground().left).toBeCloseTo(view().width / 10, -1);
  await userEvent.keyboard('{Shift>}{ArrowRight>9/}{ArrowDown>9/}{/Shift}');
  await expect.poll(() => Math.round(ground().right - view().right)).toBe(0);
  expect(Math.round(ground().bottom - view().bottom)).toBe(0);
  await preview.click({ position: { x: 20, y: 30 } });
  await expect.poll(() => ground().right - view().right).toBeCloseTo(view().width / 2 - 20, -1);
  expect(ground().bottom - view().bottom).toBeCloseTo(view().height / 2 - 30, -1);
});

it('chooses with the arrows as they go', async () => {
  await expect.element(status()).toHaveTextContent(/^This file/);
  (dialog().getByRole('radio', { name: 'PNG', exact: true }).element() as HTMLElement).focus();
  await userEvent.keyboard('{ArrowRight}');
  await expect.element(dialog().getByRole('radio', { name: 'WebP', exact: true })).toBeChecked();
  for (const format of ['PNG', 'PSD']) {
    await userEvent.keyboard('{ArrowLeft}');
    await expect.element(dialog().getByRole('radio', { name: format, exact: true })).toBeChecked();
  }
});

it('leaves everything that all formats have where it is', async () => {
  await page.viewport(1200, 900);
  const places = () =>
    ['Picture', 'Matte only', 'PNG'].map(
      name => dialog().getByRole('radio', { name, exact: true }).element().getBoundingClientRect().top,
    );
  const nameAt = () => dialog().getByLabelText('File name').element().getBoundingClientRect().top;
  await expect.element(status()).toHaveTextContent(/^This file/);
  const first = [...places(), nameAt()];
  for (const format of ['WebP', 'JPEG', 'AVIF', 'PNG']) {
    await choose(format);
    expect([...places(), nameAt()]).toEqual(first);
  }
  await choose('PSD');
  expect(nameAt()).toBe(first.at(-1));
});

it('leaves no hole between what can be chosen', async () => {
  await page.viewport(1200, 900);
  await expect.element(status()).toHaveTextContent(/^This file/);
  const size = dialog().getByRole('button', { name: /^Size/ }).element().getBoundingClientRect();
  const kept = dialog().getByText('Keep from the photo').element().getBoundingClientRect();
  expect(kept.top - size.bottom).toBeLessThan(48);
});

it('writes a smaller file with less quality', async () => {
  await choose('JPEG');
  await expect.element(dialog().getByRole('img', { name: /cutout\.jpg/ })).toBeVisible();
  const quality = dialog().getByRole('slider', { name: 'Quality' });
  const sizes: number[] = [];
  for (const value of ['95', '20']) {
    await quality.fill(value);
    sizes.push((await downloaded(/\.jpg$/)).size);
  }
  expect(sizes[1]).toBeLessThan(sizes[0]! / 2);
});

it('makes the picture smaller, and says how large it is', async () => {
  await dialog().getByRole('button', { name: /^Size/ }).click();
  await page.getByRole('menuitemradio', { name: /512 px/ }).click();
  await expect.element(dialog().getByText('512 × 384')).toBeVisible();
  const bitmap = await createImageBitmap(await downloaded(/\.png$/));
  expect([bitmap.width, bitmap.height]).toEqual([512, 384]);
});

it('writes the matte alone', async () => {
  await choose('Matte only');
  await expect.element(dialog().getByRole('img', { name: /my disc-matte\.png/ })).toBeVisible();
  expect(asked.at(-1)?.recipe.output.channels).toBe('alpha');
});

it('writes a Photoshop file with its layers named', async () => {
  await choose('PSD');
  await userEvent.fill(dialog().getByLabelText('File name'), 'a/b');
  const psd = readPsd(await (await downloaded(/^a-b\.psd$/)).arrayBuffer(), { useImageData: true });
  expect(psd.children?.map(({ name, hidden }) => [name, hidden])).toEqual([
    ['Original', true],
    ['Subject', false],
  ]);
});

it('keeps its settings for the next picture, but for the matte alone', async () => {
  await choose('WebP');
  await choose('Matte only');
  const { readSettings } = await import('./export-settings.ts');
  expect(readSettings()).toMatchObject({ format: 'webp', isMatteOnly: false });
});
