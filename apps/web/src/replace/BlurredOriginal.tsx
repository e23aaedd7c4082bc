import { useEffect, useRef } from 'react';
import { useWorkspace } from '../state/use-workspace.ts';

/** Pixels across: little is left of a picture out of focus. */
const SIDE = 72;
const BLUR_PX = 3;

/** The open picture out of focus, without its subject once that is known; it fills what is around it. */
export function BlurredOriginal() {
  const canvas = useRef<HTMLCanvasElement>(null);
  const original = useWorkspace(state => state.original);
  const subject = useWorkspace(state => state.frame?.subject ?? null);
  useEffect(() => {
    const target = canvas.current;
    const context = target?.getContext('2d');
    if (!target || !context) return;
    if (!original || original.width === 0) {
      // Not that of the picture before.
      delete target.dataset.drawn;
      return;
    }
    target.width = SIDE;
    target.height = Math.max(1, Math.round((SIDE * original.height) / original.width));
    context.drawImage(original, 0, 0, target.width, target.height);
    if (subject && subject.width > 0) takeAway(context, subject);
    target.dataset.drawn = 'true';
  }, [original, subject]);
  return (
    <span aria-hidden="true" className="absolute inset-0 bg-field">
      <canvas
        ref={canvas}
        style={{ filter: `blur(${BLUR_PX}px)` }}
        className="block size-full scale-115 object-cover opacity-0 transition-opacity data-drawn:opacity-100"
      />
    </span>
  );
}

/** Cuts the subject out and lays what is left, ever smaller, beneath the gap: near its rim sharper, inside it softer. */
function takeAway(context: CanvasRenderingContext2D, subject: ImageBitmap): void {
  const { canvas } = context;
  context.globalCompositeOperation = 'destination-out';
  context.drawImage(subject, 0, 0, canvas.width, canvas.height);
  context.globalCompositeOperation = 'destination-over';
  for (let part = 2; part <= SIDE; part *= 2) {
    const small = new OffscreenCanvas(Math.ceil(canvas.width / part), Math.ceil(canvas.height / part));
    small.getContext('2d')?.drawImage(canvas, 0, 0, small.width, small.height);
    context.drawImage(small, 0, 0, canvas.width, canvas.height);
  }
  context.globalCompositeOperation = 'source-over';
}
