import { setTimeout as sleep } from 'node:timers/promises';
import type { EngineThreads } from './engine-threads.ts';

/**
 * Asks the threads every `everyMs` whether they can run the network by now, each of which then tries to load it if it has
 * none. Asked when no task comes: a server that says it is not ready gets none.
 * @returns whether they can; false when `signal` fired before. Does not reject.
 */
export async function awaitModel(
  threads: EngineThreads,
  everyMs: number,
  signal: AbortSignal,
): Promise<boolean> {
  const waits = () =>
    sleep(everyMs, undefined, { signal }).then(
      () => true,
      () => false,
    );
  const runs = () =>
    threads.warmUp().then(
      () => true,
      () => false,
    );
  while (await waits()) if (await runs()) return true;
  return false;
}
