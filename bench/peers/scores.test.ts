import { expect, it } from 'vitest';
import { verdictOf } from '../figure.ts';
import { type Race, raceTable, ratioFigures, timesAsFast } from './scores.ts';

const fur: Race = {
  picture: 'fur',
  peerMs: [3000, 9000, 3600],
  ourMs: { high: [600, 500, 5000], low: [200, 210, 190] },
  peerIou: 0.9,
  ourIou: { high: 0.95, low: 0.91 },
};
const mug: Race = { ...fur, picture: 'mug', ourMs: { high: [450, 400, 300], low: [300, 300, 300] } };

it('compares medians, so that one slow call does not count', () => {
  expect(timesAsFast(fur, 'high')).toBe(6);
  expect(timesAsFast(fur, 'low')).toBe(18);
});

it('is judged by its worst picture and by its middle one', () => {
  expect(ratioFigures([fur, mug], 'high').map(f => [f.value, verdictOf(f)])).toEqual([
    [6, 'met'],
    [7.5, 'met'],
  ]);
  expect(ratioFigures([fur, mug], 'low').map(f => [f.value, verdictOf(f)])).toEqual([
    [12, 'missed'],
    [15, 'met'],
  ]);
});

it('has no verdict of what was not raced', () => {
  const onlyHigh: Race = { ...fur, ourMs: { high: [600] } };
  expect(ratioFigures([onlyHigh], 'low').map(verdictOf)).toEqual(['not measured', 'not measured']);
  expect(ratioFigures([], 'high').map(verdictOf)).toEqual(['not measured', 'not measured']);
});

it('shows one line a picture', () => {
  expect(raceTable([fur], ['high', 'low']).split('\n')).toEqual([
    '| picture | peer ms | peer IoU | high ms | high IoU | times as fast | low ms | low IoU | times as fast |',
    '| --- | --: | --: | --: | --: | --: | --: | --: | --: |',
    '| fur | 3600 | 0.900 | 600 | 0.950 | 6.0 | 200 | 0.910 | 18.0 |',
  ]);
});
