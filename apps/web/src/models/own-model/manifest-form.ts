import { type CustomManifest, type OnnxFacts, parseManifest } from '@backgroundfx/core';

/** A manifest as the fields of a form hold it: everything is text. */
export interface ManifestForm {
  readonly name: string;
  readonly size: string;
  /** Empty for a network of one fixed size. */
  readonly multipleOf: string;
  readonly layout: CustomManifest['input']['layout'];
  readonly channels: CustomManifest['input']['channels'];
  readonly range: CustomManifest['input']['range'];
  readonly normalise: NormaliseName | 'other';
  /** Red, green, blue; heeded with `other` only. */
  readonly mean: string;
  readonly std: string;
  readonly output: string;
  /** Of the output; empty: as the input's. */
  readonly outputLayout: CustomManifest['input']['layout'] | '';
  readonly values: CustomManifest['output']['values'];
  /** Separated by commas; may be empty. */
  readonly classes: string;
}

type Triple = readonly [number, number, number];
export type NormaliseName = 'imagenet' | 'unit' | 'centred' | 'shifted';

/** Ways in which most published networks want their pictures. */
export const NORMALISE: Readonly<Record<NormaliseName, { readonly mean: Triple; readonly std: Triple }>> = {
  imagenet: { mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225] },
  unit: { mean: [0, 0, 0], std: [1, 1, 1] },
  centred: { mean: [0.5, 0.5, 0.5], std: [0.5, 0.5, 0.5] },
  shifted: { mean: [0.5, 0.5, 0.5], std: [1, 1, 1] },
};

/** The form that shows a manifest. */
export function toForm({ name, input, output }: CustomManifest): ManifestForm {
  const { size, mean, std } = input;
  const names = Object.keys(NORMALISE) as NormaliseName[];
  const known = names.find(n => isSame(NORMALISE[n].mean, mean) && isSame(NORMALISE[n].std, std));
  return {
    name,
    size: String(typeof size === 'number' ? size : size.best),
    multipleOf: typeof size === 'number' ? '' : String(size.multipleOf),
    layout: input.layout,
    channels: input.channels,
    range: input.range,
    normalise: known ?? 'other',
    mean: mean.join(', '),
    std: std.join(', '),
    output: output.name,
    outputLayout: output.layout ?? '',
    values: output.values,
    classes: output.classes?.join(', ') ?? '',
  };
}

/** The manifest that a form says. @throws EngineError `invalid_argument`, telling which field should be what */
export function toManifest(form: ManifestForm): CustomManifest {
  const { name, size, multipleOf, layout, channels, range, normalise, output, outputLayout, values } = form;
  const numbers =
    normalise === 'other' ? { mean: listOf(form.mean), std: listOf(form.std) } : NORMALISE[normalise];
  const best = numberIn(size);
  const classes = tellsClasses(values) ? parts(form.classes) : [];
  return parseManifest({
    version: 1,
    name: name.trim(),
    input: {
      layout,
      channels,
      size: multipleOf.trim() === '' ? best : { multipleOf: numberIn(multipleOf), best },
      range,
      ...numbers,
    },
    output: {
      name: output,
      ...(outputLayout === '' ? {} : { layout: outputLayout }),
      values,
      ...(classes.length > 0 ? { classes } : {}),
    },
  });
}

/** Whether a network of such values tells classes apart. */
export function tellsClasses(values: ManifestForm['values']): boolean {
  return values === 'softmax' || values === 'shares';
}

/** Outputs that a matte can come from. */
export function matteOutputs({ outputs }: OnnxFacts): readonly string[] {
  return outputs.filter(({ shape }) => shape === null || shape.length === 4).map(({ name }) => name);
}

function parts(text: string): string[] {
  return text
    .split(',')
    .map(part => part.trim())
    .filter(part => part !== '');
}

/** One number stands for all three. */
function listOf(text: string): number | number[] {
  const [first, ...others] = parts(text).map(Number);
  if (first === undefined) return Number.NaN;
  return others.length === 0 ? first : [first, ...others];
}

/** What is no number becomes one that no manifest takes. */
function numberIn(text: string): number {
  return text.trim() === '' ? Number.NaN : Number(text);
}

function isSame(a: Triple, b: Triple): boolean {
  return a.every((value, i) => Math.abs(value - (b[i] ?? Number.NaN)) < 1e-6);
}
