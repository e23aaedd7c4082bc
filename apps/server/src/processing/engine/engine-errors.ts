/** A result found no room. Its `code` is the system's, so that it is treated as any other full disk. */
export class DiskFullError extends Error {
  override readonly name = 'DiskFullError';
  readonly code = 'ENOSPC';

  constructor(options?: ErrorOptions) {
    super('No room left on the disk', options);
  }
}
