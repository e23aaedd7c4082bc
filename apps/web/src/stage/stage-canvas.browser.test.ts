import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import '../ui/theme.css';
import { nextFrames, scriptedFrame } from './testing/scripted-stage.tsx';
import { done, on, open, opened, PICTURE, SCALE } from './testing/stage-hands.ts';

beforeEach(() => page.viewport(1000, 800));
afterEach(() => opened.leave());

const side = (name: string) => page.getByRole('slider', { name: `${name} side of the canvas` });
const canvas = () => opened.workspace.getState().document()!.recipe.canvas;

let inHand: unknown = null;

/** Pulls what lies at a point of the stage, an Escape in between where that is wanted. */
async function pullAt(from: readonly [number, number], to: readonly [number, number], isLeft = false) {
  const handle = document.elementFromPoint(...from)!.closest<HTMLElement>('[style]')!;
  handle.setPointerCapture = () => {};
  const at = (type: string, [clientX, clientY]: readonly [number, number]) =>
    handle.dispatchEvent(new PointerEvent(type, { pointerId: 1, clientX, clientY, bubbles: true }));
  at('pointerdown', from);
  at('pointermove', to);
  await nextFrames(1);
  inHand = opened.workspace.getState().canvasInHand;
  if (isLeft) document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
  at('pointerup', to);
  await nextFrames();
}

describe('the canvas', () => {
  it('follows a side that is pulled anywhere along it, as one step of the history', async () => {
    await open({ tool: 'canvas' });
    await pullAt(on(400, 60), on(350, 60));
    expect(done()).toMatchObject([{ name: 'change-recipe', about: 'canvas' }]);
    expect(canvas()).toMatchObject({ width: 350, height: 300 });
    expect(inHand).toMatchObject({ width: 350, height: 300 });
    expect(opened.workspace.getState().canvasInHand).toBeNull();
    await expect.element(page.getByText('The canvas is 350 × 300.')).toBeInTheDocument();
  });

  it('follows a corner, and goes back with Escape', async () => {
    await open({ tool: 'canvas' });
    await pullAt(on(0, 0), [on(0, 0)[0] + 40 * SCALE, on(0, 0)[1] + 30 * SCALE], true);
    expect(done()).toHaveLength(0);
    await expect.element(page.getByText('400 × 300', { exact: true })).toBeVisible();
    await pullAt(on(0, 0), [on(0, 0)[0] + 40 * SCALE, on(0, 0)[1] + 30 * SCALE]);
    expect(done()).toHaveLength(1);
    expect(canvas()).toMatchObject({ width: 360, height: 270 });
    const { subject } = opened.workspace.getState().document()!.recipe;
    expect(subject.x * 360).toBeCloseTo(-20, 1);
    expect(subject.y * 270).toBeCloseTo(-15, 1);
  });

  it('has its frame around it, wherever the picture lies on it', async () => {
    const frame = scriptedFrame(PICTURE);
    const canvas = { width: 400, height: 300, scale: 0.5, left: 100, top: 75 };
    await open({ tool: 'canvas', frame: { ...frame, geometry: { ...frame.geometry, canvas } } });
    const { left, top, bottom } = side('Left').element().getBoundingClientRect();
    expect(left + 10).toBeCloseTo(on(0, 0)[0], 0);
    expect([top, bottom]).toEqual([on(0, 0)[1], on(0, 300)[1]]);
  });

  it('is led by keys: all that come in a row are one step', async () => {
    await open({ tool: 'canvas' });
    (side('Right').element() as HTMLElement).focus();
    await userEvent.keyboard('{ArrowLeft}{ArrowLeft}{Shift>}{ArrowLeft}{/Shift}');
    await expect.element(side('Right')).toHaveAttribute('aria-valuetext', '388 × 300');
    expect(done()).toHaveLength(0);
    await expect.poll(() => done().length).toBe(1);
    expect(canvas()).toMatchObject({ width: 388, height: 300 });
  });

  it('keeps what keys did when they go elsewhere, and leaves it with Escape', async () => {
    await open({ tool: 'canvas' });
    (side('Upper').element() as HTMLElement).focus();
    await userEvent.keyboard('{ArrowUp}{Escape}');
    await expect.element(side('Upper')).toHaveAttribute('aria-valuetext', '400 × 300');
    await userEvent.keyboard('{ArrowUp}{Tab}');
    expect(done()).toHaveLength(1);
    expect(canvas()).toMatchObject({ width: 400, height: 301 });
  });

  it('waits for its frame before it is pulled again', async () => {
    await open({ tool: 'canvas' });
    await pullAt(on(400, 60), on(350, 60));
    await expect.element(side('Right')).toHaveAttribute('aria-valuetext', '350 × 300');
    await pullAt(on(350, 60), on(320, 60));
    expect(done()).toHaveLength(1);
    // Undone before a frame came: the frame is where it was.
    const { history, drawn } = opened.workspace.getState();
    opened.workspace.setState({ history: { ...history!, document: drawn! } });
    await expect.element(side('Right')).toHaveAttribute('aria-valuetext', '400 × 300');
  });
});
