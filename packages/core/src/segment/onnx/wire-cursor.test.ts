import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { writeMessage } from '../../../test/protobuf-writer.ts';
import { bytesSource } from './byte-source.ts';
import { Wire, WireCursor } from './wire-cursor.ts';

const PLENTY = { fields: 1000, texts: 1000, textBytes: 100_000 };
const SCHEMA = { name: [1, 'text'], sides: [2, 'packed integers'], count: [3, 'integer'] } as const;

/** What a walk over `bytes` shows, as `[field, wire, value, end]`. */
function fieldsOf(bytes: Uint8Array, budget = PLENTY): number[][] {
  const shown: number[][] = [];
  new WireCursor(bytesSource(bytes), budget).walk(0, bytes.length, (...field) => shown.push(field));
  return shown;
}

const refusal = (reason: string) =>
  expect.objectContaining({ code: 'invalid_model', details: expect.objectContaining({ reason }) });

describe('a walk', () => {
  it('shows each field, and steps over what it holds', () => {
    const bytes = Uint8Array.of(8, 150, 1, 0x1d, 1, 2, 3, 4, 0x21, 0, 0, 0, 0, 0, 0, 0, 0, 0x2a, 2, 7, 7);
    expect(fieldsOf(bytes)).toEqual([
      [1, Wire.varint, 150, 3],
      [3, Wire.fixed32, 4, 8],
      [4, Wire.fixed64, 9, 17],
      [5, Wire.bytes, 19, 21],
    ]);
  });

  it('reads integers of 64 bits, exact to 2^53', () => {
    const whole = fc.oneof(fc.maxSafeNat(), fc.constantFrom(0, 127, 128, 2 ** 31, 2 ** 32, 2 ** 53 - 1));
    fc.assert(
      fc.property(whole, count => {
        expect(fieldsOf(writeMessage(SCHEMA, { count }))[0]?.[2]).toBe(count);
      }),
    );
    expect(fieldsOf(writeMessage(SCHEMA, { count: -5 }))[0]?.[2]).toBe(-1);
  });

  it.each<[string, string, number[]]>([
    ['a length that is negative', 'damaged', [0x0a, ...new Array(9).fill(0xff), 1, 8, 1]],
    ['an integer of eleven bytes', 'damaged', [8, ...new Array(10).fill(0xff), 1]],
    ['an integer of more than 64 bits', 'damaged', [8, ...new Array(9).fill(0xff), 2]],
    ['a field of number 0', 'damaged', [0, 1]],
    ['a field of unknown writing', 'damaged', [0x0b, 1]],
    ['a length beyond the end', 'cut_off', [0x0a, 5, 1]],
    ['an integer beyond the end', 'cut_off', [8, 0x80]],
    ['a fixed number beyond the end', 'cut_off', [0x0d, 1, 2, 3]],
  ])('refuses %s', (_, reason, bytes) => {
    expect(() => fieldsOf(Uint8Array.from(bytes))).toThrow(refusal(reason));
  });

  it('knows a message that is too long for the one around it from a file that ends', () => {
    const cursor = new WireCursor(bytesSource(Uint8Array.of(0x0a, 3, 1, 8, 1)), PLENTY);
    expect(() => cursor.walk(0, 3, () => undefined)).toThrow(refusal('damaged'));
    expect(() => cursor.walk(3, 4, () => undefined)).toThrow(refusal('damaged'));
  });
});

describe('a budget', () => {
  const walkAll = (message: object, budget: Partial<typeof PLENTY>) => {
    const bytes = writeMessage({ ...SCHEMA, names: [4, 'text'] }, message);
    const cursor = new WireCursor(bytesSource(bytes), { ...PLENTY, ...budget });
    let read = 0;
    cursor.walk(0, bytes.length, (field, wire, value, end) => {
      if (field === 2) cursor.integers(wire, value, end, () => read++);
      if (field === 4) read += cursor.text(wire, value, end).length;
    });
    return read;
  };

  it.each<[object, Partial<typeof PLENTY>, Partial<typeof PLENTY>]>([
    [{ names: ['a', 'b', 'c'] }, { fields: 3 }, { fields: 2 }],
    [{ sides: [1, 2, 3] }, { fields: 4 }, { fields: 3 }],
    [{ names: ['a', 'b', 'c'] }, { texts: 3 }, { texts: 2 }],
    [{ names: ['ab', 'c'] }, { textBytes: 3 }, { textBytes: 2 }],
  ])('%j: %j is enough, %j is not', (message, enough, short) => {
    expect(walkAll(message, enough)).toBe(3);
    expect(() => walkAll(message, short)).toThrow(refusal('too_complex'));
  });
});

describe('texts and bytes', () => {
  it('come out of a source that reuses its buffer', () => {
    const file = writeMessage(SCHEMA, { name: 'größer als gedacht' });
    const scratch = new Uint8Array(file.length);
    const source = {
      length: file.length,
      read(offset: number, length: number) {
        scratch.set(file.subarray(offset, offset + length));
        return scratch.subarray(0, length);
      },
    };
    const cursor = new WireCursor(source, PLENTY);
    const { length } = file;
    expect(cursor.text(Wire.bytes, 2, length)).toBe('größer als gedacht');
    expect([...cursor.bytes(length - 3, length)]).toEqual([...'cht'].map(letter => letter.charCodeAt(0)));
    expect(cursor.text(Wire.bytes, 2, length)).toBe('größer als gedacht');
  });

  it('are any Unicode, and refused where they are none', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), text => {
        const bytes = new TextEncoder().encode(text);
        expect(new WireCursor(bytesSource(bytes), PLENTY).text(Wire.bytes, 0, bytes.length)).toBe(text);
      }),
    );
    const broken = new WireCursor(bytesSource(Uint8Array.of(0x61, 0xff)), PLENTY);
    expect(() => broken.text(Wire.bytes, 0, 2)).toThrow(refusal('damaged'));
    expect(() => broken.text(Wire.varint, 0, 2)).toThrow(refusal('damaged'));
  });
});
