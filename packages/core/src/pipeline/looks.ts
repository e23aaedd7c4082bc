import { throwIfCancelled } from '../errors.ts';
import { pictureLevels } from '../raster/picture-levels.ts';
import type { FloatMatte, RgbaImage, RgbPlanes } from '../raster/planes.ts';
import { type ClassShare, readClasses } from '../segment/classes.ts';
import { type Region, WHOLE } from '../segment/region.ts';
import { regionPixels } from '../segment/region-pixels.ts';
import type { SegmentationSession } from '../segment/session.ts';
import { makeInputTensor, readOutputTensor } from '../segment/tensor.ts';
import type { MatteJob } from './matte-job.ts';
import type { Network, NetworkRun } from './segmenter.ts';

/** One look: by which network, of what input size, at what. */
export interface Look {
  readonly network: Network;
  /** The network's graph in float, in the place of its own session. */
  readonly float?: SegmentationSession | undefined;
  /** Side of the square input, pixels. */
  readonly size: number;
  /** The whole picture by default. */
  readonly region?: Region;
  readonly mirrored?: boolean;
}

/** Looks at one picture, one after another. */
export interface Looks {
  /** What ran so far. */
  readonly runs: readonly NetworkRun[];
  /** What the first look saw, where its network tells classes apart. */
  readonly classes: readonly ClassShare[];
  /**
   * The matte of what is looked at, of the input's size; the caller's.
   * @throws EngineError `cancelled`, and whatever the session throws.
   */
  at(look: Look): Promise<FloatMatte>;
  /** The whole picture's colours at a size; borrowed. */
  colours(width: number, height: number): RgbPlanes;
}

/**
 * Looks at `image`, which is borrowed. Asks the host after each whether to go on, and reports the stages `prepare` (the
 * first input) and `infer` (shares of `worst` pixels of input; where fewer are needed the share jumps in the end).
 */
export function createLooks(image: RgbaImage, job: MatteJob, worst: number): Looks {
  const { signal, checkpoint, onStage } = job;
  const runs: NetworkRun[] = [];
  const classes: ClassShare[] = [];
  const levels = pictureLevels(image);
  let spent = 0;
  // What the last look at the whole picture saw: as a rule its matte is of that size, and is refined by these colours.
  let whole: RgbPlanes | undefined;
  return {
    runs,
    classes,
    async at({ network, float, size, region = WHOLE, mirrored = false }) {
      const { model } = network;
      const first = runs.length === 0;
      if (first) onStage?.('prepare', 0);
      const planes = levels.planes(size, size, regionPixels(image, region));
      if (region === WHOLE) whole = planes;
      const input = makeInputTensor(planes, model.input, mirrored);
      if (first) {
        onStage?.('prepare', 1);
        await checkpoint?.();
        throwIfCancelled(signal);
        onStage?.('infer', 0);
      }
      const output = await (float ?? network.session).run(input, { signal });
      if (first) classes.push(...readClasses(output, model.output));
      const alpha = readOutputTensor(output, model.output, mirrored, job.classes);
      runs.push({ model: model.id, width: size, height: size, region, mirrored, float: float !== undefined });
      spent += size * size;
      onStage?.('infer', Math.min(1, spent / worst));
      if (first) job.onDraft?.({ ...alpha, data: alpha.data.slice() });
      await checkpoint?.();
      throwIfCancelled(signal);
      return alpha;
    },
    colours: (width, height) =>
      whole?.width === width && whole.height === height ? whole : levels.planes(width, height),
  };
}
