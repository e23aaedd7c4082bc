import { type Figure, markdownTable } from '../figure.ts';
import { median } from '../statistics.ts';

/** The levels that are raced, and how many times as fast as the peer each is meant to be. */
export const AIMS = { high: 6, low: 15 } as const;
export type RacedQuality = keyof typeof AIMS;

/** Everything about one picture. */
export interface Race {
  readonly picture: string;
  /** Milliseconds of each counted call. */
  readonly peerMs: readonly number[];
  readonly ourMs: Readonly<Partial<Record<RacedQuality, readonly number[]>>>;
  /** How near the alpha comes to the true one, intersection over union at 0.5. */
  readonly peerIou: number;
  readonly ourIou: Readonly<Partial<Record<RacedQuality, number>>>;
}

/** How many times as fast we are: the ratio of the medians. */
export function timesAsFast({ peerMs, ourMs }: Race, quality: RacedQuality): number {
  return median(peerMs) / median(ourMs[quality] ?? []);
}

/** The lowest and the middle of the pictures' ratios; the aim holds for every picture, so for the lowest. */
export function ratioFigures(races: readonly Race[], quality: RacedQuality): Figure[] {
  const ratios = races.map(race => timesAsFast(race, quality));
  const aim = { atLeast: AIMS[quality] };
  const lowest = ratios.length === 0 ? Number.NaN : Math.min(...ratios);
  return [
    { name: `${quality}: times as fast, lowest picture`, value: lowest, digits: 1, aim },
    { name: `${quality}: times as fast, median picture`, value: median(ratios), digits: 1, aim },
  ];
}

/** One line a picture. Milliseconds are medians. */
export function raceTable(races: readonly Race[], qualities: readonly RacedQuality[]): string {
  return markdownTable(
    ['picture', 'peer ms', 'peer IoU', ...qualities.flatMap(q => [`${q} ms`, `${q} IoU`, 'times as fast'])],
    races.map(race => [
      race.picture,
      median(race.peerMs).toFixed(0),
      race.peerIou.toFixed(3),
      ...qualities.flatMap(quality => [
        median(race.ourMs[quality] ?? []).toFixed(0),
        (race.ourIou[quality] ?? Number.NaN).toFixed(3),
        timesAsFast(race, quality).toFixed(1),
      ]),
    ]),
  );
}
