import type { onnx as Onnx } from 'onnx-proto';
import onnxProto from 'onnx-proto';

/** The protobuf classes of ONNX. The package is CommonJS, so they hang on its default export. */
export const onnx = onnxProto.onnx;

export type AttributeProto = Onnx.IAttributeProto;
export type TensorProto = Onnx.ITensorProto;
export type NodeProto = Onnx.INodeProto;
export type ModelProto = Onnx.IModelProto;
export type ValueInfoProto = Onnx.IValueInfoProto;

/** Element types of ONNX tensors that we read or write. */
export const ElementType = { float32: 1, uint8: 2, int8: 3, int32: 6, int64: 7, float16: 10 } as const;
export type ElementType = (typeof ElementType)[keyof typeof ElementType];

/** An integer attribute of a node. */
export function intAttribute(name: string, value: number): AttributeProto {
  return { name, type: onnx.AttributeProto.AttributeType.INT, i: value };
}

/** A list of integers as an attribute of a node. */
export function intsAttribute(name: string, values: readonly number[]): AttributeProto {
  return { name, type: onnx.AttributeProto.AttributeType.INTS, ints: [...values] };
}

/** A text as an attribute of a node. */
export function textAttribute(name: string, text: string): AttributeProto {
  return { name, type: onnx.AttributeProto.AttributeType.STRING, s: new TextEncoder().encode(text) };
}

/** The integers of a list attribute, or undefined when the node has none of that name. */
export function intsOf(attributes: readonly AttributeProto[], name: string): number[] | undefined {
  return attributes.find(a => a.name === name)?.ints?.map(Number);
}
