import { EngineError, type OnnxFacts } from '@backgroundfx/core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import '../ui/theme.css';
import type { FoundSubject } from '../engine/cutout.api.ts';
import { drop, foundOf, MODELS, openScriptedPage, type ScriptedPage } from './testing/scripted-page.tsx';

let opened: ScriptedPage;
let scripted: ScriptedPage['scripted'];

beforeEach(async () => {
  await page.viewport(1280, 800);
  opened = await openScriptedPage();
  ({ scripted } = opened);
  await expect.element(page.getByText('ISNet, 44 MB, ready on this device')).toBeVisible();
});

afterEach(() => opened.leave());

async function finish(found?: Partial<FoundSubject>): Promise<void> {
  await expect.element(page.getByRole('progressbar')).toBeVisible();
  scripted.job().resolve(foundOf(found));
}

const item = (name: RegExp) => page.getByRole('menuitemradio', { name });
const openMenu = (name: string | RegExp = /Quality: /) => page.getByRole('button', { name }).click();

describe('the menu of networks and levels', () => {
  it('tells size, place and time of each, and what is only guessed', async () => {
    await openMenu(/ISNet, 44 MB/);
    await expect.element(item(/ISNet/)).toHaveAttribute('aria-checked', 'true');
    await expect.element(item(/ISNet/)).toHaveTextContent('about 4 s');
    await expect.element(item(/U²-Net small/)).toHaveTextContent('2.4 MB to download');
    await expect.element(item(/Ultra/)).toHaveTextContent('40 s');
    await userEvent.keyboard('{ArrowRight}');
    await expect.element(page.getByText('Maybe 40 s here.')).toBeVisible();
    await userEvent.keyboard('{Escape}');
    await expect.element(page.getByRole('menu')).not.toBeInTheDocument();
    await expect.element(page.getByRole('button', { name: /ISNet, 44 MB/ })).toHaveFocus();
  });

  it('goes round with the arrow keys, and to both ends', async () => {
    await openMenu(/ISNet, 44 MB/);
    await expect.element(item(/High/)).toHaveFocus();
    await userEvent.keyboard('{Home}');
    await expect.element(item(/ISNet/)).toHaveFocus();
    await userEvent.keyboard('{ArrowUp}');
    await expect.element(page.getByRole('menuitem', { name: 'Use a server' })).toHaveFocus();
    await userEvent.keyboard('{ArrowDown}{ArrowDown}{Enter}');
    await expect.element(page.getByText('U²-Net small, 2.4 MB, downloads on first use')).toBeVisible();
  });

  it('tells the chosen one in one line, however narrow the page, its menu open or not', async () => {
    await page.viewport(320, 800);
    const button = page.getByRole('button', { name: /ISNet, 44 MB|U²-Net small, 2.4 MB/ });
    const words = () => button.element().querySelector<HTMLElement>('span > span')!;
    const lines = () =>
      words().getBoundingClientRect().height / Number.parseFloat(getComputedStyle(words()).lineHeight);
    await button.click();
    expect(lines()).toBe(1);
    await item(/U²-Net small/).click();
    await expect.element(button).toHaveTextContent('U²-Net small, 2.4 MB, downloads on first use');
    expect(lines()).toBe(1);
    expect(button.element().getBoundingClientRect().right).toBeLessThanOrEqual(320);
  });

  it('cuts a picture out again with another network', async () => {
    drop(opened.file);
    await finish();
    await openMenu();
    await item(/U²-Net small/).click();
    await finish();
    expect(scripted.models).toEqual(['isnet', 'u2netp']);
    const button = page.getByRole('button', { name: /Model: U²-Net small ?, Quality: High/ });
    await expect.element(button).toBeVisible();
  });

  it('says how a network gets to a server that has not got it, and sees when it is there', async () => {
    await openMenu(/ISNet, 44 MB/);
    await item(/U²-Net The classic/).click();
    const dialog = page.getByRole('dialog', { name: 'U²-Net is not on this server yet' });
    await expect.element(dialog).toHaveTextContent('npm run models -- add u2net');
    scripted.serve(MODELS.map(model => ({ ...model, place: model.id === 'u2net' ? 'server' : model.place })));
    await page.getByRole('button', { name: 'Check again' }).click();
    await page.getByRole('button', { name: 'Use U²-Net' }).click();
    await expect.element(page.getByText('U²-Net, 176 MB, downloads on first use')).toBeVisible();
  });

  it('fits a phone: a sheet within the window, nothing sideways', async () => {
    await page.viewport(320, 568);
    await openMenu(/ISNet, 44 MB/);
    const box = () => page.getByRole('menu').element().getBoundingClientRect();
    await expect.poll(() => [box().left, box().right, box().bottom]).toEqual([0, 320, 568]);
    expect(box().top).toBeGreaterThan(0);
    expect(document.documentElement.scrollWidth).toBe(320);
    for (const element of page.getByRole('menuitemradio').elements()) {
      expect(element.getBoundingClientRect().height).toBeGreaterThanOrEqual(44);
    }
  });
});

describe('what is said of a result', () => {
  it('names what was found', async () => {
    drop(opened.file);
    await finish({ found: ['person', 'dog'] });
    await expect.element(page.getByText('Found: person, dog', { exact: true })).toBeVisible();
    await expect.element(page.getByText('square.png is ready. Found: person, dog')).toBeInTheDocument();
  });

  it('warns when it may be wrong, and shows where', async () => {
    drop(opened.file);
    await finish({ confidence: 0.1, doubt: opened.png });
    await expect.element(page.getByText('Not sure about this one')).toBeVisible();
    await page.getByRole('button', { name: 'Show where' }).click();
    await expect.element(page.getByRole('button', { name: 'Hide' })).toHaveAttribute('aria-pressed', 'true');
    expect(opened.store.getState().view).toBe('unsure');
    await page.getByRole('button', { name: 'Dismiss' }).click();
    await expect.element(page.getByText('Not sure about this one')).not.toBeInTheDocument();
    expect(opened.store.getState().view).toBe('result');
  });

  it('is quiet about one that is sure', async () => {
    drop(opened.file);
    await finish({ confidence: 0.95 });
    await expect.element(page.getByText(/^ISNet int8 · /)).toBeVisible();
    expect(page.getByText('Not sure about this one').query()).toBeNull();
  });

  it('says what the highest level costs on a processor, and offers a server', async () => {
    opened.store.getState().choose({ quality: 'ultra' });
    drop(opened.file);
    await expect.element(page.getByRole('progressbar')).toBeVisible();
    expect(page.getByText(/Ultra takes/).query()).toBeNull();
    scripted.job().report({ stage: 'infer', fraction: 0.2, provider: 'wasm' });
    await expect.element(page.getByText('Ultra takes maybe 40 s on this processor.')).toBeVisible();
    await page.getByRole('button', { name: 'Use a server' }).click();
    await expect.element(page.getByRole('dialog', { name: 'Use a server' })).toBeVisible();
    // Behind the dialog, where nobody who listens is led, the work goes on.
    expect(document.querySelector('[role=progressbar]')).not.toBeNull();
  });
});

const FACTS: OnnxFacts = {
  bytes: 2_400_000,
  irVersion: 8,
  opset: 17,
  producer: 'test',
  inputs: [{ name: 'picture', elementType: 'float32', shape: [1, 3, 320, 320] }],
  outputs: [{ name: 'matte', elementType: 'float32', shape: [1, 1, 320, 320], madeBy: 'Conv' }],
  nodes: 120,
  parameters: 600_000,
};

describe("a network of the user's own", () => {
  const onnx = new File(['onnx'], 'shears.onnx');
  const dialog = page.getByRole('dialog', { name: 'Open your own model' });
  const refused = (reason: string) =>
    new EngineError('invalid_model', 'For programs', { details: { reason } });

  async function give(...files: File[]): Promise<void> {
    const input = dialog.element().querySelector<HTMLInputElement>('input[type=file]');
    const transfer = new DataTransfer();
    for (const file of files) transfer.items.add(file);
    input!.files = transfer.files;
    input!.dispatchEvent(new Event('change', { bubbles: true }));
  }

  beforeEach(async () => {
    scripted.onInspect(async () => ({ facts: FACTS, sha256: 'ab'.repeat(32) }));
    drop(opened.file);
    await finish();
    await openMenu();
    await page.getByRole('menuitem', { name: 'Open your own model' }).click();
    await expect.element(dialog).toBeVisible();
  });

  it('is described by a form that the file fills in, tried, and chosen', async () => {
    await give(onnx);
    await expect.element(page.getByLabelText('Name', { exact: true })).toHaveValue('shears');
    await expect.element(page.getByLabelText('Size, pixels a side')).toHaveValue('320');
    await expect.element(page.getByLabelText('Its values are')).toHaveValue('sigmoid');
    await page.getByLabelText('Its values are').selectOptions('min-max');
    await page.getByRole('button', { name: 'Try it and use it' }).click();
    await finish();
    expect(scripted.models.at(-1)).toMatch(/^own-abababababab-/);
    await openMenu(/Model: shears/);
    await expect.element(item(/shears/)).toHaveTextContent('Your own, until this tab is closed');
    await item(/ISNet/).click();
    await openMenu(/Model: ISNet/);
    await item(/shears/).click();
    await openMenu(/Model: shears/);
    // What each of them saw is kept.
    expect(scripted.models.map(key => key.slice(0, 5))).toEqual(['isnet', 'own-a']);
  });

  it('is dropped where files are taken, and nowhere else in the dialog', async () => {
    const effectOn = (target: Element, type: string) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(onnx);
      // Of one that no hand drags the browser keeps no effect.
      Object.defineProperty(dataTransfer, 'dropEffect', { value: 'move', writable: true });
      const event = new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true });
      target.dispatchEvent(event);
      expect(event.defaultPrevented).toBe(true);
      return dataTransfer.dropEffect;
    };
    const place = dialog.getByText('Choose files, or drop them here').element();
    const title = dialog.getByRole('heading').element();
    expect(effectOn(place, 'dragover')).toBe('copy');
    expect(effectOn(title, 'dragover')).toBe('none');
    effectOn(title, 'drop');
    await expect.element(dialog.getByText('Choose files, or drop them here')).toBeVisible();
    effectOn(place, 'drop');
    await expect.element(page.getByLabelText('Name', { exact: true })).toHaveValue('shears');
  });

  it('comes with its manifest, before or after the file', async () => {
    const manifest = {
      version: 1,
      name: 'Garden shears',
      input: { layout: 'nchw', size: 320, mean: 0, std: 1 },
      output: { name: 'matte', values: 'stretch' },
    };
    await give(new File([JSON.stringify(manifest)], 'shears.json'));
    await expect.element(dialog).toHaveTextContent('The manifest is here: now its .onnx file');
    await give(onnx);
    await expect.element(page.getByLabelText('Name', { exact: true })).toHaveValue('Garden shears');
    await expect.element(page.getByLabelText('Values', { exact: true })).toHaveValue('unit');
    await give(new File(['{"version": 1, "name": 7}'], 'wrong.json'));
    await expect.element(page.getByRole('alert')).toHaveTextContent('The name should be a text.');
    await expect.element(page.getByLabelText('Name', { exact: true })).toHaveValue('Garden shears');
    await give(new File(['{'], 'broken.json'));
    await expect.element(page.getByRole('alert')).toHaveTextContent('The manifest is not JSON');
  });

  it('is refused kindly at each step, and nothing is lost', async () => {
    scripted.onInspect(() => Promise.reject(refused('external_data')));
    await give(onnx);
    await expect.element(page.getByRole('alert')).toHaveTextContent('Its weights are in another file');
    scripted.onInspect(async () => ({ facts: FACTS, sha256: 'ab'.repeat(32) }));
    await give(onnx);
    await page.getByLabelText('Size, pixels a side').fill('512');
    await page.getByRole('button', { name: 'Try it and use it' }).click();
    await expect.element(page.getByRole('alert')).toHaveTextContent('It takes another size');
    await page.getByLabelText('Size, pixels a side').fill('320');
    scripted.onTry(() => Promise.reject(refused('crashed')));
    await page.getByRole('button', { name: 'Try it and use it' }).click();
    await expect.element(page.getByRole('alert')).toHaveTextContent('It brought the engine down');
    await expect.element(page.getByLabelText('Size, pixels a side')).toHaveValue('320');
    await userEvent.keyboard('{Escape}');
    await expect.element(page.getByRole('button', { name: /Model: ISNet/ })).toBeVisible();
    await expect.element(page.getByText(/^ISNet int8 · /)).toBeVisible();
    expect(scripted.models).toEqual(['isnet']);
  });

  it('is not waited for when the dialog is closed while it is tried', async () => {
    let answer = (): void => undefined;
    scripted.onTry(
      () =>
        new Promise(resolve => {
          answer = resolve;
        }),
    );
    await give(onnx);
    await page.getByRole('button', { name: 'Try it and use it' }).click();
    await expect.element(page.getByRole('button', { name: 'Trying it out' })).toBeDisabled();
    await page.getByRole('button', { name: 'Close' }).click();
    answer();
    await expect.element(page.getByRole('button', { name: /Model: ISNet/ })).toBeVisible();
    expect(opened.store.getState().own).toBeNull();
  });

  it('fits a phone', async () => {
    await userEvent.keyboard('{Escape}');
    await page.viewport(320, 568);
    await page.getByRole('button', { name: 'Cut-out', exact: true }).click();
    await openMenu();
    await page.getByRole('menuitem', { name: 'Open your own model' }).click();
    await expect.element(dialog).toBeVisible();
    await give(onnx);
    await expect.element(page.getByLabelText('Name', { exact: true })).toBeVisible();
    const box = () => dialog.element().getBoundingClientRect();
    await expect.poll(() => [box().left, box().right, Math.round(box().bottom)]).toEqual([0, 320, 568]);
    expect(document.documentElement.scrollWidth).toBe(320);
  });
});
