import * as ort from 'onnxruntime-node';
import { move, transferableSymbol, valueSymbol, workerData } from 'piscina';

/**
 * One thread, one loaded graph. `InferenceSession.run` of onnxruntime-node blocks the thread that calls it, so it is
 * called here and nowhere else. Plain JavaScript, type-checked: threads of Node 20 do not inherit the TypeScript loader
 * of their process.
 *
 * @typedef {import('./graph.api.ts').GraphSettings} GraphSettings
 * @typedef {import('./graph.api.ts').GraphTask} GraphTask
 * @typedef {import('./graph.api.ts').GraphAnswer} GraphAnswer
 */

/** @type {GraphSettings} */
const settings = workerData;

const session = ort.InferenceSession.create(settings.graphPath, {
  executionProviders: ['cpu'],
  intraOpNumThreads: settings.threads,
  interOpNumThreads: 1,
  executionMode: 'sequential',
  extra: {
    session: {
      intra_op: { allow_spinning: settings.spin ? '1' : '0' },
      x64quantprecision: settings.exactSums ? '1' : '0',
    },
  },
});
// A refused graph is the answer to every task, not an unhandled rejection that ends the process.
session.catch(() => undefined);

/** Loads the graph without running it. */
export async function load() {
  await session;
}

/**
 * Runs the graph on one input. Takes the input's buffer; the answer's buffer is moved to the caller.
 * @param {GraphTask} task
 */
export async function run(task) {
  const loaded = await session;
  const feeds = { [task.input]: new ort.Tensor('float32', task.data, [...task.dims]) };
  const tensor = (await loaded.run(feeds, [task.output]))[task.output];
  if (!(tensor?.data instanceof Float32Array)) {
    throw new Error(`Output "${task.output}" of the graph is not float32`);
  }
  // The runtime's own memory cannot change threads, so the answer is a copy.
  /** @type {GraphAnswer} */
  const answer = { data: tensor.data.slice(), dims: [...tensor.dims] };
  tensor.dispose();
  return move(
    /** @type {Parameters<typeof move>[0]} */ (
      /** @type {unknown} */ ({ [transferableSymbol]: [answer.data.buffer], [valueSymbol]: answer })
    ),
  );
}
