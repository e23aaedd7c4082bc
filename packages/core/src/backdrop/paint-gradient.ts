import { ANCHORS } from '../compose/place-backdrop.ts';
import { turnOf } from '../compose/turn.ts';
import type { Canvas, RowPainter } from './painter.ts';
import { rampOf, takeColour } from './ramp.ts';
import type { GradientScene } from './scene.ts';

/** Gradients as CSS defines them: the ends of a linear one lie where its line is met by the perpendiculars of the corners. */
export function gradientPainter(scene: GradientScene, canvas: Canvas): RowPainter {
  const ramp = rampOf(scene.stops);
  const place = scene.shape === 'linear' ? alongLine(scene, canvas) : aroundCentre(scene, canvas);
  return (y, row) => {
    for (let x = 0; x < canvas.width; x++) takeColour(ramp, place(x + 0.5, y + 0.5), row, 4 * x);
  };
}

function alongLine({ angle = 180 }: GradientScene, { width, height }: Canvas) {
  const { cos, sin } = turnOf(angle);
  const length = Math.abs(width * sin) + Math.abs(height * cos);
  return (x: number, y: number) => ((x - width / 2) * sin - (y - height / 2) * cos) / length + 0.5;
}

function aroundCentre({ center = ANCHORS.center }: GradientScene, { width, height }: Canvas) {
  const cx = center.x * width;
  const cy = center.y * height;
  const dx = Math.max(cx, width - cx);
  const dy = Math.max(cy, height - cy);
  const radius = Math.sqrt(dx * dx + dy * dy);
  return (x: number, y: number) => Math.sqrt((x - cx) * (x - cx) + (y - cy) * (y - cy)) / radius;
}
