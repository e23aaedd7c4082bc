import type { Server } from 'node:http';

/** How long answers, pictures, drawings and jobs under way may take after a stop was asked for, all at the same time. */
export const STOP_WITHIN_MS = 20_000;
/** A connection kept alive after its last answer would hold the server for seconds. */
const LOOK_MS = 50;

/** A handler whose client is cut off at the last moment still has to notice, and to clean up. */
const NOTICE_MS = 1000;

/** Counts the handlers at work: one whose client has gone has no connection any more, and still uses the database. */
export class OpenHandlers {
  readonly #open = new Set<Promise<unknown>>();

  /** How many are at work. */
  get size(): number {
    return this.#open.size;
  }

  /** Counts one, from now until its answer is there or it has failed. */
  follow<T>(answer: Promise<T>): Promise<T> {
    this.#open.add(answer);
    const over = () => this.#open.delete(answer);
    answer.then(over, over);
    return answer;
  }

  /** Resolves when those that are at work now are done, at the latest after `withinMs`. */
  async finished(withinMs: number): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise(resolve => {
      timer = setTimeout(resolve, withinMs);
    });
    await Promise.race([Promise.allSettled(this.#open), late]);
    clearTimeout(timer);
  }
}

export interface DrainOptions {
  /** Waited for as well. */
  readonly handlers?: OpenHandlers;
  /** Time for both, milliseconds. */
  readonly drainMs?: number;
}

/**
 * Takes no new connections, lets answers under way finish, and cuts off what is left after `drainMs`.
 * Resolves when every connection is closed and, unless they take too long, no handler is at work.
 */
export async function drain(
  server: Server,
  { handlers, drainMs = STOP_WITHIN_MS }: DrainOptions = {},
): Promise<void> {
  const end = performance.now() + drainMs;
  await closed(server, drainMs);
  await handlers?.finished(Math.max(end - performance.now(), NOTICE_MS));
}

function closed(server: Server, drainMs: number): Promise<void> {
  return new Promise(resolve => {
    const cut = setTimeout(() => server.closeAllConnections(), drainMs);
    const look = setInterval(() => server.closeIdleConnections(), LOOK_MS);
    server.close(() => {
      clearTimeout(cut);
      clearInterval(look);
      resolve();
    });
    server.closeIdleConnections();
  });
}
