import { invalidModel } from './invalid-model.ts';
import type { OnnxModel } from './onnx-graph.ts';

/**
 * Checks that every tensor is made exactly once, and that the operations can be put in an order in which each finds its
 * inputs made. Time and memory grow with the number of names.
 * @throws EngineError `invalid_model`: `wiring`, `cycle`
 */
export function checkWiring({ nodes, weights, inputs, outputs }: OnnxModel): void {
  /** By tensor: the node that makes it, or -1 when it is there from the start. */
  const makers = new Map<string, number>();
  const claim = (name: string, maker: number) => {
    if (name === '' && maker >= 0) return;
    if (makers.has(name)) throw wiring(`Tensor "${name}" is made twice`, name);
    makers.set(name, maker);
  };
  for (const { name } of weights) claim(name, -1);
  for (const { name } of inputs) claim(name, -1);
  nodes.forEach((node, i) => {
    for (const name of node.outputs) claim(name, i);
  });

  /** By node: how many of its inputs are not made yet; and who waits for it, as one list chained through `next`. */
  const waiting = new Uint32Array(nodes.length);
  const first = new Int32Array(nodes.length).fill(-1);
  const readers: number[] = [];
  const next: number[] = [];
  nodes.forEach((node, i) => {
    for (const name of node.inputs) {
      if (name === '') continue;
      const maker = makers.get(name);
      if (maker === undefined)
        throw wiring(`Nothing makes tensor "${name}", which ${node.operator} reads`, name);
      if (maker < 0) continue;
      waiting[i]!++;
      next.push(first[maker]!);
      first[maker] = readers.push(i) - 1;
    }
  });
  for (const { name } of outputs) {
    if (!makers.has(name)) throw wiring(`Nothing makes output "${name}"`, name);
  }

  const ready: number[] = [];
  for (let i = 0; i < nodes.length; i++) if (waiting[i] === 0) ready.push(i);
  let done = 0;
  for (let i = ready.pop(); i !== undefined; i = ready.pop()) {
    done++;
    for (let link = first[i]!; link >= 0; link = next[link]!) {
      const reader = readers[link]!;
      if (--waiting[reader]! === 0) ready.push(reader);
    }
  }
  if (done === nodes.length) return;
  const stuck = nodes[waiting.findIndex(count => count > 0)];
  const tensor = stuck?.outputs[0] ?? '';
  throw invalidModel('cycle', `Operation ${stuck?.operator} waits for its own output "${tensor}"`, {
    tensor,
  });
}

function wiring(message: string, tensor: string) {
  return invalidModel('wiring', message, { tensor });
}
