import type { Quality } from '@backgroundfx/core';
import type { CutoutStage } from './cutout.api.ts';

/** Seconds that each stage is expected to take. */
export type StageSeconds = Readonly<Record<CutoutStage, number>>;

/** What a first job on an unknown device is expected to take; only the proportions of the progress bar hang on it. */
const FIRST_GUESS: StageSeconds = {
  decode: 0.2,
  download: 20,
  load: 1.5,
  infer: 5,
  refine: 0.3,
  encode: 0.5,
};
const KEY = 'backgroundfx-stage-seconds-v1';
/** How much the latest job counts against the ones before. */
const NEWEST = 0.5;

/** What earlier jobs on this device took, per quality level. */
export interface StageTimes {
  /** `learned` is false until a job of this level has finished here. */
  expect(quality: Quality, needsDownload: boolean): { seconds: StageSeconds; learned: boolean };
  learn(quality: Quality, taken: Readonly<Partial<Record<CutoutStage, number>>>): void;
}

/** Kept in `storage` (the page's localStorage); a full or forbidden storage only means that nothing is learned. */
export function createStageTimes(storage: Pick<Storage, 'getItem' | 'setItem'> | undefined): StageTimes {
  const known = read(storage);
  return {
    expect(quality, needsDownload) {
      const learned = known[quality];
      const seconds = { ...FIRST_GUESS, ...learned };
      return {
        seconds: needsDownload ? seconds : { ...seconds, download: 0 },
        learned: learned !== undefined,
      };
    },
    learn(quality, taken) {
      const before = known[quality] ?? {};
      const after: Partial<Record<CutoutStage, number>> = { ...before };
      for (const [stage, seconds] of Object.entries(taken) as [CutoutStage, number][]) {
        const old = before[stage];
        after[stage] = old === undefined ? seconds : old + (seconds - old) * NEWEST;
      }
      known[quality] = after;
      try {
        storage?.setItem(KEY, JSON.stringify(known));
      } catch {
        // Full or forbidden: the guess stays a guess.
      }
    },
  };
}

type Known = Partial<Record<Quality, Partial<Record<CutoutStage, number>>>>;

function read(storage: Pick<Storage, 'getItem'> | undefined): Known {
  try {
    const value: unknown = JSON.parse(storage?.getItem(KEY) ?? '{}');
    return typeof value === 'object' && value !== null ? onlyNumbers(value) : {};
  } catch {
    return {};
  }
}

/** Whatever stands in the storage, only finite, non-negative seconds come out. */
function onlyNumbers(value: object): Known {
  const known: Record<string, Record<string, number>> = {};
  for (const [quality, stages] of Object.entries(value)) {
    if (typeof stages !== 'object' || stages === null) continue;
    known[quality] = Object.fromEntries(
      Object.entries(stages).filter(
        (entry): entry is [string, number] =>
          entry[0] in FIRST_GUESS &&
          typeof entry[1] === 'number' &&
          Number.isFinite(entry[1]) &&
          entry[1] >= 0,
      ),
    );
  }
  return known;
}
