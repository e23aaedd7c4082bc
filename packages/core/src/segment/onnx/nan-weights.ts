import { invalidModel } from './invalid-model.ts';
import type { OnnxTensor } from './onnx-graph.ts';
import type { WireCursor } from './wire-cursor.ts';

/** Bytes looked at between two pauses; a multiple of every size of number. */
const PIECE = 1 << 20;

/** Sizes of the number types that know a NaN, by element type. */
const FLOAT_BYTES: Readonly<Record<number, number>> = { 1: 4, 10: 2, 11: 8, 16: 2 };
const HALF = 10;

/**
 * Looks for weights that are not numbers; infinite ones are allowed, as masks use them. A generator that pauses after
 * each megabyte, so that a host can do something else meanwhile. Halves written as integers and 8-bit floats are left
 * to a trial run.
 * @throws EngineError `invalid_model`: `nan_weights`
 */
export function* findNanWeights(cursor: WireCursor, tensors: Iterable<OnnxTensor>): Generator<void, void> {
  for (const { name, elementType, data } of tensors) {
    const size = FLOAT_BYTES[elementType];
    if (!data || size === undefined || data.as === 'integers') continue;
    for (let at = data.start; at < data.end; at += PIECE) {
      const bytes = cursor.bytes(at, Math.min(at + PIECE, data.end));
      if (hasNan(bytes, size, elementType === HALF)) {
        throw invalidModel('nan_weights', `Weight "${name}" holds a value that is not a number`, {
          tensor: name,
        });
      }
      yield;
    }
  }
}

/** Little-endian numbers, at any alignment: a NaN has a full exponent and a fraction that is not zero. */
function hasNan(bytes: Uint8Array, size: number, half: boolean): boolean {
  for (let top = size - 1; top < bytes.length; top += size) {
    if (half) {
      const high = bytes[top]!;
      if ((high & 0x7c) === 0x7c && ((high & 3) | bytes[top - 1]!) !== 0) return true;
      continue;
    }
    if ((bytes[top]! & 0x7f) !== 0x7f) continue;
    // The exponent goes on in the next byte: one bit of it, or four in 64-bit numbers.
    const exponent = size === 8 ? 0xf0 : 0x80;
    let fraction = bytes[top - 1]! ^ exponent;
    if ((fraction & exponent) !== 0) continue;
    for (let i = top - 2; i > top - size; i--) fraction |= bytes[i]!;
    if (fraction !== 0) return true;
  }
  return false;
}
