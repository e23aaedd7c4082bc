import { open } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { Busboy, type BusboyFileStream, type BusboyHeaders, type BusboyInstance } from '@fastify/busboy';
import { storageError } from '../blobs/storage-error.ts';
import { fileTooLarge, malformedForm, wrongField } from './form-errors.ts';
import { noBoundary } from './form-headers.ts';

/** A form has one file and a handful of fields; more is an attack or an accident. */
const MAX_PARTS = 32;
const MAX_PART_HEADER_BYTES = 8 * 1024;
const MAX_PART_HEADERS = 16;

export interface PartsRules {
  /** Name of the one field that holds a file. */
  readonly fileField: string;
  readonly maxFileBytes: number;
  readonly maxFieldBytes: number;
  /** Absolute path of the file to make. */
  readonly target: string;
}

/** A form that came in whole. */
export interface ReceivedForm {
  readonly file: {
    /** Absolute path. */
    readonly path: string;
    readonly bytes: number;
    /** As the client calls it, without folders; undefined when it gave no name. */
    readonly name: string | undefined;
  };
  /** The other fields' values, as text. */
  readonly fields: Readonly<Record<string, string>>;
}

/**
 * Reads what is piped into its `parser`: the file goes to the disk as it comes, no faster than the disk takes it.
 * `received` settles once, after the file is closed; after a failure nothing more may be piped in.
 */
export class FormParts {
  readonly parser: BusboyInstance;
  readonly received: Promise<ReceivedForm>;
  readonly #rules: PartsRules;
  readonly #fields = new Map<string, string>();
  #upload: { stream: BusboyFileStream; name: string | undefined; saved: Promise<void> } | undefined;
  #fail: (reason: unknown) => void = () => {};

  /**
   * @param headers found to be those of a form
   * @throws ApiError 400 `invalid_request` when the parser finds no boundary in them
   */
  constructor(headers: IncomingMessage['headers'], rules: PartsRules) {
    this.#rules = rules;
    this.parser = createParser(headers, rules);
    const parsed = new Promise<void>((resolve, reject) => {
      this.#fail = reject;
      this.parser.on('finish', resolve);
    });
    // Listens for good: a parser that was given up still has errors to tell.
    this.parser.on('error', () => this.fail(malformedForm('It is damaged, or ends too early')));
    this.parser.on('partsLimit', () => this.fail(malformedForm(`It has more than ${MAX_PARTS} parts`)));
    this.parser.on('field', (name, value, _, tooLong) => this.#takeField(name, value, tooLong));
    this.parser.on('file', (field, stream, name) => this.#takeFile(field, stream, name));
    this.received = this.#finish(parsed);
    // Whoever waits for it may come later than the failure.
    this.received.catch(() => {});
  }

  /** Gives up, for a reason that `received` rejects with unless there was one before. */
  fail(reason: unknown): void {
    this.#fail(reason);
  }

  async #finish(parsed: Promise<void>): Promise<ReceivedForm> {
    const { fileField, target: path } = this.#rules;
    try {
      await parsed;
    } catch (error) {
      this.#upload?.stream.destroy();
      await this.#upload?.saved.catch(() => {});
      throw error;
    }
    // The parser can be through before the disk is, and the disk can still fail.
    await this.#upload?.saved;
    const bytes = this.#upload?.stream.bytesRead ?? 0;
    const name = this.#upload?.name;
    // A browser's form sends an empty file without a name where none was chosen.
    if (!this.#upload || (bytes === 0 && !name)) throw wrongField(fileField, `${fileField} is missing`);
    return { file: { path, bytes, name }, fields: Object.fromEntries(this.#fields) };
  }

  #takeField(name: string | undefined, value: string, tooLong: boolean): void {
    if (name === undefined) this.fail(malformedForm('One of its parts has no name'));
    else if (tooLong) {
      this.fail(wrongField(name, `${name} must not be longer than ${this.#rules.maxFieldBytes} bytes`));
    } else if (this.#fields.has(name)) this.fail(wrongField(name, `${name} is given twice`));
    else this.#fields.set(name, value);
  }

  #takeFile(field: string | undefined, stream: BusboyFileStream, name: string | undefined): void {
    const { fileField, maxFileBytes, target } = this.#rules;
    stream.on('error', () => {});
    if (field !== fileField) {
      this.fail(wrongField(field ?? '', `A file may only be sent as "${fileField}"`));
      stream.resume();
    } else if (this.#upload) {
      this.fail(wrongField(fileField, 'Only one file may be sent'));
      stream.resume();
    } else {
      stream.on('limit', () => this.fail(fileTooLarge(maxFileBytes)));
      const saved = save(stream, target);
      saved.catch(error => this.fail(error));
      this.#upload = { stream, name: name || undefined, saved };
    }
  }
}

function createParser(headers: IncomingMessage['headers'], rules: PartsRules): BusboyInstance {
  const options = {
    headers: headers as BusboyHeaders,
    isPartAFile: (field: string | undefined, _type: string | undefined, name: string | undefined) =>
      name !== undefined || field === rules.fileField,
    limits: {
      fileSize: rules.maxFileBytes,
      fieldSize: rules.maxFieldBytes,
      parts: MAX_PARTS,
      headerPairs: MAX_PART_HEADERS,
      headerSize: MAX_PART_HEADER_BYTES,
    },
  };
  try {
    return Busboy(options);
  } catch {
    // It reads the header with more care than we do: quotes can hold what looks like a boundary.
    throw noBoundary();
  }
}

/**
 * Writes a file to its end, or as far as the stream comes; it is closed when the call settles.
 * @throws ApiError 503 `storage_full`
 */
async function save(stream: BusboyFileStream, path: string): Promise<void> {
  try {
    const file = await open(path, 'w');
    try {
      for await (const chunk of stream) await file.writeFile(chunk);
    } finally {
      await file.close();
    }
  } catch (error) {
    throw storageError(error);
  }
}
