import { EngineError, type RgbaImage, rgbaImage } from '@backgroundfx/core';
import { imageSize } from 'image-size';

/** Larger pictures do not fit into a browser's memory beside the engine: 100 megapixels are 400 MB of pixels alone. */
export const MAX_PIXELS = 100_000_000;
/** No photograph is larger; what is, is not worth reading into memory to find out. */
export const MAX_BYTES = 250_000_000;
/** Headers lie at the front; only huge embedded profiles and previews push the size further back. */
const HEADER_BYTES = 4 * 1024 * 1024;
/** Pixels are read tile by tile: a canvas has limits (65,535 a side here, less elsewhere) that pictures have not. */
const TILE_WIDTH = 4096;
const TILE_HEIGHT = 512;

/**
 * Reads a JPEG, PNG or WebP file: upright (EXIF orientation applied), converted to sRGB, straight alpha. Runs in a
 * worker. Borrows `file`; the pixels are new. Colours of half-transparent pixels come through the browser's canvas and
 * can be off by rounding; opaque pixels are exact. `checkpoint` is called between tiles and may throw to stop.
 * @throws EngineError `empty_file`, `unsupported_image`, `unreadable_image`, `image_too_large` (before decoding).
 */
export async function decodePicture(file: Blob, checkpoint: () => Promise<void>): Promise<RgbaImage> {
  await checkHeader(file);
  const bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' }).catch(cause => {
    throw unreadable(cause);
  });
  try {
    return await readPixels(bitmap, checkpoint);
  } finally {
    bitmap.close();
  }
}

async function checkHeader(file: Blob): Promise<void> {
  if (file.size === 0) throw new EngineError('empty_file', 'The file is empty');
  if (file.size > MAX_BYTES) {
    throw new EngineError('image_too_large', `The file has ${file.size} bytes`, {
      details: { bytes: file.size, limitBytes: MAX_BYTES },
    });
  }
  const header = await readHeader(file);
  if (!isReadableKind(header)) {
    throw new EngineError('unsupported_image', 'The file is not a JPEG, PNG or WebP picture');
  }
  const { width, height } = sizeOf(header);
  if (width * height > MAX_PIXELS) {
    throw new EngineError('image_too_large', `The picture has ${width} x ${height} pixels`, {
      details: { width, height, pixels: width * height, limitPixels: MAX_PIXELS },
    });
  }
}

async function readHeader(file: Blob): Promise<Uint8Array> {
  try {
    return new Uint8Array(await file.slice(0, HEADER_BYTES).arrayBuffer());
  } catch (cause) {
    // A file that was moved, deleted or changed after it was chosen.
    throw unreadable(cause);
  }
}

/** By magic bytes: names and types lie. */
function isReadableKind(b: Uint8Array): boolean {
  const text = (from: number, to: number) => String.fromCharCode(...b.subarray(from, to));
  const jpeg = b[0] === 0xff && b[1] === 0xd8 && b[2] === 0xff;
  const png = b[0] === 0x89 && text(1, 4) === 'PNG';
  return jpeg || png || (text(0, 4) === 'RIFF' && text(8, 12) === 'WEBP');
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

async function readPixels(bitmap: ImageBitmap, checkpoint: () => Promise<void>): Promise<RgbaImage> {
  const { width, height } = bitmap;
  const pixels = new Uint8ClampedArray(width * height * 4);
  const canvas = new OffscreenCanvas(Math.min(TILE_WIDTH, width), Math.min(TILE_HEIGHT, height));
  const context = canvas.getContext('2d', { willReadFrequently: true, colorSpace: 'srgb' });
  if (!context) throw new EngineError('out_of_memory', 'The browser gave no canvas to read the picture with');
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

function unreadable(cause?: unknown): EngineError {
  return new EngineError('unreadable_image', 'The picture is damaged and cannot be read', { cause });
}
