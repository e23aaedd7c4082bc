import { expect, it } from 'vitest';
import { drawnMatte } from './metrics/drawn-matte.ts';
import { glassOf, holesOf } from './regions.ts';

const marked = (region: { data: Uint8Array }) => [...region.data.keys()].filter(i => region.data[i] === 255);

it('finds the empty parts that the subject encloses', () => {
  const ring = drawnMatte(
    '0000000', //
    '0#####0',
    '0#0#0#0',
    '0#####0',
    '0##0##0',
  );
  expect(marked(holesOf(ring))).toEqual([2 * 7 + 2, 2 * 7 + 4]);
});

it('leaves out what is too small for the picture to be a hole', () => {
  const row = '#'.repeat(60);
  const rows = Array.from({ length: 60 }, (_, y) =>
    y === 30 ? `${row.slice(0, 30)}0${row.slice(31)}` : row,
  );
  expect(marked(holesOf(drawnMatte(...rows)))).toEqual([]);
  const wider = rows.map((r, y) => (y === 30 ? `${row.slice(0, 30)}00${row.slice(32)}` : r));
  expect(marked(holesOf(drawnMatte(...wider)))).toHaveLength(2);
});

it('takes for glass what is covered wholly and yet transparent', () => {
  expect(marked(glassOf(drawnMatte('0555#'), drawnMatte('055##')))).toEqual([3]);
});
