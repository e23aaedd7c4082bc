import { createChance, noiseLine } from './noise.ts';
import { across, type Canvas, down, LIGHT, layColour, type RowPainter, smoothstep } from './painter.ts';
import { evenRamp, rgbOf, takeColour } from './ramp.ts';
import type { MeshScene, SilkScene } from './scene.ts';
import { createSine, sineAt } from './sine.ts';

/** Colours about points in a loose grid, each as strong as it is near, bent by noise. */
export function meshPainter({ seed, colors }: MeshScene, canvas: Canvas): RowPainter {
  const next = createChance(seed);
  // A point for each cell of a grid of 4 x 3, wherever in it; colours in turn, from a place by chance.
  const shift = Math.floor(next() * colors.length);
  const points = Array.from({ length: 12 }, (_, i) => ({
    x: (((i % 4) + next()) / 4 - 0.5) * 1.15 * (canvas.width / canvas.long),
    y: ((Math.floor(i / 4) + next()) / 3 - 0.5) * 1.15 * (canvas.height / canvas.long),
    colour: rgbOf(colors[(i + 2 * Math.floor(i / 4) + shift) % colors.length]!),
  }));
  const bendX = new Float32Array(canvas.width);
  const bendY = new Float32Array(canvas.width);
  const step = 1.6 / canvas.long;
  return (y, row) => {
    const v = down(canvas, y);
    const line = { x: across(canvas, 0) * 1.6 + 3, y: v * 1.6 + 5, step, grain: step };
    noiseLine(line, { seed: seed + 1, octaves: 2, gain: 0.4 }, bendX);
    noiseLine({ ...line, y: line.y + 60 }, { seed: seed + 2, octaves: 2, gain: 0.4 }, bendY);
    for (let x = 0; x < canvas.width; x++) {
      const px = across(canvas, x) + bendX[x]! * 0.16;
      const py = v + bendY[x]! * 0.16;
      let total = 0;
      let r = 0;
      let g = 0;
      let b = 0;
      for (const { x: cx, y: cy, colour } of points) {
        const d = (px - cx) * (px - cx) + (py - cy) * (py - cy) + 0.02;
        const w = 1 / (d * d);
        total += w;
        r += w * colour[0];
        g += w * colour[1];
        b += w * colour[2];
      }
      row[4 * x] = r / total;
      row[4 * x + 1] = g / total;
      row[4 * x + 2] = b / total;
    }
  };
}

/** Folds that run across, bent by noise, with a sheen on their crests. */
export function silkPainter({ seed, colors, folds }: SilkScene, canvas: Canvas): RowPainter {
  const sine = createSine();
  const ramp = evenRamp(colors);
  const bend = new Float32Array(canvas.width);
  const drift = new Float32Array(canvas.width);
  const step = 1.25 / canvas.long;
  return (y, row) => {
    const v = down(canvas, y);
    const line = { x: across(canvas, 0) * 1.25 + 9, y: v * 1.25 + 4, step, grain: step };
    noiseLine(line, { seed, octaves: 3, gain: 0.32 }, bend);
    noiseLine(
      { ...line, x: line.x * 0.8 + 30, step: step * 0.8 },
      { seed: seed + 7, octaves: 2, gain: 0.4 },
      drift,
    );
    for (let x = 0; x < canvas.width; x++) {
      const u = across(canvas, x);
      const phase = (u * 0.55 + v * 0.9) * folds + bend[x]! * 1.5;
      const fold = sineAt(sine, phase) * 0.5 + 0.5;
      const small = sineAt(sine, phase * 2.7 + drift[x]! * 2) * 0.5 + 0.5;
      const t = 0.1 + 0.72 * fold + 0.16 * small * fold + 0.22 * drift[x]!;
      takeColour(ramp, t, row, 4 * x);
      const sheen = smoothstep(0.86, 1, fold) * 0.22;
      layColour(row, 4 * x, LIGHT, sheen * (0.4 + 0.6 * small));
    }
  };
}
