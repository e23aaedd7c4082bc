import { markdownTable } from '../figure.ts';
import { median } from '../statistics.ts';

/** One row of the table: one picture on one host. Milliseconds are medians. */
export interface Row {
  readonly host: string;
  readonly picture: string;
  readonly runs: number;
  /** A bare session run: same graph, same input size, nothing else. */
  readonly floorMs: number;
  readonly stagesMs: Readonly<Record<Stage, number>>;
  /** From file to file. */
  readonly wholeMs: number;
  /** All but `decode`, `run` and `encode`: what the engine itself costs. Its work is on one thread, so this is processor time. */
  readonly ownMs: number;
  readonly ownOverFloor: number;
  readonly wholeOverFloor: number;
  readonly peakMegabytes: number;
}

export const STAGES = ['decode', 'prepare', 'run', 'refine', 'cut out', 'encode'] as const;
export type Stage = (typeof STAGES)[number];

/** What one measured host says of one picture, before it becomes a row. */
export interface Timings {
  readonly floor: readonly number[];
  readonly whole: readonly number[];
  readonly stages: Readonly<Record<Stage, readonly number[]>>;
}

export function rowOf(host: string, picture: string, timings: Timings, peakMegabytes: number): Row {
  const stagesMs = Object.fromEntries(STAGES.map(s => [s, median(timings.stages[s])])) as Record<
    Stage,
    number
  >;
  const floorMs = median(timings.floor);
  const wholeMs = median(timings.whole);
  const ownMs = stagesMs.prepare + stagesMs.refine + stagesMs['cut out'];
  return {
    host,
    picture,
    runs: timings.whole.length,
    floorMs,
    stagesMs,
    wholeMs,
    ownMs,
    ownOverFloor: ownMs / floorMs,
    wholeOverFloor: wholeMs / floorMs,
    peakMegabytes,
  };
}

/** A Markdown table, one line a row. */
export function tableOf(rows: readonly Row[]): string {
  const head = ['host', 'picture', 'floor', ...STAGES, 'whole', 'own / floor', 'whole / floor', 'peak MB'];
  const cells = rows.map(row => [
    row.host,
    row.picture,
    row.floorMs.toFixed(0),
    ...STAGES.map(stage => row.stagesMs[stage].toFixed(0)),
    row.wholeMs.toFixed(0),
    row.ownOverFloor.toFixed(2),
    row.wholeOverFloor.toFixed(2),
    row.peakMegabytes.toFixed(0),
  ]);
  return markdownTable(head, cells, 2);
}
