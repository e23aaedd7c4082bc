import { type CustomManifest, MANIFEST_SIDES } from './manifest.ts';
import type { Layout } from './model-catalog.ts';
import type { OnnxFacts, OnnxOutput } from './onnx/inspect-onnx.ts';
import { invalidModel } from './onnx/invalid-model.ts';
import type { OnnxSide } from './onnx/onnx-graph.ts';

/** A field of the manifest that the graph does not settle, so that a person should look at it. */
export type ManifestGuess = 'layout' | 'size' | 'meanStd' | 'output' | 'values';

export interface ManifestSuggestion {
  readonly manifest: CustomManifest;
  readonly guessed: readonly ManifestGuess[];
}

/** What most published networks were trained with. */
const IMAGENET = { mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225] } as const;
/** Where the graph leaves its size open: five halvings, and a side that most networks can do. */
const OPEN_SIZE = { multipleOf: 32, best: 512 } as const;
/** Operations whose values are 0..1 already. */
const UNIT: ReadonlySet<string> = new Set(['Sigmoid', 'HardSigmoid']);

/**
 * A manifest to begin with, for a form: what the graph says, and the commonest answer where it says nothing. `name` is
 * for people, such as the file's.
 * @throws EngineError `invalid_model` when no manifest could suit: `inputs`, `output_missing`, `size`
 */
export function suggestManifest(facts: OnnxFacts, name: string): ManifestSuggestion {
  const guessed: ManifestGuess[] = ['meanStd'];
  const [input, ...others] = facts.inputs;
  if (!input || others.length > 0) {
    const message = `The model has ${facts.inputs.length} inputs; exactly one, the picture, can be given`;
    throw invalidModel('inputs', message, { inputs: facts.inputs.length });
  }
  const layout = layoutOf(input.shape, 3);
  if (!layout) guessed.push('layout');
  const [height, width] = sides(input.shape, layout ?? 'nchw');
  const size = sizeOf(input.name, height, width);
  if (typeof size !== 'number') guessed.push('size');

  const candidates = facts.outputs.filter(({ shape }) => shape === null || shape.length === 4);
  const output = candidates[0];
  if (!output)
    throw invalidModel('output_missing', 'None of the outputs has four dimensions, as a matte has');
  if (candidates.length > 1) guessed.push('output');
  const inputLayout = layout ?? 'nchw';
  const outputLayout = matteLayout(output, inputLayout, size);
  const values = valuesOf(output, outputLayout);
  const settled = values === 'unit' || values === 'shares';
  if (!settled) guessed.push('values');
  return {
    manifest: {
      version: 1,
      name,
      input: { layout: inputLayout, channels: 'rgb', size, range: 'full', ...IMAGENET, fit: 'stretch' },
      output: {
        name: output.name,
        ...(outputLayout === inputLayout ? {} : { layout: outputLayout }),
        values,
      },
    },
    guessed,
  };
}

/** Where the channels are; undefined when both places would do, or none. */
function layoutOf(shape: readonly OnnxSide[] | null, channels: number): Layout | undefined {
  const first = shape?.[1] === channels;
  const last = shape?.[3] === channels;
  if (first === last) return undefined;
  return first ? 'nchw' : 'nhwc';
}

function matteLayout({ shape }: OnnxOutput, input: Layout, size: CustomManifest['input']['size']): Layout {
  const single = layoutOf(shape, 1);
  if (single) return single;
  // Several classes: the sides that are as large as the picture are its height and width.
  if (typeof size === 'number' && shape?.[1] === size && shape[2] === size) return 'nhwc';
  if (typeof size === 'number' && shape?.[2] === size && shape[3] === size) return 'nchw';
  return input;
}

function sides(shape: readonly OnnxSide[] | null, layout: Layout): readonly [OnnxSide, OnnxSide, OnnxSide] {
  const [, a = null, b = null, c = null] = shape ?? [];
  return layout === 'nchw' ? [b, c, a] : [a, b, c];
}

function sizeOf(name: string, height: OnnxSide, width: OnnxSide): CustomManifest['input']['size'] {
  const [known, other] = typeof height === 'number' ? [height, width] : [width, height];
  if (typeof known !== 'number') return OPEN_SIZE;
  if (typeof other === 'number' && other !== known) {
    const message = `Input "${name}" takes ${width} x ${height} pixels; only squares can be given`;
    throw invalidModel('size', message, { tensor: name });
  }
  const { least, most } = MANIFEST_SIDES;
  if (known < least || known > most) {
    const message = `Input "${name}" takes ${known} pixels a side; ${least} to ${most} can be given`;
    throw invalidModel('size', message, { tensor: name, side: known });
  }
  return known;
}

function valuesOf(output: OnnxOutput, layout: Layout): CustomManifest['output']['values'] {
  const [, , channels] = sides(output.shape, layout);
  if (typeof channels === 'number' && channels > 1) return output.madeBy === 'Softmax' ? 'shares' : 'softmax';
  return UNIT.has(output.madeBy) ? 'unit' : 'sigmoid';
}
