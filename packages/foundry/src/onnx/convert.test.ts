import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createNodeSession } from '@backgroundfx/inference/node';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { tinyCalibration, tinyCatalog, tinyModel } from '../../test/tiny-model.ts';
import type { Calibration } from './calibration.ts';
import { convert } from './convert.ts';
import { plainGraph } from './float-graph.ts';
import { int8Graph } from './int8-graph.ts';
import { onnx } from './proto.ts';
import { shareWeights } from './quantise-weights.ts';
import { readNetwork } from './read-network.ts';

const network = readNetwork(tinyModel(), 'output');
const calibration = tinyCalibration();
const model = tinyCatalog([]).models[0]!;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'foundry-'));
  const { weights, graphs } = convert(network, calibration, 'tiny.weights.bin');
  await writeFile(join(folder, 'tiny.weights.bin'), weights);
  for (const [id, bytes] of Object.entries(graphs)) await writeFile(join(folder, `${id}.onnx`), bytes);
  await writeFile(join(folder, 'plain.onnx'), plainGraph(network));
  const shared = shareWeights(network, 'absent.bin');
  await writeFile(join(folder, 'embedded.onnx'), int8Graph(network, shared, calibration, 'embedded'));
});

afterAll(() => rm(folder, { recursive: true }));

/** Runs a graph of the folder on a fixed picture: slow waves, different in each channel. */
async function run(graph: string, size: number): Promise<Float32Array> {
  const session = await createNodeSession({ graphPath: join(folder, graph), model, threads: 1 });
  try {
    const data = Float32Array.from({ length: 3 * size * size }, (_, i) => Math.sin(i / 9) / 2);
    const output = await session.run({ data, dims: [1, 3, size, size] });
    expect(output.dims).toEqual([1, 1, size, size]);
    return output.data;
  } finally {
    await session.dispose();
  }
}

function worst(a: Float32Array, b: Float32Array): number {
  return a.reduce((most, v, i) => Math.max(most, Math.abs(v - b[i]!)), 0);
}

describe('the graphs over one weights file', () => {
  test.each([8, 32])('agree with the plain network at %i pixels', async size => {
    const plain = await run('plain.onnx', size);
    expect(Math.max(...plain) - Math.min(...plain)).toBeGreaterThan(0.2);
    expect(worst(await run('fp32.onnx', size), plain)).toBeLessThan(0.003);
    expect(worst(await run('fp16.onnx', size), plain)).toBeLessThan(0.004);
    expect(worst(await run('int8.onnx', size), plain)).toBeLessThan(0.02);
  });

  test('an embedded int8 graph gives the same answer without the file', async () => {
    expect(await run('embedded.onnx', 16)).toEqual(await run('int8.onnx', 16));
  });
});

describe('the int8 graph', () => {
  /** `operator: inputs` of every node. */
  const nodes = (changes: Partial<Calibration> = {}) => {
    const bytes = int8Graph(network, shareWeights(network, 'w'), { ...calibration, ...changes });
    return onnx.ModelProto.decode(bytes).graph!.node!.map(n => `${n.opType}: ${n.input!.join(' ')}`);
  };

  test('rounds activations where 8-bit nodes meet, and nowhere between Conv and Relu or before the Sigmoid', () => {
    expect(
      nodes()
        .filter(n => n.startsWith('QuantizeLinear'))
        .map(n => n.split(' ')[1]),
    ).toEqual(['input', 'relu1', 'pool1', 'resized_wide', 'conv2']);
    expect(nodes()).toContain('Relu: conv1');
    expect(nodes()).toContain('Conv: input:rounded w1:float b1:float');
  });

  test('leaves the named nodes in float, unrounded among themselves', () => {
    const mixed = nodes({ float: ['/conv2', '/resized_wide'] });
    expect(mixed).toContain('Conv: resized_wide w2:float b2:float');
    expect(mixed).toContain('Mul: w2:wide w2:scale');
    expect(mixed.some(n => n.startsWith('QuantizeLinear: resized_wide'))).toBe(false);
  });

  test('MaxPool and Resize keep the grid of their input', () => {
    const bytes = int8Graph(network, shareWeights(network, 'w'), calibration);
    const scales = onnx.ModelProto.decode(bytes).graph!.initializer!.filter(t => t.name?.endsWith(':scale'));
    const scale = (name: string) =>
      new Float32Array(new Uint8Array(scales.find(t => t.name === name)!.rawData!).buffer)[0];
    expect(scale('relu1:scale')).toBe(Math.fround(0.01));
    expect(scale('pool1:scale')).toBe(scale('relu1:scale'));
    expect(scale('resized_wide:scale')).toBe(scale('relu1:scale'));
    expect(scale('input:scale')).toBe(Math.fround(1 / 255));
  });

  test('says which range is missing', () => {
    expect(() => nodes({ ranges: { input: [-0.5, 0.5] } })).toThrow(
      expect.objectContaining({ code: 'bad_catalogue', message: expect.stringContaining('"relu1"') }),
    );
  });
});

test('the same input gives the same bytes', () => {
  const once = convert(readNetwork(tinyModel(), 'output'), tinyCalibration(), 'w');
  expect(convert(readNetwork(tinyModel(), 'output'), tinyCalibration(), 'w')).toEqual(once);
});

test('watched tensors become outputs of the plain graph', () => {
  const graph = onnx.ModelProto.decode(plainGraph(network, ['relu1', 'pool1'])).graph;
  expect(graph?.output?.map(o => o.name)).toEqual(['output', 'relu1', 'pool1']);
});
