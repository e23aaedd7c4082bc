import { expect, it } from 'vitest';
import { drawnMatte } from './metrics/drawn-matte.ts';
import { precisionRecall } from './metrics/f-measure.ts';
import type { Scores } from './score.ts';
import { type Result, summarise } from './summary.ts';
import { scoreTable, worstTable } from './tables.ts';

const scores: Scores = {
  mae: 0.02,
  mse: 0.01,
  sad: 2,
  iou: 0.9,
  gradient: 4,
  connectivity: 3,
  boundaryF: 0.8,
  edgeMae: 0.1,
  hole: Number.NaN,
  glass: Number.NaN,
  colour: Number.NaN,
  colourBefore: Number.NaN,
};
const curve = precisionRecall(drawnMatte('#0'), drawnMatte('#0'));
const result = (picture: string, iou: number, more: Partial<Result> = {}): Result => ({
  contender: 'ours',
  set: 'one',
  picture,
  scores: { ...scores, iou },
  curve,
  answer: { seconds: 1, networkSeconds: 0.5, confidence: iou },
  ...more,
});

it('takes means, and counts gross failures and mattes that were called empty', () => {
  const answer = { seconds: 3, networkSeconds: 1, confidence: 0.1, hasForeground: false };
  const summary = summarise([result('a', 0.9), result('b', 0.3, { answer }), result('c', 0.6)]);
  expect(summary.iou).toBeCloseTo(0.6, 12);
  expect(summary.gross).toBeCloseTo(1 / 3, 12);
  expect(summary.seconds).toBeCloseTo(5 / 3, 12);
  expect(summary.calledEmpty).toBe(1);
  expect(summary.maxF).toBe(1);
  expect(summary.auroc).toBe(1);
});

it('takes the mean over the pictures of which a metric tells something', () => {
  const open = { ...scores, hole: 0.1 };
  expect(summarise([result('a', 0.9), result('b', 0.9, { scores: open })]).hole).toBe(0.1);
  expect(summarise([result('a', 0.9)]).hole).toBeNaN();
});

it('shows each set and then all of them, and only columns that tell something', () => {
  const lines = scoreTable([result('a', 0.9), result('b', 0.5, { set: 'two' })]).split('\n');
  expect(lines).toHaveLength(5);
  expect(lines[0]).toContain('| boundary F |');
  expect(lines[0]).not.toContain('in holes');
  expect(lines.slice(2).map(line => line.split(' | ').slice(0, 5).join(' | '))).toEqual([
    '| ours | one | 1 | 0.0200 | 0.9000',
    '| ours | two | 1 | 0.0200 | 0.5000',
    '| ours | **all** | 2 | 0.0200 | 0.7000',
  ]);
});

it('lists the worst first', () => {
  const lines = worstTable([result('a', 0.9), result('b', 0.2), result('c', 0.5)], 2).split('\n');
  expect(lines.slice(2).map(line => line.split(' | ')[0])).toEqual(['| one/b', '| one/c']);
});
