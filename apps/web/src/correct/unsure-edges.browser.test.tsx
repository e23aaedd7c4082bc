import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { createStore } from 'zustand/vanilla';
import '../ui/theme.css';
import { WorkspaceContext, type WorkspaceStore } from '../state/use-workspace.ts';
import type { WorkspaceState } from '../state/workspace-state.ts';
import { UiRoot } from '../ui/UiRoot.tsx';
import { UnsureEdges } from './UnsureEdges.tsx';

let root: Root;
let box: HTMLElement;
let store: WorkspaceStore;

beforeEach(() => {
  const work = { name: 'ready', source: {} };
  store = createStore(() => ({
    view: 'result',
    pictures: [{ id: 'p1', work }],
    activeId: 'p1',
    history: {},
    frame: null,
    drawn: null,
    setView: () => undefined,
  })) as unknown as WorkspaceStore;
  box = document.createElement('div');
  document.body.append(box);
  root = createRoot(box);
  root.render(
    <UiRoot>
      <WorkspaceContext value={store}>
        <UnsureEdges />
      </WorkspaceContext>
    </UiRoot>,
  );
});
afterEach(() => {
  root.unmount();
  box.remove();
});

/** A frame whose matte is a disc with an edge so many pixels soft. */
function show(softness: number, feather = 0): void {
  const canvas = new OffscreenCanvas(400, 300);
  const surface = canvas.getContext('2d')!;
  const ramp = surface.createRadialGradient(200, 150, 80, 200, 150, 80 + softness);
  ramp.addColorStop(0, '#fff');
  ramp.addColorStop(1, '#000');
  surface.fillStyle = ramp;
  surface.fillRect(0, 0, 400, 300);
  store.setState({
    frame: { matte: canvas.transferToImageBitmap() } as WorkspaceState['frame'],
    drawn: { recipe: { finish: { feather } } } as WorkspaceState['drawn'],
  });
}

it('says whether an area is worth a brush, and takes the same room before it is known', async () => {
  const button = page.getByRole('button');
  await expect.element(button).toBeDisabled();
  const { height } = button.element().getBoundingClientRect();
  show(1.5);
  await expect.element(page.getByRole('button', { name: 'Edges look clean' })).toBeEnabled();
  show(24);
  await expect.element(page.getByRole('button', { name: 'Some edges unsure' })).toBeEnabled();
  expect(button.element().getBoundingClientRect().height).toBe(height);
  show(1.5);
  await expect.element(page.getByRole('button', { name: 'Edges look clean' })).toBeEnabled();
  // Soft because somebody wanted it so.
  show(24, 12);
  await new Promise(done => setTimeout(done, 500));
  await expect.element(page.getByRole('button', { name: 'Edges look clean' })).toBeEnabled();
});
