import { EngineError } from '../errors.ts';
import { type FloatMatte, floatMatte } from '../raster/planes.ts';
import type { ClassesOutput, OutputRule } from './model-catalog.ts';
import { checkFinite, outputSize, type Tensor } from './tensor-shape.ts';

/** A class that a network sees in a picture. */
export interface ClassShare {
  readonly name: string;
  /** Share of the picture that looks more like it than like any other class, 0..1. */
  readonly share: number;
}

/** Less of the picture than this is no finding. */
const LEAST_SHARE = 0.001;

/**
 * The classes that a network found, background left out, largest first; none for a network that tells none apart. To be
 * called before `readOutputTensor`, which takes the tensor. Borrows `tensor`.
 * @throws EngineError `inference_failed` when the shape is another one or a value is not finite.
 */
export function readClasses(tensor: Tensor, rule: OutputRule): ClassShare[] {
  if (!('classes' in rule)) return [];
  const { pixels, pixelStep, classStep } = walk(tensor, rule);
  const counts = new Uint32Array(rule.classes.length);
  for (let i = 0; i < pixels; i++) {
    let best = 0;
    for (let c = 1; c < counts.length; c++) {
      const at = i * pixelStep;
      if (tensor.data[at + c * classStep]! > tensor.data[at + best * classStep]!) best = c;
    }
    counts[best]!++;
  }
  return rule.classes
    .map((name, c) => ({ name, share: counts[c]! / pixels }))
    .filter(({ share }, c) => c > 0 && share >= LEAST_SHARE)
    .sort((a, b) => b.share - a.share);
}

/**
 * How likely each pixel is one of the wanted classes, all but the background unless told. Borrows `tensor`.
 * @throws EngineError `inference_failed`, `invalid_argument` when the network has no class of a wanted name.
 */
export function classesMatte(tensor: Tensor, rule: ClassesOutput, wanted?: readonly string[]): FloatMatte {
  const { width, height, pixels, pixelStep, classStep } = walk(tensor, rule);
  const isWanted = wantedClasses(rule, wanted);
  const { data } = tensor;
  const logits = rule.values === 'softmax';
  const alpha = new Float32Array(pixels);
  for (let i = 0; i < pixels; i++) {
    const at = i * pixelStep;
    let peak = data[at]!;
    if (logits) for (let c = 1; c < isWanted.length; c++) peak = Math.max(peak, data[at + c * classStep]!);
    let all = 0;
    let some = 0;
    for (let c = 0; c < isWanted.length; c++) {
      const value = data[at + c * classStep]!;
      const weight = logits ? Math.exp(value - peak) : Math.max(0, value);
      all += weight;
      if (isWanted[c]) some += weight;
    }
    alpha[i] = all > 0 ? some / all : 0;
  }
  return floatMatte(width, height, alpha);
}

/** By class: whether it is foreground. */
function wantedClasses({ name, classes }: ClassesOutput, wanted: readonly string[] | undefined): boolean[] {
  const unknown = wanted?.find(w => !classes.includes(w, 1));
  if (unknown !== undefined) {
    const known = classes.slice(1).join(', ');
    throw new EngineError('invalid_argument', `Output "${name}" knows no "${unknown}", only ${known}`);
  }
  return classes.map((c, i) => i > 0 && (wanted?.includes(c) ?? true));
}

function walk(tensor: Tensor, rule: ClassesOutput) {
  const channels = rule.classes.length;
  const [height, width] = outputSize(tensor, rule, channels);
  checkFinite(tensor, rule);
  const pixels = width * height;
  const interleaved = rule.layout === 'nhwc';
  return {
    width,
    height,
    pixels,
    pixelStep: interleaved ? channels : 1,
    classStep: interleaved ? 1 : pixels,
  };
}
