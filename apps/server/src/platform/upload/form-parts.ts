import type { Hash } from 'node:crypto';
import { open } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { Busboy, type BusboyFileStream, type BusboyHeaders, type BusboyInstance } from '@fastify/busboy';
import { storageError } from '../blobs/storage-error.ts';
import { fileTooLarge, malformedForm, wrongField } from './form-errors.ts';
import type { FormFingerprint } from './form-fingerprint.ts';
import { noBoundary } from './form-headers.ts';

/** A form has its files and a handful of fields; more is an attack or an accident. */
const MAX_OTHER_PARTS = 31;
const MAX_PART_HEADER_BYTES = 8 * 1024;
const MAX_PART_HEADERS = 16;

export interface PartsRules {
  /** Name of the field that holds files. */
  readonly fileField: string;
  readonly leastFiles: number;
  readonly mostFiles: number;
  readonly maxFileBytes: number;
  readonly maxFieldBytes: number;
  /** Absolute path of the file to make for the first file of the form, the second, ... */
  readonly target: (index: number) => string;
  /** Is told of every part. */
  readonly fingerprint?: FormFingerprint | undefined;
}

/** A file of a form. */
export interface ReceivedFile {
  /** Absolute path. */
  readonly path: string;
  readonly bytes: number;
  /** As the client calls it, without folders; undefined when it gave no name. */
  readonly name: string | undefined;
}

/** A form that came in whole. */
export interface ReceivedFiles {
  /** In the order in which they came. */
  readonly files: readonly ReceivedFile[];
  /** The other fields' values, as text. */
  readonly fields: Readonly<Record<string, string>>;
}

interface Upload {
  readonly stream: BusboyFileStream;
  readonly path: string;
  readonly name: string | undefined;
  readonly saved: Promise<void>;
}

/**
 * Reads what is piped into its `parser`: files go to the disk as they come, no faster than the disk takes them.
 * `received` settles once, after they are closed; after a failure nothing more may be piped in.
 */
export class FormParts {
  readonly parser: BusboyInstance;
  readonly received: Promise<ReceivedFiles>;
  readonly #rules: PartsRules;
  readonly #fields = new Map<string, string>();
  readonly #uploads: Upload[] = [];
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
    const most = maxParts(rules);
    this.parser.on('partsLimit', () => this.fail(malformedForm(`It has more than ${most} parts`)));
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

  async #finish(parsed: Promise<void>): Promise<ReceivedFiles> {
    const { fileField, leastFiles } = this.#rules;
    try {
      await parsed;
    } catch (error) {
      for (const { stream } of this.#uploads) stream.destroy();
      await Promise.allSettled(this.#uploads.map(({ saved }) => saved));
      throw error;
    }
    // The parser can be through before the disk is, and the disk can still fail.
    await Promise.all(this.#uploads.map(({ saved }) => saved));
    const files = this.#uploads
      .map(({ stream, path, name }) => ({ path, name, bytes: stream.bytesRead }))
      // A browser's form sends an empty file without a name where none was chosen.
      .filter(({ bytes, name }) => bytes > 0 || name !== undefined);
    if (files.length < leastFiles) throw wrongField(fileField, `${fileField} is missing`);
    return { files, fields: Object.fromEntries(this.#fields) };
  }

  #takeField(name: string | undefined, value: string, tooLong: boolean): void {
    if (name === undefined) this.fail(malformedForm('One of its parts has no name'));
    else if (tooLong) {
      this.fail(wrongField(name, `${name} must not be longer than ${this.#rules.maxFieldBytes} bytes`));
    } else if (this.#fields.has(name)) this.fail(wrongField(name, `${name} is given twice`));
    else {
      this.#fields.set(name, value);
      this.#rules.fingerprint?.field(name, value);
    }
  }

  #takeFile(field: string | undefined, stream: BusboyFileStream, name: string | undefined): void {
    const { fileField, mostFiles, maxFileBytes, target, fingerprint } = this.#rules;
    stream.on('error', () => {});
    if (field === undefined || !fileFields(this.#rules).includes(field)) {
      this.fail(wrongField(field ?? '', `A file may only be sent as "${fileField}"`));
      stream.resume();
    } else if (this.#uploads.length === mostFiles) {
      this.fail(wrongField(fileField, mostFiles === 1 ? ONE_FILE : `At most ${mostFiles} files may be sent`));
      stream.resume();
    } else {
      stream.on('limit', () => this.fail(fileTooLarge(maxFileBytes)));
      const path = target(this.#uploads.length);
      const saved = save(stream, path, fingerprint?.file(field, name ?? ''));
      saved.catch(error => this.fail(error));
      this.#uploads.push({ stream, path, name: name || undefined, saved });
    }
  }
}

const ONE_FILE = 'Only one file may be sent';

/** Programs that send lists often say so in the field's name. */
function fileFields({ fileField, mostFiles }: PartsRules): readonly string[] {
  return mostFiles === 1 ? [fileField] : [fileField, `${fileField}[]`];
}

function maxParts({ mostFiles }: PartsRules): number {
  return mostFiles + MAX_OTHER_PARTS;
}

function createParser(headers: IncomingMessage['headers'], rules: PartsRules): BusboyInstance {
  const options = {
    headers: headers as BusboyHeaders,
    isPartAFile: (field: string | undefined, _type: string | undefined, name: string | undefined) =>
      name !== undefined || (field !== undefined && fileFields(rules).includes(field)),
    limits: {
      fileSize: rules.maxFileBytes,
      fieldSize: rules.maxFieldBytes,
      parts: maxParts(rules),
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
 * @param hash is given every byte
 * @throws ApiError 503 `storage_full`
 */
async function save(
  stream: BusboyFileStream,
  path: string,
  hash: Pick<Hash, 'update'> | undefined,
): Promise<void> {
  try {
    const file = await open(path, 'w');
    try {
      for await (const chunk of stream) {
        hash?.update(chunk);
        await file.writeFile(chunk);
      }
    } finally {
      await file.close();
    }
  } catch (error) {
    throw storageError(error);
  }
}
