import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import * as ort from 'onnxruntime-node';
import { thisProcessorSaturates } from '../node/saturation.ts';
import { toEngineError } from '../runtime-error.ts';
import { type Frame, readFrame, writeFrame } from './frames.ts';
import { openBytes } from './open-bytes.ts';
import type { OpenRequest, RunAnswer, RunRequest } from './run.api.ts';

/** Runtimes print whole call stacks. */
const LONGEST_MESSAGE = 1000;

/**
 * Opens a model that was tried and runs it as often as it is asked to, in this very process: to be called in one that may
 * die of it. Resolves when nobody asks any more. What `questions` and `answers` descriptors carry is told in `run.api.ts`.
 */
export async function serveModel(questions: number, answers: number): Promise<void> {
  const answer = (header: RunAnswer, data?: Float32Array) => writeFrame(answers, header, data);
  answer({ ready: true });
  const first = readFrame(questions);
  if (!first) return;
  const request = first.header as OpenRequest;
  const session = await opened(request, answer);
  if (!session) return;
  answer({ opened: true });
  for (let frame = readFrame(questions); frame; frame = readFrame(questions)) {
    try {
      const { data, dims } = await runOnce(session, request, frame);
      answer({ dims: [...dims] }, data);
    } catch (error) {
      answer(failure(error, 'run', 'The model could not be run'));
    }
  }
}

async function opened(
  { path, sha256, threads }: OpenRequest,
  answer: (header: RunAnswer) => void,
): Promise<ort.InferenceSession | undefined> {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch {
    answer({ failed: 'unreadable', message: 'The file of the model cannot be read' });
    return undefined;
  }
  // Opened from the very bytes that are looked at: the file cannot change between the two.
  if (createHash('sha256').update(bytes).digest('hex') !== sha256) {
    answer({ failed: 'changed', message: 'The file is not the one that was tried' });
    return undefined;
  }
  try {
    return await openBytes(bytes, threads, thisProcessorSaturates());
  } catch (error) {
    answer(failure(error, 'refused', 'The runtime does not accept the model'));
    return undefined;
  }
}

async function runOnce(
  session: ort.InferenceSession,
  { input, output }: OpenRequest,
  { header, data }: Frame,
): Promise<{ readonly data: Float32Array; readonly dims: readonly number[] }> {
  const { dims } = header as RunRequest;
  const answers = await session.run({ [input]: new ort.Tensor('float32', data, [...dims]) }, [output]);
  const answer = answers[output];
  if (!(answer?.data instanceof Float32Array)) throw new Error(`The answer "${output}" is not float32`);
  return { data: answer.data, dims: answer.dims };
}

function failure(error: unknown, failed: 'refused' | 'run', what: string): RunAnswer {
  const { code, message } = toEngineError(error, what);
  const said = message.slice(0, LONGEST_MESSAGE);
  return { failed: code === 'out_of_memory' ? 'memory' : failed, message: said };
}
