import { expect, it } from 'vitest';
import { auroc } from './auroc.ts';

const good = (confidence: number) => ({ confidence, bad: false });
const bad = (confidence: number) => ({ confidence, bad: true });

it('is the share of pairs in which the bad one was trusted less, ties counting half', () => {
  expect(auroc([bad(0.1), bad(0.2), good(0.3), good(0.9)])).toBe(1);
  expect(auroc([bad(0.9), good(0.3)])).toBe(0);
  expect(auroc([bad(0.5), good(0.5)])).toBe(0.5);
  expect(auroc([bad(0.2), bad(0.6), good(0.4), good(0.6)])).toBe((1 + 1 + 0 + 0.5) / 4);
});

it('says nothing when all are alike', () => {
  expect(auroc([good(1), good(0.5)])).toBeNaN();
  expect(auroc([])).toBeNaN();
});
