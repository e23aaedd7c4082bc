import type { Answer } from './contender.ts';
import { auroc } from './metrics/auroc.ts';
import { maxF, type PrecisionRecall } from './metrics/f-measure.ts';
import type { Scores } from './score.ts';

/** One contender's matte of one picture, scored. */
export interface Result {
  readonly contender: string;
  readonly set: string;
  readonly picture: string;
  readonly scores: Scores;
  readonly curve: PrecisionRecall;
  readonly answer: Pick<
    Answer,
    'seconds' | 'networkSeconds' | 'confidence' | 'doubts' | 'hasForeground' | 'runs'
  >;
}

/** Means over pictures, of those where the metric tells something. */
export interface Summary extends Scores {
  readonly pictures: number;
  readonly maxF: number;
  /** Share of mattes below `GROSS`. */
  readonly gross: number;
  readonly seconds: number;
  readonly networkSeconds: number;
  readonly runs: number;
  /** How well low confidence tells intersection over union below `POOR`. */
  readonly auroc: number;
  /** Mattes that were called empty. */
  readonly calledEmpty: number;
}

/** Intersection over union below which a matte is a gross failure, and below which it is poor. */
const GROSS = 0.5;
const POOR = 0.8;

const SCORES = [
  'mae',
  'mse',
  'sad',
  'iou',
  'gradient',
  'connectivity',
  'boundaryF',
  'edgeMae',
  'hole',
  'glass',
  'colour',
  'colourBefore',
] as const satisfies readonly (keyof Scores)[];

export function summarise(results: readonly Result[]): Summary {
  const scores = SCORES.map(name => [name, mean(results.map(result => result.scores[name]))]);
  const share = (count: number) => count / results.length;
  return {
    ...(Object.fromEntries(scores) as unknown as Scores),
    pictures: results.length,
    maxF: maxF(results.map(result => result.curve)),
    gross: share(results.filter(({ scores }) => scores.iou < GROSS).length),
    seconds: mean(results.map(({ answer }) => answer.seconds)),
    networkSeconds: mean(results.map(({ answer }) => answer.networkSeconds)),
    runs: mean(results.map(({ answer }) => answer.runs?.length ?? Number.NaN)),
    auroc: confidenceAuroc(results),
    calledEmpty: results.filter(({ answer }) => answer.hasForeground === false).length,
  };
}

/** How well low confidence tells poor mattes from others, over all results that have one. */
export function confidenceAuroc(results: readonly Result[]): number {
  return auroc(
    results.flatMap(({ answer: { confidence }, scores }) =>
      confidence === undefined ? [] : [{ confidence, bad: scores.iou < POOR }],
    ),
  );
}

/** Results by what they have in common, each group in the order in which it first appears. */
export function grouped(
  results: readonly Result[],
  by: 'contender' | 'set',
): readonly (readonly [name: string, results: readonly Result[]])[] {
  const groups = new Map<string, Result[]>();
  for (const result of results) {
    const group = groups.get(result[by]);
    if (group) group.push(result);
    else groups.set(result[by], [result]);
  }
  return [...groups];
}

/** Mean of the values that are numbers; NaN of nothing. */
function mean(values: readonly number[]): number {
  const known = values.filter(value => !Number.isNaN(value));
  return known.reduce((sum, value) => sum + value, 0) / known.length;
}
