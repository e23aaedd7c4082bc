import { fileURLToPath } from 'node:url';
import { EngineError, type Outcome, unpacked } from '@backgroundfx/core';
import type { Logger } from 'pino';
import { Piscina } from 'piscina';
import { STOP_WITHIN_MS } from '../../platform/shutdown.ts';
import type { Drawing, DrawingFacts } from './drawing.api.ts';

export interface DrawingPoolOptions {
  readonly log: Logger;
  /** Backgrounds drawn at once. */
  readonly threads?: number;
  /** How long drawings under way may go on once the pool is disposed of. */
  readonly finishWithinMs?: number;
  /** Another entry for the threads, for tests. */
  readonly threadFile?: string;
}

/** Draws backgrounds on threads of its own. */
export interface DrawingPool {
  /**
   * Makes the file of a drawing. When this fails something half-written may lie there.
   * @throws EngineError `cancelled`, `prompt_rejected`, `worker_died`, `out_of_memory`, `disk_full`
   */
  draw(drawing: Drawing, signal?: AbortSignal): Promise<DrawingFacts>;
  /** Lets drawings under way finish, for a while, and ends the threads. */
  dispose(): Promise<void>;
}

const THREADS = 2;
/** A thread takes 60 MB and a third of a second to start: it stays while somebody may look at the next page. */
const IDLE_MS = 60_000;
const THREAD_FILE = fileURLToPath(new URL('./drawing.worker.mjs', import.meta.url));

/** Threads start when there is something to draw. */
export function createDrawingPool({
  log,
  threads = THREADS,
  finishWithinMs = STOP_WITHIN_MS,
  threadFile = THREAD_FILE,
}: DrawingPoolOptions): DrawingPool {
  const pool = new Piscina({
    filename: threadFile,
    minThreads: 0,
    maxThreads: threads,
    idleTimeout: IDLE_MS,
    // Flags of the process, such as its TypeScript loader, are not for the threads: their entry sees to itself.
    execArgv: [],
  });
  pool.on('error', error => log.error({ err: error }, 'a drawing thread died while it was idle'));
  const running = new Map<Int32Array<SharedArrayBuffer>, Promise<unknown>>();
  const callers = new Set<(reason: Error) => void>();
  // A thread that dies while it starts is not replaced before the next drawing comes: who waits for it would wait for ever.
  const whenNoneIsLeft = () => {
    if (pool.threads.length > 0) return;
    for (const giveUp of callers) giveUp(new Error('There is no drawing thread'));
  };
  pool.on('workerDestroy', () => setImmediate(whenNoneIsLeft));
  let closing: Promise<void> | undefined;

  async function close(): Promise<void> {
    const deadline = setTimeout(() => {
      for (const stop of running.keys()) Atomics.store(stop, 0, 1);
    }, finishWithinMs);
    await Promise.allSettled(running.values());
    clearTimeout(deadline);
    // Nothing runs now: ending a thread inside native code would end the process.
    await pool.destroy();
  }

  return {
    async draw(drawing, signal) {
      if (closing || signal?.aborted) throw cancelled(signal?.reason);
      const stop = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
      const giveUp = () => void Atomics.store(stop, 0, 1);
      signal?.addEventListener('abort', giveUp, { once: true });
      let abandon: (reason: Error) => void = () => undefined;
      const abandoned = new Promise<never>((_, reject) => {
        abandon = reject;
      });
      callers.add(abandon);
      const answer: Promise<Outcome<DrawingFacts>> = Promise.race([
        pool.run({ drawing, stop }, { name: 'draw' }),
        abandoned,
      ]);
      running.set(stop, answer);
      try {
        return unpacked(await answer.catch(died));
      } finally {
        running.delete(stop);
        callers.delete(abandon);
        signal?.removeEventListener('abort', giveUp);
      }
    },
    dispose() {
      closing ??= close();
      return closing;
    },
  };
}

function died(cause: unknown): never {
  throw new EngineError('worker_died', 'The drawing thread died', { cause });
}

function cancelled(cause: unknown): EngineError {
  return new EngineError('cancelled', 'Cancelled', { cause });
}
