import { stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import {
  type CustomManifest,
  EngineError,
  invalidModel,
  ONNX_LIMITS,
  type OnnxLimits,
} from '@backgroundfx/core';
import { type ProcessLimits, runGuarded } from './guarded-process.ts';
import { canLimitMemory } from './limited-process.ts';
import type { ProbeAnswer, ProbeFacts, ProbeRequest } from './probe.api.ts';

/** What trying a model may take. */
export interface ProbeLimits extends ProcessLimits {
  /** What the file may hold. */
  readonly onnx: Partial<OnnxLimits>;
}

/** Enough for a float network of 176 MB at 1024 pixels on one busy core. */
export const PROBE_LIMITS: ProbeLimits = {
  milliseconds: 60_000,
  memoryBytes: 4_000_000_000,
  threads: 1,
  onnx: {},
};

export interface ProbeOptions {
  /** The `.onnx` file, one that nobody writes to meanwhile. */
  readonly path: string;
  readonly manifest: CustomManifest;
  readonly limits?: Partial<ProbeLimits>;
  readonly signal?: AbortSignal;
}

/** Cannot be named outside of this file, so that nothing but `probeCustomModel` makes a `ProbedModel`. */
const TRIED = Symbol('tried');

/** A model of a user's own that was tried and may be run: the very bytes that `facts.sha256` tells. */
export interface ProbedModel {
  readonly [TRIED]: true;
  readonly facts: ProbeFacts;
  /** Whether the memory of the trial was limited too: on Linux. Elsewhere its time alone was. */
  readonly memoryLimited: boolean;
}

/**
 * Tries a model of a user's own in a process of its own: static checks first, then the runtime opens it and runs it once
 * on a test picture. The calling process reads none of the file, so its memory does not grow with it.
 * @throws EngineError `invalid_model`, `details.reason` is an `InvalidModelReason`; `cancelled`; `model_unavailable` when
 *   there is no such file; `worker_died` when the process did not get as far as the model
 */
export async function probeCustomModel(options: ProbeOptions): Promise<ProbedModel> {
  const { path, manifest, signal } = options;
  const limits = { ...PROBE_LIMITS, ...options.limits };
  await checkSize(path, limits.onnx.bytes ?? ONNX_LIMITS.bytes);
  const request: ProbeRequest = { path, manifest, limits: limits.onnx, threads: limits.threads };
  const facts = await tryInProcess(
    fileURLToPath(new URL('./probe.child.mjs', import.meta.url)),
    request,
    limits,
    signal,
  );
  return { [TRIED]: true, facts, memoryLimited: canLimitMemory() };
}

async function checkSize(path: string, limitBytes: number): Promise<void> {
  const found = await stat(path).catch((cause: unknown) => {
    throw new EngineError('model_unavailable', 'The file of the model cannot be read', { cause });
  });
  if (!found.isFile()) throw new EngineError('model_unavailable', 'The file of the model is no file');
  if (found.size <= limitBytes) return;
  const details = { bytes: found.size, limitBytes };
  throw invalidModel('file_too_large', `The file has ${found.size} bytes, more than ${limitBytes}`, details);
}

/**
 * Asks the process whose code is `file`, and turns its end into facts or an error.
 * @throws EngineError as `probeCustomModel` does
 */
export async function tryInProcess(
  file: string,
  request: ProbeRequest,
  limits: ProcessLimits,
  signal: AbortSignal | undefined,
): Promise<ProbeFacts> {
  const end = await runGuarded(file, JSON.stringify(request), limits, signal).catch((cause: unknown) => {
    throw notStarted('it cannot be run', cause);
  });
  if (end.kind === 'answered') return factsOf(end.answer, limits);
  if (end.kind === 'not started') throw notStarted(end.how, end.stderr);
  if (end.kind === 'cancelled') throw new EngineError('cancelled', 'Cancelled', { cause: signal?.reason });
  if (end.kind === 'timeout') {
    const { milliseconds } = limits;
    throw invalidModel('timeout', `The model took longer than ${milliseconds} ms to open and run`, {
      milliseconds,
    });
  }
  if (end.kind === 'memory') throw tooMuchMemory(limits, undefined);
  throw invalidModel(
    'crashed',
    `The process that tried the model ended with ${end.how}`,
    { how: end.how },
    end.stderr,
  );
}

/** Nothing that the model has done: the machine is overloaded, or something is missing here. */
function notStarted(how: string, cause: unknown): EngineError {
  return new EngineError('worker_died', `The process that tries models did not start: ${how}`, { cause });
}

function tooMuchMemory({ memoryBytes }: ProcessLimits, cause: unknown): EngineError {
  const message = `The model needs more than ${memoryBytes} bytes of memory`;
  return invalidModel('memory', message, { memoryBytes }, cause);
}

function factsOf(text: string, limits: ProcessLimits): ProbeFacts {
  let answer: ProbeAnswer;
  try {
    answer = JSON.parse(text) as ProbeAnswer;
  } catch (cause) {
    throw invalidModel(
      'crashed',
      'The process that tried the model gave no answer',
      { how: 'no answer' },
      cause,
    );
  }
  if ('facts' in answer) return answer.facts;
  const { code, message, details } = answer.refused;
  if (details.reason === 'memory') throw tooMuchMemory(limits, message);
  throw new EngineError(code, message, { details });
}
