/**
 * Writes the tiny networks of the adapter tests: `sigmoid(4 * (red - green - blue))` as one 1x1 convolution over int8
 * weights that lie in a file of their own, with float32 (`tiny.fp32.onnx`) and float16 (`tiny.fp16.onnx`) compute; and
 * `u2net.signature.onnx`, which has the inputs and outputs of U²-Net and computes `sigmoid(red + 2 * green + 3 * blue)` as
 * the first output, and nothing of use as the six others.
 * Run: npx tsx packages/inference/test/make-tiny-graphs.mts
 */
import { writeFileSync } from 'node:fs';
import onnxProto from 'onnx-proto';

const { onnx } = onnxProto;
const { DataType } = onnx.TensorProto;
const WEIGHTS = 'tiny.weights.bin';
const folder = new URL('./fixtures/', import.meta.url);

function shaped(name: string, channels: number) {
  const dim = [{ dimValue: 1 }, { dimValue: channels }, { dimParam: 'h' }, { dimParam: 'w' }];
  return { name, type: { tensorType: { elemType: DataType.FLOAT, shape: { dim } } } };
}

function graph(half: boolean) {
  const initializer = [
    {
      name: 'w_q',
      dims: [1, 3, 1, 1],
      dataType: DataType.INT8,
      dataLocation: onnx.TensorProto.DataLocation.EXTERNAL,
      externalData: [
        { key: 'location', value: WEIGHTS },
        { key: 'offset', value: '0' },
        { key: 'length', value: '3' },
      ],
    },
    { name: 'w_s', dims: [1], dataType: DataType.FLOAT, floatData: [0.04] },
  ];
  const cast = (from: string, to: string, type: number) => ({
    opType: 'Cast',
    input: [from],
    output: [to],
    attribute: [{ name: 'to', type: onnx.AttributeProto.AttributeType.INT, i: type }],
  });
  // Cast and Mul fold at load on every provider; DequantizeLinear would run again with every picture.
  const expand = [
    cast('w_q', 'w_f', DataType.FLOAT),
    { opType: 'Mul', input: ['w_f', 'w_s'], output: ['w'] },
  ];
  const halved = [cast('w', 'w16', DataType.FLOAT16), cast('input', 'x16', DataType.FLOAT16)];
  const node = [
    ...expand,
    ...(half ? halved : []),
    { opType: 'Conv', input: half ? ['x16', 'w16'] : ['input', 'w'], output: ['c'] },
    { opType: 'Sigmoid', input: ['c'], output: [half ? 's16' : 'output'] },
    ...(half ? [cast('s16', 'output', DataType.FLOAT)] : []),
  ];
  return onnx.ModelProto.encode({
    irVersion: 8,
    opsetImport: [{ domain: '', version: 13 }],
    producerName: 'backgroundfx',
    graph: { name: 'tiny', node, initializer, input: [shaped('input', 3)], output: [shaped('output', 1)] },
  }).finish();
}

writeFileSync(new URL(WEIGHTS, folder), Int8Array.of(100, -100, -100));
writeFileSync(new URL('tiny.fp32.onnx', folder), graph(false));
writeFileSync(new URL('tiny.fp16.onnx', folder), graph(true));

function u2netSignature() {
  const port = (name: string, channels: number) => ({
    name,
    type: {
      tensorType: {
        elemType: DataType.FLOAT,
        shape: { dim: [1, channels, 320, 320].map(dimValue => ({ dimValue })) },
      },
    },
  });
  const sides = ['1960', '1961', '1962', '1963', '1964', '1965'];
  return onnx.ModelProto.encode({
    irVersion: 6,
    opsetImport: [{ domain: '', version: 11 }],
    producerName: 'backgroundfx',
    graph: {
      name: 'u2net',
      node: [
        { opType: 'Conv', input: ['input.1', 'w'], output: ['c'] },
        { opType: 'Sigmoid', input: ['c'], output: ['1959'] },
        { opType: 'Sub', input: ['1959', '1959'], output: ['nothing'] },
        ...sides.map(name => ({ opType: 'Identity', input: ['nothing'], output: [name] })),
      ],
      initializer: [{ name: 'w', dims: [1, 3, 1, 1], dataType: DataType.FLOAT, floatData: [1, 2, 3] }],
      input: [port('input.1', 3)],
      output: ['1959', ...sides].map(name => port(name, 1)),
    },
  }).finish();
}

writeFileSync(new URL('u2net.signature.onnx', folder), u2netSignature());
