import { fileURLToPath } from 'node:url';
import { EngineError, type Outcome, unpacked } from '@backgroundfx/core';
import type { Logger } from 'pino';
import { Piscina } from 'piscina';
import { timeLimit } from '../../platform/time-limit.ts';
import type { CheckedModel, CheckTask } from './model-check.api.ts';
import { Slots } from './slots.ts';

const THREAD_FILE = fileURLToPath(new URL('./model-check.worker.mjs', import.meta.url));
const IDLE_MS = 60_000;
/** Several times what the hardest file takes. */
const HEAP_MB = 512;
const LONGEST_MS = 60_000;

/** The static checks of models, on a thread of their own: one file at a time, while the server goes on. */
export class ModelCheck {
  readonly #thread = new Piscina({
    filename: THREAD_FILE,
    minThreads: 0,
    maxThreads: 1,
    idleTimeout: IDLE_MS,
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MB },
  });
  readonly #ending = new AbortController();
  /** Time that others take does not count. */
  readonly #turns = new Slots(1);

  constructor(log: Logger) {
    this.#thread.on('error', error => log.error({ err: error }, 'the thread that checks models died'));
  }

  /**
   * Checks a file against its manifest, and the manifest against the file.
   * @throws EngineError `invalid_model`, `details.reason` is an `InvalidModelReason`; `cancelled`; `worker_died`
   */
  async check(task: CheckTask, signal: AbortSignal): Promise<CheckedModel> {
    const unwanted = AbortSignal.any([signal, this.#ending.signal]);
    const leave = await this.#turns.enter(unwanted).catch((cause: unknown) => {
      throw new EngineError('cancelled', 'Cancelled', { cause });
    });
    try {
      return await this.#checked(task, unwanted);
    } finally {
      leave();
    }
  }

  async #checked(task: CheckTask, unwanted: AbortSignal): Promise<CheckedModel> {
    // A thread that dies while it starts is not replaced before the next task comes.
    const enough = AbortSignal.any([unwanted, timeLimit(LONGEST_MS)]);
    // There is no native code in it: a thread may be ended in the middle.
    const answer = this.#thread.run(task, { name: 'check', signal: enough }).catch((cause: unknown) => {
      if (unwanted.aborted) throw new EngineError('cancelled', 'Cancelled', { cause });
      throw new EngineError('worker_died', 'The thread that checks models died', { cause });
    });
    return unpacked((await answer) as Outcome<CheckedModel>);
  }

  /** Ends the check under way. */
  async end(): Promise<void> {
    this.#ending.abort();
    await this.#thread.destroy();
  }
}
