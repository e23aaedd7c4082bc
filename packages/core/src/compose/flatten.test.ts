import { expect, it } from 'vitest';
import { rgbaImage } from '../raster/planes.ts';
import { parseColour } from './colour.ts';
import { flatten } from './flatten.ts';

it('flatten lays a picture over a colour, in place', () => {
  const data = Uint8Array.of(10, 20, 30, 255, 9, 9, 9, 0, 0, 100, 255, 51);
  const out = flatten(rgbaImage(3, 1, data), parseColour('#ffffff'));
  expect(out.data).toBe(data);
  // A fifth of the colour, the rest white: 204, 224, 255.
  expect([...data]).toEqual([10, 20, 30, 255, 255, 255, 255, 255, 204, 224, 255, 255]);
});
