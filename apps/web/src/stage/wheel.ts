/** What turning a wheel or stroking a touchpad means. */
export type WheelIntent = 'zoom' | 'pan';

/** The part of a `WheelEvent` that tells. */
export interface WheelFacts {
  readonly deltaX: number;
  readonly deltaY: number;
  /** 0 for pixels, 1 for lines, 2 for pages. */
  readonly deltaMode: number;
  readonly ctrlKey: boolean;
  readonly shiftKey: boolean;
  readonly timeStamp: number;
}

/** What went before, so that one movement of the hand means one thing to its end. */
export interface LastWheel {
  readonly intent: WheelIntent;
  readonly timeStamp: number;
}

/** A movement of the hand ends with such a pause, ms. */
const PAUSE = 180;
/** The least step of a wheel that clicks, CSS pixels; a touchpad begins more gently. */
const NOTCH = 50;
const LINE = 16;
const PAGE = 400;

/**
 * Zoom for a wheel with notches and for two fingers that spread (browsers tell them as a wheel with Ctrl), pan for two fingers
 * that stroke, and for a wheel with shift.
 */
export function wheelIntent(event: WheelFacts, last: LastWheel | null): WheelIntent {
  if (event.ctrlKey) return 'zoom';
  if (event.shiftKey) return 'pan';
  if (last && event.timeStamp - last.timeStamp < PAUSE) return last.intent;
  if (event.deltaMode !== 0) return 'zoom';
  return event.deltaX === 0 && Math.abs(event.deltaY) >= NOTCH ? 'zoom' : 'pan';
}

/** How far, in CSS pixels. Shift turns a wheel sideways where the browser has not done so. */
export function wheelWay({ deltaX, deltaY, deltaMode, shiftKey }: WheelFacts): { dx: number; dy: number } {
  const unit = unitOf(deltaMode);
  if (shiftKey && deltaX === 0) return { dx: deltaY * unit, dy: 0 };
  return { dx: deltaX * unit, dy: deltaY * unit };
}

/** How many times the scale becomes; spreading fingers move less than a wheel, and mean more. */
export function wheelFactor(event: WheelFacts): number {
  const dy = event.deltaY * unitOf(event.deltaMode);
  const isNotch = event.deltaMode !== 0 || Math.abs(dy) >= NOTCH;
  const way = Math.max(-240, Math.min(240, dy));
  return Math.exp(-way * (event.ctrlKey && !isNotch ? 0.01 : 0.0022));
}

/** CSS pixels for what the browser counts in. */
function unitOf(deltaMode: number): number {
  return deltaMode === 0 ? 1 : deltaMode === 1 ? LINE : PAGE;
}
