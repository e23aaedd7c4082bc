import {
  nextFrames,
  openScriptedStage,
  type ScriptedPicture,
  type ScriptedStage,
} from './scripted-stage.tsx';

export const PICTURE: ScriptedPicture = { width: 400, height: 300, radius: 100 };
/** The stage that is open. */
export let opened: ScriptedStage;

export async function open(changes: Parameters<typeof openScriptedStage>[1] = {}, picture = PICTURE) {
  opened = await openScriptedStage(picture, changes);
}

export const surface = () => document.querySelector<HTMLElement>('[role=application]')!;
export const done = () => opened.workspace.getState().history!.done.map(step => step.command);

/** What is seen at a point of the stage: the picture and the paint over it. */
export function seen(x: number, y: number): number[] {
  const both = new OffscreenCanvas(1, 1).getContext('2d')!;
  const ratio = window.devicePixelRatio;
  for (const canvas of surface().querySelectorAll('canvas')) both.drawImage(canvas, -x * ratio, -y * ratio);
  return [...both.getImageData(0, 0, 1, 1).data];
}

/** @throws Error where another colour is seen */
export function expectColour(at: readonly [number, number], colour: readonly number[]): void {
  const [r = 0, g = 0, b = 0, alpha = 0] = seen(...at);
  const isSeen = alpha > 250 && [r, g, b].every((value, k) => Math.abs(value - colour[k]!) <= 3);
  if (!isSeen) throw new Error(`${[r, g, b, alpha]} at ${at} for ${colour}`);
}

export function point(type: string, x: number, y: number, more: PointerEventInit = {}): void {
  surface().dispatchEvent(
    new PointerEvent(type, {
      pointerId: 1,
      clientX: x,
      clientY: y,
      bubbles: true,
      cancelable: true,
      isPrimary: true,
      ...more,
    }),
  );
}

export async function pull(
  from: readonly [number, number],
  to: readonly [number, number],
  more: PointerEventInit = {},
) {
  surface().setPointerCapture = () => {};
  point('pointerdown', ...from, more);
  for (let k = 1; k <= 4; k++) {
    point('pointermove', from[0] + ((to[0] - from[0]) * k) / 4, from[1] + ((to[1] - from[1]) * k) / 4, more);
  }
  await nextFrames(1);
  point('pointerup', ...to, more);
  await nextFrames();
}

// The picture of 400 x 300 fitted into 1000 x 800 with 24 pixels around: 2.38 times, its corner at (24, 43).
export const SCALE = 952 / 400;
export const on = (x: number, y: number): [number, number] => [24 + x * SCALE, 400 - 150 * SCALE + y * SCALE];
