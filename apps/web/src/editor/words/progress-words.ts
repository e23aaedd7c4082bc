import type { CutoutProgress, CutoutStage } from '../../engine/cutout.api.ts';
import { megabytes, wholeDuration } from './sizes.ts';

const STAGES: Readonly<Record<CutoutStage, string>> = {
  decode: 'Reading the picture',
  download: 'Getting the model',
  load: 'Starting the engine',
  infer: 'Finding the subject',
  refine: 'Drawing the edges',
  encode: 'Saving the PNG',
};

/** What is being done, without figures: for people who listen, told once per stage. */
export function stageWords(stage: CutoutStage): string {
  return STAGES[stage];
}

/** What is being done, with how far or how long. */
export function progressWords(progress: CutoutProgress): string {
  const words = STAGES[progress.stage];
  const { stage, loadedBytes, totalBytes, secondsLeft } = progress;
  if (stage === 'download' && loadedBytes !== undefined && totalBytes !== undefined) {
    return `${words}, ${Math.floor(loadedBytes / 1e6)} of ${megabytes(totalBytes)} MB`;
  }
  if (stage === 'infer' && secondsLeft !== undefined && secondsLeft >= 1) {
    return `${words}, about ${wholeDuration(secondsLeft)} left`;
  }
  return words;
}
