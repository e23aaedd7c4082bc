import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import * as real from '../../src/processing/engine/cutout.worker.mjs';

/**
 * The engine's own thread, which obeys the last bytes of a picture's file: of `die` it dies, and with `wait` and a path it
 * makes a file `<path>.begun`, and works on the picture only when there is one at the path itself, or when nobody wants
 * the result any more. With `linger` and a path it works first, and then waits so before it answers.
 */

const LOOK_EVERY_MS = 5;
const ORDER = /(die|(?:wait|linger) (.+))$/s;

export const { warmUp } = real;

/** @type {typeof real.cutOut} */
export async function cutOut(job) {
  const end = readFileSync(job.task.source).subarray(-200).toString('latin1');
  const [, order, path] = ORDER.exec(end) ?? [];
  if (order === 'die') process.exit(7);
  if (path && order?.startsWith('wait')) await wait(path, job.stop);
  const outcome = await real.cutOut(job);
  if (path && order?.startsWith('linger')) await wait(path, job.stop);
  return outcome;
}

/**
 * @param {string} path
 * @param {Int32Array<SharedArrayBuffer>} stop
 */
async function wait(path, stop) {
  writeFileSync(`${path}.begun`, '');
  while (!existsSync(path) && Atomics.load(stop, 0) === 0) {
    await new Promise(resolve => setTimeout(resolve, LOOK_EVERY_MS));
  }
}
