/** Expected seconds of each stage, in order: learned from earlier jobs, or a first guess. */
export type StageWeights<Stage extends string> = Readonly<Record<Stage, number>>;

/** Adds stages of unequal length up to one figure that never falls. */
export interface StageProgress<Stage extends string> {
  /** The stage's own share of work done, 0..1. Earlier stages count as finished. */
  report(stage: Stage, done: number): { stage: Stage; fraction: number };
}

/**
 * One 0..1 figure over a job of stages, each weighing its expected time. The figure never falls, also when a stage is
 * reported out of order or a share shrinks.
 */
export function createStageProgress<Stage extends string>(
  weights: StageWeights<Stage>,
): StageProgress<Stage> {
  const stages = Object.keys(weights) as Stage[];
  const total = stages.reduce((sum, stage) => sum + Math.max(0, weights[stage]), 0) || 1;
  let highest = 0;
  return {
    report(stage, done) {
      let before = 0;
      for (const earlier of stages.slice(0, stages.indexOf(stage))) before += Math.max(0, weights[earlier]);
      const share = Math.min(1, Math.max(0, done));
      const fraction = (before + Math.max(0, weights[stage]) * share) / total;
      highest = Math.min(1, Math.max(highest, fraction));
      return { stage, fraction: highest };
    },
  };
}
