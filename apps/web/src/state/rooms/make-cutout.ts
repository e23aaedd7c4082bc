import { type EdgeSettings, EngineError, type Recipe } from '@backgroundfx/core';
import type { CoarseMatte, CutoutClient, CutoutMaker, CutoutProgress } from '../../engine/cutout.api.ts';
import type { StoredMatte } from '../../storage/workspace-storage.ts';
import { type CutoutChoice, choiceKey } from '../document/cutout-choice.ts';
import { isTooMuch } from '../problem.ts';

export interface CutoutListener {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: CutoutProgress) => void;
}

/**
 * Has this device find the subject as a recipe says. One that has too little memory for it tries once more at the lowest
 * level. Borrows the file.
 * @param choice what the recipe's network and level mean here; null where that network is not open
 * @throws EngineError as `CutoutClient.find` does; `model_unavailable` without a choice
 */
export async function findHere(
  client: Pick<CutoutClient, 'find'>,
  file: Blob,
  recipe: Recipe,
  choice: CutoutChoice | null,
  listener: CutoutListener & {
    readonly onDraft: (coarse: CoarseMatte) => void;
    readonly onSmaller: () => void;
  },
): Promise<StoredMatte> {
  if (!choice) {
    throw new EngineError('model_unavailable', 'The network of the user’s own is not open', {
      details: { own: true },
    });
  }
  const { signal, onProgress, onDraft, onSmaller } = listener;
  const find = async ({ model, quality }: CutoutChoice): Promise<StoredMatte> => {
    const { coarse, ...facts } = await client.find(file, { model, quality, signal, onProgress, onDraft });
    return { key: choiceKey(recipe), facts, quality, ...(coarse && { coarse }) };
  };
  try {
    return await find(choice);
  } catch (error) {
    if (!isTooMuch(error) || choice.quality === 'low') throw error;
    const smaller = await find({ ...choice, quality: 'low' });
    onSmaller();
    return smaller;
  }
}

/** Has another maker, such as a server, cut a picture out: it draws the edges too. Borrows the file. */
export async function haveMade(
  maker: CutoutMaker,
  file: Blob,
  recipe: Recipe,
  { model }: Pick<CutoutChoice, 'model'>,
  { signal, onProgress }: CutoutListener,
): Promise<StoredMatte> {
  const { quality } = recipe;
  const options = { model, quality, edges: edgesOf(recipe), signal, onProgress };
  const { png, coarse: _, ...facts } = await maker.cutout(file, options);
  return { key: choiceKey(recipe), facts, quality, served: png };
}

function edgesOf({ edge_refinement, finish }: Recipe): EdgeSettings {
  return {
    edgeRefinement: edge_refinement,
    shiftEdge: finish.shift_edge,
    feather: finish.feather,
    contrast: finish.contrast,
    decontamination: finish.decontamination,
  };
}
