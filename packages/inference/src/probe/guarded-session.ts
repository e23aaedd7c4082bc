import {
  EngineError,
  invalidModel,
  type SegmentationSession,
  type Tensor,
  throwIfCancelled,
} from '@backgroundfx/core';
import type { Frame } from './frames.ts';
import { ModelProcess, type RunLimits } from './model-process.ts';
import type { ProbedModel } from './probe-custom-model.ts';
import type { OpenRequest, RunAnswer, RunRequest } from './run.api.ts';

export interface GuardedSessionOptions {
  /** The `.onnx` file, wherever it lies by now. */
  readonly path: string;
  readonly probed: ProbedModel;
  readonly limits: RunLimits;
  /** Entry of the process, for tests. */
  readonly entry?: string;
}

/** A session whose process takes memory of its own for as long as it is open. */
export interface GuardedSession extends SegmentationSession {
  /** Memory that the process has in use; 0 where the system does not tell, or there is none just now. */
  readonly residentBytes: number;
}

/** Until a process is ready; on an overloaded machine it takes its time to start. */
const START_MS = 60_000;
/** Work after which a process makes room for a new one, well before the kernel would end it. */
const RENEW_AFTER_MS = 300_000;

/**
 * Runs a model of a user's own that was tried, in a process of its own which is kept below `limits`: a trial sees one
 * picture, and another one may be another matter. A run that breaks a limit, or is cancelled, ends the process; the next run
 * starts another one. Runs queue, one at a time; inputs are borrowed. Disposing ends the process, whatever it does.
 * @throws EngineError `model_corrupt` when the file is not the one that was tried, `model_unavailable` when it is gone,
 *   `worker_died` when the process does not start; from a run also `cancelled`, and `invalid_model` with `timeout`, `memory`,
 *   `run_failed`, `runtime_refused`, `answer_shape` or `crashed` as its reason
 */
export async function openGuardedSession(options: GuardedSessionOptions): Promise<GuardedSession> {
  const { limits, probed } = options;
  let open: ModelProcess | undefined = await start(options);
  let last: Promise<unknown> = Promise.resolve();

  async function run(tensor: Tensor, signal: AbortSignal | undefined): Promise<Tensor> {
    throwIfCancelled(signal);
    if (open && (open.ended || open.workedMs > RENEW_AFTER_MS)) await open.kill();
    if (!open || open.ended) open = await start(options);
    const header: RunRequest = { dims: tensor.dims };
    const { milliseconds } = limits;
    const mostBytes = answerBytes(tensor, probed);
    const frame = await open.ask({ header, data: tensor.data, mostBytes, milliseconds, signal });
    return tensorOf(frame, limits);
  }

  return {
    get residentBytes() {
      return open?.residentBytes ?? 0;
    },
    run(tensor, { signal } = {}) {
      const turn = last.then(() => run(tensor, signal));
      last = turn.catch(() => undefined);
      return turn;
    },
    async dispose() {
      await open?.kill();
    },
  };
}

async function start({ path, probed, limits, entry }: GuardedSessionOptions): Promise<ModelProcess> {
  const { sha256, rules } = probed.facts;
  const process = new ModelProcess(limits, entry);
  try {
    await process.ask({ milliseconds: START_MS }).catch((cause: unknown) => {
      throw new EngineError('worker_died', 'The process of a model did not start', { cause });
    });
    const { threads, milliseconds } = limits;
    const header: OpenRequest = {
      path,
      sha256,
      input: rules.input.name,
      output: rules.output.name,
      threads,
    };
    const answer = answerOf(await process.ask({ header, milliseconds }));
    if ('failed' in answer) throw failure(answer, limits);
    return process;
  } catch (error) {
    await process.kill();
    throw error;
  }
}

/** A matte has a channel for each class, or one, and as many pixels as the input. */
function answerBytes({ data }: Tensor, { facts }: ProbedModel): number {
  const { output } = facts.rules;
  const channels = 'classes' in output ? output.classes.length : 1;
  return (data.byteLength / 3) * channels;
}

function answerOf({ header }: Frame): RunAnswer {
  if (typeof header === 'object' && header !== null) return header as RunAnswer;
  throw invalidModel('crashed', 'The process of the model gave no answer', { how: 'no answer' });
}

/** A process that a model may have taken over is believed nothing but numbers. */
function tensorOf(frame: Frame, limits: RunLimits): Tensor {
  const answer = answerOf(frame);
  if ('failed' in answer) throw failure(answer, limits);
  const dims: unknown[] = 'dims' in answer && Array.isArray(answer.dims) ? answer.dims : [];
  const sides = dims.filter((side): side is number => Number.isSafeInteger(side) && Number(side) >= 0);
  const values = sides.reduce((product, side) => product * side, 1);
  if (dims.length > 0 && sides.length === dims.length && values === frame.data.length) {
    return { data: frame.data, dims: sides };
  }
  throw invalidModel('answer_shape', 'The answer of the model has no shape');
}

const REASONS = new Map([
  ['refused', 'runtime_refused'],
  ['run', 'run_failed'],
] as const);
const LONGEST_MESSAGE = 1000;

function failure(
  { failed, message }: Extract<RunAnswer, { failed: unknown }>,
  { memoryBytes }: RunLimits,
): EngineError {
  if (failed === 'unreadable') return new EngineError('model_unavailable', 'The file cannot be read');
  if (failed === 'changed') return new EngineError('model_corrupt', 'The file is not the one that was tried');
  const said = String(message).slice(0, LONGEST_MESSAGE);
  if (failed === 'memory') return invalidModel('memory', said, { memoryBytes });
  return invalidModel(REASONS.get(failed) ?? 'crashed', said);
}
