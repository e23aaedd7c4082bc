/**
 * Writes the tiny networks of the adapter tests: `sigmoid(4 * (red - green - blue))` as one 1x1 convolution over int8
 * weights that lie in a file of their own, with float32 (`tiny.fp32.onnx`) and float16 (`tiny.fp16.onnx`) compute.
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
