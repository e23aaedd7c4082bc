import { throwIfCancelled } from '../errors.ts';
import { guidedUpsample } from '../matte/guided-upsample.ts';
import type { FloatMatte, Matte, RgbaImage, RgbPlanes } from '../raster/planes.ts';
import { resampleToPlanes } from '../raster/resample.ts';
import type { ModelEntry } from '../segment/model-catalog.ts';
import type { Pass, Plan } from '../segment/plan.ts';
import type { SegmentationSession } from '../segment/session.ts';
import { makeInputTensor, readOutputTensor } from '../segment/tensor.ts';
import type { Job } from './job.ts';

/** The steps of `makeMatte`, in order. */
export type MatteStage = 'prepare' | 'infer' | 'refine';

/** A job whose progress says which step it belongs to; `done` is the share of that step. */
export interface MatteJob extends Omit<Job, 'onProgress'> {
  readonly onStage?: ((stage: MatteStage, done: number) => void) | undefined;
}

/** The network, and how to speak to it. */
export interface Segmenter {
  readonly model: Pick<ModelEntry, 'input' | 'output'>;
  readonly session: SegmentationSession;
}

/**
 * The subject's matte at the picture's own size: prepare the network's input, run the plan's passes, refine with the
 * picture as guide. Borrows `image`; the matte is new.
 * @throws EngineError `cancelled`, and whatever the session throws.
 */
export async function makeMatte(
  image: RgbaImage,
  { model, session }: Segmenter,
  plan: Plan,
  job: MatteJob = {},
): Promise<Matte> {
  const { signal, checkpoint, onStage } = job;
  throwIfCancelled(signal);
  onStage?.('prepare', 0);
  const planes = resampleToPlanes(image, plan.inputSize, plan.inputSize);
  onStage?.('prepare', 1);
  await checkpoint?.();
  const infer = async (index: number, pass: Pass) => {
    onStage?.('infer', index / plan.passes.length);
    const coarse = await runPass(planes, { model, session }, pass === 'flip', signal);
    await checkpoint?.();
    throwIfCancelled(signal);
    return coarse;
  };
  const mattes: [FloatMatte, ...FloatMatte[]] = [await infer(0, plan.passes[0])];
  for (let i = 1; i < plan.passes.length; i++) mattes.push(await infer(i, plan.passes[i]!));
  onStage?.('infer', 1);
  return guidedUpsample(average(mattes), planes, image, {
    signal,
    checkpoint,
    strength: plan.edgeStrength,
    onProgress: done => onStage?.('refine', done),
  });
}

async function runPass(
  planes: RgbPlanes,
  { model, session }: Segmenter,
  mirrored: boolean,
  signal: AbortSignal | undefined,
): Promise<FloatMatte> {
  const output = await session.run(makeInputTensor(planes, model.input, mirrored), { signal });
  return readOutputTensor(output, model.output, mirrored);
}

/** Mean of mattes of one size; takes the first one's buffer. */
function average([first, ...others]: readonly [FloatMatte, ...FloatMatte[]]): FloatMatte {
  if (others.length === 0) return first;
  const data = first.data;
  for (let i = 0; i < data.length; i++) {
    let sum = data[i]!;
    for (const other of others) sum += other.data[i]!;
    data[i] = sum / (others.length + 1);
  }
  return first;
}
