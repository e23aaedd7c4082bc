import { rgbaImage } from '@backgroundfx/core';
import { expect, it } from 'vitest';
import { colourError } from './colour.ts';
import { drawnMatte } from './drawn-matte.ts';
import { regionError } from './region.ts';

const image = (...pixels: readonly (readonly [number, number, number, number])[]) =>
  rgbaImage(pixels.length, 1, Uint8Array.from(pixels.flat()));

it('compares colours at half-transparent pixels alone', () => {
  const truth = drawnMatte('0555#');
  const foreground = image([0, 0, 0, 0], [90, 0, 0, 128], [90, 0, 0, 128], [90, 0, 0, 128], [90, 0, 0, 255]);
  const source = image([9, 9, 9, 255], [60, 0, 0, 255], [9, 9, 9, 255], [9, 9, 9, 255], [9, 9, 9, 255]);
  // Empty, half-transparent, opaque, empty, half-transparent: only the second counts.
  const cutout = image([9, 9, 9, 0], [90, 6, 0, 99], [9, 9, 9, 255], [0, 0, 0, 0], [9, 9, 9, 128]);
  expect(colourError(cutout, source, foreground, truth)).toEqual({ cutout: 2, source: 10, pixels: 1 });
});

it('says nothing of a matte that is nowhere half-transparent', () => {
  const opaque = image([1, 2, 3, 255]);
  expect(colourError(opaque, opaque, opaque, drawnMatte('#')).cutout).toBeNaN();
});

it('takes the mean error of alpha inside a region', () => {
  expect(regionError(drawnMatte('0#5#'), drawnMatte('0000'), drawnMatte('0##0'))).toBeCloseTo(
    (1 + 128 / 255) / 2,
    12,
  );
  expect(regionError(drawnMatte('0'), drawnMatte('0'), drawnMatte('0'))).toBeNaN();
});
