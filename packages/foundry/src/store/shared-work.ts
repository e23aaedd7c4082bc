import { cancelled } from '../errors.ts';

/** One who waits for a piece of work. */
interface Waiter<P> {
  readonly onProgress?: ((progress: P) => void) | undefined;
}

/** A piece of work under way. */
interface Run<T, P> {
  readonly result: Promise<T>;
  readonly stop: AbortController;
  readonly waiters: Set<Waiter<P>>;
}

/** How a piece of work is done: it heeds the signal and tells of its progress. */
export type Work<T, P> = (signal: AbortSignal, onProgress: (progress: P) => void) => Promise<T>;

/** Pieces of work that those who ask for the same at the same time share. Nothing is kept once a piece has ended. */
export class SharedWork<T, P> {
  readonly #runs = new Map<string, Run<T, P>>();

  /**
   * Does `work`, or waits for the one under way with that key. Whoever's signal fires waits no longer; the work is
   * stopped when nobody waits for it any more.
   * @throws FoundryError `cancelled` when `signal` fires; whatever the work throws
   */
  async join(
    key: string,
    work: Work<T, P>,
    waiter: Waiter<P> & { readonly signal?: AbortSignal | undefined },
  ): Promise<T> {
    const { signal } = waiter;
    if (signal?.aborted) throw cancelled(key, signal.reason);
    const run = this.#runs.get(key) ?? this.#start(key, work);
    // A place of its own, so that one waiter may ask twice.
    const place: Waiter<P> = { onProgress: waiter.onProgress };
    run.waiters.add(place);
    let leave: (() => void) | undefined;
    const left = new Promise<never>((_, reject) => {
      leave = () => reject(cancelled(key, signal?.reason));
      signal?.addEventListener('abort', leave, { once: true });
    });
    try {
      return await Promise.race([run.result, left]);
    } finally {
      if (leave) signal?.removeEventListener('abort', leave);
      run.waiters.delete(place);
      if (run.waiters.size === 0) this.#end(key, run);
    }
  }

  #start(key: string, work: Work<T, P>): Run<T, P> {
    const stop = new AbortController();
    const waiters = new Set<Waiter<P>>();
    const result = work(stop.signal, progress => {
      for (const { onProgress } of waiters) onProgress?.(progress);
    });
    // Work that nobody waits for any more may fail unheard.
    result.catch(() => undefined);
    const run = { result, stop, waiters };
    this.#runs.set(key, run);
    return run;
  }

  /** Whoever comes later starts anew, even while the stopped work is still ending. */
  #end(key: string, run: Run<T, P>): void {
    if (this.#runs.get(key) === run) this.#runs.delete(key);
    run.stop.abort();
  }
}
