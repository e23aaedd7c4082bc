import type { Quality, Recipe } from '@backgroundfx/core';
import type { ChosenModel, OwnModel } from '../../engine/chosen-model.ts';

/** The network and the level that a subject is found with. */
export interface CutoutChoice {
  readonly model: ChosenModel;
  readonly quality: Quality;
}

/** How a recipe says it. */
export type CutoutFields = Pick<Recipe, 'model' | 'model_id' | 'quality'>;

/** The names of recipes that mean one network alone on this page; any other network is `custom` with its own id. */
const NAMED: Readonly<Record<string, Recipe['model']>> = {
  isnet: 'rembg',
  u2net: 'u2net',
  deeplabv3: 'deeplab',
};

export function fieldsOf({ model, quality }: CutoutChoice): CutoutFields {
  const id = model.kind === 'catalog' ? model.id : model.key;
  const name = model.kind === 'catalog' ? NAMED[id] : undefined;
  return name ? { model: name, model_id: null, quality } : { model: 'custom', model_id: id, quality };
}

/**
 * What a recipe's fields mean here; null where they ask for a network of the user's own that is not `own`.
 * @param known ids of the catalogue's networks
 */
export function choiceOf(
  { model, model_id, quality }: CutoutFields,
  own: OwnModel | null,
  known: readonly string[],
): CutoutChoice | null {
  const named = Object.keys(NAMED).find(id => NAMED[id] === model);
  const id = named ?? model_id ?? '';
  if (known.includes(id)) return { model: { kind: 'catalog', id }, quality };
  return own?.key === id ? { model: own, quality } : null;
}

/** The fields of which `choiceKey` made a key. */
export function fieldsOfKey(key: string): CutoutFields {
  const at = key.lastIndexOf('@');
  const id = key.slice(0, at);
  const quality = key.slice(at + 1) as Quality;
  const named = Object.values(NAMED).find(name => name === id);
  return named ? { model: named, model_id: null, quality } : { model: 'custom', model_id: id, quality };
}

/** One name for each network and level: what was found with them is kept under it. */
export function choiceKey({ model, model_id, quality }: CutoutFields): string {
  return `${model_id ?? model}@${quality}`;
}
