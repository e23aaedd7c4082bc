import { createHash, type Hash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** Tells two forms apart by what they hold, however their parts are separated: each client run makes up a new boundary. */
export class FormFingerprint {
  readonly #parts: (readonly [name: string, value: string] | readonly [name: string, file: string, Hash])[] =
    [];

  /** To be told of every field, in the order in which they come. */
  field(name: string, value: string): void {
    this.#parts.push([name, value]);
  }

  /**
   * To be told of every file, in its place among the fields.
   * @param fileName as the client calls it
   * @returns takes the bytes as they come
   */
  file(name: string, fileName: string): Pick<Hash, 'update'> {
    const bytes = createHash('sha256');
    this.#parts.push([name, fileName, bytes]);
    return bytes;
  }

  /** Of the whole form, once its last byte has come. 32 bytes. */
  digest(): Uint8Array {
    const parts = this.#parts.map(([name, value, bytes]) => [name, value, bytes?.digest('hex')]);
    return createHash('sha256').update(JSON.stringify(parts)).digest();
  }
}

/** Hears what a form held, before anything is done with it; by throwing it keeps that from being done. */
export type FormWatcher = (fingerprint: Uint8Array) => Promise<void>;

const watchers = new WeakMap<IncomingMessage, FormWatcher>();

/** From now on whoever reads a request's form tells the watcher of it. */
export function watchForm(request: IncomingMessage, watcher: FormWatcher): void {
  watchers.set(request, watcher);
}

/** To be called by whoever reads a form, with its fingerprint, as soon as all of it is there. */
export function formWatcherOf(request: IncomingMessage): FormWatcher | undefined {
  return watchers.get(request);
}
