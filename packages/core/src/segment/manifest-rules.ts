import { EngineError } from '../errors.ts';
import type { CustomManifest } from './manifest.ts';
import type { InputRule, Layout, OutputRule } from './model-catalog.ts';
import type { OnnxFacts } from './onnx/inspect-onnx.ts';
import { invalidModel } from './onnx/invalid-model.ts';
import type { OnnxPort, OnnxSide } from './onnx/onnx-graph.ts';

/** How a model of the user's own runs: what the engine asks of any model. */
export interface CustomRules {
  readonly input: InputRule;
  readonly output: OutputRule;
}

const BYTE = 255;

/**
 * Puts together what the manifest says and what the graph says, and makes sure that they agree.
 * @throws EngineError `invalid_model`: `inputs`, `output_missing`, `element_type`, `shape`, `channels`, `size`,
 *   `dynamic_size`
 */
export function customModelRules(manifest: CustomManifest, facts: OnnxFacts): CustomRules {
  const input = inputRule(manifest.input, onlyInput(facts));
  return { input, output: outputRule(manifest, facts) };
}

function onlyInput({ inputs }: OnnxFacts): OnnxPort {
  const [input, ...others] = inputs;
  if (input && others.length === 0) return input;
  const message = `The model has ${inputs.length} inputs (${names(inputs)}); exactly one, the picture, can be given`;
  throw invalidModel('inputs', message, { inputs: inputs.length });
}

function inputRule(said: CustomManifest['input'], port: OnnxPort): InputRule {
  const { layout, channels, size, range, mean, std, fit } = said;
  const sides = typeof size === 'number' ? { multipleOf: size, best: size } : size;
  const [height, width, depth] = imageSides(port, layout);
  const { name } = port;
  if (typeof depth === 'number' && depth !== 3) {
    const message = `Input "${name}" has ${depth} channels (${layout}), and a picture has 3`;
    throw invalidModel('channels', message, { tensor: name, channels: depth });
  }
  for (const side of [height, width]) {
    if (typeof side === 'number') checkFixed(name, side, size);
  }
  checkOpen(name, [
    [port.shape?.[0] ?? null, 1],
    [depth, 3],
    [height, sides.best],
    [width, sides.best],
  ]);
  const scale = std.map(value => 1 / (value * BYTE));
  return {
    name,
    layout,
    channels,
    range,
    mean: three(mean.map(value => value * BYTE)),
    scale: three(scale),
    sizes: typeof size === 'number' ? 'fixed' : 'multiples',
    multipleOf: sides.multipleOf,
    bestSize: sides.best,
    fit,
  };
}

function checkFixed(name: string, side: number, size: CustomManifest['input']['size']): void {
  if (side === size) return;
  if (typeof size === 'number') {
    const message = `Input "${name}" takes ${side} pixels a side, and the manifest says ${size}`;
    throw invalidModel('size', message, { tensor: name, side, size });
  }
  const message = `Input "${name}" takes ${side} pixels a side and nothing else; say so in the manifest's size`;
  throw invalidModel('size', message, { tensor: name, side });
}

/** Sides that share one open size have to come out the same. */
function checkOpen(name: string, sides: readonly (readonly [OnnxSide, number])[]): void {
  const settled = new Map<string, number>();
  for (const [side, value] of sides) {
    if (typeof side !== 'string') continue;
    const before = settled.get(side) ?? value;
    if (before !== value) {
      const message = `The open side "${side}" of input "${name}" would have to be ${before} and ${value} at once`;
      throw invalidModel('dynamic_size', message, { tensor: name, side });
    }
    settled.set(side, value);
  }
}

function outputRule({ output: said, input }: CustomManifest, { outputs }: OnnxFacts): OutputRule {
  const port = outputs.find(({ name }) => name === said.name);
  if (!port) {
    const message = `The model has no output "${said.name}", only ${names(outputs)}`;
    throw invalidModel('output_missing', message, { tensor: said.name });
  }
  const { name, values } = said;
  const layout = said.layout ?? input.layout;
  const [height, width, depth] = imageSides(port, layout);
  for (const side of [height, width]) {
    if (typeof side === 'number') checkMatteSide(name, side, input.size);
  }
  if (values !== 'softmax' && values !== 'shares') {
    if (typeof depth !== 'number' || depth === 1) return { name, layout, values };
    const message = `Output "${name}" has ${depth} channels; "${values}" needs one, "softmax" or "shares" several`;
    throw invalidModel('channels', message, { tensor: name, channels: depth });
  }
  const classes = said.classes ?? defaultClasses(name, depth);
  if (typeof depth === 'number' && depth !== classes.length) {
    const message = `Output "${name}" has ${depth} channels, and the manifest names ${classes.length} classes`;
    throw invalidModel('channels', message, { tensor: name, channels: depth });
  }
  return { name, layout, values, classes };
}

function checkMatteSide(name: string, side: number, size: CustomManifest['input']['size']): void {
  if (side === size) return;
  const picture = typeof size === 'number' ? `${size}` : 'any number of';
  const message = `Output "${name}" has ${side} pixels a side and the input ${picture}; they have to be equal`;
  throw invalidModel('size', message, { tensor: name, side });
}

function defaultClasses(name: string, depth: OnnxSide): string[] {
  if (typeof depth !== 'number') {
    const message = `The number of channels of output "${name}" is open; name its classes in the manifest`;
    throw invalidModel('dynamic_size', message, { tensor: name });
  }
  if (depth < 2) {
    const message = `Output "${name}" has one channel, so there are no classes to tell apart`;
    throw invalidModel('channels', message, { tensor: name, channels: depth });
  }
  return Array.from({ length: depth }, (_, i) =>
    i === 0 ? 'background' : i === 1 ? 'subject' : `subject ${i}`,
  );
}

/** Height, width and channels of a tensor, open ones included. */
function imageSides(port: OnnxPort, layout: Layout): readonly [OnnxSide, OnnxSide, OnnxSide] {
  const { name, elementType, shape } = port;
  if (elementType !== 'float32') {
    const message = `Tensor "${name}" holds ${elementType}; export the model with float32 inputs and outputs`;
    throw invalidModel('element_type', message, { tensor: name, elementType });
  }
  // What the file leaves open altogether, a trial run will tell.
  if (shape === null) return [null, null, null];
  const [batch = null, a = null, b = null, c = null] = shape;
  if (shape.length !== 4 || (typeof batch === 'number' && batch !== 1)) {
    const message = `Tensor "${name}" has shape [${shape.map(side => side ?? '?').join(', ')}]; one picture has four sides, the first of them 1`;
    throw invalidModel('shape', message, { tensor: name });
  }
  return layout === 'nchw' ? [b, c, a] : [a, b, c];
}

/** As many as one reads, of models that may have thousands. */
const TOLD = 5;
const LONGEST_NAME = 60;

function names(ports: readonly OnnxPort[]): string {
  const told = ports.slice(0, TOLD).map(({ name }) => `"${shortened(name)}"`);
  if (told.length === 0) return 'none';
  const others = ports.length - told.length;
  return others > 0 ? `${told.join(', ')} and ${others} more` : told.join(', ');
}

function shortened(name: string): string {
  return name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME)}…` : name;
}

function three(values: readonly number[]): [number, number, number] {
  const [r, g, b] = values;
  if (r === undefined || g === undefined || b === undefined) {
    throw new EngineError('internal', 'A picture has three channels');
  }
  return [r, g, b];
}
