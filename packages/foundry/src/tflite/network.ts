/** How a tensor's integers stand for numbers: `(q - zeroPoint) * scale`. */
export interface Quantisation {
  /** One, or one for each slice along `axis`. */
  readonly scales: readonly number[];
  readonly zeroPoints: readonly number[];
  readonly axis: number;
}

/** Element types that this importer reads; it knows of others only that they exist. */
export type TfliteType = 'float32' | 'int32' | 'uint8' | 'int8' | 'other';

/** A tensor of a TFLite network, height, width and channels in that order where it is a picture. */
export interface TfliteTensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly type: TfliteType;
  readonly quantisation: Quantisation | undefined;
  /** Its bytes when it is a constant, as many as its shape needs; a view into the file. */
  readonly constant: Uint8Array | undefined;
}

export type Activation = 'none' | 'relu' | 'relu6';

/** A window that slides over a picture; height before width. */
export interface Window {
  readonly padding: 'same' | 'valid';
  readonly stride: readonly [number, number];
}

/** What an operator does, with its settings. */
export type TfliteOperation =
  | (Window & {
      readonly op: 'CONV_2D' | 'DEPTHWISE_CONV_2D';
      readonly dilation: readonly [number, number];
      readonly activation: Activation;
    })
  | (Window & {
      readonly op: 'AVERAGE_POOL_2D';
      readonly filter: readonly [number, number];
      readonly activation: Activation;
    })
  | { readonly op: 'ADD'; readonly activation: Activation }
  | { readonly op: 'CONCATENATION'; readonly axis: number; readonly activation: Activation }
  | { readonly op: 'RESIZE_BILINEAR'; readonly corners: 'align_corners' | 'half_pixel' | 'asymmetric' }
  | { readonly op: 'QUANTIZE' | 'ARG_MAX' };

export interface TfliteOperator {
  readonly operation: TfliteOperation;
  /** Numbers of tensors. */
  readonly inputs: readonly number[];
  readonly output: number;
}

/** A network of one input and one output, as a TFLite file describes it. */
export interface TfliteNetwork {
  readonly tensors: readonly TfliteTensor[];
  /** In an order in which they can be computed. */
  readonly operators: readonly TfliteOperator[];
  readonly input: number;
  readonly output: number;
}
