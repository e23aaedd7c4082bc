import type { Matte, RgbaImage } from '../raster/planes.ts';

/** What edits are done with; all is borrowed. */
export interface EditTools {
  /** The picture that the matte is of, of the matte's size. */
  readonly image: RgbaImage;
  /** Pixels of `image` for each of the picture that the edits are written for, along a side. */
  readonly scale: number;
  /** Mattes that mask edits refer to, by the ids of their assets. */
  readonly masks?: ReadonlyMap<string, Matte> | undefined;
}
