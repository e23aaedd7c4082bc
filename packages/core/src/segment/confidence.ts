import type { FloatMatte } from '../raster/planes.ts';
import { evidenceOf } from './evidence.ts';
export function confidenceOf({
  alpha,
}: {
  readonly alpha: FloatMatte;
  readonly agreements: readonly number[];
}): number {
  return 1 - Math.min(1, evidenceOf(alpha).undecided);
}
