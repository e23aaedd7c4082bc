import { BELIEF_DIFFERENCE, BELIEF_INPUTS, BELIEF_NETWORK } from '@backgroundfx/core/fitting';
import { expect, it } from 'vitest';
import type { Cases } from './cases.ts';
import { reportTable } from './report.ts';

/** The network says .2 of pixels that are .6, colours say .6. */
function cases(picture: string, count: number, band: number): Cases {
  const inputs = new Float32Array(BELIEF_INPUTS * count);
  for (let k = 0; k < count; k++) {
    inputs[BELIEF_INPUTS * k + BELIEF_NETWORK] = -0.6;
    inputs[BELIEF_INPUTS * k + BELIEF_DIFFERENCE] = 0.4;
  }
  return { set: 'drawn', picture, count, band, found: 1, inputs, truth: new Float32Array(count).fill(0.6) };
}

it('tells by how much the error in the whole band changes', () => {
  const groups = new Map([['drawn', [cases('a', 2, 100), cases('b', 1, 300)]]]);
  expect(reportTable(groups, () => 0.5).split('\n')[2]).toBe(
    '| drawn (2) | 400 | 0.4000 | -50.0 % | -75.0 % | -50.0 % | 2 of 2 |',
  );
  expect(reportTable(groups, () => 0).split('\n')[2]).toContain('| 0.0 % | 0.0 % | 0.0 % | 0 of 2 |');
});
