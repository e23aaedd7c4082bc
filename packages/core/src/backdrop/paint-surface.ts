import { chance, noiseLine } from './noise.ts';
import { across, type Canvas, down, type RowPainter, smoothstep } from './painter.ts';
import { evenRamp, takeColour } from './ramp.ts';
import type { SurfaceScene } from './scene.ts';
import { createSine, sineAt } from './sine.ts';

/** Where on its ramp a material is at each pixel of a row. */
type Material = (v: number, out: Float32Array) => void;

const MATERIALS: Readonly<Record<SurfaceScene['material'], (seed: number, canvas: Canvas) => Material>> = {
  marble: (seed, canvas) => {
    const vein = new Float32Array(canvas.width);
    const fine = new Float32Array(canvas.width);
    return (v, out) => {
      lineOf(canvas, v, 1.5, 1.9, { seed, octaves: 6, gain: 0.5 }, vein);
      lineOf(canvas, v, 3.2, 3.6, { seed: seed + 50, octaves: 6, gain: 0.5 }, fine);
      lineOf(canvas, v, 0.9, 1.1, { seed: seed + 90, octaves: 4, gain: 0.5 }, out);
      for (let x = 0; x < out.length; x++) {
        // A vein is where noise goes through zero: thin, and stronger in some places than in others.
        const thick = smoothstep(0.06, 0, Math.abs(vein[x]!)) * smoothstep(-0.25, 0.4, out[x]!);
        const thin = smoothstep(0.035, 0, Math.abs(fine[x]!)) * smoothstep(-0.1, 0.5, -out[x]! + 0.15);
        out[x] = 0.86 + out[x]! * 0.16 - thick * 0.62 - thin * 0.3;
      }
    };
  },
  wood: (seed, canvas) => {
    const sine = createSine();
    const warp = new Float32Array(canvas.width);
    const grain = new Float32Array(canvas.width);
    const boards = 5.5;
    return (v, out) => {
      const board = Math.floor(v * boards + 40);
      const tone = chance(seed, board, 3) - 0.5;
      const within = v * boards + 40 - board;
      const own = seed + board * 13;
      lineOf(canvas, v, 0.9, 5, { seed: own, octaves: 3, gain: 0.45 }, warp);
      lineOf(canvas, v, 3.5, 110, { seed: own + 5, octaves: 4, gain: 0.65 }, grain);
      // A joint is a dark line with a lit edge below it.
      const pixel = boards / canvas.long;
      const joint = smoothstep(0.012 + pixel, 0, Math.min(within, 1 - within));
      for (let x = 0; x < out.length; x++) {
        const ring = sineAt(sine, within * 2.2 + warp[x]! * 2.6 + chance(seed, board, 9)) * 0.5 + 0.5;
        out[x] = 0.56 + tone * 0.26 + ring * 0.2 - 0.1 + grain[x]! * 0.22 - joint * 0.6;
      }
    };
  },
  plaster: (seed, canvas) => {
    const fine = new Float32Array(canvas.width);
    return (v, out) => {
      lineOf(canvas, v, 2.2, 2.2, { seed, octaves: 7, gain: 0.6 }, out);
      lineOf(canvas, v, 60, 60, { seed: seed + 20, octaves: 3, gain: 0.8 }, fine);
      for (let x = 0; x < out.length; x++) out[x] = 0.55 + out[x]! * 0.42 + fine[x]! * 0.09;
    };
  },
  paper: (seed, canvas) => {
    const fine = new Float32Array(canvas.width);
    return (v, out) => {
      lineOf(canvas, v, 1.4, 1.4, { seed, octaves: 2, gain: 0.5 }, out);
      lineOf(canvas, v, 130, 130, { seed: seed + 20, octaves: 3, gain: 0.9 }, fine);
      for (let x = 0; x < out.length; x++) out[x] = 0.6 + out[x]! * 0.16 + fine[x]! * 0.2;
    };
  },
  linen: (seed, canvas) => {
    const sine = createSine();
    const weft = new Float32Array(canvas.width);
    const threads = 110;
    const seen = smoothstep(0.3, 0.1, threads / canvas.long);
    return (v, out) => {
      lineOf(canvas, v, 14, 260, { seed, octaves: 3, gain: 0.6 }, weft);
      lineOf(canvas, v, 260, 14, { seed: seed + 9, octaves: 3, gain: 0.6 }, out);
      for (let x = 0; x < out.length; x++) {
        const u = across(canvas, x);
        const weave = sineAt(sine, u * threads) * sineAt(sine, v * threads) * seen;
        out[x] = 0.56 + weave * 0.16 + weft[x]! * 0.24 + out[x]! * 0.24;
      }
    };
  },
};

/** A material, with the light of a window from the upper left over it. */
export function surfacePainter({ seed, material, colors }: SurfaceScene, canvas: Canvas): RowPainter {
  const paint = MATERIALS[material](seed, canvas);
  const ramp = evenRamp(colors);
  const place = new Float32Array(canvas.width);
  return (y, row) => {
    const v = down(canvas, y);
    paint(v, place);
    for (let x = 0; x < canvas.width; x++) {
      takeColour(ramp, place[x]!, row, 4 * x);
      const u = across(canvas, x);
      const away = (u + 0.2) * (u + 0.2) + (v + 0.2) * (v + 0.2);
      const light = 1.03 - 0.2 * away;
      for (let i = 4 * x; i < 4 * x + 3; i++) row[i] = row[i]! * light;
    }
  };
}

/** One row of noise, `along` and `across` lattice points to the longer side. */
function lineOf(
  canvas: Canvas,
  v: number,
  along: number,
  acrossIt: number,
  kind: { readonly seed: number; readonly octaves: number; readonly gain: number },
  out: Float32Array,
): void {
  const step = along / canvas.long;
  const grain = Math.max(along, acrossIt) / canvas.long;
  noiseLine({ x: across(canvas, 0) * along + 20, y: v * acrossIt + 20, step, grain }, kind, out);
}
