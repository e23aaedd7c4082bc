import {
  coverage,
  type FloatMatte,
  type MatteResult,
  type Plan,
  packed,
  planCutout,
  type Quality,
  type RemovalJob,
  type RgbaImage,
  removeBackground,
  type Segmenter,
  unpacked,
} from '@backgroundfx/core';
import { makeWasmInterruptible } from '@backgroundfx/inference/web';
import { expose, type ProxyMethods, releaseProxy } from 'comlink';
import { isUnsure } from './certainty.ts';
import type {
  CoarseMatte,
  CutoutOptions,
  CutoutResult,
  CutoutStage,
  CutoutWorkerApi,
  StageEvent,
} from './cutout.api.ts';
import { doubtPicture } from './worker/doubt-picture.ts';
import { reportOf } from './worker/engine-report.ts';
import { openFloat } from './worker/float-network.ts';
import { dropNetworks, loadNetwork, secondNetwork } from './worker/networks.ts';
import { inspectModel, tryModel } from './worker/own-model.ts';
import { decodePicture } from './worker/picture-decoder.ts';
import { encodePng } from './worker/picture-encoder.ts';
import { createStageClock } from './worker/stage-clock.ts';
import { workerLife } from './worker/worker-life.ts';

const life = workerLife();
const { stopIfUnwanted } = life;
makeWasmInterruptible(() => !life.isUnwanted());

/** Share of the `refine` stage that drawing the matte's edges is; the rest is their colours and the cut. */
const REFINING = 0.7;

/** Levels at which another network's opinion may be asked. */
const SECOND_LOOKS: ReadonlySet<Quality> = new Set<Quality>(['high', 'ultra']);

/** From file to PNG, one picture. Nothing of it outlives the call but the network. */
async function cutout(
  file: Blob,
  { quality, model, edges }: CutoutOptions,
  report: (event: StageEvent) => void,
): Promise<CutoutResult> {
  const clock = createStageClock<CutoutStage>(() => performance.now());
  const at = (stage: CutoutStage, done: number) => {
    clock.enter(stage);
    report({ stage, done });
  };
  at('decode', 0);
  const image = await decodePicture(file, stopIfUnwanted);
  at('decode', 1);
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
  const { edgeRefinement, ...settings } = edges;
  const plan = planCutout(quality, network.model.input, edgeRefinement);
  const made = await cutOutOrDrop(image, segmenter, plan, {
    settings,
    checkpoint: stopIfUnwanted,
    onStage: (stage, done) => {
      if (stage === 'refine') at('refine', done * REFINING);
      else if (stage === 'finish') at('refine', REFINING + done * (1 - REFINING));
      else at('infer', stage === 'prepare' ? 0 : done);
    },
  }).finally(() => (float?.ok ? float.value?.dispose() : undefined));
  await stopIfUnwanted();
  at('encode', 0);
  const png = await encodePng(image);
  const doubt = isUnsure(made) ? await encodePng(doubtPicture(made.uncertainty)) : undefined;
  const { total, stages } = clock.stop();
  return {
    width: image.width,
    height: image.height,
    png,
    coverage: coverage(made.matte),
    hasForeground: made.hasForeground,
    confidence: made.confidence,
    ...(doubt && { doubt }),
    ...(made.hasForeground && { coarse: keptCoarse(made.coarse) }),
    found: made.classes.map(({ name }) => name),
    seconds: total - (stages.download ?? 0),
    stageSeconds: stages,
    report: reportOf(model, network, made),
  };
}

/** Handed on as a Blob, it can be given to other workers without a copy on the page. */
function keptCoarse({ width, height, data }: FloatMatte): CoarseMatte {
  return { width, height, alpha: new Blob([data as Float32Array<ArrayBuffer>]) };
}

/** A network whose run failed is let go: its memory may be in any state, and the next job opens it anew. */
async function cutOutOrDrop(
  image: RgbaImage,
  segmenter: Segmenter,
  plan: Plan,
  job: RemovalJob,
): Promise<MatteResult> {
  try {
    return await removeBackground(image, segmenter, plan, job);
  } catch (error) {
    await dropNetworks();
    throw error;
  }
}

const api: CutoutWorkerApi = {
  hello: life.hello,
  cutout: async (file, options, report) => {
    try {
      return await packed(() => cutout(file, options, report));
    } finally {
      (report as Partial<ProxyMethods>)[releaseProxy]?.();
    }
  },
  inspectModel: file => packed(() => inspectModel(file)),
  tryModel: model => packed(() => tryModel(model)),
};

expose(api);
