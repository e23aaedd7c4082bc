import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import '../ui/theme.css';
import { GREEN, nextFrames, scriptedFrame } from './testing/scripted-stage.tsx';
import {
  done,
  expectColour,
  on,
  open,
  opened,
  PICTURE,
  point,
  pull,
  SCALE,
  seen,
  surface,
} from './testing/stage-hands.ts';

beforeEach(() => page.viewport(1000, 800));
afterEach(() => opened.leave());

describe('the subject', () => {
  it('follows the hand, snaps to the middle, and is one step of the history', async () => {
    await open();
    await pull(on(200, 150), on(260, 150));
    expect(done()).toMatchObject([{ name: 'change-recipe', about: 'subject' }]);
    const { subject } = opened.workspace.getState().document()!.recipe;
    expect(subject.x).toBeCloseTo(60 / 400, 2);
    expect(subject.y).toBe(0);
    // It stays where it was put until a frame shows it there.
    expectColour(on(355, 150), GREEN);
    await pull(on(260, 150), on(201, 150));
    expect(opened.workspace.getState().document()!.recipe.subject.x).toBe(0);
    expect(done()).toHaveLength(2);
  });

  it('shows its handles when it is clicked, until one clicks beside it', async () => {
    await open();
    const size = page.getByRole('slider', { name: 'Size of the subject' });
    const opacity = () => getComputedStyle(size.element()).opacity;
    expect(opacity()).toBe('0');
    await pull(on(200, 150), on(200, 150));
    await expect.poll(opacity).toBe('1');
    expect(done()).toHaveLength(0);
    await pull(on(10, 10), on(10, 10));
    await expect.poll(opacity).toBe('0');
  });

  it('moves by keys: one step for a press, ten pixels with shift', async () => {
    await open();
    surface().focus();
    await userEvent.keyboard('{Shift>}{ArrowRight}{/Shift}');
    await userEvent.keyboard('{ArrowDown}');
    const { subject } = opened.workspace.getState().document()!.recipe;
    expect(subject.x * 400).toBeCloseTo(10, 3);
    expect(subject.y * 300).toBeCloseTo(1, 3);
    expect(done()).toHaveLength(2);
    await expect.element(page.getByText('Subject at 110, 51.')).toBeInTheDocument();
  });

  it('grows and turns by its handles, by hand and by keys', async () => {
    await open();
    const size = page.getByRole('slider', { name: 'Size of the subject' });
    const angle = page.getByRole('slider', { name: 'Angle of the subject' });
    (size.element() as HTMLElement).focus();
    await userEvent.keyboard('{Shift>}{ArrowUp}{/Shift}');
    await expect.element(size).toHaveAttribute('aria-valuetext', expect.stringMatching(/^110\s?%$/));
    (angle.element() as HTMLElement).focus();
    await userEvent.keyboard('{ArrowRight}');
    await expect.element(angle).toHaveAttribute('aria-valuetext', '1°');
    expect(done()).toHaveLength(2);
    await userEvent.dragAndDrop(size, surface(), { targetPosition: { x: 950, y: 790 } });
    expect(opened.workspace.getState().document()!.recipe.subject.scale).toBeGreaterThan(1.2);
  });

  it('goes back when Escape comes while it is moved, and nothing was done', async () => {
    await open();
    surface().setPointerCapture = () => {};
    point('pointerdown', ...on(200, 150));
    point('pointermove', ...on(260, 150));
    await nextFrames();
    expectColour(on(355, 150), GREEN);
    // The engine has drawn it where it was pulled.
    const subject = opened.workspace.getState().draft!.subject!;
    opened.drawFrame(scriptedFrame(PICTURE, subject));
    await nextFrames();
    const press = new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true });
    document.body.dispatchEvent(press);
    expect(press.defaultPrevented).toBe(true);
    await nextFrames();
    expectColour(on(105, 150), GREEN);
    expect(seen(...on(355, 150)).slice(0, 3)).not.toEqual([...GREEN]);
    expect(opened.workspace.getState().draft).toBeNull();
    point('pointermove', ...on(300, 150));
    point('pointerup', ...on(300, 150));
    expect(done()).toHaveLength(0);
    expect(surface().hasAttribute('data-led')).toBe(false);
    opened.drawFrame();
    await nextFrames();
    expectColour(on(105, 150), GREEN);
    await pull(on(200, 150), on(260, 150));
    expect(done()).toHaveLength(1);
  });

  it.each(['Size', 'Angle'])('has its handle for %s let go by Escape', async name => {
    await open();
    await pull(on(200, 150), on(200, 150));
    const handle = page.getByRole('slider', { name: `${name} of the subject` }).element();
    const { x, y } = handle.getBoundingClientRect();
    handle.setPointerCapture = () => {};
    const at = (type: string, clientX: number, clientY: number) =>
      handle.dispatchEvent(new PointerEvent(type, { pointerId: 1, clientX, clientY, bubbles: true }));
    at('pointerdown', x + 14, y + 14);
    at('pointermove', x + 90, y + 60);
    expect(opened.workspace.getState().draft).not.toBeNull();
    document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
    expect(opened.workspace.getState().draft).toBeNull();
    at('pointermove', x + 120, y + 90);
    at('pointerup', x + 120, y + 90);
    expect(done()).toHaveLength(0);
    expect(opened.workspace.getState().document()!.recipe.subject).toMatchObject({ scale: 1, rotation: 0 });
  });

  it('has an outline as thin on every side, and a handle on each', async () => {
    await open();
    await pull(on(200, 150), on(200, 150));
    const box = document.querySelector('[data-part=outline]')!;
    await expect.poll(() => getComputedStyle(box.parentElement!.nextElementSibling!).opacity).toBe('1');
    const [, line] = box.querySelectorAll('path');
    const corners = line!.getAttribute('d')!.match(/-?[\d.]+/g)!;
    expect(corners.every(length => Number(length) % 1 === 0.5)).toBe(true);
    const right = on(300, 150);
    const side = document.elementFromPoint(...right)!.closest<HTMLElement>('[style]')!;
    side.setPointerCapture = () => {};
    const at = (type: string, clientX: number) =>
      side.dispatchEvent(new PointerEvent(type, { pointerId: 1, clientX, clientY: right[1], bubbles: true }));
    at('pointerdown', right[0]);
    at('pointermove', right[0] + 50 * SCALE);
    at('pointerup', right[0] + 50 * SCALE);
    const { subject } = opened.workspace.getState().document()!.recipe;
    expect(subject.scale).toBeCloseTo(1.25, 2);
    expect(subject.x * 400).toBeCloseTo(25, 0);
  });
});

describe('the ring around the stage', () => {
  it('is for those who use keys, also where the page gives the stage the focus', async () => {
    await open();
    await userEvent.click(document.body, { position: { x: 5, y: 5 } });
    surface().focus();
    expect(surface().hasAttribute('data-led')).toBe(false);
    surface().blur();
    await userEvent.keyboard('{Shift}');
    surface().focus();
    expect(surface().hasAttribute('data-led')).toBe(true);
  });
});
