import { readSync, writeSync } from 'node:fs';

/**
 * How a process that runs a model and its host speak: frames of a header in JSON and numbers. Eight bytes come before them,
 * the lengths of the two in bytes, little endian.
 */
export interface Frame {
  readonly header: unknown;
  readonly data: Float32Array;
}

const PREFIX = 8;
const NOTHING = new Float32Array(0);

/** The pieces of a frame, to be written one after the other. Borrows `data`. */
export function piecesOf(header: object, data: Float32Array = NOTHING): readonly Uint8Array[] {
  const text = Buffer.from(JSON.stringify(header));
  const prefix = Buffer.alloc(PREFIX);
  prefix.writeUInt32LE(text.length, 0);
  prefix.writeUInt32LE(data.byteLength, 4);
  return [prefix, text, new Uint8Array(data.buffer, data.byteOffset, data.byteLength)];
}

/** Writes a frame; the thread stands still meanwhile. */
export function writeFrame(descriptor: number, header: object, data?: Float32Array): void {
  for (const piece of piecesOf(header, data)) {
    for (let at = 0; at < piece.length; ) at += writeSync(descriptor, piece, at);
  }
}

/** Waits for a frame, standing still; undefined when there come no more. */
export function readFrame(descriptor: number): Frame | undefined {
  const prefix = readExactly(descriptor, PREFIX);
  const header = prefix && readExactly(descriptor, prefix.readUInt32LE(0));
  const data = header && readExactly(descriptor, prefix.readUInt32LE(4));
  return data && frameOf(header, data);
}

function readExactly(descriptor: number, length: number): Buffer | undefined {
  const bytes = Buffer.from(new ArrayBuffer(length));
  for (let at = 0; at < length; ) {
    const read = readSync(descriptor, bytes, at, length - at, null);
    if (read === 0) return undefined;
    at += read;
  }
  return bytes;
}

/** A frame has more bytes than its reader has asked for. */
export class FrameTooLong extends Error {
  override readonly name = 'FrameTooLong';
}

/** A header says where numbers belong, and never more than this. */
const LONGEST_HEADER = 64 * 1024;

/** Puts frames together from pieces as they come, one frame after another and none too long. */
export class FrameReader {
  /** The most bytes of numbers that the next frame may have. */
  mostBytes = 0;
  #pieces: Uint8Array[] = [];
  #length = 0;

  /**
   * Takes the next piece.
   * @returns the frame that it completes, if it does
   * @throws FrameTooLong for a frame that is longer than it may be, or comes with the beginning of another
   */
  push(piece: Uint8Array): Frame | undefined {
    this.#pieces.push(piece);
    this.#length += piece.length;
    if (this.#length < PREFIX) return undefined;
    const prefix = Buffer.concat(this.#pieces.slice(0, PREFIX), PREFIX);
    const header = prefix.readUInt32LE(0);
    const data = prefix.readUInt32LE(4);
    const whole = PREFIX + header + data;
    if (header > LONGEST_HEADER || data > this.mostBytes || this.#length > whole) throw new FrameTooLong();
    if (this.#length < whole) return undefined;
    const bytes = Buffer.concat(this.#pieces);
    this.#pieces = [];
    this.#length = 0;
    return frameOf(bytes.subarray(PREFIX, PREFIX + header), bytes.subarray(PREFIX + header));
  }
}

function frameOf(header: Uint8Array, data: Uint8Array): Frame {
  // Numbers begin where their size divides the address.
  const values = new Float32Array(Math.floor(data.length / Float32Array.BYTES_PER_ELEMENT));
  new Uint8Array(values.buffer).set(data.subarray(0, values.byteLength));
  return { header: JSON.parse(Buffer.from(header).toString('utf8')), data: values };
}
