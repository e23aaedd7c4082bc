import type { Matte } from '@backgroundfx/core';
import { expect, it } from 'vitest';
import { doubtPicture } from './doubt-picture.ts';

it('is clear where the engine is sure, blue where it hesitates, amber where it does not know', () => {
  const uncertainty: Matte = { kind: 'matte8', width: 3, height: 1, data: Uint8Array.of(0, 127, 255) };
  const { width, height, data } = doubtPicture(uncertainty);
  expect([width, height]).toEqual([3, 1]);
  expect(data[3]).toBe(0);
  const [r, , b, a] = data.subarray(4, 8);
  expect(b).toBeGreaterThan(r!);
  expect(a).toBeGreaterThan(120);
  expect([...data.subarray(8, 12)]).toEqual([255, 176, 32, 235]);
});
