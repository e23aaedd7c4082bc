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
  /** Of the looks that the level may take, the share that most pictures need: where the network's run is mostly over. */
  readonly usualShare: number;
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
const USUAL = { decode: 0.4, load: 2 } as const;
/** Seconds for a megapixel of a network's input, on two threads of a common laptop; the first jobs put them right. */
const USUAL_PACE: Readonly<Record<string, number>> = { isnet: 2.9, u2netp: 5.9, u2net: 24, deeplabv3: 1.9 };
const UNKNOWN_PACE = 6;
/** A device where nothing has run yet is taken for a slower one, or a busy one: waiting less than was said is no disappointment. */
const CAREFUL = 1.6;
const MEGA = 1_000_000;

/** How much longer than on two threads: what cannot be shared out, and what can. In Chromium ISNet takes 5.1 s on one, 3.0 s on two. */
function threadFactor(threads: number): number {
  return 0.3 + 1.4 / threads;
}

/** What there is to go by. */
export interface EstimateGrounds {
  /** Networks that may have run here. */
  readonly models: readonly EstimatedModel[];
  /** Threads that a network can have on this device's processor. */
  readonly threads: number;
}

/**
 * Seconds for one picture: what the same network and level took before on this device; else a guess from other levels
 * or networks that ran here, by how much more there is to compute; else what a common laptop takes.
 */
export function estimateJob(
  model: EstimatedModel,
  quality: Quality,
  times: StageTimes,
  { models, threads }: EstimateGrounds,
): JobEstimate {
  const taken = times.of(timesName(model, quality));
  const device = deviceFactor(times, [model, ...models]) ?? threadFactor(threads) * CAREFUL;
  const run = taken?.infer ?? usualRun(model, quality) * device;
  const stages = { ...USUAL, ...(taken ?? nearest(model, times)), download: 0, infer: run };
  const ordered: StageSeconds = {
    decode: stages.decode,
    download: 0,
    load: stages.load,
    infer: stages.infer,
  };
  const seconds = Object.values(ordered).reduce((sum, stage) => sum + stage, 0);
  const looks = planEstimate(planCutout(quality, model.input), model.input);
  const usualShare = looks.expected / looks.worst;
  return { stages: ordered, seconds, learned: taken !== undefined, usualShare };
}

/**
 * What a download is expected to take. Only the proportions of the bar hang on it: on a fast line it must not be near its end
 * when the work begins, and on a slow one it goes by what has arrived.
 */
const DOWNLOAD_SECONDS = 6;
/** Of the bar, however short the work is that follows. */
const MOST_FOR_DOWNLOAD = 0.3;

/** The same job where its network is fetched first. */
export function withDownload(stages: StageSeconds): StageSeconds {
  const work = Object.values({ ...stages, download: 0 }).reduce((sum, stage) => sum + stage, 0);
  const most = (work * MOST_FOR_DOWNLOAD) / (1 - MOST_FOR_DOWNLOAD);
  return { ...stages, download: Math.min(DOWNLOAD_SECONDS, most) };
}

/** The name under which a level of a network learns. */
export function timesName({ key }: Pick<EstimatedModel, 'key'>, quality: Quality): string {
  return `${key}/${quality}`;
}

function usualRun({ key, input, ultraFactor = 1 }: EstimatedModel, quality: Quality): number {
  const passes = planEstimate(planCutout(quality, input), input).expected;
  const pass = ((USUAL_PACE[key] ?? UNKNOWN_PACE) * input.bestSize ** 2) / MEGA;
  return pass * passes * (quality === 'ultra' ? ultraFactor : 1);
}

/** Which level tells most about the others. */
const TELLING: readonly Quality[] = ['high', 'medium', 'ultra', 'low'];

/** What another level of the same network took here, which is much the same but for its run. */
function nearest(model: EstimatedModel, times: StageTimes): Partial<StageSeconds> {
  for (const quality of TELLING) {
    const taken = times.of(timesName(model, quality));
    if (taken) return taken;
  }
  return {};
}

/** How much slower than the usual this device has been; the first of `models` that ran here says, nothing where none has. */
function deviceFactor(times: StageTimes, models: readonly EstimatedModel[]): number | undefined {
  for (const model of models) {
    for (const quality of TELLING) {
      const seen = times.of(timesName(model, quality))?.infer;
      if (seen !== undefined && seen > 0) return seen / usualRun(model, quality);
    }
  }
  return undefined;
}
