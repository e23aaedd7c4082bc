import type { Recipe } from '@backgroundfx/core';
import { sha256Hex } from '../../storage/sha256.ts';
import type { EditDocument } from '../document/edit-document.ts';
import type { Desk } from '../workspace-desk.ts';

/** The files that documents refer to, by their ids. */
export interface AssetRoom {
  /** @returns the id, which is the same for the same bytes */
  keep(file: Blob): Promise<string>;
  /** Those of a document that are at hand. */
  of(document: EditDocument): Readonly<Record<string, Blob>>;
  /** Reads those of a document that are not at hand. One that is not kept is missing where the document is drawn, which says so. @throws what the store throws */
  fetch(document: EditDocument): Promise<void>;
  forgetAll(): void;
}

export function createAssetRoom({ storage, outbox, get }: Desk): AssetRoom {
  const known = new Map<string, Blob>();

  async function read(id: string): Promise<void> {
    const { project } = get();
    if (known.has(id) || !project) return;
    const file = await storage.readAsset(project.id, id);
    if (file) known.set(id, file);
  }

  return {
    async keep(file) {
      const bytes = await file.arrayBuffer();
      const id = await sha256Hex(new Uint8Array(bytes));
      const { project } = get();
      if (!project) return id;
      // Its bytes, not the file: that may be gone by the time there is room for it.
      const asset = known.get(id) ?? new Blob([bytes], { type: file.type });
      known.set(id, asset);
      // Kept once a project: where it is there already, nothing is written.
      void outbox.post(() => storage.keepAsset(project.id, id, asset));
      return id;
    },
    of: document =>
      Object.fromEntries(
        assetsOf(document).flatMap(id => {
          const file = known.get(id);
          return file ? [[id, file]] : [];
        }),
      ),
    async fetch(document) {
      await Promise.all(assetsOf(document).map(read));
    },
    forgetAll: () => known.clear(),
  };
}

function assetsOf({ recipe, edits }: EditDocument): readonly string[] {
  const masks = edits.flatMap(edit => (edit.kind === 'mask' ? [edit.asset] : []));
  return [...new Set([...backgroundOf(recipe), ...masks])];
}

function backgroundOf({ background }: Recipe): readonly string[] {
  return background.type === 'image' ? [background.id] : [];
}
