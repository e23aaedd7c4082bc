import { EngineError, type Matte, type RgbaImage } from '@backgroundfx/core';
import { readMask } from './mask-picture.ts';
import { type Decoding, decodePicture } from './picture-decoder.ts';

/** Files that a document refers to, read once. */
export interface StudioAssets {
  /** The picture behind the subject. @throws EngineError what `decodePicture` throws; `invalid_argument` where it is missing */
  background(id: string, files: AssetFiles): Promise<RgbaImage>;
  /** Mattes by their ids. @throws EngineError as `background` does */
  masks(ids: readonly string[], files: AssetFiles): Promise<ReadonlyMap<string, Matte>>;
}

type AssetFiles = Readonly<Record<string, Blob>>;

/** Nothing read yet. One background is kept at a time, and the masks that were asked for last. */
export function createStudioAssets(decoding: Decoding): StudioAssets {
  let behind: { readonly id: string; readonly picture: RgbaImage } | undefined;
  let known: ReadonlyMap<string, Matte> = new Map();

  const read = (id: string, files: AssetFiles): Promise<RgbaImage> => {
    const file = files[id];
    if (file) return decodePicture(file, decoding);
    throw new EngineError('invalid_argument', `The file "${id}" is missing`, { details: { asset: id } });
  };

  return {
    async background(id, files) {
      if (behind?.id !== id) {
        behind = undefined;
        behind = { id, picture: await read(id, files) };
      }
      return behind.picture;
    },
    async masks(ids, files) {
      const masks = new Map<string, Matte>();
      for (const id of ids) masks.set(id, known.get(id) ?? readMask(await read(id, files)));
      known = masks;
      return masks;
    },
  };
}
