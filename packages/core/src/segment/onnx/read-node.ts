import { invalidModel } from './invalid-model.ts';
import type { OnnxNode, OnnxTensor } from './onnx-graph.ts';
import { readTensor } from './read-tensor.ts';
import { Wire, type WireCursor } from './wire-cursor.ts';

/** One is what any operation of the standard has. */
const MOST_TENSORS = 16;

/**
 * Reads the NodeProto that lies from `start` to `end`. Of its attributes it keeps the tensors, and whether there is a
 * graph, a text value or a sparse tensor among them; graphs inside are not entered.
 * @throws EngineError `invalid_model`: `damaged`, `cut_off`, `too_complex`
 */
export function readNode(cursor: WireCursor, start: number, end: number): OnnxNode {
  let operator = '';
  let domain = '';
  let castTo = 0;
  const inputs: string[] = [];
  const outputs: string[] = [];
  const tensors: OnnxTensor[] = [];
  const holds = { graph: false, texts: false, sparse: false };
  cursor.walk(start, end, (field, wire, value, to) => {
    if (field === 1) inputs.push(cursor.text(wire, value, to));
    else if (field === 2) outputs.push(cursor.text(wire, value, to));
    else if (field === 4) operator = cursor.text(wire, value, to);
    else if (field === 7) domain = cursor.text(wire, value, to);
    else if (field === 5 && wire === Wire.bytes) {
      const attribute = readAttribute(cursor, value, to, tensors);
      if (tensors.length > MOST_TENSORS) {
        throw invalidModel('too_complex', `An operation holds more than ${MOST_TENSORS} tensors`);
      }
      holds.graph ||= attribute.graph;
      holds.sparse ||= attribute.sparse;
      holds.texts ||= attribute.name === 'value_string' || attribute.name === 'value_strings';
      if (attribute.name === 'to') castTo = attribute.integer;
    }
  });
  const standard = domain === 'ai.onnx' ? '' : domain;
  return {
    operator,
    domain: standard,
    inputs,
    outputs,
    holds,
    tensors,
    castTo: operator === 'Cast' ? castTo : 0,
  };
}

function readAttribute(cursor: WireCursor, start: number, end: number, tensors: OnnxTensor[]) {
  const attribute = { name: '', integer: 0, graph: false, sparse: false };
  cursor.walk(start, end, (field, wire, value, to) => {
    if (field === 1) attribute.name = cursor.text(wire, value, to);
    else if (field === 3) attribute.integer = value;
    else if (field === 6 || field === 11) attribute.graph = true;
    else if (field === 22 || field === 23) attribute.sparse = true;
    else if ((field === 5 || field === 10) && wire === Wire.bytes && tensors.length <= MOST_TENSORS) {
      tensors.push(readTensor(cursor, value, to));
    }
  });
  return attribute;
}
