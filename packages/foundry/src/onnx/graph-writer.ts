import type { Port } from './network.ts';
import {
  type AttributeProto,
  ElementType,
  type NodeProto,
  onnx,
  type TensorProto,
  type ValueInfoProto,
} from './proto.ts';
import type { Slice } from './weights-file.ts';

/** `external`: shared arrays stay in their weights file. `embedded`: they are copied into the graph. */
export type Placement = 'external' | 'embedded';

/** Element types a graph may hold inline, by the array that carries them. */
type Inline = Float32Array | Int32Array | BigInt64Array | Int8Array | Uint8Array;

/** Builds one ONNX graph, node after node; the same calls give the same bytes. */
export class GraphWriter {
  readonly #placement: Placement;
  readonly #nodes: NodeProto[] = [];
  readonly #initializers: TensorProto[] = [];

  constructor(placement: Placement) {
    this.#placement = placement;
  }

  /** Adds a constant that lies in the graph itself. Returns its name. Keeps a view of `values`. */
  constant(name: string, dims: readonly number[], values: Inline): string {
    const rawData = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    this.#initializers.push({ name, dataType: elementType(values), dims: [...dims], rawData });
    return name;
  }

  /** Adds a constant that lies in a weights file. Returns its name. */
  shared(name: string, dims: readonly number[], dataType: ElementType, slice: Slice): string {
    const tensor: TensorProto = { name, dataType, dims: [...dims] };
    if (this.#placement === 'embedded') tensor.rawData = slice.bytes;
    else {
      tensor.dataLocation = onnx.TensorProto.DataLocation.EXTERNAL;
      tensor.externalData = [
        { key: 'location', value: slice.file },
        { key: 'offset', value: String(slice.offset) },
        { key: 'length', value: String(slice.bytes.length) },
      ];
    }
    this.#initializers.push(tensor);
    return name;
  }

  /** Adds a node of one output. Returns the output's name. */
  node(
    opType: string,
    name: string,
    input: readonly string[],
    output: string,
    attribute: readonly AttributeProto[] = [],
  ): string {
    this.#nodes.push({ opType, name, input: [...input], output: [output], attribute: [...attribute] });
    return output;
  }

  /** The finished model, of opset 15. `watched` names inner tensors (float32) that become outputs as well. */
  encode(input: Port, output: Port, watched: readonly string[] = []): Uint8Array {
    const extra = watched.map(name => ({ name, type: { tensorType: { elemType: ElementType.float32 } } }));
    return onnx.ModelProto.encode({
      irVersion: 8,
      opsetImport: [{ domain: '', version: 15 }],
      producerName: 'backgroundfx',
      graph: {
        name: 'network',
        node: this.#nodes,
        initializer: this.#initializers,
        input: [portInfo(input)],
        output: [portInfo(output), ...extra],
      },
    }).finish();
  }
}

function elementType(values: Inline): ElementType {
  if (values instanceof Float32Array) return ElementType.float32;
  if (values instanceof Int32Array) return ElementType.int32;
  if (values instanceof BigInt64Array) return ElementType.int64;
  return values instanceof Int8Array ? ElementType.int8 : ElementType.uint8;
}

function portInfo({ name, channels, size }: Port): ValueInfoProto {
  const sides = size ? size.map(dimValue => ({ dimValue })) : [{ dimParam: 'height' }, { dimParam: 'width' }];
  const dim = [{ dimValue: 1 }, { dimValue: channels }, ...sides];
  return { name, type: { tensorType: { elemType: ElementType.float32, shape: { dim } } } };
}
