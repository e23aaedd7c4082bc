import { expect, test } from 'vitest';
import { widenHalves } from './half.ts';

test('widens every kind of half-precision number exactly', () => {
  const bits = Uint16Array.of(0x0000, 0x3c00, 0xc000, 0x7bff, 0x0001, 0x03ff, 0x0400, 0x3555, 0x7c00, 0xfc00);
  expect([...widenHalves(bits)]).toEqual([
    0,
    1,
    -2,
    65504,
    2 ** -24,
    1023 * 2 ** -24,
    2 ** -14,
    0.333251953125,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
  ]);
  expect(Object.is(widenHalves(Uint16Array.of(0x8000))[0], -0)).toBe(true);
  expect(widenHalves(Uint16Array.of(0x7e00))[0]).toBeNaN();
});
