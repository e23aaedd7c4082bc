import { EngineError, type RgbaImage, rgbaImage } from '@backgroundfx/core';

/** Pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Memory of a picture as the browser's own type takes it. Borrows: both are the same memory. */
export function imageDataOf({ width, height, data }: RgbaImage): ImageData {
  return new ImageData(
    new Uint8ClampedArray(data.buffer as ArrayBuffer, data.byteOffset, data.length),
    width,
    height,
  );
}

/** A picture as a bitmap, of another size if that is asked for. Borrows. @throws EngineError `out_of_memory` */
export async function bitmapOf(image: RgbaImage, size: Size = image): Promise<ImageBitmap> {
  const isSame = size.width === image.width && size.height === image.height;
  return createImageBitmap(imageDataOf(image), isSame ? {} : resizedTo(size)).catch(noRoom);
}

/** A smaller bitmap. Borrows; the bitmap is new. @throws EngineError `out_of_memory` */
export async function shrinkBitmap(bitmap: ImageBitmap, size: Size): Promise<ImageBitmap> {
  // Half the time of `high`, and the same to look at.
  return createImageBitmap(bitmap, { ...resizedTo(size), resizeQuality: 'medium' }).catch(noRoom);
}

function resizedTo({ width, height }: Size): ImageBitmapOptions {
  return { resizeWidth: width, resizeHeight: height, resizeQuality: 'high' };
}

function noRoom(cause: unknown): never {
  throw new EngineError('out_of_memory', 'The browser gave no room for a picture', { cause });
}

/** The size of a picture that has at most so many pixels, and the share of a side that is left. */
export function sizeWithin({ width, height }: Size, pixels: number): Size {
  const share = Math.min(1, Math.sqrt(pixels / (width * height)));
  return {
    width: Math.max(1, Math.round(width * share)),
    height: Math.max(1, Math.round(height * share)),
  };
}

/** A smaller picture for looking at. The browser may scale it: what is kept is drawn from the whole one. Borrows. */
export async function shrinkPicture(image: RgbaImage, size: Size): Promise<RgbaImage> {
  if (size.width === image.width && size.height === image.height) return image;
  const bitmap = await bitmapOf(image, size);
  try {
    return pixelsOf(bitmap);
  } finally {
    bitmap.close();
  }
}

/** The pixels of a bitmap for looking at. Borrows it; they are new. @throws EngineError `out_of_memory` */
export function pixelsOf(bitmap: ImageBitmap): RgbaImage {
  const { width, height } = bitmap;
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  if (!context) throw new EngineError('out_of_memory', 'The browser gave no canvas for a draft');
  context.drawImage(bitmap, 0, 0);
  return rgbaImage(width, height, context.getImageData(0, 0, width, height).data);
}
