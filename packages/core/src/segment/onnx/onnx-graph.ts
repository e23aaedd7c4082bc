/** Element types of ONNX tensors by their number in the format, with the bits one value takes. */
const ELEMENT_TYPES: Readonly<Record<number, readonly [name: string, bits: number]>> = {
  1: ['float32', 32],
  2: ['uint8', 8],
  3: ['int8', 8],
  4: ['uint16', 16],
  5: ['int16', 16],
  6: ['int32', 32],
  7: ['int64', 64],
  8: ['string', 0],
  9: ['bool', 8],
  10: ['float16', 16],
  11: ['float64', 64],
  12: ['uint32', 32],
  13: ['uint64', 64],
  14: ['complex64', 64],
  15: ['complex128', 128],
  16: ['bfloat16', 16],
  17: ['float8e4m3fn', 8],
  18: ['float8e4m3fnuz', 8],
  19: ['float8e5m2', 8],
  20: ['float8e5m2fnuz', 8],
  21: ['uint4', 4],
  22: ['int4', 4],
};

/** Number of texts in the format's list of element types. */
export const STRING_TYPE = 8;

/** Name of an element type, such as `float32`. */
export function elementTypeName(type: number): string {
  return ELEMENT_TYPES[type]?.[0] ?? `type ${type}`;
}

/** Bits of one value; undefined for texts and for types that the format does not have. */
export function elementBits(type: number): number | undefined {
  return ELEMENT_TYPES[type]?.[1] || undefined;
}

/** One side of a shape: a number, the name of an open size, or null where nothing is said. */
export type OnnxSide = number | string | null;

/** A tensor that enters or leaves a graph. */
export interface OnnxPort {
  readonly name: string;
  /** Such as `float32`. */
  readonly elementType: string;
  /** Null where not even the number of sides is said. */
  readonly shape: readonly OnnxSide[] | null;
}

/** A constant of the graph as the file describes it; its values stay where they are. */
export interface OnnxTensor {
  readonly name: string;
  readonly dims: readonly number[];
  readonly elementType: number;
  /** Where its values lie in the file, and how; absent when it has none. */
  readonly data?: {
    readonly start: number;
    readonly end: number;
    readonly as: 'raw' | 'floats' | 'doubles' | 'integers' | 'texts';
  };
  readonly external: boolean;
}

/** One operation. Tensors go by name; an empty name is an optional input left out. */
export interface OnnxNode {
  readonly operator: string;
  /** Empty for the ONNX standard. */
  readonly domain: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** What its attributes hold, as far as it matters for judging it. */
  readonly holds: { readonly graph: boolean; readonly texts: boolean; readonly sparse: boolean };
  readonly tensors: readonly OnnxTensor[];
  /** Element type that a `Cast` makes; 0 for others. */
  readonly castTo: number;
}

/** The structure of an ONNX file. */
export interface OnnxModel {
  readonly irVersion: number;
  /** Version of the ONNX standard; 0 when the file names none. */
  readonly opset: number;
  /** Further sets of operations that it names. */
  readonly domains: readonly string[];
  /** The program that wrote it. */
  readonly producer: string;
  readonly functions: number;
  readonly nodes: readonly OnnxNode[];
  readonly weights: readonly OnnxTensor[];
  readonly sparseWeights: number;
  /** Without the weights, which old files list as inputs too. */
  readonly inputs: readonly OnnxPort[];
  readonly outputs: readonly OnnxPort[];
}
