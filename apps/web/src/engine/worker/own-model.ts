import {
  EngineError,
  type InvalidModelReason,
  inspectOnnx,
  invalidModel,
  makeInputTensor,
  ONNX_LIMITS,
  type OnnxFacts,
  readOutputTensor,
  resampleToPlanes,
  rgbaImage,
  type Tensor,
} from '@backgroundfx/core';
import { sha256Hex } from '../../storage/sha256.ts';
import type { OwnModel } from '../chosen-model.ts';
import type { InspectedModel } from '../cutout.api.ts';
import { dropSegmenter, loadSegmenter } from './segmenter.ts';

/** Side of the picture that a network is tried with; it is brought to the network's own size. */
const TRIAL_SIDE = 64;

/**
 * The static checks of a model file, before any runtime sees it. Borrows `file`.
 * @throws EngineError `invalid_model`, `model_unavailable` when the file cannot be read
 */
export async function inspectModel(file: Blob): Promise<InspectedModel> {
  if (file.size > ONNX_LIMITS.bytes) {
    const details = { bytes: file.size, limitBytes: ONNX_LIMITS.bytes };
    throw invalidModel('file_too_large', `The file has ${file.size} bytes`, details);
  }
  const bytes = await file.arrayBuffer().then(
    buffer => new Uint8Array(buffer),
    cause => {
      throw new EngineError('model_unavailable', 'The file of the model cannot be read', { cause });
    },
  );
  const facts: OnnxFacts = inspectOnnx(bytes);
  return { facts, sha256: await sha256Hex(bytes) };
}

/**
 * Opens a network of the user's own and runs it once on a picture of no meaning; it stays open for the job that follows.
 * @throws EngineError `invalid_model`, `out_of_memory`
 */
export async function tryModel(model: OwnModel): Promise<void> {
  try {
    const { session } = await inStep('runtime_refused', () => loadSegmenter(model, () => undefined));
    const { input, output } = model.entry;
    const planes = resampleToPlanes(trialPicture(), input.bestSize, input.bestSize);
    const tensor = makeInputTensor(planes, input);
    const answer = await inStep('run_failed', () => session.run(tensor));
    checkAnswer(answer);
    const read = await inStep('answer_range', async () => readOutputTensor(answer, output));
    if (Math.min(read.width, read.height) < 2) {
      throw invalidModel('answer_shape', `The answer has ${read.width} x ${read.height} pixels`);
    }
  } catch (error) {
    await dropSegmenter();
    throw error;
  }
}

/** Stripes and a slope, so that networks that stretch their answer have something to stretch. */
function trialPicture() {
  const pixels = new Uint8ClampedArray(TRIAL_SIDE * TRIAL_SIDE * 4);
  for (let i = 0; i < TRIAL_SIDE * TRIAL_SIDE; i++) {
    const x = i % TRIAL_SIDE;
    const y = Math.floor(i / TRIAL_SIDE);
    pixels.set([x * 4, y * 4, (x >> 3) % 2 === 0 ? 40 : 210, 255], i * 4);
  }
  return rgbaImage(TRIAL_SIDE, TRIAL_SIDE, pixels);
}

function checkAnswer({ data, dims }: Tensor): void {
  if (dims.length !== 4 || dims[0] !== 1) {
    throw invalidModel('answer_shape', `The answer has shape [${dims.join(', ')}]`);
  }
  if (!data.every(Number.isFinite)) {
    throw invalidModel('answer_not_finite', 'The answer has values that are no numbers');
  }
}

/** Whatever goes wrong in one step of the trial says so about the model, but for a lack of memory. */
async function inStep<T>(reason: InvalidModelReason, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof EngineError && PASSED_ON.has(error.code)) throw error;
    const message = error instanceof Error ? error.message : String(error);
    const told = /not a number/.test(message) ? 'answer_not_finite' : reason;
    throw invalidModel(told, message, {}, error);
  }
}

const PASSED_ON: ReadonlySet<EngineError['code']> = new Set([
  'cancelled',
  'out_of_memory',
  'worker_died',
  'model_unavailable',
  'invalid_model',
]);
