import { optionsOfRecipe, type ReplaceBackground } from '@backgroundfx/contract';
import { ANCHORS, parseRecipe, type Recipe, type RecipeBackground } from '@backgroundfx/core';
import { ApiError } from '../../platform/api-error.ts';
import type { BlobStore } from '../../platform/blobs/blob-store.ts';
import { fetchBlob } from '../../platform/blobs/fetch-blob.ts';
import type { ScratchFolder } from '../../platform/blobs/scratch.ts';
import type { NamedPictures, ReceivedPicture } from '../picture-form.ts';

export interface ReplaceRequest {
  readonly wish: ReplaceBackground;
  readonly userId: string;
  /** Fires when the client goes away; everything done for it ends then. */
  readonly signal: AbortSignal;
}

/** Knows backgrounds by their ids. */
export interface KnownBackgrounds {
  /** Where a background comes from that a user may name; undefined where it is none. */
  originOf(userId: string, id: string): Promise<'library' | 'own' | undefined>;
}

export interface ReplaceFormDeps {
  readonly images: NamedPictures;
  readonly backgrounds: KnownBackgrounds;
  readonly blobs: BlobStore;
}

/** Reads what is to be laid on what, as the form of a picture that is cut out. */
export class ReplaceForm {
  readonly #deps: ReplaceFormDeps;

  constructor(deps: ReplaceFormDeps) {
    this.#deps = deps;
  }

  /**
   * Fetches the picture, which lies in `folder` then.
   * @throws ApiError 404 for a picture or a background that the user has not; what the disk says
   */
  async receive({ wish, userId, signal }: ReplaceRequest, folder: ScratchFolder): Promise<ReceivedPicture> {
    const { images, blobs } = this.#deps;
    const { key, name } = await images.source(userId, wish.image_id);
    const { format, ...options } = optionsOfRecipe(await this.#recipe(wish, userId));
    const path = folder.file('upload');
    if (!(await fetchBlob(blobs, key, path, signal))) {
      throw new ApiError(404, 'not_found', 'There is no such image');
    }
    return {
      path,
      fileName: name,
      // Where no recipe names it, the client's `Accept` header does.
      options: { ...options, ...(wish.recipe && format && { format }) },
      takesCutouts: true,
    };
  }

  async #recipe(wish: ReplaceBackground, userId: string): Promise<Recipe> {
    const recipe = wish.recipe ?? parseRecipe({ blend_mode: wish.blend_mode });
    if (wish.background_id === undefined) return recipe;
    return { ...recipe, background: await this.#background(wish.background_id, wish, userId) };
  }

  async #background(
    id: string,
    { fit = 'cover', position = ANCHORS.center, scale = 1 }: ReplaceBackground,
    userId: string,
  ): Promise<RecipeBackground> {
    const origin = await this.#deps.backgrounds.originOf(userId, id);
    if (!origin) throw new ApiError(404, 'not_found', 'There is no such background');
    // One of the library is drawn for the very canvas, unless it is to lie on it as a picture does.
    if (origin === 'library' && fit === 'cover' && scale === 1) return { type: 'library', id };
    return { type: 'image', id, fit, position, scale };
  }
}
