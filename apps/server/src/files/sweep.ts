import type { Logger } from 'pino';
import type { Clock } from '../platform/clock.ts';
import type { FilesService } from './files.service.ts';

const EVERY_MS = 5 * 60_000;
/** A file is stored well before its row when the disk is slow, and never this long. */
const ORPHAN_AGE_MS = 60 * 60_000;

export interface SweepDeps {
  readonly files: Pick<FilesService, 'removeExpired' | 'removeOrphans'>;
  /** Whatever else has an end; each tells how much is gone. */
  readonly others?: readonly { removeExpired(): Promise<number> }[];
  readonly clock: Clock;
  readonly log: Logger;
}

/**
 * Removes what nobody can ask for any more: orphans of an earlier run now, expired results now and every few minutes. What
 * could not be removed is logged and tried again.
 * @returns stops it, between two results
 */
export function startSweep(
  { files, others = [], clock, log }: SweepDeps,
  everyMs = EVERY_MS,
): () => Promise<void> {
  const sweep = async (work: () => Promise<number>, what: string): Promise<void> => {
    try {
      const removed = await work();
      if (removed > 0) log.info({ removed }, what);
    } catch (error) {
      log.error({ err: error }, `could not remove ${what}`);
    }
  };
  const stopping = new AbortController();
  const { signal } = stopping;
  const removeExpired = async () => {
    await sweep(() => files.removeExpired({ signal }), 'expired results');
    for (const other of others) await sweep(() => other.removeExpired(), 'what belonged to them');
  };
  const removeOrphans = () =>
    sweep(
      () => files.removeOrphans({ before: new Date(clock.now().getTime() - ORPHAN_AGE_MS), signal }),
      'files without a result',
    );
  let running = removeExpired().then(removeOrphans);
  const timer = setInterval(() => {
    running = running.then(removeExpired);
  }, everyMs);
  timer.unref();
  return async () => {
    clearInterval(timer);
    stopping.abort();
    await running;
  };
}
