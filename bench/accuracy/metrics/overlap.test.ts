import { expect, it } from 'vitest';
import { drawnMatte } from './drawn-matte.ts';
import { overlap } from './overlap.ts';

it('finds nothing wrong with the truth itself', () => {
  const truth = drawnMatte('0#', '2#');
  expect(overlap(truth, truth)).toEqual({ mae: 0, mse: 0, sad: 0, iou: 1 });
});

it('counts by hand: one whole pixel too much, one of alpha 0.2 missing', () => {
  const scores = overlap(drawnMatte('##', '0#'), drawnMatte('0#', '2#'));
  expect(scores.mae).toBeCloseTo((1 + 0.2) / 4, 12);
  expect(scores.mse).toBeCloseTo((1 + 0.04) / 4, 12);
  expect(scores.sad).toBeCloseTo(1.2 / 1000, 12);
  expect(scores.iou).toBe(2 / 3);
});

it('takes alpha of one half, 128 of 255, for the subject', () => {
  const truth = { ...drawnMatte('#0'), data: Uint8Array.of(128, 127) };
  expect(overlap(drawnMatte('#0'), truth).iou).toBe(1);
  expect(overlap(drawnMatte('0#'), truth).iou).toBe(0);
});

it('takes two empty mattes for the same', () => {
  expect(overlap(drawnMatte('00'), drawnMatte('04')).iou).toBe(1);
});
