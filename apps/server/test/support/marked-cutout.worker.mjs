import { writeFileSync } from 'node:fs';
import * as real from '../../src/processing/engine/cutout.worker.mjs';

/**
 * The engine's own thread, with two habits: it leaves a file beside a task's target when it begins, and it dies of tasks
 * whose source is named so. A process whose environment says so gets threads that die while they start.
 */

if (process.env.STILLBORN_ENGINE_THREADS) process.exit(8);

export const { warmUp } = real;

/** @type {typeof real.cutOut} */
export async function cutOut(task) {
  const { source, target } = task.task;
  writeFileSync(`${target}.begun`, '');
  if (source.endsWith('deadly')) {
    writeFileSync(target, 'half a pict');
    process.exit(7);
  }
  return real.cutOut(task);
}
