import { fileURLToPath } from 'node:url';
import { createRedrawing, floatMatte, type RgbaImage, rgbaImage, type StrokeEdit } from '@backgroundfx/core';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

interface Sample {
  readonly image: RgbaImage;
  readonly truth: Uint8Array;
}

async function sample(name: string): Promise<Sample> {
  const { data, info } = await sharp(at(`../../../public/samples/${name}.jpg`))
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const truth = await sharp(at(`fixtures/${name}.alpha.png`))
    .extractChannel(0)
    .raw()
    .toBuffer();
  return { image: rgbaImage(info.width, info.height, new Uint8Array(data)), truth };
}

/** Radius of the brush, and how far the stroke oversteps the edge, pixels. */
const RADIUS = 30;
const OVERSTEP = 12;
/** Around the true edge, where errors are counted, pixels. */
const BAND = 24;

interface Outline {
  /** The first row, and where the subject begins in it and the ones below, pixels from the left. */
  readonly top: number;
  readonly edge: readonly number[];
}

/** The longest piece of the subject's left outline that goes down without jumps. */
function leftOutline({ image: { width, height }, truth }: Sample): Outline {
  let longest: Outline = { top: 0, edge: [] };
  let piece: { top: number; edge: number[] } = { top: 0, edge: [] };
  for (let y = 0; y < height; y++) {
    const x = truth.subarray(y * width, (y + 1) * width).findIndex(alpha => alpha >= 128);
    const last = piece.edge.at(-1);
    const isFar = x < 2 * RADIUS || x > width - 4 * RADIUS;
    if (isFar || last === undefined || Math.abs(x - last) > 2) piece = { top: y, edge: isFar ? [] : [x] };
    else piece.edge.push(x);
    if (piece.edge.length > longest.edge.length) longest = piece;
  }
  return longest;
}

/** What one stroke along the outline leaves of the error around it, in pixels: the plain one, and the one that keeps to edges. */
async function leftovers(from: Sample, mode: 'restore' | 'erase'): Promise<readonly [number, number]> {
  const { image, truth } = from;
  const { width, height } = image;
  const { top, edge } = leftOutline(from);
  // The middle of the stroke lies on the side that is meant.
  const inwards = (mode === 'restore' ? 1 : -1) * (RADIUS - OVERSTEP);
  const points = edge.flatMap((x, k) => (k % 5 === 0 ? [x + inwards, top + k, 1] : []));
  const damaged = Float32Array.from(truth, alpha => alpha / 255);
  for (const [k, x] of edge.entries()) {
    // What the stroke is to mend: along the edge the subject is missing, or too much is there.
    const [a, b] = mode === 'restore' ? [x - BAND, x + 2 * RADIUS] : [x - 2 * RADIUS, x + BAND];
    damaged.fill(mode === 'restore' ? 0 : 1, (top + k) * width + a, (top + k) * width + b);
  }
  const redrawing = createRedrawing({ image, coarse: floatMatte(width, height, damaged), quality: 'high' });
  const stroke = { kind: 'stroke', mode, points, size: 2 * RADIUS, hardness: 0.9, opacity: 1 } as const;
  const errorOf = async (edits: readonly StrokeEdit[]) => {
    const settings = { edgeRefinement: 0, decontamination: 0, edits };
    const { data } = (await redrawing.draw(settings)).matte;
    let error = 0;
    for (let k = RADIUS; k < edge.length - RADIUS; k++) {
      const row = (top + k) * width + edge[k]!;
      for (let p = row - BAND; p < row + BAND; p++) error += Math.abs(data[p]! - truth[p]!) / 255;
    }
    return error;
  };
  return [
    await errorOf([{ ...stroke, edge_aware: false }]),
    await errorOf([{ ...stroke, edge_aware: true }]),
  ];
}

/** The matte as a network gives it that sees no hair: an outline without anything finer than 16 pixels. */
async function crude({ image: { width, height }, truth }: Sample): Promise<Uint8Array> {
  const blurred = await sharp(truth, { raw: { width, height, channels: 1 } })
    .blur(8)
    .extractChannel(0)
    .raw()
    .toBuffer();
  return Uint8Array.from(blurred, alpha => (alpha < 128 ? 0 : 255));
}

/** Error under one refining stroke along a crude outline, in pixels: before it and after. */
async function refined(from: Sample): Promise<readonly [number, number]> {
  const { image, truth } = from;
  const { width, height } = image;
  const start = await crude(from);
  const { top, edge } = leftOutline({ image, truth: start });
  const coarse = floatMatte(
    width,
    height,
    Float32Array.from(start, alpha => alpha / 255),
  );
  const redrawing = createRedrawing({ image, coarse, quality: 'high' });
  const points = edge.flatMap((x, k) => (k % 5 === 0 ? [x, top + k, 1] : []));
  const stroke = { kind: 'stroke', points, size: 3 * RADIUS, hardness: 0.9, opacity: 1 } as const;
  const errorOf = async (edits: readonly StrokeEdit[]) => {
    const { data } = (await redrawing.draw({ edgeRefinement: 0, decontamination: 0, edits })).matte;
    let error = 0;
    for (let k = RADIUS; k < edge.length - RADIUS; k++) {
      const row = (top + k) * width + edge[k]!;
      for (let p = row - RADIUS; p < row + RADIUS; p++) error += Math.abs(data[p]! - truth[p]!) / 255;
    }
    return error;
  };
  return [await errorOf([]), await errorOf([{ ...stroke, mode: 'refine', edge_aware: false }])];
}

describe('a stroke that oversteps an edge of a sample by 12 pixels', () => {
  // Seen, restoring and erasing: at most .43 and .46 (the chair), else below .3. (Fur has no outline to overstep.)
  it.each(['02-mug', '03-toycar', '04-plant', '05-wheel', '06-bottle', '07-bust', '08-chair'])(
    '%s: keeps to it, and leaves at most half of the error',
    { timeout: 60_000 },
    async name => {
      const from = await sample(name);
      for (const mode of ['restore', 'erase'] as const) {
        const [plain, aware] = await leftovers(from, mode);
        expect(plain).toBeGreaterThan(1000);
        expect(aware / plain).toBeLessThanOrEqual(0.5);
      }
    },
  );
});

describe('a refining stroke along a crude outline of a sample', () => {
  // Seen: .62 and .82.
  it.each([
    ['01-fur', 0.7],
    ['07-bust', 0.88],
  ])('%s: finds hair', { timeout: 60_000 }, async (name, left) => {
    const [before, after] = await refined(await sample(name));
    expect(before).toBeGreaterThan(500);
    expect(after / before).toBeLessThan(left);
  });
});
