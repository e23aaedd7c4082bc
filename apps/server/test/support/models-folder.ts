import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type ModelCatalog,
  type ModelEntry,
  type ModelVariant,
  parseCatalog,
  type VariantId,
  variantFiles,
} from '@backgroundfx/core';
import { MODEL, MODELS_DIR } from './engine-pool.ts';

/** A model as a catalogue has it, and the bytes of its one file. */
export interface PublishedModel {
  readonly entry: ModelEntry;
  readonly file: string;
  readonly bytes: Uint8Array;
}

/** A model of one graph that is published at `url` under its own name, `<id>.onnx`. */
export function published(
  id: string,
  bytes: Uint8Array,
  url: string,
  { variant: variantId = 'fp32', ...more }: Partial<ModelEntry> & { readonly variant?: VariantId } = {},
): PublishedModel {
  const name = `${id}.onnx`;
  const file = { name, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
  const sources = [{ type: 'url', url: `${url}/${name}`, file } as const];
  const variant: ModelVariant = { id: variantId, device: 'any', graph: file, weights: [], sources };
  const entry: ModelEntry = {
    ...MODEL,
    id,
    aliases: [],
    displayName: `Model ${id}`,
    onDemand: true,
    sources: [],
    input: U2NET_INPUT,
    output: { name: '1959', values: 'min-max' },
    variants: [variant],
    ...more,
  };
  return { entry, file: name, bytes };
}

const U2NET_INPUT: ModelEntry['input'] = {
  name: 'input.1',
  range: 'peak',
  mean: [0, 0, 0],
  scale: [1 / 255, 1 / 255, 1 / 255],
  sizes: 'fixed',
  multipleOf: 320,
  bestSize: 320,
  fit: 'stretch',
};

const STAMPS = '.stamps.json';

export interface ModelsFolder {
  /** Holds `catalog.json` and `dist/`. */
  readonly dir: string;
  readonly catalog: ModelCatalog;
  /** Puts a model's file where it belongs; `bytes` when it is to be another. */
  install(model: PublishedModel, bytes?: Uint8Array): void;
  uninstall(model: PublishedModel): void;
  remove(): void;
}

export interface FolderOptions {
  /** In the place of the network that ships; always installed. */
  readonly own?: PublishedModel;
  /** Without the files of the network that ships. */
  readonly empty?: boolean;
}

/** A folder of one's own with a catalogue: the network that ships, and others that are not installed. */
export function modelsFolder(
  others: readonly Pick<PublishedModel, 'entry'>[] = [],
  { own, empty = false }: FolderOptions = {},
): ModelsFolder {
  const dir = mkdtempSync(join(tmpdir(), 'bgfx-models-'));
  const dist = join(dir, 'dist');
  mkdirSync(dist);
  const models = [own?.entry ?? MODEL, ...others.map(({ entry }) => entry)];
  writeFileSync(join(dir, 'catalog.json'), JSON.stringify({ version: 1, models }));
  const install = ({ file, bytes }: PublishedModel, others = bytes) =>
    writeFileSync(join(dist, file), others);
  if (own) install(own);
  else if (!empty) linkShipped(dist);
  return {
    dir,
    catalog: parseCatalog({ version: 1, models }),
    install,
    uninstall: ({ file }) => rmSync(join(dist, file)),
    remove: () => rmSync(dir, { recursive: true, force: true }),
  };
}

/** What was hashed where the network was built is not hashed again here. */
function linkShipped(dist: string): void {
  const files = MODEL.variants.flatMap(variantFiles).map(({ name }) => name);
  for (const name of new Set(files)) symlinkSync(join(MODELS_DIR, name), join(dist, name));
  cpSync(join(MODELS_DIR, STAMPS), join(dist, STAMPS));
}
