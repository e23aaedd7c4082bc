/**
 * A cancellation flag that the page raises and a blocked worker can still see: one integer of shared memory. Absent where
 * the page is not cross-origin isolated; a worker is then only stopped by ending it, which takes a browser up to two
 * seconds.
 */
export type StopFlag = Int32Array<SharedArrayBuffer>;

/** On the page: a new flag for one worker. */
export function createStopFlag(): StopFlag | undefined {
  return globalThis.crossOriginIsolated ? new Int32Array(new SharedArrayBuffer(4)) : undefined;
}

/** On the page: tells the worker that nobody wants its work any more. */
export function raise(flag: StopFlag | undefined): void {
  if (flag) Atomics.store(flag, 0, 1);
}

/** In the worker: whether the flag was raised. */
export function isRaised(flag: StopFlag | undefined): boolean {
  return flag !== undefined && Atomics.load(flag, 0) === 1;
}
