import type { AttributeProto } from './proto.ts';

/** A constant of the network. `read` decodes it anew at every call; the caller owns the result. */
export interface Constant {
  readonly dims: readonly number[];
  read(): Float32Array;
}

/** Operators a network may consist of. */
export const OPERATORS = ['Conv', 'Relu', 'MaxPool', 'Concat', 'Resize', 'Add', 'Sigmoid'] as const;
export type Operator = (typeof OPERATORS)[number];

/** One operation. Every `Resize` doubles height and width, and has one input; a `Conv` has data, weight, bias. */
export interface NetworkNode {
  readonly op: Operator;
  readonly name: string;
  readonly inputs: readonly string[];
  readonly output: string;
  readonly attributes: readonly AttributeProto[];
}

/** A tensor that enters or leaves the network, float32 `[1, channels, height, width]`. */
export interface Port {
  readonly name: string;
  readonly channels: number;
  /** Height and width; absent where they are free. */
  readonly size?: readonly [number, number];
}

/** A fully convolutional float network of one input and one output, free in height and width. */
export interface Network {
  readonly input: Port;
  readonly output: Port;
  /** In an order in which they can be computed. */
  readonly nodes: readonly NetworkNode[];
  readonly constants: ReadonlyMap<string, Constant>;
}

/** The tensor names of a convolution. */
export interface ConvInputs {
  readonly data: string;
  readonly weight: string;
  readonly bias: string;
}

/** The three inputs of a `Conv`; `readNetwork` has made sure that they are there. */
export function convInputs(node: NetworkNode): ConvInputs {
  const [data, weight, bias] = node.inputs;
  return { data: data!, weight: weight!, bias: bias! };
}

/** Who makes and who reads each tensor. */
export interface Wiring {
  producer(tensor: string): NetworkNode | undefined;
  readers(tensor: string): readonly NetworkNode[];
}

export function wire(network: Network): Wiring {
  const producers = new Map(network.nodes.map(node => [node.output, node]));
  const readers = new Map<string, NetworkNode[]>();
  for (const node of network.nodes) {
    for (const tensor of node.inputs) {
      const list = readers.get(tensor);
      if (list) list.push(node);
      else readers.set(tensor, [node]);
    }
  }
  return { producer: tensor => producers.get(tensor), readers: tensor => readers.get(tensor) ?? [] };
}
