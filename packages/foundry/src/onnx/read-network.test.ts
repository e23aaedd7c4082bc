import { describe, expect, test } from 'vitest';
import { tinyModel, WEIGHTS } from '../../test/tiny-model.ts';
import { onnx } from './proto.ts';
import { readNetwork } from './read-network.ts';

/** The tiny model with one change. */
function changed(change: (graph: ReturnType<typeof graphOf>) => void): Uint8Array {
  const model = onnx.ModelProto.decode(tinyModel());
  change(graphOf(model));
  return onnx.ModelProto.encode(model).finish();
}

function graphOf(model: ReturnType<typeof onnx.ModelProto.decode>) {
  if (!model.graph?.node) throw new Error('the tiny model has nodes');
  return { ...model.graph, node: model.graph.node };
}

describe('readNetwork', () => {
  test('keeps what the output needs, without casts and baked sizes', () => {
    const network = readNetwork(tinyModel(), 'output');
    expect(network.nodes.map(n => `${n.op} ${n.inputs.join(',')} -> ${n.output}`)).toEqual([
      'Conv input,w1,b1 -> conv1',
      'Relu conv1 -> relu1',
      'MaxPool relu1 -> pool1',
      'Resize pool1 -> resized_wide',
      'Conv resized_wide,w2,b2 -> conv2',
      'Sigmoid conv2 -> output',
    ]);
    expect(network.input).toEqual({ name: 'input', channels: 3 });
    expect(network.output).toEqual({ name: 'output', channels: 1 });
  });

  test('widens half-precision weights', () => {
    const { constants } = readNetwork(tinyModel(), 'output');
    expect(constants.get('w1')?.dims).toEqual([2, 3, 1, 1]);
    expect([...constants.get('w1')!.read()]).toEqual([...WEIGHTS.first]);
    expect([...constants.get('b1')!.read()]).toEqual([0.25, -0.5]);
    // 0.3 is the half-precision number just below it.
    expect(constants.get('w2')!.read()[0]).toBe(1228 / 4096);
  });

  test('can follow another output', () => {
    const bytes = changed(graph => {
      graph.node.find(n => n.output?.[0] === 'spare')!.input = ['resized_wide'];
    });
    expect(readNetwork(bytes, 'spare').nodes.at(-1)).toMatchObject({ op: 'Sigmoid', output: 'spare' });
  });

  test.each([
    ['an output that does not exist', tinyModel(), 'nothing', 'no output "nothing"'],
    ['bytes that are no network', Uint8Array.of(255, 255, 255), 'output', 'not an ONNX file'],
    [
      'an unknown operator',
      changed(graph => {
        graph.node.find(n => n.opType === 'Relu')!.opType = 'Elu';
      }),
      'output',
      'operator Elu of node "/relu1" is not supported',
    ],
    [
      'a convolution without bias',
      changed(graph => {
        graph.node.find(n => n.opType === 'Conv')!.input!.length = 2;
      }),
      'output',
      'convolution "/conv1" needs',
    ],
    [
      'an output smaller than the input',
      changed(graph => {
        graph.node.find(n => n.output?.[0] === 'conv2')!.input![0] = 'pool1';
      }),
      'output',
      'not as large as its input',
    ],
  ])('refuses %s', (_, bytes, output, message) => {
    expect(() => readNetwork(bytes, output)).toThrow(
      expect.objectContaining({ code: 'bad_source', message: expect.stringContaining(message) }),
    );
  });
});
