import {
  type FloatMatte,
  type FoundSubject as Found,
  findSubject,
  packed,
  planCutout,
  type Quality,
  type RgbaImage,
  type Segmenter,
  unpacked,
} from '@backgroundfx/core';
import { makeWasmInterruptible } from '@backgroundfx/inference/web';
import { expose, type ProxyMethods, releaseProxy } from 'comlink';
import { isUnsure } from './certainty.ts';
import type {
  CoarseMatte,
  CutoutStage,
  CutoutWorkerApi,
  FindListener,
  FindOptions,
  FoundSubject,
  StageEvent,
} from './cutout.api.ts';
import { doubtPicture } from './worker/doubt-picture.ts';
import { reportOf } from './worker/engine-report.ts';
import { openFloat } from './worker/float-network.ts';
import { dropNetworks, loadNetwork, secondNetwork } from './worker/networks.ts';
import { inspectModel, tryModel } from './worker/own-model.ts';
import { decodePicture } from './worker/picture-decoder.ts';
import { encodePng } from './worker/picture-encoder.ts';
import { createStageClock, type StageClock } from './worker/stage-clock.ts';
import { workerLife } from './worker/worker-life.ts';

const life = workerLife();
const { stopIfUnwanted } = life;
makeWasmInterruptible(() => !life.isUnwanted());

/** Levels at which another network's opinion may be asked. */
const SECOND_LOOKS: ReadonlySet<Quality> = new Set<Quality>(['high', 'ultra']);

interface Opened {
  readonly image: RgbaImage;
  readonly network: Awaited<ReturnType<typeof loadNetwork>>;
  readonly segmenter: Segmenter;
  dispose(): Promise<void> | undefined;
}

/** Reads the picture and opens what the level looks at it with. */
async function open(
  file: Blob,
  { quality, model }: FindOptions,
  clock: StageClock<CutoutStage>,
  report: (event: StageEvent) => void,
): Promise<Opened> {
  clock.enter('decode');
  report({ stage: 'decode', done: 0 });
  const image = await decodePicture(file, { checkpoint: stopIfUnwanted, mostPixels: life.mostPixels });
  report({ stage: 'decode', done: 1 });
  const network = await loadNetwork(model, event => {
    clock.enter(event.stage);
    report(event);
  });
  if (SECOND_LOOKS.has(quality)) clock.enter('load');
  // Both are a gain, not a need: where they cannot be opened, the cut-out goes on without, and tells what float lacked.
  const float = quality === 'ultra' ? await packed(() => openFloat(network)) : undefined;
  const second = SECOND_LOOKS.has(quality) ? await secondNetwork(network) : undefined;
  const segmenter: Segmenter = { ...network, second, openFloat: float && (async () => unpacked(float)) };
  report({ stage: 'infer', done: 0, provider: network.session.choice.provider });
  return { image, network, segmenter, dispose: () => (float?.ok ? float.value?.dispose() : undefined) };
}

/** From file to the coarse matte. Nothing of the picture outlives the call. */
async function find(file: Blob, options: FindOptions, listener: FindListener): Promise<FoundSubject> {
  const clock = createStageClock<CutoutStage>(() => performance.now());
  const report = (event: StageEvent) => void listener.stage(event);
  const { image, network, segmenter, dispose } = await open(file, options, clock, report);
  const found = await orDrop(() =>
    findSubject(image, segmenter, planCutout(options.quality, network.model.input), {
      checkpoint: stopIfUnwanted,
      onDraft: coarse => void listener.draft(keptCoarse(coarse)),
      onStage: (stage, done) => {
        clock.enter('infer');
        report({ stage: 'infer', done: stage === 'prepare' ? 0 : done });
      },
    }),
  ).finally(dispose);
  const facts = await factsOf(options, network, found);
  return { ...facts, ...took(clock), ...sizeOf(image), coverage: meanOf(found.coarse) };
}

type Facts = Omit<FoundSubject, 'coverage' | 'seconds' | 'stageSeconds' | 'width' | 'height'>;

async function factsOf({ model }: FindOptions, network: Opened['network'], found: Found): Promise<Facts> {
  const doubt = isUnsure(found) ? await encodePng(doubtPicture(found.uncertainty)) : undefined;
  return {
    hasForeground: found.hasForeground,
    confidence: found.confidence,
    ...(doubt && { doubt }),
    ...(found.hasForeground && { coarse: keptCoarse(found.coarse) }),
    found: found.classes.map(({ name }) => name),
    report: reportOf(model, network, found),
  };
}

function took(clock: StageClock<CutoutStage>): Pick<FoundSubject, 'seconds' | 'stageSeconds'> {
  const { total, stages } = clock.stop();
  return { seconds: total - (stages.download ?? 0), stageSeconds: stages };
}

function sizeOf({ width, height }: RgbaImage): Pick<FoundSubject, 'width' | 'height'> {
  return { width, height };
}

function meanOf({ data }: FloatMatte): number {
  let sum = 0;
  for (const alpha of data) sum += alpha;
  return sum / data.length;
}

/** Handed on as a Blob, it can be given to other workers without a copy on the page. */
function keptCoarse({ width, height, data }: FloatMatte): CoarseMatte {
  return { width, height, alpha: new Blob([data as Float32Array<ArrayBuffer>]) };
}

/** A network whose run failed is let go: its memory may be in any state, and the next job opens it anew. */
async function orDrop<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    await dropNetworks();
    throw error;
  }
}

const api: CutoutWorkerApi = {
  hello: life.hello,
  find: async (file, options, listener) => {
    try {
      return await packed(() => find(file, options, listener));
    } finally {
      (listener as Partial<ProxyMethods>)[releaseProxy]?.();
    }
  },
  inspectModel: file => packed(() => inspectModel(file)),
  tryModel: model => packed(() => tryModel(model)),
};

expose(api);
