import type { ModelEntry } from '@backgroundfx/core';

/** One of the catalogue's networks. */
export interface CatalogModel {
  readonly kind: 'catalog';
  /** Of its entry. */
  readonly id: string;
}

/** A network of the user's own, kept for as long as the page is open. */
export interface OwnModel {
  readonly kind: 'own';
  /** The same for the same file and description only. */
  readonly key: string;
  /** The graph. */
  readonly file: Blob;
  /** What it is called, how pictures go in and how mattes come out. */
  readonly entry: OwnEntry;
}

export type OwnEntry = Pick<ModelEntry, 'id' | 'displayName' | 'kind' | 'input' | 'output'>;

/** Which network cuts a picture out. */
export type ChosenModel = CatalogModel | OwnModel;

export const DEFAULT_MODEL: CatalogModel = { kind: 'catalog', id: 'isnet' };

/** One name for each network: what is learned about it is kept under it. */
export function modelKey(model: ChosenModel): string {
  return model.kind === 'catalog' ? model.id : model.key;
}

/** Whether both mean the same network. */
export function isSameModel(a: ChosenModel, b: ChosenModel): boolean {
  return modelKey(a) === modelKey(b);
}

/** Where the files of a network are, as far as the page has asked. */
export type ModelPlace =
  /** All on this device. */
  | 'device'
  /** Not here; the server has not been asked. */
  | 'elsewhere'
  /** The server that served the page has them. */
  | 'server'
  /** It has not. */
  | 'missing'
  /** It did not answer. */
  | 'unreachable';

/** A network of the catalogue, as far as choosing it goes. */
export interface ModelInfo {
  readonly id: string;
  readonly displayName: string;
  /** Of what lies on this device, else of what would be downloaded. */
  readonly totalBytes: number;
  readonly place: ModelPlace;
}
