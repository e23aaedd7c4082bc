import { coverage, cutOut, EngineError, makeMatte, planCutout } from '@backgroundfx/core';
import { makeWasmInterruptible } from '@backgroundfx/inference/web';
import { expose } from 'comlink';
import type { CutoutOptions, CutoutResult, CutoutStage, CutoutWorkerApi, StageEvent } from './cutout.api.ts';
import { packed } from './wire.ts';
import { decodePicture } from './worker/picture-decoder.ts';
import { encodePng } from './worker/picture-encoder.ts';
import { dropSegmenter, loadSegmenter, reportOf } from './worker/segmenter.ts';
import { createStageClock } from './worker/stage-clock.ts';
import { holdLifeLock, isRung, type StopBell } from './worker-life.ts';

const alive = holdLifeLock(self.name);
let bell: StopBell | undefined;
makeWasmInterruptible(() => !isRung(bell));

/** Between two steps of a long computation. */
async function stopIfUnwanted(): Promise<void> {
  if (isRung(bell)) throw new EngineError('cancelled', 'Cancelled');
}

/** From file to PNG, one picture. Nothing of it outlives the call but the network. */
async function cutout(
  file: Blob,
  { quality }: CutoutOptions,
  report: (event: StageEvent) => void,
): Promise<CutoutResult> {
  const clock = createStageClock<CutoutStage>(() => performance.now());
  const at = (stage: CutoutStage, done: number) => {
    clock.enter(stage);
    report({ stage, done });
  };
  at('decode', 0);
  const image = await decodePicture(file);
  at('decode', 1);
  const segmenter = await loadSegmenter(event => {
    clock.enter(event.stage);
    report(event);
  });
  const plan = planCutout(quality, segmenter.model.input);
  const matte = await makeMatte(image, segmenter, plan, {
    pause: stopIfUnwanted,
    onStage: (stage, done) => at(stage === 'refine' ? 'refine' : 'infer', stage === 'prepare' ? 0 : done),
  });
  at('encode', 0);
  const png = await encodePng(cutOut(image, matte));
  const { total, stages } = clock.stop();
  return {
    width: image.width,
    height: image.height,
    png,
    coverage: coverage(matte),
    seconds: total - (stages.download ?? 0),
    stageSeconds: stages,
    report: reportOf(segmenter, plan.inputSize),
  };
}

const api: CutoutWorkerApi = {
  hello: async given => {
    bell = given;
    await alive;
  },
  cutout: (file, options, report) =>
    packed(async () => {
      try {
        return await cutout(file, options, report);
      } catch (error) {
        const code = error instanceof EngineError ? error.code : 'inference_failed';
        if (code === 'inference_failed' || code === 'out_of_memory') await dropSegmenter();
        throw error;
      }
    }),
};

expose(api);
