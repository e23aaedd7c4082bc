import type { FloatMatte, RgbPlanes } from '../raster/planes.ts';
import { type Cells, DEAD_ZONE, toLight, UNDECIDED } from './cells.ts';
import { type ColourAlpha, estimateAlpha } from './colour-alpha.ts';
import { createSampler } from './colour-samples.ts';
import type { BandSystem } from './matting-laplacian.ts';
import type { Trimap } from './trimap.ts';

export const TUNE = { soft: 5, crisp: 100, floor: 1, lam: 0.1, edge: 2, gate: 0 };

/** What alpha in the band should be before neighbours have their say, and how firmly. One value per unknown. */
export interface BandTarget {
  readonly alpha: Float32Array;
  readonly weight: Float32Array;
}

/**
 * Weighs what colours say against what the network said, for the unknowns in rows `from` to `to` of cells. The network is
 * a soft prior: firm where it is sure of itself and its edge is crisp, loose where it is undecided or colours contradict it.
 * Borrows all but `out`.
 */
export function createTargets(
  cells: Cells,
  trimap: Trimap,
  { data: alpha, width, height }: FloatMatte,
  { data: colour }: RgbPlanes,
  { index, pixels }: BandSystem,
  trust: number,
): { readonly target: BandTarget; addRow(y: number): void } {
  const target = { alpha: new Float32Array(pixels.length), weight: new Float32Array(pixels.length) };
  const sample = createSampler(cells, trimap.verdict);
  const said: ColourAlpha = { alpha: 0, certainty: 0 };
  const n = width * height;
  return {
    target,
    addRow(y) {
      for (let x = 0; x < cells.width; x++) {
        const cell = y * cells.width + x;
        if (trimap.verdict[cell] !== UNDECIDED) continue;
        const samples = sample(x, y);
        const softness = trimap.softness[cell]!;
        for (let v = 2 * y; v < Math.min(height, 2 * y + 2); v++) {
          for (let i = v * width + 2 * x; i < v * width + Math.min(width, 2 * x + 2); i++) {
            const network = stretch(alpha[i]!);
            estimateAlpha(
              samples,
              toLight(colour[i]!),
              toLight(colour[n + i]!),
              toLight(colour[2 * n + i]!),
              network,
              said,
            );
            const sure = (2 * network - 1) ** 2;
            const prior =
              TUNE.soft * softness * (0.05 + sure) + TUNE.crisp * (1 - softness) * (TUNE.floor + sure);
            const believed = said.certainty * trust;
            const u = index[i]!;
            target.alpha[u] = (believed * said.alpha + prior * network) / (believed + prior);
            target.weight[u] = TUNE.lam * (believed + prior);
          }
        }
      }
    },
  };
}

/** Alpha with the network's noise at both ends cut off. */
export function stretch(alpha: number): number {
  return Math.min(1, Math.max(0, (alpha - DEAD_ZONE) / (1 - 2 * DEAD_ZONE)));
}
