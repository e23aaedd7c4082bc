import { writeFileSync } from 'node:fs';
import * as real from '../../src/backgrounds/drawing/drawing.worker.mjs';

/**
 * The drawing thread itself, with two habits: it leaves a file beside a drawing's target when it begins, and it dies of
 * drawings whose target is named so. A process whose environment says so gets threads that die while they start.
 */

if (process.env.STILLBORN_DRAWING_THREADS) process.exit(8);

/** @type {typeof real.draw} */
export async function draw(task) {
  const { target } = task.drawing;
  writeFileSync(`${target}.begun`, '');
  if (target.endsWith('deadly')) process.exit(7);
  return real.draw(task);
}
