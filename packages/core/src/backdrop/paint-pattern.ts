import { turnOf } from '../compose/turn.ts';
import { across, type Canvas, down, type RowPainter } from './painter.ts';
import { rgbOf } from './ramp.ts';
import type { PatternScene } from './scene.ts';

/**
 * How much of a pixel a motif covers, 0..1. `x`, `y` in cells, `pixel` the side of a pixel in cells, `weight` 0..1.
 */
type Motif = (x: number, y: number, pixel: number, weight: number) => number;

const MOTIFS: Readonly<Record<PatternScene['motif'], Motif>> = {
  // Every other row by half a cell.
  dots: (x, y, pixel, weight) => {
    const row = Math.floor(y);
    const dx = fraction(x + (row % 2) / 2) - 0.5;
    const dy = fraction(y) - 0.5;
    return inside(weight / 2 - Math.sqrt(dx * dx + dy * dy), pixel);
  },
  stripes: (x, _y, pixel, weight) => band(x, pixel, weight),
  checks: (x, y, pixel) => {
    const a = band(x / 2, pixel / 2, 0.5);
    const b = band(y / 2, pixel / 2, 0.5);
    return a + b - 2 * a * b;
  },
  gingham: (x, y, pixel, weight) => (band(x, pixel, weight) + band(y, pixel, weight)) / 2,
  grid: (x, y, pixel, weight) => Math.max(band(x, pixel, weight), band(y, pixel, weight)),
  zigzag: (x, y, pixel, weight) => band(y + Math.abs(fraction(x) - 0.5), pixel * 1.4, weight),
  // Half discs, each row before the one above and by half a cell aside; drawn are their rims.
  scales: (x, y, pixel, weight) => {
    let rim = 0;
    for (let k = 1; k >= 0; k--) {
      const row = Math.floor(2 * y) - k;
      const dx = fraction(x + (row % 2) / 2) - 0.5;
      const dy = y - row / 2;
      const distance = Math.sqrt(dx * dx + dy * dy);
      const disc = inside(0.5 - distance, pixel);
      rim = rim * (1 - disc) + disc * inside(weight / 2 - Math.abs(0.5 - weight / 2 - distance), pixel);
    }
    return rim;
  },
};

/** A pattern with clean edges at any size and angle: a pixel shows how much of it the motif covers. */
export function patternPainter(scene: PatternScene, canvas: Canvas): RowPainter {
  const { count, weight = 0.5, angle = 0 } = scene;
  const { cos, sin } = turnOf(angle);
  const ground = rgbOf(scene.ground);
  const ink = rgbOf(scene.ink);
  const motif = MOTIFS[scene.motif];
  const pixel = count / canvas.long;
  return (y, row) => {
    const v = down(canvas, y) * count;
    for (let x = 0; x < canvas.width; x++) {
      const u = across(canvas, x) * count;
      const share = motif(u * cos + v * sin, v * cos - u * sin, pixel, weight);
      for (let c = 0; c < 3; c++) row[4 * x + c] = ground[c]! + (ink[c]! - ground[c]!) * share;
    }
  };
}

function fraction(value: number): number {
  return value - Math.floor(value);
}

/** The share of a pixel that is inside, of the distance of its middle to the edge. */
function inside(distance: number, pixel: number): number {
  return Math.min(1, Math.max(0, distance / pixel + 0.5));
}

/** The share of a pixel that lies in bands of a width of `weight`, one a cell, about the cells' middles. */
function band(x: number, pixel: number, weight: number): number {
  return inside(weight / 2 - Math.abs(fraction(x) - 0.5), pixel);
}
