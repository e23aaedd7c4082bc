import { move, transferableSymbol, valueSymbol, workerData } from 'piscina';
import { openGraph } from './graph.mjs';

/**
 * One thread, one loaded graph: a run blocks the thread that calls it. Plain JavaScript for the reason given in `graph.mjs`.
 *
 * @typedef {import('./graph.api.ts').GraphTask} GraphTask
 */

const graph = openGraph(workerData);
// A refused graph is the answer to every task, not an unhandled rejection that ends the process.
graph.catch(() => undefined);

/** Loads the graph without running it. */
export async function load() {
  await graph;
}

/**
 * Runs the graph on one input. Takes the input's buffer; the answer's buffer is moved to the caller.
 * @param {GraphTask} task
 */
export async function run(task) {
  const answer = await (await graph).run(task);
  return move(
    /** @type {Parameters<typeof move>[0]} */ (
      /** @type {unknown} */ ({ [transferableSymbol]: [answer.data.buffer], [valueSymbol]: answer })
    ),
  );
}
