/** Every thread is busy and as many tasks wait as may wait: come back later. */
export class PoolFullError extends Error {
  override readonly name = 'PoolFullError';
  /** Tasks that wait. */
  readonly waiting: number;

  constructor(waiting: number) {
    super(`${waiting} pictures are waiting already`);
    this.waiting = waiting;
  }
}

/** A result found no room. Its `code` is the system's, so that it is treated as any other full disk. */
export class DiskFullError extends Error {
  override readonly name = 'DiskFullError';
  readonly code = 'ENOSPC';

  constructor(options?: ErrorOptions) {
    super('No room left on the disk', options);
  }
}
