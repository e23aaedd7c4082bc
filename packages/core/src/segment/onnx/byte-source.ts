/** Bytes that are read in pieces, so that a file need not be in memory. */
export interface ByteSource {
  readonly length: number;
  /**
   * `length` bytes from `offset` on, both inside the source. Borrowed: valid until the next call.
   * @throws whatever reading the medium throws
   */
  read(offset: number, length: number): Uint8Array;
}

/** A source over bytes in memory; copies nothing. */
export function bytesSource(bytes: Uint8Array): ByteSource {
  return { length: bytes.length, read: (offset, length) => bytes.subarray(offset, offset + length) };
}
