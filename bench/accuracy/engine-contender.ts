import { planCutout, type Quality, removeBackground } from '@backgroundfx/core';
import type { Contender } from './contender.ts';
import type { GraphStore } from './graph-store.ts';
import { copyOfPicture } from './picture-files.ts';

export interface EngineChoice {
  readonly model: string;
  /** Another model that is asked too where a plan gains by it. */
  readonly second?: string | undefined;
  readonly quality: Quality;
  readonly refinement: number;
}

/** The engine as a host on processors runs it, from decoded pixels to the cut-out. */
export function engineContender(graphs: GraphStore, choice: EngineChoice): Contender {
  const { model, second, quality, refinement } = choice;
  return {
    name: `${model}${second ? `+${second}` : ''} ${quality} ${refinement}`,
    async answer(_, image) {
      const segmenter = await graphs.segmenter(model, second);
      const plan = planCutout(quality, segmenter.model.input, refinement);
      const cutout = copyOfPicture(image);
      const began = performance.now();
      let refining = Number.NaN;
      const result = await removeBackground(cutout, segmenter, plan, {
        onStage: stage => {
          if (stage === 'refine' && Number.isNaN(refining)) refining = performance.now();
        },
      });
      return {
        ...result,
        cutout,
        seconds: (performance.now() - began) / 1000,
        networkSeconds: (refining - began) / 1000,
      };
    },
  };
}
