import { EngineError, type RgbaImage, rgbaImage } from '@backgroundfx/core';
import { imageSize } from 'image-size';
import { colourProfileOf } from '../colour-profile.ts';
import { type PictureKind, pictureKind } from '../picture-kind.ts';
import type { StageOriginal } from '../studio.api.ts';
import { fetchedPart } from './fetched-part.ts';
import { readOpaque } from './opaque-pixels.ts';
import { shrinkBitmap, sizeWithin } from './shrink-picture.ts';

/** No photograph is larger; what is, is not worth reading into memory to find out. */
export const MAX_BYTES = 250_000_000;
/** Headers lie at the front; only huge embedded profiles and previews push the size further back. */
const HEADER_BYTES = 4 * 1024 * 1024;
/** Pixels are read tile by tile: a canvas has limits (65,535 a side here, less elsewhere) that pictures have not. */
const TILE_WIDTH = 4096;
const TILE_HEIGHT = 512;

/** What reading a picture goes by. */
export interface Decoding {
  /** Larger ones are refused before they are decoded: they do not fit into a browser's memory beside the engine. */
  readonly mostPixels: number;
  /** Called between steps; may throw to stop. */
  checkpoint(): Promise<void>;
}

/**
 * Reads a picture's file (JPEG, PNG, WebP, AVIF, HEIC, or the first frame of a GIF or BMP): upright (EXIF orientation
 * applied), converted to sRGB, straight alpha. Runs in a worker. Borrows `file`; the pixels are new. Colours of
 * half-transparent pixels come through the browser's canvas and can be off by rounding; opaque pixels are exact.
 * @throws EngineError `empty_file`, `unsupported_image`, `unreadable_image`, `image_too_large` (before decoding); for
 * HEIC as `fetchedPart`.
 */
export async function decodePicture(file: Blob, decoding: Decoding): Promise<RgbaImage> {
  const bitmap = await openBitmap(file, decoding);
  if (!bitmap) return decodeWithoutBrowser(file, decoding);
  try {
    const opaque = await readOpaque(bitmap);
    await decoding.checkpoint();
    return opaque ?? (await readPixels(bitmap, decoding));
  } finally {
    bitmap.close();
  }
}

/**
 * The same picture for looking at, with at most so many pixels; much quicker, as the browser's own bitmap never becomes bytes.
 * Null for the kinds that the browser does not read.
 * @throws EngineError as `decodePicture` does
 */
export async function decodeForLooking(
  file: Blob,
  pixels: number,
  decoding: Decoding,
): Promise<StageOriginal | null> {
  const bitmap = await openBitmap(file, decoding);
  if (!bitmap) return null;
  const picture = { width: bitmap.width, height: bitmap.height };
  const size = sizeWithin(picture, pixels);
  if (size.width === picture.width && size.height === picture.height) return { bitmap, picture };
  try {
    return { bitmap: await shrinkBitmap(bitmap, size), picture };
  } finally {
    bitmap.close();
  }
}

/** Null for HEIC where the browser does not read it. */
async function openBitmap(file: Blob, decoding: Decoding): Promise<ImageBitmap | null> {
  const kind = await checkHeader(file, decoding);
  return createImageBitmap(file, { imageOrientation: 'from-image' }).catch(cause => {
    if (kind === 'heic') return null;
    throw unreadable(cause);
  });
}

/** For HEIC, which few browsers read. */
async function decodeWithoutBrowser(file: Blob, decoding: Decoding): Promise<RgbaImage> {
  const { decodeHeic } = await fetchedPart('heic', () => import('./heic-decoder.ts'));
  const image = await decodeHeic(file, decoding.mostPixels).catch(cause => {
    throw cause instanceof EngineError ? cause : unreadable(cause);
  });
  await decoding.checkpoint();
  return (await colourProfileOf(file)) === 'display-p3' ? toSrgb(image, decoding) : image;
}

/** Changes pixels that mean Display P3 in place. */
async function toSrgb(image: RgbaImage, { checkpoint }: Decoding): Promise<RgbaImage> {
  const { width, height, data } = image;
  const context = canvasFor(width, Math.min(TILE_HEIGHT, height));
  for (let y = 0; y < height; y += TILE_HEIGHT) {
    const rows = Math.min(TILE_HEIGHT, height - y);
    const strip = data.slice(y * width * 4, (y + rows) * width * 4);
    const pixels = new Uint8ClampedArray(strip.buffer as ArrayBuffer);
    context.putImageData(new ImageData(pixels, width, rows, { colorSpace: 'display-p3' }), 0, 0);
    data.set(context.getImageData(0, 0, width, rows).data, y * width * 4);
    await checkpoint();
  }
  return image;
}

async function checkHeader(file: Blob, { mostPixels }: Decoding): Promise<PictureKind> {
  if (file.size === 0) throw new EngineError('empty_file', 'The file is empty');
  if (file.size > MAX_BYTES) {
    throw new EngineError('image_too_large', `The file has ${file.size} bytes`, {
      details: { bytes: file.size, limitBytes: MAX_BYTES },
    });
  }
  const header = await readHeader(file);
  const kind = pictureKind(header);
  if (!kind) throw new EngineError('unsupported_image', 'The file is no picture of a kind that is read');
  const { width, height } = sizeOf(header);
  if (width * height > mostPixels) {
    throw new EngineError('image_too_large', `The picture has ${width} x ${height} pixels`, {
      details: { width, height, pixels: width * height, limitPixels: mostPixels },
    });
  }
  return kind;
}

async function readHeader(file: Blob): Promise<Uint8Array> {
  try {
    return new Uint8Array(await file.slice(0, HEADER_BYTES).arrayBuffer());
  } catch (cause) {
    // A file that was moved, deleted or changed after it was chosen.
    throw unreadable(cause);
  }
}

function sizeOf(header: Uint8Array): { width: number; height: number } {
  try {
    const { width, height } = imageSize(header);
    if (width > 0 && height > 0) return { width, height };
  } catch (cause) {
    throw unreadable(cause);
  }
  throw unreadable();
}

async function readPixels(bitmap: ImageBitmap, { checkpoint }: Decoding): Promise<RgbaImage> {
  const { width, height } = bitmap;
  const pixels = new Uint8ClampedArray(width * height * 4);
  const context = canvasFor(Math.min(TILE_WIDTH, width), Math.min(TILE_HEIGHT, height));
  for (let y = 0; y < height; y += TILE_HEIGHT) {
    for (let x = 0; x < width; x += TILE_WIDTH) {
      const w = Math.min(TILE_WIDTH, width - x);
      const h = Math.min(TILE_HEIGHT, height - y);
      context.clearRect(0, 0, w, h);
      context.drawImage(bitmap, x, y, w, h, 0, 0, w, h);
      const tile = context.getImageData(0, 0, w, h).data;
      for (let row = 0; row < h; row++) {
        pixels.set(tile.subarray(row * w * 4, (row + 1) * w * 4), ((y + row) * width + x) * 4);
      }
    }
    await checkpoint();
  }
  return rgbaImage(width, height, pixels);
}

function canvasFor(width: number, height: number): OffscreenCanvasRenderingContext2D {
  const options = { willReadFrequently: true, colorSpace: 'srgb' } as const;
  const context = new OffscreenCanvas(width, height).getContext('2d', options);
  if (!context) throw new EngineError('out_of_memory', 'The browser gave no canvas to read the picture with');
  return context;
}

function unreadable(cause?: unknown): EngineError {
  return new EngineError('unreadable_image', 'The picture is damaged and cannot be read', { cause });
}
