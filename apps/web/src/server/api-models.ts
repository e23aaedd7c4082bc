import type { CatalogModel, ChosenModel } from '../engine/chosen-model.ts';
import { DEFAULT_MODEL } from '../engine/chosen-model.ts';

/** What the API calls the catalogue's networks. */
const NAMES: Readonly<Record<string, string>> = {
  isnet: 'rembg',
  u2netp: 'u2net',
  u2net: 'u2net',
  deeplabv3: 'deeplab',
};

/** What the API calls a network. */
export function apiModel({ id }: CatalogModel): string {
  return NAMES[id] ?? 'rembg';
}

/** What a server takes for a network: one of the user's own stays on the device. */
export function modelThere(model: ChosenModel): CatalogModel {
  return model.kind === 'catalog' ? model : DEFAULT_MODEL;
}
