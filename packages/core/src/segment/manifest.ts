import { count, field, list, oneOf, optional, type Place, text, wrong } from './json-place.ts';
import type { Layout, MatteOutput } from './model-catalog.ts';

/**
 * What a model of the user's own needs to be told to run, as its model card says it: plain JSON that travels beside the
 * `.onnx` file. The graph itself tells the rest (names and shapes), see `inspectOnnx`.
 */
export interface CustomManifest {
  readonly version: 1;
  /** For people. */
  readonly name: string;
  readonly input: {
    readonly layout: Layout;
    /** Order of the channels. */
    readonly channels: 'rgb' | 'bgr';
    /** Side in pixels of the square the network sees; or any multiple of a number, with the side at which it is best. */
    readonly size: number | { readonly multipleOf: number; readonly best: number };
    /** What 0..1 is before mean and std: `full`, the picture as it is; `peak`, its largest value becomes 1. */
    readonly range: 'full' | 'peak';
    /** Red, green, blue, for values of 0..1: the network gets `(v - mean) / std`. */
    readonly mean: readonly [number, number, number];
    readonly std: readonly [number, number, number];
    /** The whole picture is squeezed to the square. */
    readonly fit: 'stretch';
  };
  readonly output: {
    /** Which of the graph's outputs is the matte. */
    readonly name: string;
    /** Absent: the input's. */
    readonly layout?: Layout;
    /**
     * One channel: `unit`, it is alpha, 0..1; `sigmoid`, alpha is its sigmoid; `min-max`, its smallest value becomes 0 and
     * its largest 1. One channel for each class: `softmax`, softmax is still to come; `shares`, they are likelihoods.
     */
    readonly values: MatteOutput['values'] | 'softmax' | 'shares';
    /** With `softmax` and `shares`: names of the channels, the background first. Absent: background, subject, and so on. */
    readonly classes?: readonly string[];
  };
}

/** Sides a network for pictures may have, in pixels: refinement keeps some planes of the answer's size. */
export const MANIFEST_SIDES = { least: 16, most: 2048 } as const;

const LONGEST_NAME = 120;

/**
 * Reads a manifest from parsed JSON. `channels`, `range` and `fit` may be left out (`rgb`, `full`, `stretch`), `mean` and
 * `std` may be one number for all channels, and `stretch` is understood as `min-max`. Unknown fields are refused, since a
 * field that is misspelt would be one that is not heeded.
 * @throws EngineError `invalid_argument`, telling which field should be what, such as `manifest.input.mean`
 */
export function parseManifest(json: unknown): CustomManifest {
  const root = { at: 'manifest', value: json };
  only(root, ['version', 'name', 'input', 'output']);
  oneOf(field(root, 'version'), [1]);
  return {
    version: 1,
    name: shortText(field(root, 'name')),
    input: parseInput(field(root, 'input')),
    output: parseOutput(field(root, 'output')),
  };
}

function parseInput(place: Place): CustomManifest['input'] {
  only(place, ['layout', 'channels', 'size', 'range', 'mean', 'std', 'fit']);
  const std = field(place, 'std');
  if (perChannel(std).some(value => value <= 0)) throw wrong(std, 'above 0');
  return {
    layout: parseLayout(field(place, 'layout')),
    channels: otherwise(field(place, 'channels'), 'rgb', item => oneOf(item, ['rgb', 'bgr'])),
    size: parseSize(field(place, 'size')),
    range: otherwise(field(place, 'range'), 'full', item => oneOf(item, ['full', 'peak'])),
    mean: perChannel(field(place, 'mean')),
    std: perChannel(std),
    fit: otherwise(field(place, 'fit'), 'stretch', item => oneOf(item, ['stretch'])),
  };
}

/** Control characters, and halves of a letter that is written in two. */
const UNPRINTABLE = /[\p{Cc}\p{Cs}]/u;

/** A name, as it is shown, and sent in headers. */
function shortText(place: Place): string {
  if (text(place).length > LONGEST_NAME) throw wrong(place, `at most ${LONGEST_NAME} letters`);
  if (UNPRINTABLE.test(text(place))) throw wrong(place, 'letters that can be shown');
  return text(place);
}

function parseLayout(place: Place): Layout {
  return oneOf(place, ['nchw', 'nhwc']);
}

function parseSize(place: Place): CustomManifest['input']['size'] {
  if (typeof place.value === 'number') return side(place);
  only(place, ['multipleOf', 'best']);
  const multipleOf = count(field(place, 'multipleOf'));
  const best = field(place, 'best');
  if (side(best) % multipleOf !== 0) throw wrong(best, `a multiple of ${multipleOf}`);
  return { multipleOf, best: side(best) };
}

function side(place: Place): number {
  const { least, most } = MANIFEST_SIDES;
  const value = count(place);
  if (value < least || value > most) throw wrong(place, `a side of ${least} to ${most} pixels`);
  return value;
}

function parseOutput(place: Place): CustomManifest['output'] {
  only(place, ['name', 'layout', 'values', 'classes']);
  const port = { name: text(field(place, 'name')), ...optional(place, 'layout', parseLayout) };
  const said = oneOf(field(place, 'values'), ['unit', 'sigmoid', 'min-max', 'stretch', 'softmax', 'shares']);
  const values = said === 'stretch' ? 'min-max' : said;
  const classes = field(place, 'classes');
  if (classes.value === undefined) return { ...port, values };
  if (values !== 'softmax' && values !== 'shares') {
    throw wrong(classes, 'left out, as only "softmax" and "shares" have classes');
  }
  const names = list(classes, shortText);
  if (names.length < 2 || new Set(names).size !== names.length) {
    throw wrong(classes, 'two or more different names, the background first');
  }
  return { ...port, values, classes: names };
}

/** Three finite numbers, or one that stands for all. */
function perChannel(place: Place): [number, number, number] {
  const values: unknown[] = Array.isArray(place.value)
    ? place.value
    : [place.value, place.value, place.value];
  const [r, g, b] = values;
  const isNumber = (value: unknown): value is number =>
    Number.isFinite(value) && Math.abs(Number(value)) < 1e6;
  if (values.length !== 3 || !isNumber(r) || !isNumber(g) || !isNumber(b)) {
    throw wrong(place, 'one number, or three for red, green and blue');
  }
  return [r, g, b];
}

function otherwise<T>(place: Place, absent: T, parse: (item: Place) => T): T {
  return place.value === undefined ? absent : parse(place);
}

function only(place: Place, known: readonly string[]): void {
  const { at, value } = place;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw wrong(place, 'an object');
  const unknown = Object.entries(value).find(([key]) => !known.includes(key));
  if (!unknown) return;
  throw wrong({ at: `${at}.${unknown[0]}`, value: unknown[1] }, `one of ${known.join(', ')}`);
}
