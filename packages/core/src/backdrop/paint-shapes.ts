import { createChance } from './noise.ts';
import {
  across,
  type Canvas,
  down,
  LIGHT,
  layColour,
  type RowPainter,
  SHADOW,
  smoothstep,
} from './painter.ts';
import { evenRamp, rgbOf, takeColour } from './ramp.ts';
import type { BlobsScene, BokehScene, WavesScene } from './scene.ts';
import { createSine, sineAt } from './sine.ts';

/** Sheets with waving upper edges, each with a soft shadow on the one behind it. */
export function wavesPainter({ seed, colors }: WavesScene, canvas: Canvas): RowPainter {
  const sine = createSine();
  const next = createChance(seed);
  const ground = rgbOf(colors[0]!);
  const sheets = colors.slice(1).map((color, i) => {
    const y = (i + 0.75) / colors.length;
    const swing = 0.04 + 0.035 * next();
    const waves = 0.7 + 0.9 * next();
    const phase = next();
    const second = next();
    const tilt = (next() - 0.5) * 0.12;
    const tops = Float32Array.from({ length: canvas.width }, (_, x) => {
      const u = across(canvas, x);
      const rise =
        swing * sineAt(sine, u * waves + phase) + 0.4 * swing * sineAt(sine, u * waves * 2.3 + second);
      return y * canvas.height - (rise + tilt * u) * canvas.long;
    });
    return { colour: rgbOf(color), tops };
  });
  const reach = 0.045 * canvas.long;
  return (y, row) => {
    for (let x = 0; x < canvas.width; x++) layColour(row, 4 * x, ground, 1);
    for (const { colour, tops } of sheets) {
      for (let x = 0; x < canvas.width; x++) {
        const depth = y + 0.5 - tops[x]!;
        if (depth < -reach) continue;
        const i = 4 * x;
        if (depth < 0.5) {
          const near = 1 + Math.min(0, depth) / reach;
          layColour(row, i, SHADOW, 0.16 * near * near);
        }
        if (depth <= -0.5) continue;
        layColour(row, i, colour, Math.min(1, depth + 0.5));
        // Light along the edge, and less of it further down.
        const lit = Math.max(0, 1 - depth / (0.16 * canvas.long));
        layColour(row, i, LIGHT, 0.1 * lit * lit * Math.min(1, Math.max(0, depth + 0.5)));
      }
    }
  };
}

/** Large shapes with soft rims, lit from the upper left. */
export function blobsPainter({ seed, ground, colors }: BlobsScene, canvas: Canvas): RowPainter {
  const sine = createSine();
  const next = createChance(seed);
  const ramp = evenRamp(ground);
  const blobs = Array.from({ length: 7 }, (_, i) => ({
    x: (next() - 0.5) * 1.05 * (canvas.width / canvas.long),
    y: (next() - 0.5) * 1.05 * (canvas.height / canvas.long),
    radius: 0.07 + 0.2 * next() * next(),
    phase: next(),
    second: next(),
    colour: rgbOf(colors[i % colors.length]!),
  })).sort((a, b) => b.radius - a.radius);
  return (y, row) => {
    const v = down(canvas, y);
    for (let x = 0; x < canvas.width; x++) {
      const u = across(canvas, x);
      takeColour(ramp, (y + 0.5) / canvas.height, row, 4 * x);
      for (const { x: cx, y: cy, radius, phase, second, colour } of blobs) {
        const dx = u - cx;
        const dy = v - cy;
        const far = dx * dx + dy * dy;
        if (far > radius * radius * 2.9) continue;
        // A closed curve: its radius swings with the direction, which a ratio stands for.
        const d = Math.sqrt(far);
        const across2 = d > 0 ? dx / d : 0;
        const down2 = d > 0 ? dy / d : 0;
        const swing =
          0.1 * sineAt(sine, phase + across2 * down2 * 0.5) + 0.08 * sineAt(sine, second + down2 * 0.35);
        const edge = radius * (1 + swing);
        const shadow = smoothstep(
          edge * 1.3,
          edge * 0.85,
          Math.sqrt(dx * dx + (dy - edge * 0.12) * (dy - edge * 0.12)),
        );
        layColour(row, 4 * x, SHADOW, 0.13 * shadow);
        const share = Math.min(1, Math.max(0, (edge - d) * canvas.long + 0.5));
        if (share === 0) continue;
        layColour(row, 4 * x, colour, share);
        const lx = dx + edge * 0.45;
        const ly = dy + edge * 0.5;
        const lit = smoothstep(1.5, 0, Math.sqrt(lx * lx + ly * ly) / edge);
        layColour(row, 4 * x, LIGHT, 0.38 * lit * share);
        layColour(row, 4 * x, SHADOW, 0.16 * smoothstep(0.35, 1, d / edge) * (0.5 + 0.5 * down2) * share);
      }
    }
  };
}

/** Discs of light, small and large, brighter at their rims. */
export function bokehPainter({ seed, ground, lights }: BokehScene, canvas: Canvas): RowPainter {
  const next = createChance(seed);
  const ramp = evenRamp(ground);
  const discs = Array.from({ length: 46 }, (_, i) => {
    const near = i / 46;
    return {
      x: (next() - 0.5) * 1.1 * (canvas.width / canvas.long),
      y: (next() - 0.5) * 1.1 * (canvas.height / canvas.long),
      radius: 0.012 + 0.075 * near * (0.5 + 0.5 * next()),
      soft: 0.06 + 0.3 * next() * next(),
      strength: (0.62 - 0.42 * near) * (0.4 + 0.6 * next()),
      colour: rgbOf(lights[Math.floor(next() * lights.length)]!),
    };
  });
  return (y, row) => {
    const v = down(canvas, y);
    const colour = new Float32Array(4);
    takeColour(ramp, (y + 0.5) / canvas.height, colour, 0);
    for (let i = 0; i < row.length; i += 4) row.set(colour, i);
    for (const disc of discs) {
      const dy = v - disc.y;
      const reach = disc.radius * (1 + disc.soft);
      if (Math.abs(dy) > reach) continue;
      const half = Math.sqrt(reach * reach - dy * dy);
      const middle = canvas.width / 2;
      const x0 = Math.max(0, Math.floor((disc.x - half) * canvas.long + middle));
      const x1 = Math.min(canvas.width - 1, Math.ceil((disc.x + half) * canvas.long + middle));
      const rim = Math.max(disc.soft, 1.5 / (disc.radius * canvas.long));
      for (let x = x0; x <= x1; x++) {
        const dx = across(canvas, x) - disc.x;
        const d = Math.sqrt(dx * dx + dy * dy) / disc.radius;
        const inside = smoothstep(1 + rim, 1 - rim * 0.5, d);
        const ring = 0.72 + 0.28 * smoothstep(0.55, 0.97, d);
        addLight(row, 4 * x, disc.colour, inside * ring * disc.strength);
      }
    }
  };
}

/** Light upon light, as the screen blend has it. */
function addLight(row: Float32Array, i: number, colour: readonly number[], share: number): void {
  for (let c = 0; c < 3; c++) row[i + c] = row[i + c]! + (colour[c]! * share * (255 - row[i + c]!)) / 255;
}
