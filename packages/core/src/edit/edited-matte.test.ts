import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Matte, matte, rgbaImage } from '../raster/planes.ts';
import { createEditedMatte, isSameEdit } from './edited-matte.ts';
import type { MatteEdit } from './matte-edit.ts';

const SIDE = 40;
const image = rgbaImage(SIDE, SIDE, new Uint8ClampedArray(SIDE * SIDE * 4).fill(120));
const base = () =>
  matte(
    SIDE,
    SIDE,
    Uint8Array.from({ length: SIDE * SIDE }, (_, i) => (i * 37) % 256),
  );
const create = () => createEditedMatte({ image, scale: 1 });

const place = fc.integer({ min: 0, max: SIDE });
const EDIT: fc.Arbitrary<MatteEdit> = fc.oneof(
  fc.record({
    kind: fc.constant('stroke' as const),
    mode: fc.constantFrom('restore' as const, 'erase' as const),
    points: fc.tuple(place, place, fc.constant(1), place, place, fc.constant(1)),
    size: fc.integer({ min: 2, max: 16 }),
    hardness: fc.constant(0.5),
    opacity: fc.constantFrom(0.5, 1),
    edge_aware: fc.constant(false),
  }),
  fc.record({
    kind: fc.constant('lasso' as const),
    mode: fc.constantFrom('add' as const, 'subtract' as const),
    points: fc.tuple(place, place, place, place, place, place),
  }),
  fc.record({
    kind: fc.constant('region' as const),
    mode: fc.constantFrom('drop' as const, 'only' as const),
    x: place,
    y: place,
  }),
);
/** As edits come by message: the same, and never the same objects. */
const sent = (edits: readonly MatteEdit[]): MatteEdit[] => structuredClone([...edits]);

describe('createEditedMatte', () => {
  it('gives the same whichever lists were asked for before', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(EDIT, { maxLength: 6 }),
        fc.array(fc.nat(6), { maxLength: 6 }),
        EDIT,
        async (edits, lengths, other) => {
          const under = base();
          const long = create();
          for (const length of lengths) {
            await long.draw(under, { edits: sent(edits.slice(0, length)) });
            await long.draw(under, { edits: sent([...edits.slice(0, length), other]) });
          }
          const fresh = await create().draw(base(), { edits });
          expect((await long.draw(under, { edits: sent(edits) })).data).toEqual(fresh.data);
          expect(under).toEqual(base());
        },
      ),
      { numRuns: 60 },
    );
  });

  it('does an added edit alone, and takes one back without doing the others again', async () => {
    const stroke = (x: number): MatteEdit => ({
      kind: 'stroke',
      mode: 'erase',
      points: [x, 20, 1],
      size: 8,
      hardness: 1,
      opacity: 1,
      edge_aware: false,
    });
    const edits = [stroke(8), stroke(20), stroke(32)];
    const under = base();
    const edited = create();
    // Reading a mask tells when the edit that refers to it is done.
    let reads = 0;
    const mask = matte(SIDE, SIDE, new Uint8Array(SIDE * SIDE).fill(255));
    const masks = {
      get: () => {
        reads++;
        return mask;
      },
    } as unknown as ReadonlyMap<string, Matte>;
    const first: MatteEdit = { kind: 'mask', mode: 'replace', asset: 'm' };
    await edited.draw(under, { edits: [first, ...edits], masks });
    await edited.draw(under, { edits: sent([first, ...edits, stroke(14)]), masks });
    await edited.draw(under, { edits: sent([first, ...edits.slice(0, 1)]), masks });
    expect(reads).toBe(1);
    await edited.draw(base(), { edits: [first], masks });
    expect(reads).toBe(2);
  });

  it('is the matte itself without edits, and goes on after an edit that failed', async () => {
    const under = base();
    const edited = create();
    expect(await edited.draw(under, { edits: [] })).toBe(under);
    const lasso: MatteEdit = { kind: 'lasso', mode: 'add', points: [0, 0, 30, 0, 0, 30] };
    const missing: MatteEdit = { kind: 'mask', mode: 'add', asset: 'gone' };
    await expect(edited.draw(under, { edits: [lasso, missing] })).rejects.toMatchObject({
      code: 'invalid_argument',
    });
    const fresh = await create().draw(base(), { edits: [lasso] });
    expect((await edited.draw(under, { edits: [lasso] })).data).toEqual(fresh.data);
  });

  it('tells edits apart by what they say', () => {
    fc.assert(
      fc.property(EDIT, EDIT, (a, b) => {
        expect(isSameEdit(a, structuredClone(a))).toBe(true);
        expect(isSameEdit(a, b)).toBe(JSON.stringify(a) === JSON.stringify(b));
      }),
    );
  });
});
