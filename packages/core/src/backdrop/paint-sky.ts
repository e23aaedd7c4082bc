import { chance, noiseLine } from './noise.ts';
import { across, type Canvas, layColour, type RowPainter, smoothstep } from './painter.ts';
import { evenRamp, rgbOf, takeColour } from './ramp.ts';
import type { LandscapeScene } from './scene.ts';

/** Clouds this far above the horizon, as a share of the longer side, are as large as their noise says. */
const CLOUD_HEIGHT = 0.35;

/** The sky, down to the horizon and the last row: colours, then the sun's glow, stars, clouds. */
export function skyPainter(scene: LandscapeScene, canvas: Canvas): RowPainter {
  const ramp = evenRamp(scene.sky);
  const horizon = scene.horizon * canvas.height;
  const layers = [starPainter(scene, canvas), sunPainter(scene, canvas), cloudPainter(scene, canvas)];
  const colour = new Float32Array(4);
  return (y, row) => {
    takeColour(ramp, (y + 0.5) / horizon, colour, 0);
    for (let i = 0; i < row.length; i += 4) row.set(colour, i);
    for (const layer of layers) layer?.(y, row);
  };
}

/** A disc, and a glow that falls off all around it. */
function sunPainter({ sun }: LandscapeScene, canvas: Canvas): RowPainter | undefined {
  if (!sun) return undefined;
  const colour = rgbOf(sun.color);
  const cx = sun.x * canvas.width;
  const cy = sun.y * canvas.height;
  return (y, row) => {
    const dy = (y + 0.5 - cy) / canvas.long;
    for (let x = 0; x < canvas.width; x++) {
      const dx = (x + 0.5 - cx) / canvas.long;
      const d = Math.sqrt(dx * dx + dy * dy);
      const far = Math.max(0, d - sun.size) / sun.glow;
      const glow = 0.85 / (1 + far * far * 4 + far * 2) / (1 + far * far);
      const disc = Math.min(1, Math.max(0, (sun.size - d) * canvas.long * 0.35 + 0.5));
      layColour(row, 4 * x, colour, Math.max(glow, sun.size > 0 ? disc : 0));
    }
  };
}

/** Cells of the sky along the longer side; each has one star at most. */
const STAR_CELLS = 150;

function starPainter({ stars = 0, seed, horizon }: LandscapeScene, canvas: Canvas): RowPainter | undefined {
  if (stars === 0) return undefined;
  const cell = canvas.long / STAR_CELLS;
  const pixel = 1 / cell;
  return (y, row) => {
    const v = (y + 0.5) / cell;
    const j = Math.floor(v);
    // Towards the horizon the air is thick.
    const clear = smoothstep(horizon, horizon * 0.3, (y + 0.5) / canvas.height);
    for (let i = 0; i * cell < canvas.width; i++) {
      if (chance(seed + 71, i, j) * 1000 >= stars) continue;
      const age = chance(seed + 72, i, j);
      const size = 0.07 + 0.15 * age * age * age;
      const sx = i + 0.25 + 0.5 * chance(seed + 73, i, j);
      const dy = v - (j + 0.25 + 0.5 * chance(seed + 74, i, j));
      const bright = (0.45 + 0.55 * chance(seed + 75, i, j)) * clear;
      // A star smaller than a pixel is as much fainter.
      const radius = Math.max(size, pixel * 0.7);
      const faint = bright * Math.min(1, ((size * size) / (radius * radius)) * 2);
      const x0 = Math.max(0, Math.floor((sx - radius) * cell));
      const x1 = Math.min(canvas.width - 1, Math.ceil((sx + radius) * cell));
      for (let x = x0; x <= x1; x++) {
        const dx = (x + 0.5) / cell - sx;
        layColour(row, 4 * x, STAR, faint * smoothstep(radius, 0, Math.sqrt(dx * dx + dy * dy)));
      }
    }
  };
}

const STAR = [255, 252, 244] as const;

/** A layer of clouds as it is seen from below: smaller and flatter towards the horizon. */
function cloudPainter({ clouds, seed, horizon }: LandscapeScene, canvas: Canvas): RowPainter | undefined {
  if (!clouds) return undefined;
  const light = rgbOf(clouds.light);
  const shade = rgbOf(clouds.shade);
  const shape = new Float32Array(canvas.width);
  const above = new Float32Array(canvas.width);
  const kind = { seed: seed + 11, octaves: 6, gain: 0.52 };
  // Above this the noise is cloud.
  const level = 0.5 - clouds.cover;
  return (y, row) => {
    const h = (horizon * canvas.height - y - 0.5) / canvas.long;
    if (h <= 0.004) return;
    const size = 2.7 / (h / CLOUD_HEIGHT + 0.22);
    const step = size / canvas.long;
    const line = {
      x: across(canvas, 0) * size + 40,
      y: size * 1.15 + 7,
      step,
      grain: step * Math.max(1, size * 0.5),
    };
    noiseLine(line, kind, shape);
    // The same a little nearer to the light: where there is less cloud above, its side is lit.
    noiseLine({ ...line, y: line.y - 0.14 }, { ...kind, octaves: 3 }, above);
    const near = smoothstep(0.004, 0.06, h);
    for (let x = 0; x < canvas.width; x++) {
      const density = smoothstep(level - 0.04, level + 0.42, shape[x]!) * near;
      if (density === 0) continue;
      const lit = Math.min(1, Math.max(0, 0.62 + (shape[x]! - above[x]!) * 0.9 - (shape[x]! - level) * 0.35));
      for (let c = 0, i = 4 * x; c < 3; c++, i++) {
        const colour = shade[c]! + (light[c]! - shade[c]!) * lit;
        row[i] = row[i]! + (colour - row[i]!) * density;
      }
    }
  };
}
