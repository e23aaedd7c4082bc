import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type RgbaImage, rgbaImage } from '../raster/planes.ts';
import { ANCHORS, type BACKDROP_FITS, placeBackdrop } from './place-backdrop.ts';

/** Grey columns, opaque: `columns[x]` over `height` rows. */
function columns(values: readonly number[], height = 1): RgbaImage {
  const row = values.flatMap(v => [v, v, v, 255]);
  return rgbaImage(
    values.length,
    height,
    Uint8ClampedArray.from(Array.from({ length: height }, () => row).flat()),
  );
}

const rowOf = ({ data, width }: RgbaImage, y: number) =>
  Array.from({ length: width }, (_, x) =>
    data[(y * width + x) * 4 + 3] === 0 ? '.' : data[(y * width + x) * 4],
  );

describe('placeBackdrop', () => {
  it('covers: the surplus is cut where the position says', async () => {
    const wide = columns([10, 20, 30, 40], 2);
    expect(rowOf(await placeBackdrop(wide, 2, 2), 0)).toEqual([20, 30]);
    expect(rowOf(await placeBackdrop(wide, 2, 2, { position: ANCHORS.left }), 1)).toEqual([10, 20]);
    expect(rowOf(await placeBackdrop(wide, 2, 2, { position: ANCHORS['bottom-right'] }), 1)).toEqual([
      30, 40,
    ]);
  });

  it('contains: the free space goes where the position says, and is clear', async () => {
    const flat = columns([10, 20], 1);
    const out = await placeBackdrop(flat, 2, 3, { fit: 'contain', position: ANCHORS.bottom });
    expect([0, 1, 2].map(y => rowOf(out, y))).toEqual([
      ['.', '.'],
      ['.', '.'],
      [10, 20],
    ]);
    const middle = await placeBackdrop(flat, 2, 3, { fit: 'contain' });
    expect(rowOf(middle, 1)).toEqual([10, 20]);
  });

  it('stretches each side by itself', async () => {
    const out = await placeBackdrop(columns([10, 30], 4), 1, 2, { fit: 'stretch' });
    expect([rowOf(out, 0), rowOf(out, 1)]).toEqual([[20], [20]]);
  });

  it('tiles from the position on', async () => {
    const tile = columns([10, 20], 2);
    const out = await placeBackdrop(tile, 5, 2, { fit: 'tile', position: ANCHORS.left });
    expect(rowOf(out, 0)).toEqual([10, 20, 10, 20, 10]);
    const right = await placeBackdrop(tile, 5, 2, { fit: 'tile', position: ANCHORS.right });
    expect(rowOf(right, 1)).toEqual([20, 10, 20, 10, 20]);
    const small = await placeBackdrop(columns([10, 10, 30, 30], 4), 4, 4, { fit: 'tile', scale: 0.5 });
    expect(rowOf(small, 3)).toEqual([30, 10, 30, 10]);
  });

  it('scales what the fit gives', async () => {
    const out = await placeBackdrop(columns([50, 50], 2), 4, 4, { scale: 0.5 });
    expect(rowOf(out, 0)).toEqual(['.', '.', '.', '.']);
    expect(rowOf(out, 1)).toEqual(['.', 50, 50, '.']);
    const closer = await placeBackdrop(columns([10, 20, 30, 40], 4), 4, 4, { scale: 2 });
    expect(rowOf(closer, 0)[0]).toBeGreaterThan(15);
  });

  it('never leaves anything clear when it covers, stretches or tiles an opaque picture', async () => {
    const side = fc.integer({ min: 1, max: 30 });
    await fc.assert(
      fc.asyncProperty(
        side,
        side,
        side,
        side,
        fc.constantFrom('cover', 'stretch', 'tile'),
        fc.record({
          x: fc.double({ min: 0, max: 1, noNaN: true }),
          y: fc.double({ min: 0, max: 1, noNaN: true }),
        }),
        fc.constantFrom(1, 1.3, 4),
        async (w, h, width, height, fit, position, scale) => {
          const image = rgbaImage(w, h, new Uint8ClampedArray(w * h * 4).fill(255));
          const out = await placeBackdrop(image, width, height, { fit, position, scale });
          expect([out.width, out.height]).toEqual([width, height]);
          expect(out.data.every(value => value === 255)).toBe(true);
        },
      ),
    );
  });

  it('refuses what is no place', async () => {
    const image = columns([1]);
    for (const place of [{ scale: 0 }, { scale: Number.NaN }, { position: { x: Number.NaN, y: 0 } }]) {
      await expect(placeBackdrop(image, 1, 1, place)).rejects.toMatchObject({ code: 'invalid_argument' });
    }
    const unknown = placeBackdrop(image, 1, 1, { fit: 'fill' as (typeof BACKDROP_FITS)[number] });
    await expect(unknown).rejects.toThrow('Unknown fit "fill"');
  });
});
