import * as ort from 'onnxruntime-node';
import { move, transferableSymbol, valueSymbol, workerData } from 'piscina';
import type { GraphAnswer, GraphSettings, GraphTask } from './graph.api.ts';

/**
 * One thread, one loaded graph. `InferenceSession.run` of onnxruntime-node blocks the thread that calls it, so it is
 * called here and nowhere else.
 */
const settings = workerData as GraphSettings;

const session = ort.InferenceSession.create(settings.graphPath, {
  executionProviders: ['cpu'],
  intraOpNumThreads: settings.threads,
  interOpNumThreads: 1,
  executionMode: 'sequential',
  extra: {
    session: {
      intra_op: { allow_spinning: settings.spin ? '1' : '0' },
      disable_quant_qdq: settings.expandWeights ? '1' : '0',
    },
  },
});
// A refused graph is the answer to every task, not an unhandled rejection that ends the process.
session.catch(() => undefined);

/** Loads the graph without running it. */
export async function load(): Promise<void> {
  await session;
}

/** Runs the graph on one input. Takes the input's buffer; the answer's buffer is moved to the caller. */
export async function run(task: GraphTask): Promise<GraphAnswer> {
  const loaded = await session;
  const feeds = { [task.input]: new ort.Tensor('float32', task.data, [...task.dims]) };
  const tensor = (await loaded.run(feeds, [task.output]))[task.output];
  if (!(tensor?.data instanceof Float32Array)) {
    throw new Error(`Output "${task.output}" of the graph is not float32`);
  }
  // The runtime's own memory cannot change threads, so the answer is a copy.
  const answer: GraphAnswer = { data: tensor.data.slice(), dims: [...tensor.dims] };
  tensor.dispose();
  const moved = { [transferableSymbol]: [answer.data.buffer], [valueSymbol]: answer };
  return move(moved as unknown as Transferable) as unknown as GraphAnswer;
}

type Transferable = Parameters<typeof move>[0];
