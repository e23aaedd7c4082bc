import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { StageViewStore } from './stage-view.ts';
import { listenForSurroundTaps } from './surround-tap.ts';

const onTap = vi.fn();
let surface: HTMLElement;
let heard: string[];
let stop: () => void;

beforeEach(() => {
  onTap.mockReset();
  heard = [];
  surface = document.createElement('div');
  surface.style.cssText = 'position:fixed;inset:0;';
  document.body.append(surface);
  // As the tool in hand listens.
  for (const type of ['pointerdown', 'pointerup', 'pointercancel'])
    surface.addEventListener(type, () => heard.push(type));
  const state = { viewport: { x: 0, y: 0, scale: 1 }, world: { width: 100, height: 100 } };
  stop = listenForSurroundTaps(surface, { getState: () => state } as unknown as StageViewStore, onTap);
});

afterEach(() => {
  stop();
  surface.remove();
});

function point(type: string, x: number, y: number): void {
  surface.dispatchEvent(
    new PointerEvent(type, { clientX: x, clientY: y, pointerId: 3, isPrimary: true, button: 0 }),
  );
}

it('tells of a tap beside the picture, which the tool in hand takes back', () => {
  point('pointerdown', 200, 200);
  point('pointerup', 202, 201);
  expect(onTap).toHaveBeenCalledOnce();
  expect(heard).toEqual(['pointerdown', 'pointercancel', 'pointerup']);
});

it.each([
  ['on the picture', [50, 50], [50, 50]],
  ['that becomes a pull', [200, 200], [240, 200]],
] as const)('leaves a press %s to the tool', (_, from, to) => {
  point('pointerdown', from[0], from[1]);
  point('pointerup', to[0], to[1]);
  expect(onTap).not.toHaveBeenCalled();
  expect(heard).toEqual(['pointerdown', 'pointerup']);
});
