import { expect, it } from 'vitest';
import { drawnMatte } from './drawn-matte.ts';
import { maxF, precisionRecall } from './f-measure.ts';

const truth = drawnMatte('##00');

it('cuts at every threshold', () => {
  const { precision, recall } = precisionRecall(drawnMatte('#484'), truth);
  // Up to 0.4 (102) everything is in, then one right and one wrong pixel up to 0.8 (204), then one right one.
  expect([precision[101], recall[101]]).toEqual([0.5, 1]);
  expect([precision[102], recall[102]]).toEqual([0.5, 0.5]);
  expect([precision[204], recall[204]]).toEqual([1, 0.5]);
});

it('is 1 where a threshold parts subject and background', () => {
  expect(maxF([precisionRecall(drawnMatte('8633'), truth)])).toBe(1);
});

it('weighs precision above recall: half of the subject, nothing else', () => {
  const half = precisionRecall(drawnMatte('#000'), truth);
  expect(maxF([half])).toBeCloseTo((1.3 * 1 * 0.5) / (0.3 * 1 + 0.5), 12);
});

it('looks for one threshold for the whole set', () => {
  const bright = precisionRecall(drawnMatte('##88'), truth);
  const dark = precisionRecall(drawnMatte('3300'), truth);
  expect(maxF([bright])).toBe(1);
  expect(maxF([dark])).toBe(1);
  expect(maxF([bright, dark])).toBeCloseTo((1.3 * 0.75) / (0.3 * 0.75 + 1), 12);
});

it('of a truth without a subject, everything found is wrong and nothing is missed', () => {
  const { precision, recall } = precisionRecall(drawnMatte('#000'), drawnMatte('0000'));
  expect([precision[254], recall[254]]).toEqual([0, 1]);
});

it('says nothing of nothing', () => {
  expect(maxF([])).toBeNaN();
});
