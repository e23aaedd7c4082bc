import { expect, it } from 'vitest';
import { startNetwork } from './belief-network.ts';
import { seededRandom } from './random.ts';
import { formatWeights } from './weights-file.ts';

it('writes every weight in its order, with three decimals, in lines of the formatter', () => {
  const network = startNetwork(3, 2, seededRandom(1));
  network.weights.set([1.23456, -0.0001, 2]);
  const text = formatWeights(network);
  const list = (name: string) =>
    JSON.parse(`[${text.split(`${name}: readonly number[] = [`)[1]!.split(',\n]')[0]}]`);
  const all = [...list('HIDDEN'), ...list('BIAS'), ...list('OUT'), Number(/LAST = (.*);/.exec(text)![1])];
  expect(all).toEqual([...network.weights].map(w => Number(w.toFixed(3)) + 0));
  expect(all.slice(0, 3)).toEqual([1.235, 0, 2]);
  expect(
    Math.max(
      ...formatWeights(startNetwork(14, 16, seededRandom(2)))
        .split('\n')
        .map(l => l.length),
    ),
  ).toBeLessThanOrEqual(120);
});
