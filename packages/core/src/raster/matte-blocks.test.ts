import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BLOCK_SIDE, CLEAR, isFlat, MIXED, SOLID, surveyBlocks } from './matte-blocks.ts';
import { matte } from './planes.ts';

describe('surveyBlocks', () => {
  it('says of every block what its pixels are, whatever the width and where the bytes lie', () => {
    const sides = { width: fc.integer({ min: 1, max: 40 }), height: fc.integer({ min: 1, max: 40 }) };
    fc.assert(
      fc.property(
        fc.record({ ...sides, offset: fc.nat(3), seed: fc.nat() }),
        ({ width, height, offset, seed }) => {
          const bytes = new Uint8Array(offset + width * height).subarray(offset);
          const kind = (x: number, y: number) => (Math.imul(x + 31 * y + seed, 2654435761) >>> 16) % 3;
          for (let i = 0; i < bytes.length; i++) {
            const [x, y] = [i % width, Math.floor(i / width)];
            bytes[i] = [0, 255, y % 2 ? 255 : 7][kind(x >> 3, y >> 3)]!;
          }
          const blocks = surveyBlocks(matte(width, height, bytes));
          expect([blocks.width, blocks.height]).toEqual([Math.ceil(width / 8), Math.ceil(height / 8)]);
          const expected = Uint8Array.from(
            { length: blocks.data.length },
            (_, i) => [CLEAR, SOLID, MIXED][kind(i % blocks.width, Math.floor(i / blocks.width))]!,
          );
          expect(blocks.data).toEqual(expected);
        },
      ),
    );
  });

  it('answers for rectangles', () => {
    const data = new Uint8Array(32 * 32);
    data[9 * 32 + 17] = 1;
    const blocks = surveyBlocks(matte(32, 32, data));
    expect(isFlat(blocks, { x0: 0, y0: 0, x1: 2 * BLOCK_SIDE, y1: 32 })).toBe(true);
    expect(isFlat(blocks, { x0: 0, y0: 0, x1: 2 * BLOCK_SIDE + 1, y1: 32 })).toBe(false);
    expect(isFlat(blocks, { x0: 16, y0: 8, x1: 17, y1: 9 })).toBe(false);
  });
});
