import { EngineError } from '../../errors.ts';

/** Why a model of the user's own is refused; in an `invalid_model` error it is `details.reason`. */
export type InvalidModelReason =
  /** Not an ONNX file at all. */
  | 'not_onnx'
  /** The file ends before its graph does. */
  | 'cut_off'
  /** It begins as ONNX and contradicts its own format. */
  | 'damaged'
  /** The file has more bytes than the limit. */
  | 'file_too_large'
  /** More operations, names or fields than a network for pictures has. */
  | 'too_complex'
  /** Of a version that the runtime does not know. */
  | 'version'
  /** `If`, `Loop`, `Scan`, or another operation with a graph inside. */
  | 'control_flow'
  /** Functions of its own, which could unfold without bound. */
  | 'local_functions'
  /** An operation outside the ONNX standard, which needs code that we do not have. */
  | 'custom_operator'
  /** A standard operation that networks for pictures do not need: sequences, texts, chance. */
  | 'operator'
  /** Texts among its tensors. */
  | 'string_tensor'
  /** Weights as a sparse tensor. */
  | 'sparse_weights'
  /** Weights in another file. */
  | 'external_data'
  /** A weight has another number of bytes than its shape says. */
  | 'weights_size'
  /** A weight is not a number. */
  | 'nan_weights'
  /** A shape with more values than the limit. */
  | 'tensor_too_large'
  /** Operations that wait for each other. */
  | 'cycle'
  /** A tensor that nothing makes, or two things make. */
  | 'wiring'
  /** Not exactly one input. */
  | 'inputs'
  /** No output of the name that the manifest gives. */
  | 'output_missing'
  /** Input or output is not float32. */
  | 'element_type'
  /** Input or output has not four dimensions, or a batch that is not one. */
  | 'shape'
  /** Another number of channels than the manifest says. */
  | 'channels'
  /** Its size is fixed and is not the manifest's. */
  | 'size'
  /** Its size is open, and what the manifest says does not settle it. */
  | 'dynamic_size'
  /** The runtime does not accept the graph. */
  | 'runtime_refused'
  /** The graph was accepted and failed on the test picture. */
  | 'run_failed'
  /** Trying it took longer than the limit. */
  | 'timeout'
  /** Trying it took more memory than the limit. */
  | 'memory'
  /** The process in which it was tried died. */
  | 'crashed'
  /** Its answer has a shape that is no matte. */
  | 'answer_shape'
  /** Its answer has values that are infinite or no numbers. */
  | 'answer_not_finite'
  /** Its answer has values that contradict the manifest's `values`. */
  | 'answer_range';

/** The error that refuses a model of the user's own; to be thrown. The message is for people and names the culprit. */
export function invalidModel(
  reason: InvalidModelReason,
  message: string,
  details: Readonly<Record<string, string | number | boolean>> = {},
  cause?: unknown,
): EngineError {
  return new EngineError('invalid_model', message, { details: { reason, ...details }, cause });
}
