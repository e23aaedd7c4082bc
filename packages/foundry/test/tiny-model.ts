import { createHash } from 'node:crypto';
import type { ModelCatalog, ModelEntry, ModelFile, ModelSource } from '@backgroundfx/core';
import type { Calibration } from '../src/index.ts';
import { ElementType, intAttribute, onnx } from '../src/onnx/proto.ts';

/** Weights of the tiny network, in the order of its file. */
export const WEIGHTS = {
  /** [2,3,1,1]: picks red - green, and blue. */
  first: [1, -1, 0, 0, 0, 0.5],
  firstBias: [0.25, -0.5],
  /** [1,2,3,3]: a blur of the first channel minus the middle of the second. */
  second: [...Array.from({ length: 9 }, () => 0.3), 0, 0, 0, 0, -2, 0, 0, 0, 0],
  secondBias: [0.125],
} as const;

/**
 * A network of the published kind in small: half-precision weights, casts around, sizes baked into its `Resize`, and
 * an output nobody needs. input -> Conv -> Relu -> MaxPool (halves) -> Resize (doubles) -> Conv -> Sigmoid -> output
 */
export function tinyModel(): Uint8Array {
  const half = ElementType.float16;
  const node = (opType: string, input: string[], output: string, attribute: object[] = []) => ({
    opType,
    name: `/${output}`,
    input,
    output: [output],
    attribute,
  });
  const ints = (name: string, values: number[]) => ({ name, type: 7, ints: values });
  const cast = (from: string, output: string, type: number) =>
    node('Cast', [from], output, [intAttribute('to', type)]);
  const tensor = (name: string, dims: number[], values: readonly number[]) => ({
    name,
    dims,
    dataType: half,
    rawData: new Uint8Array(Uint16Array.from(values, toHalf).buffer),
  });
  const port = (name: string, channels: number) => ({
    name,
    type: {
      tensorType: {
        elemType: ElementType.float32,
        shape: { dim: [1, channels, 8, 8].map(dimValue => ({ dimValue })) },
      },
    },
  });
  return onnx.ModelProto.encode({
    irVersion: 8,
    opsetImport: [{ domain: '', version: 15 }],
    graph: {
      name: 'tiny',
      node: [
        cast('input', 'input_half', half),
        node('Conv', ['input_half', 'w1', 'b1'], 'conv1', [ints('kernel_shape', [1, 1])]),
        node('Relu', ['conv1'], 'relu1'),
        node('MaxPool', ['relu1'], 'pool1', [ints('kernel_shape', [2, 2]), ints('strides', [2, 2])]),
        node('Shape', ['relu1'], 'baked'),
        cast('pool1', 'pool1_wide', ElementType.float32),
        node('Resize', ['pool1_wide', '', '', 'baked'], 'resized_wide', [
          { name: 'mode', type: 3, s: Buffer.from('nearest') },
        ]),
        cast('resized_wide', 'resized', half),
        node('Sigmoid', ['pool1'], 'spare'),
        node('Conv', ['resized', 'w2', 'b2'], 'conv2', [
          ints('kernel_shape', [3, 3]),
          ints('pads', [1, 1, 1, 1]),
        ]),
        node('Sigmoid', ['conv2'], 'sigmoid'),
        cast('sigmoid', 'output', ElementType.float32),
      ],
      initializer: [
        tensor('w1', [2, 3, 1, 1], WEIGHTS.first),
        tensor('b1', [2], WEIGHTS.firstBias),
        tensor('w2', [1, 2, 3, 3], WEIGHTS.second),
        tensor('b2', [1], WEIGHTS.secondBias),
        tensor('unused', [1], [1]),
      ],
      input: [port('input', 3)],
      output: [port('output', 1), port('spare', 2)],
    },
  }).finish();
}

/** The bits of a half-precision number, truncated; enough for the weights above. */
function toHalf(value: number): number {
  if (value === 0) return 0;
  const bits = new Uint32Array(Float32Array.of(value).buffer)[0]!;
  return ((bits >>> 16) & 0x8000) | ((((bits >>> 23) & 255) - 112) << 10) | ((bits >>> 13) & 1023);
}

export function tinyCalibration(source: Uint8Array = tinyModel()): Calibration {
  return {
    version: 1,
    model: 'tiny',
    sourceSha256: hash(source),
    ranges: {
      input: [-0.5, 0.5],
      conv1: [-2, 2],
      relu1: [0, 2.55],
      pool1: [0, 2.55],
      resized_wide: [0, 2.55],
      conv2: [-4, 4],
    },
    float: [],
  };
}

export function hash(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

export function fileOf(name: string, bytes: Uint8Array): ModelFile {
  return { name, bytes: bytes.length, sha256: hash(bytes) };
}

/** A file as a new catalogue has it: sizes and hashes still to be filled in. */
function unknownFile(name: string): ModelFile {
  return { name, bytes: 1, sha256: '0'.repeat(64) };
}

/** A catalogue of the tiny network. */
export function tinyCatalog(sources: readonly ModelSource[]): ModelCatalog {
  const weights = [unknownFile('tiny.weights.bin')];
  const model: ModelEntry = {
    id: 'tiny',
    aliases: ['small'],
    displayName: 'Tiny',
    kind: 'saliency',
    licence: { spdx: 'MIT', url: 'https://example.org', origin: 'https://example.org', note: 'ours' },
    sources,
    input: {
      name: 'input',
      mean: [128, 128, 128],
      scale: [1, 1, 1],
      multipleOf: 2,
      bestSize: 8,
      fit: 'stretch',
    },
    output: { name: 'output', values: 'unit' },
    variants: [
      { id: 'int8', device: 'cpu', graph: unknownFile('tiny.int8.onnx'), weights },
      { id: 'fp16', device: 'gpu', needs: 'shader-f16', graph: unknownFile('tiny.fp16.onnx'), weights },
      { id: 'fp32', device: 'gpu', graph: unknownFile('tiny.fp32.onnx'), weights },
    ],
  };
  return { version: 1, models: [model] };
}
