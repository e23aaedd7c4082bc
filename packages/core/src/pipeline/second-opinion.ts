import { EngineError } from '../errors.ts';
import type { FloatMatte } from '../raster/planes.ts';
import { attempt } from './attempt.ts';
import type { Looks } from './looks.ts';
import type { Segmenter } from './segmenter.ts';

/**
 * What the second network says of the whole picture; nothing where there is none, or where it fails: its opinion is a gain
 * and no need.
 * @throws EngineError `cancelled`.
 */
export async function secondOpinion(looks: Looks, { second }: Segmenter): Promise<FloatMatte | undefined> {
  if (!second) return undefined;
  const opinion = await attempt(() => looks.at({ network: second, size: second.model.input.bestSize }));
  return opinion instanceof EngineError ? undefined : opinion;
}
