import type { Figure } from '../figure.ts';
import { median, percentile } from '../statistics.ts';

/** What the rounds saw. */
export interface Rounds {
  /** Bare runs a second, one entry a round. */
  readonly floorRates: readonly number[];
  /** Pictures a second that the server answered in the same round. */
  readonly apiRates: readonly number[];
  /** Of every question after the server's health, of all rounds. */
  readonly latenciesMs: readonly number[];
  /** How late those questions were sent. */
  readonly lateMs: readonly number[];
}

/** Server over floor, round by round, so that what else the machine did in a round falls on both alike. */
export function ratiosOf({ floorRates, apiRates }: Rounds): number[] {
  return apiRates.map((rate, round) => rate / (floorRates[round] ?? Number.NaN));
}

export function throughputFigures(rounds: Rounds, waiting: 'spin' | 'sleep'): Figure[] {
  const { floorRates, apiRates, latenciesMs, lateMs } = rounds;
  const milliseconds = { unit: ' ms', digits: 1 };
  return [
    {
      name: `floor: bare runs, waiting threads ${waiting}`,
      value: median(floorRates),
      unit: '/s',
      digits: 2,
    },
    { name: 'two clients: pictures', value: median(apiRates), unit: '/s', digits: 2 },
    { name: 'two clients / floor', value: median(ratiosOf(rounds)), digits: 2, aim: { atLeast: 0.85 } },
    { name: 'health meanwhile, p50', value: percentile(latenciesMs, 0.5), ...milliseconds },
    {
      name: 'health meanwhile, p99',
      value: percentile(latenciesMs, 0.99),
      ...milliseconds,
      aim: { atMost: 50 },
    },
    { name: 'health meanwhile, slowest', value: percentile(latenciesMs, 1), ...milliseconds },
    { name: 'of that, asked late, p99', value: percentile(lateMs, 0.99), ...milliseconds },
  ];
}
