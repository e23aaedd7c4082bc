import { FoundryError } from '../errors.ts';
import type { Calibration } from './calibration.ts';
import { type Network, type NetworkNode, wire } from './network.ts';

/** The 8-bit grid of an activation: value = (byte - zeroPoint) * scale, byte in 0..255. */
export interface Grid {
  readonly scale: number;
  readonly zeroPoint: number;
}

/** Which nodes compute in 8 bits, and on which grids their tensors lie. */
export interface Int8Plan {
  isInt8(node: NetworkNode): boolean;
  /** Whether a tensor is rounded to its grid: an 8-bit node makes it or reads it. */
  isRounded(tensor: string): boolean;
  grid(tensor: string): Grid;
  /** Whether `reader` takes the rounded tensor; between float nodes the unrounded one is passed. */
  takesRounded(reader: NetworkNode, tensor: string): boolean;
}

/**
 * Lays down the rules of the int8 graph:
 * - everything is 8 bits but the nodes the calibration names, the final `Sigmoid` and the `Resize` before it;
 * - a `Relu` goes with its convolution, and nothing is rounded between the two;
 * - `MaxPool` and `Resize` are float where a float node makes what only float nodes read;
 * - elsewhere they keep the grid of their input, because they invent no new values;
 * - what goes into one `Concat` only, lies on the grid of its result, so that joining copies bytes.
 */
export function planInt8(network: Network, { ranges, float }: Calibration): Int8Plan {
  const { producer, readers } = wire(network);
  const inFloat = new Set(float);
  const grids = new Map<string, Grid>();

  const feedsSigmoid = (node: NetworkNode) => readers(node.output).some(reader => reader.op === 'Sigmoid');
  const source = (node: NetworkNode) => producer(node.inputs[0]!);
  const handsOn = ({ op }: NetworkNode) => op === 'MaxPool' || op === 'Resize';
  const takesBytes = (reader: NetworkNode): boolean =>
    handsOn(reader) ? readers(reader.output).some(takesBytes) : isInt8(reader);
  const isInt8 = (node: NetworkNode | undefined): boolean => {
    if (!node || inFloat.has(node.name) || node.op === 'Sigmoid') return false;
    if (handsOn(node) && feedsSigmoid(node)) return false;
    if (node.op !== 'Relu' && !handsOn(node)) return true;
    const from = source(node);
    return from === undefined || isInt8(from) || (handsOn(node) && takesBytes(node));
  };
  const isRounded = (tensor: string): boolean => {
    const users = readers(tensor);
    if (tensor === network.output.name || (users.length === 1 && users[0]!.op === 'Relu')) return false;
    return isInt8(producer(tensor)) || users.some(isInt8);
  };
  const keepsGrid = (node: NetworkNode): boolean => isInt8(node) && handsOn(node);
  /** The result of the one 8-bit `Concat` that a tensor goes to, on its own or through nodes that keep its grid. */
  const soleConcat = (tensor: string): string | undefined => {
    const [reader, ...others] = readers(tensor);
    if (!reader || others.length > 0 || !isInt8(reader)) return undefined;
    if (keepsGrid(reader)) return soleConcat(reader.output);
    return reader.op === 'Concat' ? reader.output : undefined;
  };
  const grid = (tensor: string): Grid => {
    const known = grids.get(tensor);
    if (known) return known;
    const node = producer(tensor);
    const joined = soleConcat(tensor);
    let found: Grid;
    if (node && keepsGrid(node)) found = grid(node.inputs[0]!);
    else found = joined ? grid(joined) : gridOf(tensor, ranges[tensor]);
    grids.set(tensor, found);
    return found;
  };
  const takesRounded = (reader: NetworkNode, tensor: string) =>
    isRounded(tensor) && (isInt8(reader) || isInt8(producer(tensor)));
  return { isInt8, isRounded, grid, takesRounded };
}

/**
 * The tensors whose ranges the int8 graph may ask for, whichever `Conv`, `Concat` and `Add` a calibration leaves in
 * float: the input, and what the nodes put out, but for what a `Relu` takes up and what only hands values on.
 */
export function measuredTensors(network: Network): string[] {
  const { readers } = wire(network);
  const goesToRelu = (tensor: string) => {
    const [reader, ...others] = readers(tensor);
    return reader?.op === 'Relu' && others.length === 0;
  };
  const inventsValues = ({ op }: NetworkNode) => op !== 'MaxPool' && op !== 'Resize' && op !== 'Sigmoid';
  const made = network.nodes.filter(node => inventsValues(node) && !goesToRelu(node.output));
  return [network.input.name, ...made.map(node => node.output)];
}

function gridOf(tensor: string, range: readonly [number, number] | undefined): Grid {
  if (!range) {
    throw new FoundryError('bad_catalogue', tensor, `The calibration has no range for tensor "${tensor}"`);
  }
  const scale = Math.fround((range[1] - range[0]) / 255);
  return { scale, zeroPoint: Math.max(0, Math.min(255, Math.round(-range[0] / scale))) };
}
