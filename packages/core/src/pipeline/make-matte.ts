import { throwIfCancelled } from '../errors.ts';
import { refineMatte } from '../matte/refine-matte.ts';
import type { FloatMatte, Matte, RgbaImage, RgbPlanes } from '../raster/planes.ts';
import { resampleToPlanes } from '../raster/resample.ts';
import { confidenceOf, uncertaintyOf } from '../segment/evidence.ts';
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

/** A network, and how to speak to it. */
export interface Network {
  readonly model: Pick<ModelEntry, 'id' | 'input' | 'output'>;
  readonly session: SegmentationSession;
}

/** The networks that a host has for one picture. */
export interface Segmenter extends Network {
  /** The same network in float, opened when a plan asks for it; absent where the host has none. */
  readonly openFloat?: (() => Promise<SegmentationSession>) | undefined;
  /** Another network, whose opinion is asked too where a plan gains by it. */
  readonly second?: Network | undefined;
}

/** One run of a network. */
export interface NetworkRun {
  readonly model: string;
  /** Size of the network's input, pixels. */
  readonly width: number;
  readonly height: number;
  /** The part of the picture that it saw, in shares of its width and height. */
  readonly region: {
    readonly left: number;
    readonly top: number;
    readonly right: number;
    readonly bottom: number;
  };
  readonly mirrored: boolean;
}

/** A matte, and what is known about it. */
export interface MatteResult {
  /** Of the picture's own size. */
  readonly matte: Matte;
  /** How sure the engine is that the right subject was found whole, 0..1. */
  readonly confidence: number;
  /** Where it is unsure: 0 sure, 255 not at all; the whole picture at the network's resolution. */
  readonly uncertainty: Matte;
  /** False when there is no subject in the picture; the matte is then empty. */
  readonly hasForeground: boolean;
  /** What ran, in order. */
  readonly runs: readonly NetworkRun[];
}

/**
 * The subject's matte at the picture's own size: prepare the network's input, run the plan's passes, refine with the
 * picture as guide. Borrows `image`; everything in the result is new.
 * @throws EngineError `cancelled`, and whatever the session throws.
 */
export async function makeMatte(
  image: RgbaImage,
  { model, session }: Segmenter,
  plan: Plan,
  job: MatteJob = {},
): Promise<MatteResult> {
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
  const coarse = average(mattes);
  const uncertainty = uncertaintyOf(coarse);
  const refined = await refineMatte(coarse, planes, image, {
    signal,
    checkpoint,
    edgeRefinement: plan.edgeRefinement,
    onProgress: done => onStage?.('refine', done),
  });
  return {
    matte: refined,
    confidence: confidenceOf(coarse),
    uncertainty,
    hasForeground: coarse.data.some(alpha => alpha >= 0.5),
    runs: plan.passes.map(pass => ({
      model: model.id,
      width: plan.inputSize,
      height: plan.inputSize,
      region: { left: 0, top: 0, right: 1, bottom: 1 },
      mirrored: pass === 'flip',
    })),
  };
}

async function runPass(
  planes: RgbPlanes,
  { model, session }: Network,
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
