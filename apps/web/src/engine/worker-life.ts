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

/**
 * A bell that the page rings and a blocked worker can still hear: one integer of shared memory. Absent where the page is
 * not cross-origin isolated; a worker is then only stopped by ending it, which takes a browser up to two seconds.
 */
export type StopBell = Int32Array<SharedArrayBuffer>;

/** On the page: a new bell for one worker. */
export function createStopBell(): StopBell | undefined {
  return globalThis.crossOriginIsolated ? new Int32Array(new SharedArrayBuffer(4)) : undefined;
}

/** On the page: tells the worker that nobody wants its work any more. */
export function ring(bell: StopBell | undefined): void {
  if (bell) Atomics.store(bell, 0, 1);
}

/** In the worker: whether the bell was rung. */
export function isRung(bell: StopBell | undefined): boolean {
  return bell !== undefined && Atomics.load(bell, 0) === 1;
}
