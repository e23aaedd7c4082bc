import { expect, it } from 'vitest';
import { components } from './components.ts';
import { connectivityError } from './connectivity.ts';
import { drawnMatte } from './drawn-matte.ts';

it('finds parts that share a side, not a corner', () => {
  const { labels, sizes } = components(Uint8Array.of(1, 1, 0, 0, 0, 1, 1, 0, 0), 3);
  expect([...labels]).toEqual([1, 1, 0, 0, 0, 2, 3, 0, 0]);
  expect(sizes).toEqual([0, 2, 1, 1]);
});

it('does not join the end of a row with the beginning of the next', () => {
  expect(components(Uint8Array.of(0, 1, 1, 0), 2).sizes).toEqual([0, 1, 1]);
});

it('finds no error in the truth itself, even in parts that lie apart', () => {
  const truth = drawnMatte('##0#', '##00');
  expect(connectivityError(truth, truth)).toBe(0);
});

it('counts a ghost patch in full', () => {
  expect(connectivityError(drawnMatte('##0#', '##00'), drawnMatte('##00', '##00'))).toBeCloseTo(1 / 1000, 12);
});

it('counts what is missing only beyond the level at which it still hangs together', () => {
  // The last pixel hangs on up to 0.6 in both; the truth goes on to 1, 0.4 above that.
  expect(connectivityError(drawnMatte('##6'), drawnMatte('###'))).toBeCloseTo(0.4 / 1000, 12);
});

it('forgives distances below 0.15', () => {
  // 0.9 is level 0.9: the truth's 1 is 0.1 above it.
  expect(connectivityError(drawnMatte('##9'), drawnMatte('###'))).toBe(0);
});

it('counts everything where both have nothing in common', () => {
  expect(connectivityError(drawnMatte('#0'), drawnMatte('0#'))).toBeCloseTo(2 / 1000, 12);
});
