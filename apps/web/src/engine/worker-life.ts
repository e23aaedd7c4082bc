/**
 * Knowing that a worker is dead. A worker that closes itself, is killed, or loses its process sends no event. But it
 * loses its Web Locks: the worker holds one under its own name for life, and whoever is granted it next knows.
 */

/** In the worker, first of all: holds the lock named like the worker. Resolves once it is held. */
export function holdLifeLock(name: string): Promise<void> {
  const { locks } = navigator as { locks?: LockManager };
  if (!locks) return Promise.resolve();
  return new Promise(held => {
    void locks.request(name, () => {
      held();
      return new Promise<never>(() => undefined);
    });
  });
}

/**
 * On the page, after the worker said that it holds its lock: resolves when the worker is gone. Never resolves where the
 * browser has no locks (an insecure address); `error` events are all there is then.
 */
export function workerDeath(name: string, signal: AbortSignal): Promise<void> {
  const { locks } = navigator as { locks?: LockManager };
  if (!locks) return new Promise(() => undefined);
  return new Promise(dead => {
    locks.request(name, { signal }, () => dead()).catch(() => undefined);
  });
}
