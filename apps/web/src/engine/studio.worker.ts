import { EngineError, type Outcome, packed } from '@backgroundfx/core';
import { expose, transfer } from 'comlink';
import { isRaised, type StopFlag } from './stop-flag.ts';
import type { StageFrame, StudioWorkerApi, WholeLayers, WholePicture } from './studio.api.ts';
import { drawFrame, drawLayers, drawMatte, drawWhole, type StudioTools } from './worker/draw-frame.ts';
import { createOpenPicture } from './worker/open-picture.ts';
import type { Decoding } from './worker/picture-decoder.ts';
import { encodePng } from './worker/picture-encoder.ts';
import { createStudioAssets } from './worker/studio-assets.ts';
import { createStudioTable } from './worker/studio-table.ts';
import { workerLife } from './worker/worker-life.ts';

const life = workerLife();
/** Of the call that runs: they come one at a time. */
let stopped: StopFlag | undefined;

async function checkpoint(): Promise<void> {
  await life.stopIfUnwanted();
  if (isRaised(stopped)) throw new EngineError('cancelled', 'Cancelled');
}

const decoding: Decoding = {
  checkpoint,
  get mostPixels() {
    return life.mostPixels;
  },
};

const tools: StudioTools = {
  table: createStudioTable(decoding),
  assets: createStudioAssets(decoding),
  job: { checkpoint },
};

async function answer<T>(
  stop: StopFlag | undefined,
  work: () => Promise<T>,
  given: (value: T) => Transferable[],
): Promise<Outcome<T>> {
  stopped = stop;
  const outcome = await packed(work);
  return outcome.ok ? transfer(outcome, given(outcome.value)) : outcome;
}

const bitmapsOf = ({ subject, matte, behind, composed }: StageFrame): Transferable[] =>
  behind ? [subject, matte, behind, composed] : [subject, matte, composed];

const memoryOf = (...pictures: readonly (WholePicture | null)[]): Transferable[] =>
  pictures.flatMap(picture => (picture ? [picture.data] : []));

const api: StudioWorkerApi = {
  hello: life.hello,
  original: (file, pixels, stop) =>
    answer(
      stop,
      () => tools.table.look(file, pixels),
      ({ bitmap }) => [bitmap],
    ),
  glance: (file, pixels, stop) =>
    answer(
      stop,
      () => createOpenPicture(file, decoding).look(pixels),
      ({ bitmap }) => [bitmap],
    ),
  warm: (file, stop) =>
    answer(
      stop,
      async () => {
        await tools.table.picture(file);
      },
      () => [],
    ),
  frame: (request, pixels, stop) => answer(stop, () => drawFrame(request, pixels, tools), bitmapsOf),
  whole: (request, stop) => answer(stop, () => drawWhole(request, tools), memoryOf),
  layers: (request, stop) =>
    answer(
      stop,
      () => drawLayers(request, tools),
      ({ original, background, shadow, subject, composed }: WholeLayers) =>
        memoryOf(original, background, shadow, subject, composed),
    ),
  matte: (request, stop) =>
    answer(
      stop,
      async () => encodePng(await drawMatte(request, tools)),
      () => [],
    ),
};

expose(api);
