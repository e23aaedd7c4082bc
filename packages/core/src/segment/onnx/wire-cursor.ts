import type { ByteSource } from './byte-source.ts';
import { invalidModel } from './invalid-model.ts';

/** How a protobuf field's value is written. */
export const Wire = { varint: 0, fixed64: 1, bytes: 2, fixed32: 5 } as const;

/** Bytes that are asked for at once. */
const WINDOW = 16_384;
const NOTHING = new Uint8Array(0);
/** A name longer than this is not a name. */
const LONGEST_TEXT = 1024;

/** What a walk may take; every field and every text is counted down. */
export interface WireBudget {
  readonly fields: number;
  readonly texts: number;
  readonly textBytes: number;
}

/**
 * Is shown one field: its number, how it is written, and for `varint` its value, else where its bytes begin and end.
 * What it skips is never read.
 */
export type FieldVisitor = (field: number, wire: number, value: number, end: number) => void;

/**
 * Walks protobuf messages without building them: payloads are skipped, not read; depth is the caller's own; nothing is
 * trusted. Every method throws EngineError `invalid_model` with the reason `damaged`, `cut_off` or `too_complex`.
 */
export class WireCursor {
  readonly #source: ByteSource;
  #window: Uint8Array = NOTHING;
  #windowStart = 0;
  #position = 0;
  #fields: number;
  #texts: number;
  #textBytes: number;
  /** The same name is written again wherever its tensor is read. */
  readonly #known = new Map<string, string>();

  constructor(source: ByteSource, budget: WireBudget) {
    this.#source = source;
    this.#fields = budget.fields;
    this.#texts = budget.texts;
    this.#textBytes = budget.textBytes;
  }

  /** Shows every field of the message that lies from `start` to `end`. Visitors may walk messages inside. */
  walk(start: number, end: number, visit: FieldVisitor): void {
    let position = start;
    while (position < end) {
      if (--this.#fields < 0) throw invalidModel('too_complex', 'The file has too many fields for a network');
      this.#position = position;
      const tag = this.#varint(end);
      const field = Math.floor(tag / 8);
      const wire = tag % 8;
      if (field < 1 || field > 0x1fffffff) throw damaged(position);
      const value = wire === Wire.varint || wire === Wire.bytes ? this.#varint(end) : this.#position;
      const from = wire === Wire.bytes ? this.#position : value;
      if (wire === Wire.varint) position = this.#position;
      else if (wire === Wire.bytes) position = from + value;
      else if (wire === Wire.fixed32) position = from + 4;
      else if (wire === Wire.fixed64) position = from + 8;
      else throw damaged(position);
      // A negative length ends before it begins.
      if (position < from && wire !== Wire.varint) throw damaged(from);
      if (position > end) throw end === this.#source.length ? cutOff(this.#source.length) : damaged(from);
      visit(field, wire, from, position);
    }
  }

  /** Shows the integers of a repeated field, packed or not, as the visitor got it. */
  integers(wire: number, value: number, end: number, visit: (integer: number) => void): void {
    if (wire === Wire.varint) {
      visit(value);
      return;
    }
    if (wire !== Wire.bytes) throw damaged(value);
    let position = value;
    while (position < end) {
      if (--this.#fields < 0) throw invalidModel('too_complex', 'The file has too many fields for a network');
      this.#position = position;
      const integer = this.#varint(end);
      position = this.#position;
      visit(integer);
    }
  }

  /** A name or another short text. */
  text(wire: number, start: number, end: number): string {
    if (wire !== Wire.bytes) throw damaged(start);
    const length = end - start;
    this.#textBytes -= length;
    if (length > LONGEST_TEXT || this.#textBytes < 0 || --this.#texts < 0) {
      throw invalidModel('too_complex', 'The file has too long a name, or too many names');
    }
    const bytes = this.#slice(start, length);
    const text = bytes.every(byte => byte < 0x80) ? String.fromCharCode(...bytes) : decoded(bytes, start);
    const known = this.#known.get(text);
    if (known !== undefined) return known;
    this.#known.set(text, text);
    return text;
  }

  /** Bytes from `start` to `end`, borrowed until the next call of any method. */
  bytes(start: number, end: number): Uint8Array {
    // The source may put them where the window lies.
    this.#window = NOTHING;
    return this.#source.read(start, end - start);
  }

  /** Unsigned, exact below 2^53; a negative 64-bit integer, always ten bytes long, comes out as -1. */
  #varint(end: number): number {
    let value = 0;
    let factor = 1;
    for (let i = 0; i < 10; i++) {
      if (this.#position >= end) {
        throw end === this.#source.length ? cutOff(end) : damaged(end);
      }
      const byte = this.#byte(this.#position++);
      if (i === 9 && byte > 1) throw damaged(this.#position);
      if (i === 9 && byte === 1) return -1;
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) return value;
      factor *= 128;
    }
    throw damaged(this.#position);
  }

  #byte(position: number): number {
    const inside = position - this.#windowStart;
    return (inside >= 0 ? this.#window[inside] : undefined) ?? this.#slice(position, 1)[0]!;
  }

  /** Bytes of the window, which is moved where they lie outside. */
  #slice(position: number, length: number): Uint8Array {
    let inside = position - this.#windowStart;
    if (inside < 0 || inside + length > this.#window.length) {
      this.#window = this.#source.read(position, Math.min(WINDOW, this.#source.length - position));
      this.#windowStart = position;
      inside = 0;
      if (this.#window.length < length) throw cutOff(position + this.#window.length);
    }
    return this.#window.subarray(inside, inside + length);
  }
}

function decoded(bytes: Uint8Array, position: number): string {
  const escaped = Array.from(bytes, byte => `%${byte.toString(16).padStart(2, '0')}`);
  try {
    return decodeURIComponent(escaped.join(''));
  } catch {
    throw damaged(position);
  }
}

function damaged(position: number) {
  return invalidModel('damaged', `The file is damaged at byte ${position}`, { position });
}

function cutOff(position: number) {
  return invalidModel('cut_off', `The file ends at byte ${position}, in the middle of its graph`, {
    position,
  });
}
