import { ByteBuffer } from 'flatbuffers';
import { FoundryError } from '../errors.ts';

/** The error for a TFLite file that is no such file, or one that this importer cannot read. */
export function badTflite(reason: string, cause?: unknown): FoundryError {
  return new FoundryError('bad_source', 'tflite', `The TFLite file cannot be imported: ${reason}`, { cause });
}

/** Longest list of tables or numbers; real networks have some hundreds. */
const MAX_LIST = 20_000;
/**
 * How often a file may be read in full, lists alone counted. No writer lets them overlap, so that one reading is what they
 * come to; a file whose tables all share one long list would else cost the square of its size.
 */
const READINGS = 2;

/** A file in the FlatBuffers format. Every place is checked before it is read: the library itself checks none. */
class FlatFile {
  readonly buffer: ByteBuffer;
  readonly #length: number;
  /** Bytes of lists that may still be read. */
  #allowance: number;

  /** Keeps a view of `bytes`. */
  constructor(bytes: Uint8Array) {
    // A plain view: pieces of a Node Buffer would not copy when they are sliced.
    this.buffer = new ByteBuffer(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length));
    this.#length = bytes.length;
    this.#allowance = READINGS * bytes.length;
  }

  /** @throws FoundryError `bad_source` when the lists read so far are more than the file can hold */
  spend(bytes: number): void {
    this.#allowance -= bytes;
    if (this.#allowance < 0) throw badTflite('its lists share their places: it is damaged');
  }

  /** @throws FoundryError `bad_source` unless `size` bytes lie at `position` */
  check(position: number, size: number): void {
    if (position >= 0 && size >= 0 && position + size <= this.#length) return;
    throw badTflite(`it refers to ${size} bytes at ${position}, and has ${this.#length}: it is damaged`);
  }

  /** Where the reference at `position` leads. */
  follow(position: number): number {
    this.check(position, 4);
    return position + this.buffer.readUint32(position);
  }
}

/**
 * One table of a FlatBuffers file: its fields by their number in the schema. Absent fields have the fallback's value.
 * All readers throw FoundryError `bad_source` when the file is damaged.
 */
export class FlatTable {
  readonly #file: FlatFile;
  readonly #position: number;
  readonly #vtable: number;

  private constructor(file: FlatFile, position: number) {
    this.#file = file;
    this.#position = position;
    file.check(position, 4);
    this.#vtable = position - file.buffer.readInt32(position);
    file.check(this.#vtable, 4);
    file.check(this.#vtable, file.buffer.readUint16(this.#vtable));
  }

  /** The root of a file. @param identifier the four letters at its byte 4 */
  static root(bytes: Uint8Array, identifier: string): FlatTable {
    const file = new FlatFile(bytes);
    if (bytes.length < 8 || !file.buffer.__has_identifier(identifier)) {
      throw badTflite(`it does not carry the mark "${identifier}"`);
    }
    return new FlatTable(file, file.follow(0));
  }

  int8(field: number, fallback = 0): number {
    const at = this.#find(field, 1);
    return at === undefined ? fallback : this.#file.buffer.readInt8(at);
  }

  int32(field: number, fallback = 0): number {
    const at = this.#find(field, 4);
    return at === undefined ? fallback : this.#file.buffer.readInt32(at);
  }

  /** Another table, or undefined when it is absent. */
  table(field: number): FlatTable | undefined {
    const at = this.#find(field, 4);
    return at === undefined ? undefined : new FlatTable(this.#file, this.#file.follow(at));
  }

  /** A list of tables. */
  tables(field: number): FlatTable[] {
    return this.#list(field, 4, at => new FlatTable(this.#file, this.#file.follow(at)));
  }

  int32s(field: number): number[] {
    return this.#list(field, 4, at => this.#file.buffer.readInt32(at));
  }

  float32s(field: number): number[] {
    return this.#list(field, 4, at => this.#file.buffer.readFloat32(at));
  }

  int64s(field: number): number[] {
    return this.#list(field, 8, at => Number(this.#file.buffer.readInt64(at)));
  }

  /** A text of UTF-8. */
  text(field: number): string {
    return new TextDecoder().decode(this.bytes(field)?.subarray(0, MAX_LIST));
  }

  /** Raw bytes, a view into the file, or undefined when they are absent. */
  bytes(field: number): Uint8Array | undefined {
    const vector = this.#vector(field, 1);
    return vector && this.#file.buffer.bytes().subarray(vector.start, vector.start + vector.length);
  }

  #list<T>(field: number, size: number, read: (at: number) => T): T[] {
    const { start, length } = this.#vector(field, size) ?? { start: 0, length: 0 };
    if (length > MAX_LIST) throw badTflite(`a list of ${length} entries is longer than ${MAX_LIST}`);
    this.#file.spend(length * size);
    return Array.from({ length }, (_, i) => read(start + i * size));
  }

  /** Where the entries of a list lie, all of them inside the file. */
  #vector(field: number, size: number): { start: number; length: number } | undefined {
    const at = this.#find(field, 4);
    if (at === undefined) return undefined;
    const start = this.#file.follow(at);
    this.#file.check(start, 4);
    const length = this.#file.buffer.readUint32(start);
    this.#file.check(start + 4, length * size);
    return { start: start + 4, length };
  }

  #find(field: number, size: number): number | undefined {
    const { buffer } = this.#file;
    const entry = 4 + 2 * field;
    if (entry + 2 > buffer.readUint16(this.#vtable)) return undefined;
    const offset = buffer.readUint16(this.#vtable + entry);
    if (offset === 0) return undefined;
    this.#file.check(this.#position + offset, size);
    return this.#position + offset;
  }
}
