import { EngineError } from '../../errors.ts';
import { invalidModel } from './invalid-model.ts';
import {
  elementTypeName,
  type OnnxModel,
  type OnnxPort,
  type OnnxSide,
  type OnnxTensor,
} from './onnx-graph.ts';
import { readNode } from './read-node.ts';
import { readTensor } from './read-tensor.ts';
import { Wire, type WireCursor } from './wire-cursor.ts';

/** How many of each thing a file may have. */
export interface OnnxCounts {
  readonly nodes: number;
  readonly weights: number;
}

/** Fields of ModelProto, with how each is written; a file that has any other is something else. */
const MODEL_FIELDS: ReadonlyMap<number, number> = new Map([
  [1, Wire.varint],
  [2, Wire.bytes],
  [3, Wire.bytes],
  [4, Wire.bytes],
  [5, Wire.varint],
  [6, Wire.bytes],
  [7, Wire.bytes],
  [8, Wire.bytes],
  [14, Wire.bytes],
  [20, Wire.bytes],
  [25, Wire.bytes],
  [26, Wire.bytes],
]);
const MOST_PORTS = 64;
const MOST_SIDES = 16;

/**
 * Reads the structure of the ONNX file of `length` bytes.
 * @throws EngineError `invalid_model`: `not_onnx`, `damaged`, `cut_off`, `too_complex`
 */
export function readModel(cursor: WireCursor, length: number, most: OnnxCounts): OnnxModel {
  let irVersion = 0;
  let opset = 0;
  let producer = '';
  let functions = 0;
  let known = 0;
  let graph: Graph | undefined;
  const domains: string[] = [];
  try {
    cursor.walk(0, length, (field, wire, value, end) => {
      if (MODEL_FIELDS.get(field) !== wire) throw notOnnx();
      known++;
      if (field === 1) irVersion = value;
      else if (field === 2) producer = cursor.text(wire, value, end);
      else if (field === 25) functions++;
      else if (field === 8) {
        const set = readOpset(cursor, value, end);
        if (set.domain === '') opset = set.version;
        else if (domains.length < MOST_PORTS) domains.push(set.domain);
      } else if (field === 7) {
        // Two of them would be merged by some readers, and the first one dropped by others.
        if (graph) throw invalidModel('damaged', 'The file has two graphs');
        graph = readGraph(cursor, value, end, most);
      }
    });
  } catch (error) {
    if (known === 0 && error instanceof EngineError) throw notOnnx();
    throw error;
  }
  if (!graph || irVersion === 0) throw notOnnx();
  return { irVersion, opset, producer, functions, domains, ...graph };
}

function notOnnx(): EngineError {
  return invalidModel('not_onnx', 'The file is not an ONNX model');
}

function readOpset(cursor: WireCursor, start: number, end: number): { domain: string; version: number } {
  let domain = '';
  let version = 0;
  cursor.walk(start, end, (field, wire, value, to) => {
    if (field === 1) domain = cursor.text(wire, value, to);
    else if (field === 2) version = value;
  });
  return { domain: domain === 'ai.onnx' ? '' : domain, version };
}

type Graph = Pick<OnnxModel, 'nodes' | 'weights' | 'sparseWeights' | 'inputs' | 'outputs'>;

function readGraph(cursor: WireCursor, start: number, end: number, most: OnnxCounts): Graph {
  const nodes: Graph['nodes'][number][] = [];
  const weights: OnnxTensor[] = [];
  const inputs: OnnxPort[] = [];
  const outputs: OnnxPort[] = [];
  let sparseWeights = 0;
  let held = 0;
  cursor.walk(start, end, (field, wire, value, to) => {
    if (field === 15) sparseWeights++;
    if (field !== 1 && field !== 5 && field !== 11 && field !== 12) return;
    if (wire !== Wire.bytes) throw invalidModel('damaged', `The file is damaged at byte ${value}`);
    if (field === 1) {
      const node = readNode(cursor, value, to);
      held += node.tensors.length;
      nodes.push(node);
    } else if (field === 5) weights.push(readTensor(cursor, value, to));
    else if (field === 11) inputs.push(readPort(cursor, value, to));
    else outputs.push(readPort(cursor, value, to));
    atMost(nodes.length, most.nodes, 'operations');
    atMost(weights.length + held, most.weights, 'weights');
    // Old files list their weights as inputs too.
    atMost(inputs.length, most.weights + MOST_PORTS, 'inputs');
    atMost(outputs.length, MOST_PORTS, 'outputs');
  });
  const constant = new Set(weights.map(weight => weight.name));
  return { nodes, weights, sparseWeights, inputs: inputs.filter(({ name }) => !constant.has(name)), outputs };
}

function atMost(count: number, most: number, what: string): void {
  if (count > most) throw invalidModel('too_complex', `The graph has more than ${most} ${what}`);
}

function readPort(cursor: WireCursor, start: number, end: number): OnnxPort {
  let name = '';
  let type: Omit<OnnxPort, 'name'> | undefined;
  cursor.walk(start, end, (field, wire, value, to) => {
    if (field === 1) name = cursor.text(wire, value, to);
    else if (field === 2 && wire === Wire.bytes) {
      if (type) throw invalidModel('damaged', `"${name}" has two types`);
      type = readType(cursor, value, to);
    }
  });
  return { name, ...(type ?? { elementType: 'unknown', shape: null }) };
}

/** TypeProto; a sequence or a map is told as the type it is not. */
function readType(cursor: WireCursor, start: number, end: number): Omit<OnnxPort, 'name'> {
  let elementType = 'no tensor';
  let shape: OnnxSide[] | null = null;
  cursor.walk(start, end, (field, wire, value, to) => {
    if (field !== 1 || wire !== Wire.bytes) return;
    cursor.walk(value, to, (inner, innerWire, from, until) => {
      if (inner === 1) elementType = elementTypeName(from);
      else if (inner === 2 && innerWire === Wire.bytes) shape = readShape(cursor, from, until);
    });
  });
  return { elementType, shape };
}

function readShape(cursor: WireCursor, start: number, end: number): OnnxSide[] {
  const shape: OnnxSide[] = [];
  cursor.walk(start, end, (field, wire, value, to) => {
    if (field !== 1 || wire !== Wire.bytes) return;
    let side: OnnxSide = null;
    cursor.walk(value, to, (inner, innerWire, from, until) => {
      // Zero and less are how some writers say that a side is open.
      if (inner === 1 && innerWire === Wire.varint) side = from > 0 ? from : null;
      else if (inner === 2) side = cursor.text(innerWire, from, until) || null;
    });
    shape.push(side);
    atMost(shape.length, MOST_SIDES, 'dimensions on an input or output');
  });
  return shape;
}
