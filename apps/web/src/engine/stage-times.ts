import type { CutoutStage } from './cutout.api.ts';

/** Seconds that each stage is expected to take. */
export type StageSeconds = Readonly<Record<CutoutStage, number>>;

const KEY = 'backgroundfx-stage-seconds-v2';
/** How much the latest job counts against the ones before. */
const NEWEST = 0.5;
/** Every network of a user's own would leave an entry for each level, for ever. */
const MAX_ENTRIES = 60;
const STAGES: ReadonlySet<string> = new Set<CutoutStage>(['decode', 'download', 'load', 'infer']);

type Taken = Readonly<Partial<Record<CutoutStage, number>>>;

/** What earlier jobs on this device took, by a name for what they did. */
export interface StageTimes {
  /** Nothing until a job of this name has finished here. */
  of(name: string): Taken | undefined;
  learn(name: string, taken: Taken): void;
}

/** Kept in `storage` (the page's localStorage); a full or forbidden storage only means that nothing is learned. */
export function createStageTimes(storage: Pick<Storage, 'getItem' | 'setItem'> | undefined): StageTimes {
  const known = read(storage);
  return {
    of: name => known.get(name),
    learn(name, taken) {
      const before = known.get(name) ?? {};
      const after: Partial<Record<CutoutStage, number>> = { ...before };
      for (const [stage, seconds] of Object.entries(taken) as [CutoutStage, number][]) {
        const old = before[stage];
        after[stage] = old === undefined ? seconds : old + (seconds - old) * NEWEST;
      }
      known.delete(name);
      known.set(name, after);
      for (const oldest of [...known.keys()].slice(0, -MAX_ENTRIES)) known.delete(oldest);
      try {
        storage?.setItem(KEY, JSON.stringify(Object.fromEntries(known)));
      } catch {
        // Full or forbidden: the guess stays a guess.
      }
    },
  };
}

function read(storage: Pick<Storage, 'getItem'> | undefined): Map<string, Taken> {
  try {
    const value: unknown = JSON.parse(storage?.getItem(KEY) ?? '{}');
    return new Map(
      typeof value === 'object' && value !== null ? Object.entries(value).flatMap(onlySeconds) : [],
    );
  } catch {
    return new Map();
  }
}

/** Whatever stands in the storage, only finite, non-negative seconds come out. */
function onlySeconds([name, stages]: [string, unknown]): [string, Taken][] {
  if (typeof stages !== 'object' || stages === null) return [];
  const seconds = Object.entries(stages).filter(
    ([stage, value]) =>
      STAGES.has(stage) && typeof value === 'number' && Number.isFinite(value) && value >= 0,
  );
  return [[name, Object.fromEntries(seconds)]];
}
