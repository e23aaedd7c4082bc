/** Where an array lies in a weights file; `bytes` is the array itself. */
export interface Slice {
  readonly file: string;
  /** Bytes from the start of the file. */
  readonly offset: number;
  readonly bytes: Uint8Array;
}

/** Start of every array: a cache line, so that a mapped file can be read with the widest vector instructions. */
const ALIGNMENT = 64;

/** Collects arrays that several graphs share as ONNX external data. */
export class WeightsFile {
  readonly name: string;
  readonly #slices: Slice[] = [];
  #end = 0;

  /** @param name the file's name as the graphs will refer to it, relative to themselves */
  constructor(name: string) {
    this.name = name;
  }

  /** Appends an array at the next aligned place. Keeps a view of it. */
  add(values: Int8Array | Float32Array): Slice {
    const offset = Math.ceil(this.#end / ALIGNMENT) * ALIGNMENT;
    const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    const slice = { file: this.name, offset, bytes };
    this.#slices.push(slice);
    this.#end = offset + bytes.length;
    return slice;
  }

  /** The whole file, gaps filled with zeros. */
  toBytes(): Uint8Array {
    const out = new Uint8Array(this.#end);
    for (const { offset, bytes } of this.#slices) out.set(bytes, offset);
    return out;
  }
}
