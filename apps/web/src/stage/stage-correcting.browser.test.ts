import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { page } from 'vitest/browser';
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
  seen,
  surface,
} from './testing/stage-hands.ts';

beforeEach(() => page.viewport(1000, 800));
afterEach(() => opened.leave());

const zoomText = () => page.getByRole('button', { name: /^Zoom: / });

describe('correcting', () => {
  const GOLD = [200, 160, 20] as const;

  /** A frame whose canvas is golden behind the subject. */
  function golden(subject?: Parameters<typeof scriptedFrame>[1]) {
    const frame = scriptedFrame(PICTURE, subject);
    const behind = new OffscreenCanvas(PICTURE.width, PICTURE.height);
    const paint = behind.getContext('2d')!;
    paint.fillStyle = `rgb(${GOLD})`;
    paint.fillRect(0, 0, PICTURE.width, PICTURE.height);
    return { ...frame, behind: behind.transferToImageBitmap() };
  }
  const isLike = (at: readonly number[], colour: readonly number[]) =>
    colour.every((value, k) => Math.abs(value - at[k]!) < 4);

  it.each([{}, { rotation: 15 }, { x: 0.2 }, { scale: 1.4 }])(
    'leaves the background away for a subject with %o, and nothing faint lies over it',
    async moved => {
      const subject = { x: 0, y: 0, scale: 1, rotation: 0, ...moved };
      await open({ tool: 'erase', frame: golden(subject) });
      for (const tool of ['erase', 'restore'] as const) {
        opened.workspace.getState().setTool(tool);
        await nextFrames();
        expect(isLike(seen(...on(20, 20)), GOLD), tool).toBe(false);
        // The checkerboard, faintly blue where that could be brought back.
        const [r, g, b] = seen(...on(20, 20));
        expect(b! - r!, tool).toBeGreaterThanOrEqual(tool === 'restore' ? 10 : 0);
        expect(Math.abs(r! - g!), tool).toBeLessThan(16);
        expectColour(on(200, 150), GREEN);
      }
    },
  );

  it('paints again after a pan whose space was let go before the button', async () => {
    await open({ tool: 'erase' });
    const key = (type: string) =>
      window.dispatchEvent(new KeyboardEvent(type, { key: ' ', cancelable: true }));
    key('keydown');
    surface().setPointerCapture = () => {};
    point('pointerdown', ...on(200, 150));
    point('pointermove', ...on(210, 150));
    key('keyup');
    point('pointerup', ...on(210, 150));
    await nextFrames();
    expect(done()).toEqual([]);
    await pull(on(200, 150), on(220, 150));
    expect(done()).toHaveLength(1);
  });

  it('leaves the picture where it is', async () => {
    await open({ frame: golden() });
    const zoom = zoomText().element().textContent;
    for (const tool of ['erase', 'move', 'restore'] as const) {
      opened.workspace.getState().setTool(tool);
      await nextFrames();
      expectColour(on(101, 150), GREEN);
      expectColour(on(299, 150), GREEN);
      expect(zoomText().element().textContent).toBe(zoom);
    }
  });

  it.each([
    ['erase', 'add', false],
    ['lasso', 'subtract', false],
    ['lasso', 'add', true],
    ['restore', 'add', true],
  ] as const)('with %s (%s) what was taken away is seen faintly: %s', async (tool, lassoMode, isFaint) => {
    await open({ tool, lassoMode });
    const [a, b] = [seen(...on(20, 20)), seen(...on(380, 20))];
    // Blue and orange shine through the checkerboard, which is grey.
    expect(a[2]! - a[0]! > 10 && b[0]! - b[2]! > 10).toBe(isFaint);
  });
});
