import {
  makeInputTensor,
  readOutputTensor,
  resampleMatte,
  resampleToPlanes,
  type VariantId,
} from '@backgroundfx/core';
import type { Contender } from './contender.ts';
import type { GraphStore } from './graph-store.ts';

/**
 * The network and nothing else: the picture stretched to the network's best size, one run, its matte enlarged plainly
 * and centre-aligned. What everything the engine adds is measured against.
 */
export function plainContender(graphs: GraphStore, id: string, variant: VariantId): Contender {
  const model = graphs.model(id);
  const { bestSize } = model.input;
  return {
    name: `${id} plain ${variant}`,
    async answer(_, image) {
      const session = await graphs.session(model, variant);
      const began = performance.now();
      const planes = resampleToPlanes(image, bestSize, bestSize);
      const output = await session.run(makeInputTensor(planes, model.input));
      const ran = performance.now();
      const full = resampleMatte(readOutputTensor(output, model.output), image.width, image.height);
      const data = Uint8Array.from(full.data, alpha => Math.round(alpha * 255));
      return {
        matte: { kind: 'matte8', width: image.width, height: image.height, data },
        seconds: (performance.now() - began) / 1000,
        networkSeconds: (ran - began) / 1000,
      };
    },
  };
}
