import * as ort from 'onnxruntime-node';

/**
 * The one place that calls ONNX Runtime in Node. Plain JavaScript, type-checked, because threads of Node 20 do not inherit
 * the TypeScript loader of their process.
 *
 * @typedef {import('./graph.api.ts').Graph} Graph
 * @typedef {import('./graph.api.ts').GraphSettings} GraphSettings
 * @typedef {import('./graph.api.ts').GraphAnswer} GraphAnswer
 */

/**
 * Loads a graph. Rejects with the runtime's own error.
 * @param {GraphSettings} settings
 * @returns {Promise<Graph>}
 */
export async function openGraph(settings) {
  const session = await ort.InferenceSession.create(settings.graphPath, {
    executionProviders: ['cpu'],
    intraOpNumThreads: settings.threads,
    interOpNumThreads: 1,
    executionMode: 'sequential',
    // A planned layout of all activations is one more block of 170 MB beside the arena, and no faster.
    enableMemPattern: false,
    extra: {
      session: {
        intra_op: { allow_spinning: settings.spin ? '1' : '0' },
        x64quantprecision: settings.exactSums ? '1' : '0',
      },
    },
  });
  return {
    async run({ input, output, data, dims }) {
      const feeds = { [input]: new ort.Tensor('float32', data, [...dims]) };
      const tensor = (await session.run(feeds, [output]))[output];
      if (!(tensor?.data instanceof Float32Array)) {
        throw new Error(`Output "${output}" of the graph is not float32`);
      }
      // The runtime's own memory cannot change threads and is freed at once, so the answer is a copy.
      /** @type {GraphAnswer} */
      const answer = { data: tensor.data.slice(), dims: [...tensor.dims] };
      tensor.dispose();
      return answer;
    },
    release: () => session.release(),
  };
}
