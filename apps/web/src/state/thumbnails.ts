import type { CoarseMatte } from '../engine/cutout.api.ts';

/** Makes the small pictures of filmstrip and project list. */
export interface ThumbnailPainter {
  /** A picture's file; null where the browser does not read its kind. Borrows it. */
  open(file: Blob): Promise<ImageBitmap | null>;
  /** A small picture that was painted before, by its address. @throws what the browser throws where it is gone */
  reopen(url: string): Promise<ImageBitmap>;
  /** Borrows the bitmap until the call returns. @param coarse what is left of the bitmap; all of it unless given */
  paint(bitmap: ImageBitmap, coarse?: CoarseMatte): Promise<Blob | null>;
}

/** Pixels of the longer side: the filmstrip's 64 and the project list's 240 on a dense screen. */
const SIDE = 480;
const QUALITY = 0.8;
/** The most pixels that a picture is opened with to be painted small. */
export const THUMBNAIL_PIXELS = SIDE * SIDE;

export function createThumbnailPainter(): ThumbnailPainter {
  return {
    open: file => createImageBitmap(file).catch(() => null),
    async reopen(url) {
      const image = new Image();
      image.src = url;
      await image.decode();
      return createImageBitmap(image);
    },
    async paint(bitmap, coarse) {
      const scale = Math.min(1, SIDE / Math.max(bitmap.width, bitmap.height));
      const canvas = new OffscreenCanvas(
        Math.max(1, Math.round(bitmap.width * scale)),
        Math.max(1, Math.round(bitmap.height * scale)),
      );
      const context = canvas.getContext('2d');
      if (!context) return null;
      context.imageSmoothingQuality = 'high';
      context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
      if (coarse) await cut(context, coarse);
      // Where the browser writes no WebP, this is a PNG.
      return canvas.convertToBlob({ type: 'image/webp', quality: QUALITY });
    },
  };
}

/** Leaves what a network saw: at this size its edges need no drawing. */
async function cut(context: OffscreenCanvasRenderingContext2D, coarse: CoarseMatte): Promise<void> {
  const { width, height } = coarse;
  const alpha = new Float32Array(await coarse.alpha.arrayBuffer());
  const mask = new ImageData(width, height);
  for (let i = 0; i < alpha.length; i++) mask.data[4 * i + 3] = 255 * (alpha[i] ?? 0);
  const bitmap = await createImageBitmap(mask);
  context.globalCompositeOperation = 'destination-in';
  context.drawImage(bitmap, 0, 0, context.canvas.width, context.canvas.height);
  bitmap.close();
}
