/**
 * Knowing that a worker is dead. A worker that closes itself, is killed, or loses its process sends no event. But it
 * loses its Web Locks: the worker holds one under its own name for life, and whoever is granted it next knows.
 *
 * A browser may have no locks (an insecure address) or refuse them (site data is blocked); then a worker's `error` events
 * are all there is.
 */

/** In the worker, first of all: holds the lock named like the worker. Resolves once it is held, or cannot be had. */
export function holdLivenessLock(name: string): Promise<void> {
  const { locks } = navigator as { locks?: LockManager };
  if (!locks) return Promise.resolve();
  return new Promise(settled => {
    const forLife = locks.request(name, () => {
      settled();
      return new Promise<never>(() => undefined);
    });
    forLife.catch(() => settled());
  });
}

/**
 * On the page, after the worker said that it holds its lock: resolves when the worker is gone. Never resolves where there
 * are no locks to be had, or after `signal` has fired.
 */
export function workerDeath(name: string, signal: AbortSignal): Promise<void> {
  const { locks } = navigator as { locks?: LockManager };
  if (!locks) return new Promise(() => undefined);
  return new Promise(dead => {
    locks.request(name, { signal }, () => dead()).catch(() => undefined);
  });
}
