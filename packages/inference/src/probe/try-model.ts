import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import {
  type CustomRules,
  customModelRules,
  type EngineError,
  inspectOnnx,
  invalidModel,
  judgeTrial,
  type Tensor,
  trialInput,
} from '@backgroundfx/core';
import * as ort from 'onnxruntime-node';
import { thisProcessorSaturates } from '../node/saturation.ts';
import { toEngineError } from '../runtime-error.ts';
import { openBytes } from './open-bytes.ts';
import type { ProbeAnswer, ProbeFacts, ProbeRequest } from './probe.api.ts';

/** Runtimes print whole call stacks. */
const LONGEST_MESSAGE = 1000;

/**
 * Checks a model, opens it and runs it once, in this very process: to be called in one that may die of it. Never rejects.
 */
export async function tryModel(request: ProbeRequest): Promise<ProbeAnswer> {
  try {
    return { facts: await tried(request) };
  } catch (error) {
    const known = inMemory(toEngineError(error, 'The model could not be tried'));
    const { details } = known;
    const message = known.message.slice(0, LONGEST_MESSAGE);
    return {
      refused: { code: known.code === 'invalid_model' ? 'invalid_model' : 'internal', message, details },
    };
  }
}

async function tried({ path, manifest, limits, threads }: ProbeRequest): Promise<ProbeFacts> {
  // Judged and opened from the same bytes: the file cannot change between the two, and has no folder to refer to.
  const bytes = readFileSync(path);
  const onnx = inspectOnnx(bytes, limits);
  const rules = customModelRules(manifest, onnx);
  const started = performance.now();
  const session = await inStep('runtime_refused', () => openBytes(bytes, threads, thisProcessorSaturates()));
  const opened = performance.now();
  const answer = await inStep('run_failed', () => runOnce(session, rules));
  const ended = performance.now();
  const peakBytes = peakOfThisProcess();
  return {
    sha256: createHash('sha256').update(bytes).digest('hex'),
    onnx,
    rules,
    answer: judgeTrial(answer, rules),
    milliseconds: { open: opened - started, run: ended - opened },
    ...(peakBytes === undefined ? {} : { peakBytes }),
  };
}

async function runOnce(session: ort.InferenceSession, { input, output }: CustomRules): Promise<Tensor> {
  const { data, dims } = trialInput(input);
  const answers = await session.run({ [input.name]: new ort.Tensor('float32', data, [...dims]) }, [
    output.name,
  ]);
  const answer = answers[output.name];
  if (!(answer?.data instanceof Float32Array)) {
    throw invalidModel('element_type', `The answer "${output.name}" is not float32`, { tensor: output.name });
  }
  return { data: answer.data, dims: answer.dims };
}

/** Whatever the runtime throws in one step of the trial is said about the model. */
async function inStep<T>(reason: 'runtime_refused' | 'run_failed', work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const what =
      reason === 'run_failed' ? 'The model could not be run' : 'The runtime does not accept the model';
    const known = inMemory(toEngineError(error, what));
    throw known.code === 'invalid_model' ? known : invalidModel(reason, known.message, {}, error);
  }
}

/** A lack of memory is the model's, since the process has as much as a model may take. */
function inMemory(error: EngineError): EngineError {
  return error.code === 'out_of_memory' ? invalidModel('memory', error.message, {}, error) : error;
}

function peakOfThisProcess(): number | undefined {
  if (process.platform !== 'linux') return undefined;
  const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
  return kilobytes === undefined ? undefined : Number(kilobytes) * 1024;
}
