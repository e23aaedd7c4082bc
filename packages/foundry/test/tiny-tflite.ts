import { Builder, type Offset } from 'flatbuffers';

/** A tensor of a TFLite file to be written; numbers of types and operators are those of TensorFlow Lite's schema. */
export interface TensorPlan {
  readonly shape: readonly number[];
  /** 0 float32, 2 int32, 3 uint8, 9 int8; uint8 unless told. */
  readonly type?: number;
  readonly data?: Float32Array | Int32Array | Uint8Array | Int8Array;
  readonly scales?: readonly number[];
  readonly zeroPoints?: readonly number[];
  readonly axis?: number;
}

/** A setting of an operator: the number of its field, its kind and its value. */
export type Setting = readonly [field: number, kind: 'int8' | 'int32', value: number];

export interface OperatorPlan {
  readonly code: number;
  readonly inputs: readonly number[];
  readonly outputs: readonly number[];
  readonly settings?: readonly Setting[];
}

export interface TflitePlan {
  readonly tensors: readonly TensorPlan[];
  readonly operators: readonly OperatorPlan[];
  readonly inputs: readonly number[];
  readonly outputs: readonly number[];
  readonly version?: number;
  readonly identifier?: string;
  readonly graphs?: number;
  /** How many times each operator stands in the list: all of them lead to one place. */
  readonly copies?: number;
}

/** Writes a TFLite file. */
export function tinyTflite(plan: TflitePlan): Uint8Array {
  const b = new Builder(1024);
  // Buffer 0 is the empty one by convention.
  const contents = [undefined, ...plan.tensors.map(t => t.data)];
  const buffers = contents.map(data => {
    const bytes = data && b.createByteVector(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
    return table(b, 1, () => bytes !== undefined && b.addFieldOffset(0, bytes, 0));
  });
  const codes = [...new Set(plan.operators.map(o => o.code))];
  const graph = () => {
    const tensors = plan.tensors.map((t, i) => writeTensor(b, t, i));
    const written = plan.operators.map(o => writeOperator(b, o, codes));
    const operators = Array.from({ length: plan.copies ?? 1 }, () => written).flat();
    const parts = [list(b, tensors), int32s(b, plan.inputs), int32s(b, plan.outputs), list(b, operators)];
    return table(b, 5, () => {
      for (const [field, part] of parts.entries()) b.addFieldOffset(field, part, 0);
    });
  };
  const lists = [
    list(
      b,
      codes.map(code => writeCode(b, code)),
    ),
    list(b, Array.from({ length: plan.graphs ?? 1 }, graph)),
    list(b, buffers),
  ];
  const root = table(b, 8, () => {
    b.addFieldInt32(0, plan.version ?? 3, 0);
    for (const [i, field] of [1, 2, 4].entries()) b.addFieldOffset(field, lists[i]!, 0);
  });
  b.finish(root, plan.identifier ?? 'TFL3');
  return b.asUint8Array().slice();
}

function table(b: Builder, fields: number, fill: () => unknown): Offset {
  b.startObject(fields);
  fill();
  return b.endObject();
}

function list(b: Builder, offsets: readonly Offset[]): Offset {
  b.startVector(4, offsets.length, 4);
  for (const offset of offsets.toReversed()) b.addOffset(offset);
  return b.endVector();
}

function int32s(b: Builder, values: readonly number[]): Offset {
  b.startVector(4, values.length, 4);
  for (const value of values.toReversed()) b.addInt32(value);
  return b.endVector();
}

function float32s(b: Builder, values: readonly number[]): Offset {
  b.startVector(4, values.length, 4);
  for (const value of values.toReversed()) b.addFloat32(value);
  return b.endVector();
}

function int64s(b: Builder, values: readonly number[]): Offset {
  b.startVector(8, values.length, 8);
  for (const value of values.toReversed()) b.addInt64(BigInt(value));
  return b.endVector();
}

function writeCode(b: Builder, code: number): Offset {
  return table(b, 4, () => {
    b.addFieldInt8(0, Math.min(code, 127), 0);
    b.addFieldInt32(3, code, 0);
  });
}

function writeTensor(b: Builder, tensor: TensorPlan, index: number): Offset {
  const { scales, zeroPoints, axis = 0 } = tensor;
  const shape = int32s(b, tensor.shape);
  const name = b.createString(`t${index}`);
  let quantisation: Offset | undefined;
  if (scales) {
    const s = float32s(b, scales);
    const z = zeroPoints && int64s(b, zeroPoints);
    quantisation = table(b, 7, () => {
      b.addFieldOffset(2, s, 0);
      if (z !== undefined) b.addFieldOffset(3, z, 0);
      b.addFieldInt32(6, axis, 0);
    });
  }
  return table(b, 8, () => {
    b.addFieldOffset(0, shape, 0);
    b.addFieldInt8(1, tensor.type ?? 3, 0);
    b.addFieldInt32(2, tensor.data ? index + 1 : 0, 0);
    b.addFieldOffset(3, name, 0);
    if (quantisation !== undefined) b.addFieldOffset(4, quantisation, 0);
  });
}

function writeOperator(b: Builder, operator: OperatorPlan, codes: readonly number[]): Offset {
  const { settings = [] } = operator;
  const inputs = int32s(b, operator.inputs);
  const outputs = int32s(b, operator.outputs);
  const options = table(b, 8, () => {
    for (const [field, kind, value] of settings) {
      if (kind === 'int8') b.addFieldInt8(field, value, 0);
      else b.addFieldInt32(field, value, 0);
    }
  });
  return table(b, 9, () => {
    b.addFieldInt32(0, codes.indexOf(operator.code), 0);
    b.addFieldOffset(1, inputs, 0);
    b.addFieldOffset(2, outputs, 0);
    b.addFieldOffset(4, options, 0);
  });
}

/** An 8-bit tensor that holds `(q - 128) / 64`. */
export const EIGHTHS = { scales: [1 / 64], zeroPoints: [128] } as const;

/**
 * A network with every operator the importer knows: input [1,4,4,3] -> 3x3 convolution at stride 2, to 2 channels, relu6 ->
 * depthwise 3x3, dilated -> added to itself before -> beside its mean over the picture, enlarged -> 1x1 convolution to
 * 3 classes -> enlarged to 4x4 -> largest class.
 */
export function tinySegmenter(): TflitePlan {
  const q = (values: number[]) => Uint8Array.from(values);
  const biasScale = { scales: [1 / 4096], type: 2 } as const;
  const wave = (n: number, step: number) =>
    q(Array.from({ length: n }, (_, i) => 128 + ((i * step) % 97) - 48));
  return {
    inputs: [0],
    outputs: [20],
    tensors: [
      { shape: [1, 4, 4, 3], scales: [1 / 128], zeroPoints: [128] },
      { shape: [2, 3, 3, 3], data: wave(54, 29), ...EIGHTHS },
      { shape: [2], data: Int32Array.of(2048, 1024), ...biasScale },
      { shape: [1, 2, 2, 2], ...EIGHTHS },
      { shape: [1, 3, 3, 2], data: wave(18, 41), ...EIGHTHS },
      { shape: [2], data: Int32Array.of(-512, 256), ...biasScale },
      { shape: [1, 2, 2, 2], ...EIGHTHS },
      { shape: [1, 2, 2, 2], ...EIGHTHS },
      { shape: [1, 1, 1, 2], ...EIGHTHS },
      { shape: [2], type: 2, data: Int32Array.of(2, 2) },
      { shape: [1, 2, 2, 2], ...EIGHTHS },
      { shape: [1, 2, 2, 2], scales: [1 / 32], zeroPoints: [128] },
      { shape: [1, 2, 2, 4], scales: [1 / 32], zeroPoints: [128] },
      {
        shape: [3, 1, 1, 4],
        type: 9,
        data: Int8Array.of(9, -7, 5, -3, 1, 20, -40, 60, -80, 100, -120, 127),
        scales: [1 / 64, 1 / 32, 1 / 16],
        axis: 0,
      },
      { shape: [3], data: Int32Array.of(10, -20, 30), type: 2, scales: [1 / 64, 1 / 32, 1 / 16] },
      { shape: [1, 2, 2, 3], scales: [1 / 16], zeroPoints: [128] },
      { shape: [2], type: 2, data: Int32Array.of(2, 2) },
      { shape: [1, 2, 2, 3], scales: [1 / 16], zeroPoints: [128] },
      { shape: [2], type: 2, data: Int32Array.of(4, 4) },
      { shape: [1, 4, 4, 3], scales: [1 / 16], zeroPoints: [128] },
      { shape: [1, 4, 4], type: 4 },
      { shape: [], type: 2, data: Int32Array.of(3) },
    ],
    operators: [
      {
        code: 3,
        inputs: [0, 1, 2],
        outputs: [3],
        settings: [
          [0, 'int8', 0],
          [1, 'int32', 2],
          [2, 'int32', 2],
          [3, 'int8', 3],
        ],
      },
      {
        code: 4,
        inputs: [3, 4, 5],
        outputs: [6],
        settings: [
          [1, 'int32', 1],
          [2, 'int32', 1],
          [3, 'int32', 1],
          [5, 'int32', 2],
          [6, 'int32', 2],
        ],
      },
      { code: 0, inputs: [6, 3], outputs: [7], settings: [[0, 'int8', 1]] },
      {
        code: 1,
        inputs: [7],
        outputs: [8],
        settings: [
          [0, 'int8', 1],
          [1, 'int32', 1],
          [2, 'int32', 1],
          [3, 'int32', 2],
          [4, 'int32', 2],
        ],
      },
      { code: 23, inputs: [8, 9], outputs: [10], settings: [[2, 'int8', 1]] },
      { code: 114, inputs: [10], outputs: [11] },
      { code: 2, inputs: [7, 11], outputs: [12], settings: [[0, 'int32', 3]] },
      {
        code: 3,
        inputs: [12, 13, 14],
        outputs: [15],
        settings: [
          [0, 'int8', 1],
          [1, 'int32', 1],
          [2, 'int32', 1],
        ],
      },
      { code: 23, inputs: [15, 16], outputs: [17], settings: [[2, 'int8', 1]] },
      { code: 23, inputs: [17, 18], outputs: [19], settings: [[2, 'int8', 1]] },
      { code: 56, inputs: [19, 21], outputs: [20] },
    ],
  };
}
