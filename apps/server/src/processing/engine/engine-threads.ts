import { EngineError, type Outcome, unpacked } from '@backgroundfx/core';
import type { Logger } from 'pino';
import { Piscina } from 'piscina';
import type { CutoutFacts } from './cutout.api.ts';
import type { EngineThread, EngineThreadSettings, ThreadTask } from './engine-thread.api.ts';

export interface EngineThreadsOptions {
  /** The threads' entry, which exports an `EngineThread`. */
  readonly file: string;
  readonly count: number;
  readonly settings: EngineThreadSettings;
  readonly log: Logger;
}

/** Threads that live until they are ended; one that dies is replaced. */
export interface EngineThreads {
  /** Resolves when every thread has loaded the network and run it. @throws EngineError */
  warmUp(): Promise<void>;
  /**
   * Runs on a free thread, or on the next one that gets free.
   * @throws EngineError `worker_died` when the thread dies or cannot be started; what the thread answers.
   */
  cutOut(task: ThreadTask): Promise<CutoutFacts>;
  /** Ends the threads. To be called when nothing runs on them: ending one inside native code ends the process. */
  end(): Promise<void>;
}

export function startEngineThreads({ file, count, settings, log }: EngineThreadsOptions): EngineThreads {
  const pool = new Piscina({
    filename: file,
    workerData: settings,
    minThreads: count,
    maxThreads: count,
    idleTimeout: Number.POSITIVE_INFINITY,
    // Flags of the process, such as its TypeScript loader, are not for the threads: their entry sees to itself.
    execArgv: [],
  });
  // Of threads that die without a task; nobody else hears of them.
  pool.on('error', error => log.error({ err: error }, 'an engine thread died while it was idle'));

  const callers = new Set<(reason: Error) => void>();
  // A thread that dies while it starts is not replaced before the next task comes: who waits for it would wait for ever.
  const whenNoneIsLeft = () => {
    if (pool.threads.length > 0) return;
    for (const giveUp of callers) giveUp(new Error('There is no engine thread'));
  };
  pool.on('workerDestroy', () => setImmediate(whenNoneIsLeft));

  async function call<T>(name: keyof EngineThread, task?: ThreadTask): Promise<T> {
    let giveUp: (reason: Error) => void = () => undefined;
    const abandoned = new Promise<never>((_, reject) => {
      giveUp = reject;
    });
    callers.add(giveUp);
    let outcome: Outcome<T>;
    try {
      outcome = await Promise.race([pool.run(task, { name }), abandoned]);
    } catch (cause) {
      throw new EngineError('worker_died', 'The engine thread died', { cause });
    } finally {
      callers.delete(giveUp);
    }
    return unpacked(outcome);
  }

  return {
    async warmUp() {
      const answers = await Promise.allSettled(
        Array.from({ length: count }, () => call<undefined>('warmUp')),
      );
      for (const answer of answers) if (answer.status === 'rejected') throw answer.reason;
    },
    cutOut: task => call<CutoutFacts>('cutOut', task),
    end: () => pool.destroy(),
  };
}
