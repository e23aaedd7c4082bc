import { expect, it } from 'vitest';
import { drawnMatte } from './drawn-matte.ts';
import { gradientError, gradientLength } from './gradient.ts';

const step = drawnMatte(...Array.from({ length: 9 }, () => '0000000000##########'));

it('finds no error in the truth itself, and none in flat mattes', () => {
  expect(gradientError(step, step)).toBe(0);
  expect(gradientError(drawnMatte('###', '###'), drawnMatte('000', '000'))).toBeCloseTo(0, 12);
});

it('has its longest gradient at an edge, and none far away', () => {
  const length = gradientLength(step);
  const middleRow = length.subarray(4 * 20, 5 * 20);
  expect(middleRow.indexOf(Math.max(...middleRow))).toBeGreaterThanOrEqual(9);
  expect(middleRow.indexOf(Math.max(...middleRow))).toBeLessThanOrEqual(10);
  expect(middleRow[9]).toBeCloseTo(middleRow[10]!, 6);
  expect(middleRow[0]).toBeCloseTo(0, 6);
});

it('sums squares in thousands: against a flat matte the error is the energy of the edge', () => {
  const energy = gradientLength(step).reduce((sum, g) => sum + g * g, 0) / 1000;
  const flat = drawnMatte(...Array.from({ length: 9 }, () => '0'.repeat(20)));
  expect(gradientError(flat, step)).toBeCloseTo(energy, 9);
  expect(energy).toBeGreaterThan(0.001);
});

it('sees the same in an edge that lies on its side', () => {
  const lying = drawnMatte(...Array.from({ length: 20 }, (_, y) => (y < 10 ? '000000000' : '#########')));
  const sum = (matte: typeof step) => gradientLength(matte).reduce((total, g) => total + g, 0);
  expect(sum(lying)).toBeCloseTo(sum(step), 4);
});

it('has filters of unit length: a single pixel spreads to an energy of its square in each direction', () => {
  const dot = drawnMatte(
    ...Array.from({ length: 21 }, (_, y) => (y === 10 ? '0000000000#0000000000' : '0'.repeat(21))),
  );
  expect(gradientLength(dot).reduce((sum, g) => sum + g * g, 0)).toBeCloseTo(2, 5);
});
