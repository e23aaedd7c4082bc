import {
  createRedrawing,
  EngineError,
  type FloatMatte,
  floatMatte,
  type Redrawing,
  type RgbaImage,
  rgbaImage,
} from '@backgroundfx/core';
import type { CoarseMatte } from '../cutout.api.ts';
import type { EdgeSource } from '../edges.api.ts';
import { decodePicture } from './picture-decoder.ts';

/** Drafts have no more pixels than this: more than a window shows, and drawn several times a second. */
export const DRAFT_PIXELS = 2_000_000;

/** A cut-out that can be drawn anew. */
export interface LaidOut {
  /** For looking at; the same as `full` for pictures that are small enough. */
  readonly small: Redrawing;
  readonly full: Redrawing;
}

/** Where one cut-out lies at a time. */
export interface DrawingTable {
  /**
   * Reads picture and matte, unless they lie here already; what lay here before is let go. Borrows the source.
   * @throws EngineError what `decodePicture` throws; `unreadable_image` when the matte's bytes cannot be read any more
   */
  lay(source: EdgeSource): Promise<LaidOut>;
}

/** @param checkpoint is called between steps and may throw to stop */
export function createDrawingTable(checkpoint: () => Promise<void>): DrawingTable {
  let lying: { readonly key: string; readonly laid: Promise<LaidOut> } | undefined;

  async function read({ file, coarse, quality }: EdgeSource): Promise<LaidOut> {
    const image = await decodePicture(file, checkpoint);
    const matte = await readCoarse(coarse);
    const full = createRedrawing({ image, coarse: matte, quality });
    const scale = Math.sqrt(DRAFT_PIXELS / (image.width * image.height));
    if (scale >= 1) return { small: full, full };
    const small = await shrunk(image, scale);
    return {
      small: createRedrawing({ image: small, coarse: matte, quality, scale: small.width / image.width }),
      full,
    };
  }

  return {
    async lay(source) {
      if (lying?.key !== source.key) lying = { key: source.key, laid: read(source) };
      try {
        return await lying.laid;
      } catch (error) {
        // The next call tries again.
        lying = undefined;
        throw error;
      }
    },
  };
}

async function readCoarse({ width, height, alpha }: CoarseMatte): Promise<FloatMatte> {
  try {
    const data = new Float32Array(await alpha.arrayBuffer());
    return floatMatte(width, height, data);
  } catch (cause) {
    throw new EngineError('unreadable_image', 'The matte cannot be read any more', { cause });
  }
}

/** The picture for drafts. The browser may scale it: what is kept is drawn from the whole one. */
async function shrunk({ width, height, data }: RgbaImage, scale: number): Promise<RgbaImage> {
  const pixels = new Uint8ClampedArray(data.buffer as ArrayBuffer, data.byteOffset, data.length);
  const [w, h] = [width, height].map(side => Math.max(1, Math.round(side * scale))) as [number, number];
  const options = { resizeWidth: w, resizeHeight: h, resizeQuality: 'high' } as const;
  const bitmap = await createImageBitmap(new ImageData(pixels, width, height), options);
  const context = new OffscreenCanvas(w, h).getContext('2d', { willReadFrequently: true });
  if (!context) throw new EngineError('out_of_memory', 'The browser gave no canvas for a draft');
  context.drawImage(bitmap, 0, 0);
  bitmap.close();
  return rgbaImage(w, h, context.getImageData(0, 0, w, h).data);
}
