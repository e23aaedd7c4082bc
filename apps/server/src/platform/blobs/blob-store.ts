import type { Readable } from 'node:stream';
import type { ByteRange } from '../http-range.ts';

/** What is known about a blob without reading it. */
export interface BlobInfo {
  readonly key: string;
  /** Bytes. */
  readonly size: number;
  readonly storedAt: Date;
}

/**
 * Bytes under keys, kept until they are deleted: a folder of this disk today, a bucket when there is one. A key is never
 * given to other bytes, so a blob that is there does not change.
 */
export interface BlobStore {
  /**
   * Takes a finished file over; it is durable under its key when the call resolves, and gone from where it was.
   * @param file absolute path, in a scratch folder on the same disk
   * @throws ApiError 503 `storage_full`
   */
  put(key: string, file: string): Promise<void>;
  /** @returns undefined when there is no such blob */
  stat(key: string): Promise<BlobInfo | undefined>;
  /**
   * Opens a blob or a part of it. The caller reads the stream to its end or destroys it.
   * @returns undefined when there is no such blob
   */
  read(key: string, range?: ByteRange): Promise<Readable | undefined>;
  /** A blob that is not there is fine. */
  delete(key: string): Promise<void>;
  /**
   * Every blob whose key starts with the folder `prefix`, in no order. What lies there under a name that is no key is no
   * blob: a network disk and people leave such files.
   * @throws AggregateError after everything that could be listed, when there were folders that could not be read
   */
  list(prefix: string): AsyncIterable<BlobInfo>;
}

/** Folders and a name, each of small letters, digits, `.`, `-` and `_`, none of them starting with a dot. */
const KEY = /^[a-z0-9_-][a-z0-9._-]*(\/[a-z0-9_-][a-z0-9._-]*)*$/;
const MAX_KEY_LENGTH = 200;

/** Whether a blob may have this key: none that could lead out of a folder, or that some store could not hold. */
export function isKey(key: string): boolean {
  return key.length <= MAX_KEY_LENGTH && KEY.test(key);
}

/** @throws {TypeError} a defect of the caller: keys are made by the server, never by its clients */
export function checkKey(key: string): void {
  if (!isKey(key)) throw new TypeError(`Not a blob key: "${key}"`);
}
