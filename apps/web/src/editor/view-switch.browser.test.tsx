import { createRoot, type Root } from 'react-dom/client';
import { afterEach, describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { createStore } from 'zustand/vanilla';
import '../ui/theme.css';
import { WorkspaceContext, type WorkspaceStore } from '../state/use-workspace.ts';
import { type PictureWork, VIEWS, type WorkspaceState } from '../state/workspace-state.ts';
import { UiRoot } from '../ui/UiRoot.tsx';
import { ViewSwitch } from './ViewSwitch.tsx';

let root: Root;
let box: HTMLElement;

async function open(): Promise<WorkspaceStore> {
  const store = createStore<Partial<WorkspaceState>>(set => ({
    view: 'result',
    frame: null,
    original: null,
    pictures: [],
    activeId: 'mug',
    setView: view => set({ view }),
  })) as unknown as WorkspaceStore;
  box = document.createElement('div');
  document.body.append(box);
  root = createRoot(box);
  root.render(
    <UiRoot>
      <WorkspaceContext value={store}>
        <ViewSwitch />
      </WorkspaceContext>
    </UiRoot>,
  );
  await expect.element(page.getByRole('radiogroup')).toBeVisible();
  return store;
}

afterEach(() => {
  root.unmount();
  box.remove();
});

describe('the view switch', () => {
  it('keeps every part where it is, whatever is chosen', async () => {
    await page.viewport(1000, 600);
    const store = await open();
    const places = () =>
      [...box.querySelectorAll('button')].map(button => {
        const { left, width } = button.getBoundingClientRect();
        return [left, width];
      });
    const before = places();
    for (const view of VIEWS) {
      store.setState({ view });
      await new Promise(requestAnimationFrame);
      expect(places(), view).toEqual(before);
    }
  });

  it('names the rarer view that is chosen in its menu', async () => {
    const store = await open();
    await page.getByRole('button', { name: 'More views' }).click();
    await page.getByRole('menuitemradio', { name: 'Red overlay' }).click();
    expect(store.getState().view).toBe('overlay');
    const more = page.getByRole('button', { name: 'More views: Red overlay' });
    await expect.element(more).toHaveTextContent('Red overlay');
    for (const radio of page.getByRole('radio').all()) await expect.element(radio).not.toBeChecked();
    await page.getByRole('radio', { name: 'Matte' }).click();
    await expect.element(page.getByRole('button', { name: 'More views', exact: true })).toBeVisible();
  });

  it('offers of a picture that failed what there is of it', async () => {
    const store = await open();
    const failed = { name: 'failed', problem: { kind: 'unknown' } } as unknown as PictureWork;
    store.setState({
      pictures: [{ id: 'mug', name: 'mug.jpg', file: new Blob(), thumbnail: null, work: failed }],
    });
    const radio = (name: string) => page.getByRole('radio', { name });
    await expect.element(radio('Matte')).toBeDisabled();
    await expect.element(radio('Original')).toBeDisabled();
    await expect.element(radio('Result')).toBeEnabled();
    await page.getByRole('button', { name: 'More views' }).click();
    const overlay = page.getByRole('menuitemradio', { name: 'Red overlay' });
    await expect.element(overlay).toHaveAttribute('aria-disabled', 'true');
    await userEvent.keyboard('{Escape}');
    store.setState({ original: {} as ImageBitmap });
    await expect.element(radio('Original')).toBeEnabled();
    await expect.element(radio('Matte')).toBeDisabled();
    const is = (work: unknown) =>
      store.setState({ pictures: [{ ...store.getState().pictures[0]!, work: work as PictureWork }] });
    // A server's is a picture alone; one that is being cut out will have it all.
    is({ name: 'ready', served: new Blob() });
    await expect.element(radio('Original')).toBeEnabled();
    await expect.element(radio('Matte')).toBeDisabled();
    is({ name: 'waiting' });
    await expect.element(radio('Matte')).toBeEnabled();
  });
});
