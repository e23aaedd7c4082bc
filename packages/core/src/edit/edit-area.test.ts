import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Matte, matte, rgbaImage } from '../raster/planes.ts';
import { swapArea } from './area.ts';
import { editArea } from './edit-area.ts';
import type { LassoEdit, MaskEdit, MatteEdit, StrokeEdit } from './matte-edit.ts';
import { coverStroke } from './stroke-coverage.ts';

const [WIDTH, HEIGHT] = [48, 36];

/** Grey noise: nothing for an edge-aware stroke to hold on to. */
const image = rgbaImage(
  WIDTH,
  HEIGHT,
  Uint8ClampedArray.from({ length: WIDTH * HEIGHT * 4 }, (_, i) => (i % 4 === 3 ? 255 : (i * 7919) % 200)),
);

const MATTE = fc
  .uint8Array({ minLength: WIDTH * HEIGHT, maxLength: WIDTH * HEIGHT })
  .map(data => matte(WIDTH, HEIGHT, data));
const coordinate = (max: number) => fc.double({ min: -10, max: max + 10, noNaN: true });
const STROKE: fc.Arbitrary<StrokeEdit> = fc.record({
  kind: fc.constant('stroke' as const),
  mode: fc.constantFrom('restore' as const, 'erase' as const, 'refine' as const),
  points: fc
    .array(fc.tuple(coordinate(WIDTH), coordinate(HEIGHT), fc.double({ min: 0.1, max: 1, noNaN: true })), {
      minLength: 1,
      maxLength: 5,
    })
    .map(points => points.flat()),
  size: fc.double({ min: 1, max: 30, noNaN: true }),
  hardness: fc.double({ min: 0, max: 1, noNaN: true }),
  opacity: fc.double({ min: 0.01, max: 1, noNaN: true }),
  edge_aware: fc.boolean(),
});
const LASSO: fc.Arbitrary<LassoEdit> = fc.record({
  kind: fc.constant('lasso' as const),
  mode: fc.constantFrom('add' as const, 'subtract' as const),
  points: fc
    .array(fc.tuple(coordinate(WIDTH), coordinate(HEIGHT)), { minLength: 3, maxLength: 7 })
    .map(points => points.flat()),
});

async function after(before: Matte, edit: MatteEdit, masks?: ReadonlyMap<string, Matte>): Promise<Matte> {
  const copy = matte(before.width, before.height, before.data.slice());
  const area = await editArea(before, edit, { image, scale: 1, masks });
  if (area) swapArea(copy, area);
  return copy;
}

describe('editArea', () => {
  it('leaves its matte alone, and everything that a stroke does not cover', async () => {
    await fc.assert(
      fc.asyncProperty(MATTE, STROKE, async (before, edit) => {
        const kept = before.data.slice();
        const edited = await after(before, edit);
        expect(before.data).toEqual(kept);
        const covered = coverStroke(edit, before);
        for (let y = 0, i = 0; y < HEIGHT; y++) {
          for (let x = 0; x < WIDTH; x++, i++) {
            const [u, v] = [x - (covered?.left ?? 0), y - (covered?.top ?? 0)];
            const isInside = covered && u >= 0 && v >= 0 && u < covered.width && v < covered.height;
            if (isInside && covered.data[v * covered.width + u]! > 0) continue;
            expect(edited.data[i]).toBe(kept[i]);
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it('only adds where it restores and adds, only takes away where it erases and subtracts', async () => {
    await fc.assert(
      fc.asyncProperty(MATTE, fc.oneof(STROKE, LASSO), async (before, edit) => {
        if (edit.mode === 'refine') return;
        const edited = await after(before, edit);
        const adds = edit.mode === 'restore' || edit.mode === 'add';
        expect(
          edited.data.every((value, i) => (adds ? value >= before.data[i]! : value <= before.data[i]!)),
        ).toBe(true);
      }),
      { numRuns: 80 },
    );
  });

  it('moves further with more opacity, and all the way with all of it', async () => {
    const opacities = fc.tuple(
      fc.double({ min: 0.01, max: 1, noNaN: true }),
      fc.double({ min: 0.01, max: 1, noNaN: true }),
    );
    await fc.assert(
      fc.asyncProperty(MATTE, STROKE, opacities, async (before, stroke, [a, b]) => {
        const plain = { ...stroke, mode: 'erase', edge_aware: false } as const;
        const weak = await after(before, { ...plain, opacity: Math.min(a, b) });
        const strong = await after(before, { ...plain, opacity: Math.max(a, b) });
        expect(strong.data.every((value, i) => value <= weak.data[i]!)).toBe(true);
        const covered = coverStroke(stroke, before);
        const full = await after(before, { ...plain, opacity: 1 });
        for (const [i, value] of covered?.data.entries() ?? []) {
          if (value < 255 || !covered) continue;
          const [x, y] = [i % covered.width, Math.floor(i / covered.width)];
          expect(full.data[(covered.top + y) * WIDTH + covered.left + x]).toBe(0);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('brings back with a hard stroke what the same stroke erased of a subject', async () => {
    await fc.assert(
      fc.asyncProperty(STROKE, async stroke => {
        const solid = matte(WIDTH, HEIGHT, new Uint8Array(WIDTH * HEIGHT).fill(255));
        const points = stroke.points.map((value, k) => (k % 3 === 2 ? 1 : value));
        const hard = { ...stroke, points, hardness: 1, opacity: 1, edge_aware: false };
        const gone = await after(solid, { ...hard, mode: 'erase' });
        const back = await after(gone, { ...hard, mode: 'restore', size: hard.size + 4 });
        expect(back.data.every(value => value === 255)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it('takes away a region with its fringe, fills holes, and keeps one part alone', async () => {
    const scene = matte(WIDTH, HEIGHT, new Uint8Array(WIDTH * HEIGHT));
    const put = (x0: number, y0: number, x1: number, y1: number, value: number) => {
      for (let y = y0; y < y1; y++) scene.data.fill(value, y * WIDTH + x0, y * WIDTH + x1);
    };
    put(2, 2, 20, 20, 255);
    put(8, 8, 12, 12, 0);
    put(28, 4, 36, 30, 30);
    put(30, 6, 34, 28, 255);
    const at = ({ data }: Matte, x: number, y: number) => data[y * WIDTH + x];
    const dropped = await after(scene, { kind: 'region', mode: 'drop', x: 32, y: 10 });
    expect([at(dropped, 32, 10), at(dropped, 28, 4), at(dropped, 5, 5)]).toEqual([0, 0, 255]);
    const filled = await after(scene, { kind: 'region', mode: 'fill', x: 10, y: 10 });
    expect([at(filled, 10, 10), at(filled, 25, 10), at(filled, 32, 10)]).toEqual([255, 0, 255]);
    const alone = await after(scene, { kind: 'region', mode: 'only', x: 32, y: 10 });
    expect([at(alone, 5, 5), at(alone, 32, 10), at(alone, 28, 4)]).toEqual([0, 255, 30]);
    for (const mode of ['drop', 'only'] as const)
      expect((await after(scene, { kind: 'region', mode, x: 45, y: 34 })).data).toEqual(scene.data);
  });

  it('lays a mask of any size over the matte', async () => {
    const before = matte(4, 2, Uint8Array.of(0, 100, 200, 255, 0, 100, 200, 255));
    const mask = matte(2, 1, Uint8Array.of(255, 0));
    const tools = {
      image: rgbaImage(4, 2, new Uint8ClampedArray(32)),
      scale: 1,
      masks: new Map([['m', mask]]),
    };
    const laid = async (mode: MaskEdit['mode']) =>
      (await editArea(before, { kind: 'mask', mode, asset: 'm' }, tools))!.data.slice(0, 4);
    expect([...(await laid('replace'))]).toEqual([255, 191, 64, 0]);
    expect([...(await laid('add'))]).toEqual([255, 191, 200, 255]);
    expect([...(await laid('subtract'))]).toEqual([0, 64, 191, 255]);
    expect([...(await laid('intersect'))]).toEqual([0, 100, 64, 0]);
    await expect(editArea(before, { kind: 'mask', mode: 'add', asset: 'x' }, tools)).rejects.toMatchObject({
      code: 'invalid_argument',
      details: { asset: 'x' },
    });
  });
});
