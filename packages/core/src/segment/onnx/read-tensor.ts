import { invalidModel } from './invalid-model.ts';
import type { OnnxTensor } from './onnx-graph.ts';
import { type FieldVisitor, Wire, type WireCursor } from './wire-cursor.ts';

/** The format knows no limit; no operation of a network for pictures has more. */
const MOST_SIDES = 16;

/** Fields of TensorProto that hold values. */
const VALUES: Readonly<Record<number, 'raw' | 'floats' | 'doubles' | 'integers' | 'texts'>> = {
  4: 'floats',
  5: 'integers',
  6: 'texts',
  7: 'integers',
  9: 'raw',
  10: 'doubles',
  11: 'integers',
};

/**
 * Reads the TensorProto that lies from `start` to `end`, without its values.
 * @throws EngineError `invalid_model`: `damaged`, `cut_off`, `too_complex`
 */
export function readTensor(cursor: WireCursor, start: number, end: number): OnnxTensor {
  let name = '';
  let elementType = 0;
  let external = false;
  let data: OnnxTensor['data'];
  const dims: number[] = [];
  const visit: FieldVisitor = (field, wire, value, to) => {
    const as = VALUES[field];
    if (field === 1) cursor.integers(wire, value, to, dim => addSide(dims, dim));
    else if (field === 2) elementType = value;
    else if (field === 8) name = cursor.text(wire, value, to);
    else if (field === 13) external = true;
    else if (field === 14) external ||= value !== 0;
    else if (as === 'texts') data = { start: value, end: to, as };
    else if (as !== undefined && !(wire === Wire.bytes && value === to)) {
      // Readers differ in what values in several pieces mean, and nobody writes them.
      if (data !== undefined || wire !== Wire.bytes) throw scattered(name);
      data = { start: value, end: to, as };
    }
  };
  cursor.walk(start, end, visit);
  return { name, dims, elementType, ...(data && { data }), external };
}

function addSide(dims: number[], dim: number): void {
  if (dims.length >= MOST_SIDES) {
    throw invalidModel('too_complex', `A weight has more than ${MOST_SIDES} dimensions`);
  }
  dims.push(dim);
}

function scattered(name: string) {
  return invalidModel('damaged', `The values of weight "${name}" lie in several pieces`, { tensor: name });
}
