import { createRoot, type Root } from 'react-dom/client';
import { afterEach, describe, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { createStore } from 'zustand/vanilla';
import '../ui/theme.css';
import { WorkspaceContext, type WorkspaceStore } from '../state/use-workspace.ts';
import { type PictureItem, TOOLS, VIEWS, type WorkspaceState } from '../state/workspace-state.ts';
import { UiRoot } from '../ui/UiRoot.tsx';
import { ToolOptions } from './ToolOptions.tsx';

const BRUSH = { size: 60, hardness: 0.7, opacity: 1, edgeAware: true, pressure: true };
const picture = (work: PictureItem['work']): PictureItem => ({
  id: 'p1',
  name: 'disc.png',
  file: new Blob(),
  thumbnail: null,
  work,
});
let root: Root;
let box: HTMLElement;
const strip = () => page.getByRole('region', { name: /^Options of the tool: / });

/** The strip as wide as it is between rail and inspector. */
async function open(width: number): Promise<WorkspaceStore> {
  await page.viewport(width, 800);
  const store = createStore<Partial<WorkspaceState>>(() => ({
    tool: 'move',
    view: 'result',
    frame: {} as WorkspaceState['frame'],
    pictures: [picture({ name: 'waiting' })],
    activeId: 'p1',
    brushes: { restore: BRUSH, erase: BRUSH, refine: BRUSH },
    lassoMode: 'add',
    regionMode: 'drop',
  })) as unknown as WorkspaceStore;
  box = document.createElement('div');
  box.style.width = `${width > 720 ? width - 356 : width}px`;
  document.body.append(box);
  root = createRoot(box);
  root.render(
    <UiRoot>
      <WorkspaceContext value={store}>
        <ToolOptions />
      </WorkspaceContext>
    </UiRoot>,
  );
  await expect.element(strip()).toBeVisible();
  return store;
}

afterEach(() => {
  root.unmount();
  box.remove();
  localStorage.clear();
});

describe('the strip of the tool in hand', () => {
  it.each([1440, 1280, 1024, 721, 390])(
    'is as high for every tool, and holds it, at %i pixels',
    async width => {
      const store = await open(width);
      const section = strip().element();
      const { height } = section.getBoundingClientRect();
      expect(height).toBeLessThanOrEqual(52);
      for (const tool of TOOLS) {
        store.setState({ tool });
        await new Promise(requestAnimationFrame);
        expect(section.getBoundingClientRect().height, tool).toBe(height);
        expect(section.scrollWidth, tool).toBeLessThanOrEqual(section.clientWidth);
        expect(section.textContent, tool).not.toBe('');
      }
      store.setState({ tool: 'move' });
      for (const view of VIEWS) {
        store.setState({ view });
        await new Promise(requestAnimationFrame);
        expect(section.getBoundingClientRect().height, view).toBe(height);
        expect(section.textContent, view).not.toBe('');
      }
      store.setState({ frame: null });
      await expect.element(page.getByText('The tools are ready when the subject is found.')).toBeVisible();
      expect(section.getBoundingClientRect().height).toBe(height);
    },
  );

  it('says all of the hint for hair on a usual screen', async () => {
    const store = await open(1440);
    store.setState({ tool: 'refine' });
    const hint = page.getByText('Paint over hair and fur.');
    await expect.element(hint).toBeVisible();
    const { scrollWidth, clientWidth } = hint.element();
    expect(scrollWidth).toBeLessThanOrEqual(clientWidth);
  });

  it('leaves the slider its room on a phone, whatever there is to say', async () => {
    const store = await open(390);
    for (const tool of ['restore', 'erase'] as const) {
      store.setState({ tool, original: {} as WorkspaceState['original'] });
      const slider = page.getByRole('slider', { name: 'Size' });
      await expect.element(slider).toBeVisible();
      expect(slider.element().getBoundingClientRect().width, tool).toBeGreaterThan(120);
    }
  });

  it('speaks to fingers on a phone, and is not cut', async () => {
    const store = await open(390);
    for (const [state, words] of [
      [{ tool: 'refine' }, 'Paint over hair and fur.'],
      [{ tool: 'canvas' }, 'Pull a side or a corner.'],
      [{ tool: 'lasso' }, 'Draw around it.'],
      [{ tool: 'region', regionMode: 'drop' }, 'Tap what should go.'],
      [{ tool: 'region', regionMode: 'fill' }, 'Tap a hole to close.'],
      [{ tool: 'region', regionMode: 'only' }, 'Tap what should stay.'],
    ] as const) {
      store.setState(state);
      const hint = page.getByText(words, { exact: true });
      await expect.element(hint).toBeVisible();
      const { scrollWidth, clientWidth, scrollHeight, clientHeight } = hint.element();
      expect(scrollWidth, words).toBeLessThanOrEqual(clientWidth);
      expect(scrollHeight, words).toBeLessThanOrEqual(clientHeight);
    }
    store.setState({ tool: 'refine' });
    await page.getByRole('button', { name: 'Brush options' }).click();
    await expect.element(page.getByRole('slider', { name: 'Size' })).toBeVisible();
  });

  it('says that nothing can be corrected where nothing was cut out', async () => {
    const store = await open(1440);
    store.setState({ frame: null, pictures: [picture({ name: 'cancelled' })] });
    await expect.element(page.getByText('Nothing is cut out yet.')).toBeVisible();
  });

  it('says why the picture looks otherwise while it is corrected, as far as there is room', async () => {
    const store = await open(1440);
    const behind = {} as ImageBitmap;
    store.setState({ frame: { behind } as WorkspaceState['frame'], tool: 'erase' });
    const bare = page.getByText('Shown without its background');
    const faint = page.getByText('Faint: removed parts');
    const isInSight = (words: typeof bare) =>
      words.element().getBoundingClientRect().bottom <= strip().element().getBoundingClientRect().bottom;
    await expect.element(bare).toBeVisible();
    expect(isInSight(bare)).toBe(true);
    await expect.element(faint).not.toBeInTheDocument();
    store.setState({ tool: 'restore' });
    await expect.element(faint).toBeVisible();
    expect(isInSight(faint)).toBe(true);
    expect(isInSight(bare)).toBe(false);
    store.setState({ tool: 'move' });
    await expect.element(bare).not.toBeInTheDocument();
    await expect.element(faint).not.toBeInTheDocument();
  });

  it('offers what a pen can do once there was a pen', async () => {
    const store = await open(1440);
    store.setState({ tool: 'erase' });
    const pressure = page.getByRole('switch', { name: 'Pen pressure' });
    await expect.element(page.getByRole('switch', { name: 'Keep to edges' })).toBeVisible();
    const come = (pointerType: string) =>
      box.dispatchEvent(new PointerEvent('pointerover', { pointerType, bubbles: true }));
    come('mouse');
    come('touch');
    await new Promise(requestAnimationFrame);
    await expect.element(pressure).not.toBeInTheDocument();
    come('pen');
    await expect.element(pressure).toBeChecked();
  });
});
