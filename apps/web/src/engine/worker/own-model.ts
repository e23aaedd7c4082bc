import {
  EngineError,
  type InvalidModelReason,
  inspectOnnx,
  invalidModel,
  judgeTrial,
  ONNX_LIMITS,
  trialInput,
} from '@backgroundfx/core';
import { sha256Hex } from '../../storage/sha256.ts';
import type { OwnModel } from '../chosen-model.ts';
import type { InspectedModel } from '../cutout.api.ts';
import { dropNetworks, loadNetwork } from './networks.ts';

/**
 * The static checks of a model file, before any runtime sees it. Borrows `file`.
 * @throws EngineError `invalid_model`, `model_unavailable` when the file cannot be read
 */
export async function inspectModel(file: Blob): Promise<InspectedModel> {
  if (file.size > ONNX_LIMITS.bytes) {
    const details = { bytes: file.size, limitBytes: ONNX_LIMITS.bytes };
    throw invalidModel('file_too_large', `The file has ${file.size} bytes`, details);
  }
  const bytes = await bytesOf(file);
  return { facts: inspectOnnx(bytes), sha256: await sha256Hex(bytes) };
}

async function bytesOf(file: Blob): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch (cause) {
    throw new EngineError('model_unavailable', 'The file of the model cannot be read', { cause });
  }
}

/**
 * Opens a network of the user's own and runs it once on a test picture; it stays open for the job that follows.
 * @throws EngineError `invalid_model`, `out_of_memory`
 */
export async function tryModel(model: OwnModel): Promise<void> {
  try {
    const { session } = await inStep('runtime_refused', () => loadNetwork(model, () => undefined));
    const answer = await inStep('run_failed', () => session.run(trialInput(model.entry.input)));
    judgeTrial(answer, model.entry);
  } catch (error) {
    await dropNetworks();
    throw error;
  }
}

/** What the runtime throws in one step of the trial is the model's fault, unless it says otherwise. */
async function inStep<T>(reason: InvalidModelReason, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof EngineError && error.code !== 'inference_failed') throw error;
    const message = error instanceof Error ? error.message : String(error);
    throw invalidModel(/not a number/.test(message) ? 'answer_not_finite' : reason, message, {}, error);
  }
}
