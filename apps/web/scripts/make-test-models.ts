/**
 * Writes the tiny networks that the page's tests open as a user's own: one that works, and one for each way in which a
 * file can be hostile. Run: npx tsx apps/web/scripts/make-test-models.ts
 */
import { writeFileSync } from 'node:fs';
import { bytes, message, number, text } from './protobuf.ts';

const folder = new URL('../test/models/', import.meta.url);
const SIDE = 64;
const FLOAT = 1;
const INT64 = 7;

type Sides = readonly (number | string)[];

function port(name: string, sides: Sides): Buffer {
  const dims = sides.map(side => message(1, typeof side === 'number' ? number(1, side) : text(2, side)));
  return Buffer.concat([text(1, name), message(2, message(1, number(1, FLOAT), message(2, ...dims)))]);
}

function op(type: string, inputs: readonly string[], output: string, ...attributes: Buffer[]): Buffer {
  const names = [...inputs.map(name => text(1, name)), text(2, output), text(4, type)];
  return Buffer.concat([...names, ...attributes.map(attribute => message(5, attribute))]);
}

function tensor(name: string, dims: readonly number[], type: number, data: Buffer): Buffer {
  return Buffer.concat([...dims.map(side => number(1, side)), number(2, type), text(8, name), data]);
}

function floats(name: string, dims: readonly number[], values: readonly number[]): Buffer {
  return tensor(name, dims, FLOAT, bytes(9, Buffer.from(Float32Array.from(values).buffer)));
}

function shape(name: string, sides: readonly number[]): Buffer {
  return tensor(
    name,
    [sides.length],
    INT64,
    bytes(9, Buffer.from(BigInt64Array.from(sides.map(BigInt)).buffer)),
  );
}

interface Graph {
  readonly nodes?: readonly Buffer[];
  readonly weights?: readonly Buffer[];
  readonly input?: Sides;
  readonly output?: Sides;
}

/** `sigmoid(4 * (red - green - blue))`, of values 0..1, unless the parts say something else. */
function model({ nodes = RED, weights = [RED_WEIGHTS], input, output }: Graph): Buffer {
  const graph = [
    ...nodes.map(node => message(1, node)),
    text(2, 'test'),
    ...weights.map(weight => message(5, weight)),
    message(11, port('picture', input ?? [1, 3, SIDE, SIDE])),
    message(12, port('matte', output ?? [1, 1, SIDE, SIDE])),
  ];
  return Buffer.concat([number(1, 8), message(7, ...graph), message(8, text(1, ''), number(2, 13))]);
}

const RED = [op('Conv', ['picture', 'w'], 'c'), op('Sigmoid', ['c'], 'matte')];
const RED_WEIGHTS = floats('w', [1, 3, 1, 1], [4, -4, -4]);
const good = model({});

const files: Readonly<Record<string, Buffer>> = {
  'red.onnx': good,
  'red.json': Buffer.from(
    JSON.stringify({
      version: 1,
      name: 'Red things',
      input: { layout: 'nchw', size: SIDE, mean: 0, std: 1 },
      output: { name: 'matte', values: 'unit' },
    }),
  ),
  // It passes the static checks: what it makes on the way is not in the file.
  'blows-up.onnx': model({
    nodes: [
      op('Expand', ['w', 'large'], 'many'),
      op('ReduceSum', ['many'], 'sum'),
      op('Add', ['sum', 'picture'], 'all'),
      op('Conv', ['all', 'w'], 'c'),
      op('Sigmoid', ['c'], 'matte'),
    ],
    weights: [RED_WEIGHTS, shape('large', [1, 3, 60_000, 60_000])],
  }),
  'huge-dims.onnx': model({ input: [1, 3, 2_000_000_000, 2_000_000_000] }),
  'loop.onnx': model({
    nodes: [
      op(
        'Loop',
        ['picture'],
        'matte',
        Buffer.concat([text(1, 'body'), message(6, text(2, 'inner')), number(20, 5)]),
      ),
    ],
    weights: [],
  }),
  'outside.onnx': model({
    weights: [
      tensor(
        'w',
        [1, 3, 1, 1],
        FLOAT,
        Buffer.concat([message(13, text(1, 'location'), text(2, '../../../etc/passwd')), number(14, 1)]),
      ),
    ],
  }),
  'circle.onnx': model({
    nodes: [op('Add', ['b', 'picture'], 'a'), op('Sigmoid', ['a'], 'b'), op('Relu', ['b'], 'matte')],
  }),
  'claims-2gb.onnx': model({ weights: [floats('w', [1, 3, 13_000, 13_000], [1, 2, 3])] }),
  'nan.onnx': model({ weights: [floats('w', [1, 3, 1, 1], [4, Number.NaN, -4])] }),
  'half.onnx': good.subarray(0, good.length >> 1),
  'five-channels.onnx': model({
    input: [1, 5, SIDE, SIDE],
    weights: [floats('w', [1, 5, 1, 1], [1, 1, 1, 1, 1])],
  }),
  'open-axes.onnx': model({ input: [1, 'n', 'n', 'n'], output: [1, 1, 'n', 'n'] }),
  'not-onnx.onnx': Buffer.from('Dear diary, today I was renamed.'),
};

for (const [name, content] of Object.entries(files)) writeFileSync(new URL(name, folder), content);
