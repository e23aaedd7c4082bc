import { describe, expect, test } from 'vitest';
import { measuredTensors, planInt8 } from './int8-plan.ts';
import type { Network, NetworkNode, Operator } from './network.ts';

const node = (op: Operator, inputs: string[], output: string): NetworkNode => ({
  op,
  name: `/${output}`,
  inputs,
  output,
  attributes: [],
});

/** Two branches, one pooled and doubled again, that are joined; the second is also read elsewhere. */
const network: Network = {
  input: { name: 'input', channels: 1 },
  output: { name: 'output', channels: 1 },
  constants: new Map(),
  nodes: [
    node('Conv', ['input', 'w', 'b'], 'left'),
    node('MaxPool', ['left'], 'pooled'),
    node('Resize', ['pooled'], 'doubled'),
    node('Conv', ['input', 'w', 'b'], 'right'),
    node('Concat', ['doubled', 'right'], 'joined'),
    node('Add', ['joined', 'right'], 'sum'),
    node('Resize', ['sum'], 'large'),
    node('Sigmoid', ['large'], 'output'),
  ],
};
const ranges = {
  input: [-0.5, 0.5],
  left: [0, 1],
  right: [0, 2],
  joined: [0, 5.1],
  sum: [-2.55, 2.55],
} as const;
const at = (output: string) => network.nodes.find(n => n.output === output)!;

describe('planInt8', () => {
  const plan = planInt8(network, { version: 1, model: 'm', sourceSha256: '', ranges, float: [] });

  test('a tensor that goes to one Concat only lies on its grid', () => {
    expect(plan.grid('joined')).toEqual({ scale: Math.fround(0.02), zeroPoint: 0 });
    for (const tensor of ['left', 'pooled', 'doubled'])
      expect(plan.grid(tensor)).toEqual(plan.grid('joined'));
    expect(plan.grid('right')).toEqual({ scale: Math.fround(2 / 255), zeroPoint: 0 });
  });

  test('the zero point is the whole byte nearest to zero', () => {
    expect(plan.grid('sum')).toEqual({ scale: Math.fround(0.02), zeroPoint: 128 });
    expect(plan.grid('input').zeroPoint).toBe(127);
  });

  test('the last Resize and the Sigmoid stay in float', () => {
    expect(network.nodes.filter(n => !plan.isInt8(n)).map(n => n.op)).toEqual(['Resize', 'Sigmoid']);
    expect(plan.isRounded('sum')).toBe(true);
    expect(plan.isRounded('large')).toBe(false);
  });

  test('a float Concat does not lend its grid', () => {
    const mixed = planInt8(network, { version: 1, model: 'm', sourceSha256: '', ranges, float: ['/joined'] });
    expect(mixed.grid('doubled')).toEqual({ scale: Math.fround(1 / 255), zeroPoint: 0 });
    expect(mixed.takesRounded(at('joined'), 'doubled')).toBe(true);
    expect(mixed.takesRounded(at('sum'), 'joined')).toBe(true);
  });
});

test('MaxPool and Resize are float between float nodes, and round what an 8-bit node reads', () => {
  const float = (...names: string[]) =>
    planInt8(network, { version: 1, model: 'm', sourceSha256: '', ranges, float: names });
  const mixed = float('/left', '/joined');
  expect(mixed.isInt8(at('pooled'))).toBe(false);
  expect(mixed.isInt8(at('doubled'))).toBe(false);
  expect(['left', 'pooled', 'doubled'].filter(mixed.isRounded)).toEqual([]);
  const read = float('/left');
  expect(read.isInt8(at('pooled'))).toBe(true);
  expect(read.grid('doubled')).toEqual(read.grid('joined'));
});

test('every tensor is measured that some choice of float nodes may need a range of', () => {
  expect(measuredTensors(network)).toEqual(['input', 'left', 'right', 'joined', 'sum']);
  const choice = network.nodes.filter(n => ['Conv', 'Concat', 'Add'].includes(n.op));
  const names = choice.map(n => n.name);
  for (const float of [
    [],
    ...names.map(name => [name]),
    ...names.map(name => names.filter(n => n !== name)),
  ]) {
    const plan = planInt8(network, { version: 1, model: 'm', sourceSha256: '', ranges, float });
    for (const tensor of ['input', ...network.nodes.map(n => n.output)]) {
      if (plan.isRounded(tensor)) expect(plan.grid(tensor).scale).toBeGreaterThan(0);
    }
  }
});
