import type { ModelEntry, SegmentationSession, Tensor } from '@backgroundfx/core';
import { EngineError, throwIfCancelled } from '@backgroundfx/core';
import type * as Ort from 'onnxruntime-web/wasm';
import { toEngineError } from '../runtime-error.ts';

/** Addresses of the runtime's own files on this origin; the application knows them, this package does not. */
export interface RuntimeFiles {
  readonly wasm: { readonly mjs: string; readonly wasm: string };
  readonly webgpu: { readonly mjs: string; readonly wasm: string };
}

/** A graph and its external data as they lie in memory. */
export interface GraphBytes {
  readonly graph: Uint8Array;
  /** By the file name that the graph refers to. */
  readonly weights: ReadonlyMap<string, Uint8Array>;
}

export interface WebGraphOptions {
  readonly provider: 'webgpu' | 'wasm';
  readonly threads: number;
  readonly bytes: GraphBytes;
  readonly model: Pick<ModelEntry, 'input' | 'output'>;
  readonly runtime: RuntimeFiles;
}

/**
 * Loads a graph into onnxruntime-web. `run` of the wasm provider blocks the calling worker while it works; stop it by
 * ending the worker. Borrows `bytes` (the runtime copies them).
 * @throws EngineError `inference_failed`, `out_of_memory`; `internal` with `details.part` where the runtime's own files did not
 * arrive, which it remembers as long as its worker lives.
 */
export async function createWebGraph(options: WebGraphOptions): Promise<SegmentationSession> {
  const { provider, bytes, model } = options;
  const ort = await loadRuntime(options);
  let session: Ort.InferenceSession;
  try {
    session = await ort.InferenceSession.create(bytes.graph, {
      executionProviders: [provider],
      graphOptimizationLevel: 'all',
      externalData: [...bytes.weights].map(([path, data]) => ({ path, data })),
    });
  } catch (error) {
    throw asMissing(error) ?? toEngineError(error, 'The model could not be loaded');
  }
  return {
    async run(input, { signal } = {}) {
      throwIfCancelled(signal);
      try {
        return await runOnce(ort, session, input, model);
      } catch (error) {
        throw toEngineError(error, 'The model could not be run');
      }
    },
    async dispose() {
      await session.release();
    },
  };
}

async function runOnce(
  ort: typeof Ort,
  session: Ort.InferenceSession,
  input: Tensor,
  { input: { name: inputName }, output: { name: outputName } }: Pick<ModelEntry, 'input' | 'output'>,
): Promise<Tensor> {
  const feeds = { [inputName]: new ort.Tensor('float32', input.data, [...input.dims]) };
  const tensor = (await session.run(feeds, [outputName]))[outputName];
  const data = await tensor?.getData();
  if (!tensor || !(data instanceof Float32Array)) {
    throw new EngineError('inference_failed', `Output "${outputName}" of the graph is not float32`);
  }
  // A view of the runtime's heap would change under the next run.
  const answer = { data: data.slice(), dims: [...tensor.dims] };
  tensor.dispose();
  return answer;
}

/** The runtime with only the providers that are needed: the WebGPU build is twice the size of the plain one. */
async function loadRuntime({ provider, threads, runtime }: WebGraphOptions): Promise<typeof Ort> {
  try {
    const ort =
      provider === 'webgpu' ? await import('onnxruntime-web/webgpu') : await import('onnxruntime-web/wasm');
    ort.env.logLevel = 'error';
    ort.env.wasm.numThreads = threads;
    ort.env.wasm.wasmPaths = runtime[provider];
    return ort;
  } catch (error) {
    throw missing(error);
  }
}

/** In the runtime's words, where it could not begin because the browser did not bring its files. */
const NOT_BROUGHT =
  /no available backend found.*(fetch|imported module|importing a module|load failed|networkerror|status code)/is;

function asMissing(error: unknown): EngineError | undefined {
  return error instanceof Error && NOT_BROUGHT.test(error.message) ? missing(error) : undefined;
}

function missing(cause: unknown): EngineError {
  return new EngineError('internal', 'The runtime did not arrive', {
    cause,
    details: { part: 'onnxruntime-web' },
  });
}
