import { type InputRule, planCutout, planEstimate, type Quality } from '@backgroundfx/core';
import type { StageSeconds, StageTimes } from './stage-times.ts';

/** What one job will take. */
export interface JobEstimate {
  /** Without `download`: 0 there. */
  readonly stages: StageSeconds;
  /** All stages. */
  readonly seconds: number;
  /** False until a job of this network and level has finished on this device; the figures are a guess then. */
  readonly learned: boolean;
}

/** What the engine needs to know of a network to guess. */
export interface EstimatedModel {
  /** Under this name its times are learned. */
  readonly key: string;
  readonly input: InputRule;
  /** How much longer its passes at `ultra` take, where they are done in float; 1 when absent. */
  readonly ultraFactor?: number;
}

/** The stages beside the network's run, on a common laptop. */
const USUAL = { decode: 0.2, load: 1.5, refine: 0.5, encode: 0.5 } as const;
/** Seconds of one pass at the network's best size on two cores of a common laptop; the first jobs put them right. */
const USUAL_PASS: Readonly<Record<string, number>> = { isnet: 3, u2netp: 0.6, u2net: 2.5, deeplabv3: 0.5 };
const UNKNOWN_PASS = 3;

/**
 * Seconds for one picture: what the same network and level took before on this device; else a guess from other levels
 * or networks that ran here, by how much more there is to compute; else what a common laptop takes.
 * @param others keys of networks that may have run here, for the guess
 */
export function estimateJob(
  model: EstimatedModel,
  quality: Quality,
  times: StageTimes,
  others: readonly EstimatedModel[],
): JobEstimate {
  const taken = times.of(timesName(model, quality));
  const run = taken?.infer ?? usualRun(model, quality) * deviceFactor(times, [model, ...others]);
  const stages = { ...USUAL, ...taken, download: 0, infer: run };
  const ordered: StageSeconds = {
    decode: stages.decode,
    download: 0,
    load: stages.load,
    infer: stages.infer,
    refine: stages.refine,
    encode: stages.encode,
  };
  const seconds = Object.values(ordered).reduce((sum, stage) => sum + stage, 0);
  return { stages: ordered, seconds, learned: taken !== undefined };
}

/** The name under which a level of a network learns. */
export function timesName({ key }: Pick<EstimatedModel, 'key'>, quality: Quality): string {
  return `${key}/${quality}`;
}

function usualRun({ key, input, ultraFactor = 1 }: EstimatedModel, quality: Quality): number {
  const passes = planEstimate(planCutout(quality, input), input).expected;
  return (USUAL_PASS[key] ?? UNKNOWN_PASS) * passes * (quality === 'ultra' ? ultraFactor : 1);
}

/** How much slower than the usual this device has been; the first of `models` that ran here says. */
function deviceFactor(times: StageTimes, models: readonly EstimatedModel[]): number {
  for (const model of models) {
    for (const quality of ['high', 'medium', 'ultra', 'low'] as const) {
      const seen = times.of(timesName(model, quality))?.infer;
      if (seen !== undefined && seen > 0) return seen / usualRun(model, quality);
    }
  }
  return 1;
}
