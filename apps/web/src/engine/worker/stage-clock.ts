/** Measures how long a job stays in each of its stages. */
export interface StageClock<Stage extends string> {
  /** The job is in `stage` now; entering the same one again changes nothing. */
  enter(stage: Stage): void;
  /** Ends the last stage. Seconds. */
  stop(): { readonly total: number; readonly stages: Partial<Record<Stage, number>> };
}

/** @param now milliseconds, never going back. */
export function createStageClock<Stage extends string>(now: () => number): StageClock<Stage> {
  const began = now();
  const stages: Partial<Record<Stage, number>> = {};
  let current: Stage | undefined;
  let since = began;
  const close = (at: number) => {
    if (current !== undefined) stages[current] = (stages[current] ?? 0) + (at - since) / 1000;
    since = at;
  };
  return {
    enter(stage) {
      if (stage === current) return;
      close(now());
      current = stage;
    },
    stop() {
      const at = now();
      close(at);
      current = undefined;
      return { total: (at - began) / 1000, stages };
    },
  };
}
