import type { VariantId } from '@backgroundfx/core';
import type { Calibration } from './calibration.ts';
import { floatGraph } from './float-graph.ts';
import { int8Graph } from './int8-graph.ts';
import type { Network } from './network.ts';
import { shareWeights } from './quantise-weights.ts';

/** What is shipped of one network: a weights file, and graphs that refer to it by its name. */
export interface Products {
  readonly weights: Uint8Array;
  readonly graphs: Readonly<Record<VariantId, Uint8Array>>;
}

/** Turns a network into all its products. The same network and calibration give the same bytes. */
export function convert(network: Network, calibration: Calibration, weightsName: string): Products {
  const shared = shareWeights(network, weightsName);
  return {
    weights: shared.file.toBytes(),
    graphs: {
      int8: int8Graph(network, shared, calibration),
      fp32: floatGraph(network, shared, 'fp32'),
      fp16: floatGraph(network, shared, 'fp16'),
    },
  };
}
