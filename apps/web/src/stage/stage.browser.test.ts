import type { LassoEdit, StrokeEdit } from '@backgroundfx/core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { WorkspaceState } from '../state/workspace-state.ts';
import '../ui/theme.css';
import {
  BLUE,
  GREEN,
  nextFrames,
  ORANGE,
  scriptedFrame,
  scriptedOriginal,
} from './testing/scripted-stage.tsx';
import {
  done,
  expectColour,
  on,
  open,
  opened,
  PICTURE,
  point,
  pull,
  seen,
  surface,
} from './testing/stage-hands.ts';

beforeEach(() => page.viewport(1000, 800));
afterEach(() => opened.leave());

const zoomText = () => page.getByRole('button', { name: /^Zoom: / });

describe('looking', () => {
  it('shows the result fitted, on a checkerboard', async () => {
    await open();
    expectColour(on(200, 150), GREEN);
    const [a, b] = [seen(...on(2, 2)), seen(on(2, 2)[0] + 8, on(2, 2)[1])];
    expect(a[3]).toBe(255);
    expect(a).not.toEqual(b);
    expect(seen(5, 5)[3]).toBe(0);
    await expect.element(zoomText()).toHaveTextContent(/^238\s?%$/);
  });

  it('shows each view as what it is', async () => {
    await open();
    const { setView } = opened.workspace.getState();
    const look = async (...view: Parameters<typeof setView>) => {
      setView(...view);
      await nextFrames();
    };
    await look('original');
    expectColour(on(20, 20), BLUE);
    expectColour(on(380, 20), ORANGE);
    await look('matte');
    expectColour(on(20, 20), [0, 0, 0]);
    expectColour(on(200, 150), [255, 255, 255]);
    await look('black');
    expectColour(on(20, 20), [0, 0, 0]);
    expectColour(on(200, 150), GREEN);
    await look('white');
    expectColour(on(20, 20), [255, 255, 255]);
    await look('colour', '#12ab34');
    expectColour(on(20, 20), [0x12, 0xab, 0x34]);
    await look('overlay');
    const [r, g] = seen(...on(20, 20));
    expect(r).toBeGreaterThan(BLUE[0] + 80);
    expect(g).toBeLessThan(BLUE[1]);
    expectColour(on(200, 150), GREEN);
    await look('unsure');
    // Without its colours and most of its light.
    for (const at of [on(200, 150), on(20, 20)]) {
      const [r, g, b] = seen(...at);
      expect(Math.max(r!, g!, b!) - Math.min(r!, g!, b!)).toBeLessThan(6);
      expect(g).toBeLessThan(80);
    }
    await expect.element(page.getByText('How unsure the edge is')).toBeVisible();
  });

  it('zooms to the pointer by the wheel, and keeps what lies under it', async () => {
    await open({ view: 'original' });
    // Just left and right of the seam between blue and orange.
    const [x, y] = on(200, 20);
    for (let k = 0; k < 5; k++) {
      surface().dispatchEvent(
        new WheelEvent('wheel', { clientX: x, clientY: y, deltaY: -100, bubbles: true, cancelable: true }),
      );
    }
    await nextFrames();
    expectColour([x - 4, y], BLUE);
    expectColour([x + 4, y], ORANGE);
    await expect.element(zoomText()).not.toHaveTextContent(/^238\s?%$/);
  });

  it('goes to 1:1 and back by keys, and by the menu', async () => {
    await open();
    await userEvent.keyboard('1');
    await expect.element(zoomText()).toHaveTextContent(/^100\s?%$/);
    await userEvent.keyboard('0');
    await expect.element(zoomText()).toHaveTextContent(/^238\s?%$/);
    await userEvent.keyboard('z');
    await expect.element(zoomText()).toHaveTextContent(/^100\s?%$/);
    await zoomText().click();
    await page.getByRole('menuitem', { name: '200 %' }).click();
    await expect.element(zoomText()).toHaveTextContent(/^200\s?%$/);
  });

  it('shows another picture whole, whatever was seen of the one before', async () => {
    await open();
    await userEvent.keyboard('1');
    const picture = { width: 300, height: 400, radius: 60 };
    opened.workspace.setState({
      activeId: 'p2',
      frame: null,
      original: scriptedOriginal(picture),
      originalSize: picture,
    });
    await nextFrames();
    // 752 of the stage's 800 pixels for 400 of the picture.
    await expect.element(zoomText()).toHaveTextContent(/^188\s?%$/);
    opened.workspace.setState({ frame: scriptedFrame(picture) });
    await nextFrames();
    await expect.element(zoomText()).toHaveTextContent(/^188\s?%$/);
    expectColour([500, 400], GREEN);
  });

  it('shows pixels as squares with a grid from 800 %', async () => {
    await open({ view: 'original' }, { width: 40, height: 30, radius: 4 });
    await expect.element(zoomText()).toHaveTextContent(/^800\s?%$/);
    // The seam lies at pixel 20: sharp on both sides of it, with a line of the grid between.
    expectColour([500 - 3, 300], BLUE);
    expectColour([500 + 4, 300], ORANGE);
    expect(seen(500, 300)).not.toEqual(seen(504, 300));
  });

  it('pans with space and with the middle button', async () => {
    await open({ view: 'original', tool: 'erase' });
    surface().focus();
    await pull([500, 400], [560, 400], { button: 1 });
    expectColour([on(200, 20)[0] + 60 - 4, 60], BLUE);
    expectColour([on(200, 20)[0] + 60 + 4, 60], ORANGE);
    await userEvent.keyboard('{ >}');
    await pull([500, 400], [440, 400]);
    await userEvent.keyboard('{/ }');
    expectColour([on(200, 20)[0] + 4, 60], ORANGE);
    expect(done()).toHaveLength(0);
  });

  it('counts its zoom from the original at full size, before there is a frame too', async () => {
    await open({ frame: null, drawn: null }, { ...PICTURE, share: 0.5 });
    await expect.element(zoomText()).toHaveTextContent(/^238\s?%$/);
  });

  it('shows a composition as it was seen last, and never the original, until its frame is there', async () => {
    const { composed } = scriptedFrame(PICTURE);
    const canvas = { width: PICTURE.width, height: PICTURE.height };
    await open({ frame: null, drawn: null, standIn: { picture: composed, canvas } });
    expectColour(on(200, 150), GREEN);
    expect(seen(...on(20, 20)).slice(0, 3)).not.toEqual([...BLUE]);
    opened.drawFrame();
    opened.workspace.setState({ standIn: null });
    await nextFrames();
    expectColour(on(200, 150), GREEN);
    opened.workspace.setState({ frame: null, standIn: 'coming' });
    await nextFrames();
    expect(seen(...on(20, 20))[3]).toBe(0);
    await expect.element(zoomText()).toHaveTextContent(/^238\s?%$/);
  });

  it('compares by the slider, with keys at once, and gives the keyboard back', async () => {
    await open();
    surface().focus();
    await userEvent.keyboard('\\');
    const slider = page.getByRole('slider', { name: 'Compare' });
    await expect
      .element(slider)
      .toHaveAttribute('aria-valuetext', expect.stringMatching(/^50\s?% original, 50\s?% result$/));
    expectColour(on(20, 20), BLUE);
    const right = seen(...on(380, 20));
    expect(right.slice(0, 3)).not.toEqual([...ORANGE]);
    await userEvent.keyboard('{End}{ArrowLeft}{Shift>}{ArrowLeft}{/Shift}');
    await expect.element(slider).toHaveAttribute('aria-valuenow', '89');
    await userEvent.keyboard('{End}');
    await nextFrames();
    expectColour(on(380, 20), ORANGE);
    await userEvent.keyboard('\\');
    await expect.element(slider).not.toBeInTheDocument();
    expect(document.activeElement).toBe(surface());
    await userEvent.keyboard('\\{Escape}');
    await expect.element(slider).not.toBeInTheDocument();
    expect(document.activeElement).toBe(surface());
    expect(opened.workspace.getState().isComparing).toBe(false);
  });

  it('shows a cut-out that came as a picture alone', async () => {
    const png = await blankPng();
    const work = { name: 'ready', served: png } as WorkspaceState['pictures'][number]['work'];
    await open({
      frame: null,
      drawn: null,
      pictures: [{ id: 'p1', name: 'mug.png', file: new Blob(), thumbnail: null, work }],
    });
    await expect.poll(() => document.querySelector('img')?.getAttribute('src')).toMatch(/^blob:/);
    const { left, width } = document.querySelector('img')!.getBoundingClientRect();
    expect(left).toBeCloseTo(24, 0);
    expect(width).toBeCloseTo(952, 0);
    opened.workspace.getState().setComparing(true);
    await expect.poll(() => document.querySelector('img')?.style.clipPath).toContain('476px');
  });

  it('keeps the sight when another tool shows the picture instead of the canvas', async () => {
    await open({ view: 'original' });
    await userEvent.keyboard('1');
    await nextFrames();
    const before = seen(480, 350);
    opened.workspace.getState().setTool('erase');
    await nextFrames();
    expect(seen(480, 350)).toEqual(before);
    await expect.element(zoomText()).toHaveTextContent(/^100\s?%$/);
  });
});

describe('brushes', () => {
  it('erase at once, keep one stroke, and hand over to the frame without a flash', async () => {
    await open({ tool: 'erase' });
    surface().setPointerCapture = () => {};
    point('pointerdown', ...on(150, 150));
    point('pointermove', ...on(250, 150));
    // Within the event itself.
    expect(seen(...on(200, 150)).slice(0, 3)).not.toEqual([...GREEN]);
    expectColour(on(200, 200), GREEN);
    point('pointerup', ...on(250, 150));
    const [command] = done();
    expect(done()).toHaveLength(1);
    expect(command).toMatchObject({ name: 'add-edit', edit: { kind: 'stroke', mode: 'erase', size: 60 } });
    const { points } = (command as { edit: StrokeEdit }).edit;
    expect(points[0]).toBeCloseTo(150, 0);
    expect(points.at(-2)).toBeCloseTo(150, 0);
    await nextFrames();
    const painted = seen(...on(200, 150));
    expect(painted.slice(0, 3)).not.toEqual([...GREEN]);
    // A frame of before changes nothing; the one that shows the stroke takes the paint away.
    const before = opened.workspace.getState().drawn;
    opened.workspace.setState({ frame: { ...opened.workspace.getState().frame! }, drawn: before });
    await nextFrames();
    expect(seen(...on(200, 150))).toEqual(painted);
    opened.drawFrame();
    await nextFrames();
    expectColour(on(200, 150), GREEN);
  });

  it('look the same drawn piece by piece as all at once, large and soft', async () => {
    const soft = { size: 150, hardness: 0.2, opacity: 1, edgeAware: false, pressure: true };
    // Enlarged so that the mask is coarser than the screen.
    await open({ tool: 'erase', view: 'matte', brushes: { restore: soft, erase: soft, refine: soft } });
    surface().setPointerCapture = () => {};
    point('pointerdown', ...on(120, 150));
    for (let x = 124; x <= 280; x += 4) point('pointermove', ...on(x, 150 + (x % 16)));
    const top = surface().querySelectorAll('canvas')[1]!;
    const pixels = () => top.getContext('2d')!.getImageData(0, 0, top.width, top.height).data;
    const pieces = pixels();
    point('pointerup', ...on(280, 150));
    // The stage is drawn anew, and with it the stroke that waits for its frame.
    opened.workspace.getState().setView('matte', '#123456');
    await nextFrames();
    const whole = pixels();
    let [most, opaque] = [0, 0];
    for (let k = 3; k < whole.length; k += 4) {
      most = Math.max(most, Math.abs(whole[k]! - pieces[k]!));
      opaque = Math.max(opaque, whole[k]!);
    }
    expect(most).toBeLessThanOrEqual(6);
    expect(opaque).toBe(255);
  });

  it('restore the original through the dab', async () => {
    await open({ tool: 'restore' });
    await pull(on(40, 40), on(80, 40));
    expectColour(on(60, 40), BLUE);
    expect(seen(...on(60, 120)).slice(0, 3)).not.toEqual([...BLUE]);
    opened.workspace.setState({
      history: { ...opened.workspace.getState().history!, document: opened.workspace.getState().drawn! },
    });
    await nextFrames();
    expect(seen(...on(60, 40)).slice(0, 3)).not.toEqual([...BLUE]);
  });

  it('paint white and black in the view of the matte', async () => {
    await open({ tool: 'restore', view: 'matte' });
    await pull(on(40, 40), on(80, 40));
    expectColour(on(60, 40), [255, 255, 255]);
    opened.workspace.getState().setTool('erase');
    await pull(on(180, 150), on(220, 150));
    expectColour(on(200, 150), [0, 0, 0]);
    expectColour(on(60, 40), [255, 255, 255]);
  });

  it('go straight on from the last stroke with shift', async () => {
    await open({ tool: 'erase' });
    await pull(on(120, 150), on(130, 150));
    await pull(on(270, 150), on(270, 150), { shiftKey: true });
    const { points } = (done()[1] as { edit: StrokeEdit }).edit;
    expect(points.slice(0, 2)).toEqual((done()[0] as { edit: StrokeEdit }).edit.points.slice(-3, -1));
    expect(seen(...on(200, 150)).slice(0, 3)).not.toEqual([...GREEN]);
  });

  it('feel the pressure of a pen', async () => {
    await open({ tool: 'erase' });
    await pull(on(200, 150), on(220, 150), { pointerType: 'pen', pressure: 0.25 });
    expect((done()[0] as { edit: StrokeEdit }).edit.points[2]).toBe(0.25);
  });

  it('let a second finger take the picture instead', async () => {
    await open({ tool: 'erase' });
    surface().setPointerCapture = () => {};
    point('pointerdown', 400, 400, { pointerType: 'touch', pointerId: 1 });
    point('pointermove', 420, 400, { pointerType: 'touch', pointerId: 1 });
    point('pointerdown', 600, 400, { pointerType: 'touch', pointerId: 2 });
    point('pointermove', 780, 400, { pointerType: 'touch', pointerId: 2 });
    point('pointerup', 420, 400, { pointerType: 'touch', pointerId: 1 });
    point('pointerup', 780, 400, { pointerType: 'touch', pointerId: 2 });
    await nextFrames();
    expect(done()).toHaveLength(0);
    await expect.element(zoomText()).toHaveTextContent(/^476\s?%$/);
  });

  it('paint by keys, and tell it', async () => {
    await open({ tool: 'erase' });
    surface().focus();
    await userEvent.keyboard('{ArrowRight}{ }');
    expect((done()[0] as { edit: StrokeEdit }).edit.points).toHaveLength(3);
    await expect.element(page.getByText('Erased a stroke.')).toBeInTheDocument();
    await userEvent.keyboard('{Enter}{Shift>}{ArrowRight}{/Shift}{ArrowDown}{Enter}');
    expect((done()[1] as { edit: StrokeEdit }).edit.points).toHaveLength(9);
    await userEvent.keyboard('{Enter}{ArrowRight}{Escape}');
    expect(done()).toHaveLength(2);
  });

  it('swap by X, which puts no ring around the stage', async () => {
    await open({ tool: 'erase' });
    await userEvent.click(surface());
    await userEvent.keyboard('x');
    expect(opened.workspace.getState().tool).toBe('restore');
    await userEvent.keyboard('xh');
    expect(opened.workspace.getState().tool).toBe('refine');
    expect(document.activeElement).toBe(surface());
    expect(getComputedStyle(surface()).outlineStyle).toBe('none');
    await userEvent.keyboard('{ArrowRight}');
    expect(getComputedStyle(surface()).outlineStyle).toBe('solid');
  });
});

describe('the lasso and regions', () => {
  it('outline freely, and are painted until the frame is there', async () => {
    await open({ tool: 'lasso' });
    surface().setPointerCapture = () => {};
    point('pointerdown', ...on(150, 100));
    for (const at of [on(250, 100), on(250, 200), on(150, 200)]) point('pointermove', ...at);
    point('pointerup', ...on(150, 200));
    expect(done()).toHaveLength(1);
    expect((done()[0] as { edit: LassoEdit }).edit).toMatchObject({ kind: 'lasso', mode: 'subtract' });
    await nextFrames();
    expect(seen(...on(200, 150)).slice(0, 3)).not.toEqual([...GREEN]);
    expectColour(on(200, 220), GREEN);
  });

  it('set corners by clicks and by keys', async () => {
    await open({ tool: 'lasso', lassoMode: 'add' });
    for (const at of [on(20, 20), on(120, 20), on(120, 120), on(20, 20)]) await pull(at, at);
    expect(done()).toHaveLength(1);
    expect((done()[0] as { edit: LassoEdit }).edit.points).toHaveLength(6);
    surface().focus();
    await userEvent.keyboard('{ArrowRight}{ }{Shift>}{ArrowRight}{/Shift}{ }{Enter}');
    await expect.element(page.getByText('An outline needs three corners.')).toBeInTheDocument();
    await userEvent.keyboard('{ }{Shift>}{ArrowRight}{/Shift}{ }{Shift>}{ArrowDown}{/Shift}{ }{Enter}');
    expect(done()).toHaveLength(2);
  });

  it('show what a click is about, and keep it', async () => {
    await open({ tool: 'region' });
    point('pointermove', ...on(200, 150));
    await nextFrames();
    const hint = document.querySelectorAll('canvas')[2]!;
    expect(hint.hidden).toBe(false);
    await pull(on(200, 150), on(200, 150));
    expect(done()).toMatchObject([{ name: 'add-edit', edit: { kind: 'region', mode: 'drop' } }]);
    await pull(on(20, 20), on(20, 20));
    expect(done()).toHaveLength(1);
    await expect.element(page.getByText('There is no subject here.')).toBeInTheDocument();
  });
});

async function blankPng(): Promise<Blob> {
  const canvas = new OffscreenCanvas(40, 30);
  canvas.getContext('2d');
  return canvas.convertToBlob();
}
