import * as ort from 'onnxruntime-node';

/**
 * Opens a graph from bytes, which have no folder to refer to. Rejects with the runtime's own error.
 * @param exactSums as of `NodeSessionOptions`
 */
export function openBytes(
  bytes: Uint8Array,
  threads: number,
  exactSums: boolean,
): Promise<ort.InferenceSession> {
  return ort.InferenceSession.create(bytes, {
    executionProviders: ['cpu'],
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    executionMode: 'sequential',
    enableMemPattern: false,
    // Errors alone; they are told in the answer.
    logSeverityLevel: 4,
    extra: {
      session: { intra_op: { allow_spinning: '0' }, x64quantprecision: exactSums ? '1' : '0' },
    },
  });
}
