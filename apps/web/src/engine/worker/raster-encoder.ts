import { EngineError, flatten, parseColour, type RgbaImage, rgbaImage } from '@backgroundfx/core';
import type { EncodeSettings } from '../export.api.ts';
import { fetchedPart } from './fetched-part.ts';
import { encodePng } from './picture-encoder.ts';

/** WebP's own limit. */
const WEBP_SIDE = 16_383;
/** JPEG's own limit. */
const JPEG_SIDE = 65_500;
/** From 0, the slowest and smallest, to 10: a 12-megapixel picture takes seconds, not minutes. */
const AVIF_SPEED = 8;

/**
 * Writes a picture as a file without metadata. PNG and lossless WebP keep every pixel; the others keep straight alpha where
 * they have any. The encoders for WebP and AVIF are fetched when they are first needed. Borrows `image`.
 * @throws EngineError `out_of_memory`; `image_too_large` where the format cannot hold the picture; as `fetchedPart`
 */
export async function encodeRaster(image: RgbaImage, settings: EncodeSettings): Promise<Blob> {
  switch (settings.format) {
    case 'png':
      return encodePng(image);
    case 'webp':
      return encodeWebp(image, settings);
    case 'jpeg':
      return encodeJpeg(image, settings);
    case 'avif':
      return encodeAvif(image, settings);
  }
}

async function encodeWebp(image: RgbaImage, { quality, lossless }: EncodeSettings): Promise<Blob> {
  checkSide(image, WEBP_SIDE, 'WebP');
  const encode = await webpEncoder();
  // For lossless WebP the quality says how hard to look for a smaller file; 75 is libwebp's own.
  const options = lossless ? { lossless: 1, exact: 1, quality: 75 } : { quality, use_sharp_yuv: 1 };
  return written('image/webp', () => encode(asImageData(image), options));
}

/** Kept for the next picture once it is here. */
let webp: typeof import('@jsquash/webp/encode.js').default | undefined;

async function webpEncoder() {
  webp ??= await fetchedPart('webp', async () => {
    const { default: encode, init } = await import('@jsquash/webp/encode.js');
    await init();
    return encode;
  });
  return webp;
}

async function encodeAvif(image: RgbaImage, { quality }: EncodeSettings): Promise<Blob> {
  // The build with threads would start workers of its own, which an abort could not reach.
  const { encoder, defaultOptions } = await fetchedPart('avif', async () => {
    const { default: start } = await import('@jsquash/avif/codec/enc/avif_enc.js');
    const { defaultOptions } = await import('@jsquash/avif/meta.js');
    return { encoder: await start({ noInitialRun: true }), defaultOptions };
  });
  return written('image/avif', async () => {
    const { data, width, height } = image;
    const pixels = new Uint8Array(data.buffer as ArrayBuffer, data.byteOffset, data.length);
    const bytes = encoder.encode(pixels, width, height, { ...defaultOptions, quality, speed: AVIF_SPEED });
    if (!bytes) throw new Error('The encoder gave nothing back');
    return bytes.slice().buffer as ArrayBuffer;
  });
}

async function encodeJpeg(image: RgbaImage, { quality, matteColour }: EncodeSettings): Promise<Blob> {
  const { width, height } = image;
  checkSide(image, JPEG_SIDE, 'JPEG');
  const opaque = flatten(rgbaImage(width, height, image.data.slice()), parseColour(matteColour));
  // Opaque pixels come through a canvas as they are.
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d', { alpha: false, colorSpace: 'srgb' });
  if (!context)
    throw new EngineError('out_of_memory', 'The browser gave no canvas to write the picture with');
  context.putImageData(asImageData(opaque), 0, 0);
  const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: quality / 100 }).catch(cause => {
    throw new EngineError('out_of_memory', 'The JPEG could not be written', { cause });
  });
  return blob;
}

async function written(type: string, encode: () => Promise<ArrayBuffer>): Promise<Blob> {
  try {
    return new Blob([await encode()], { type });
  } catch (cause) {
    throw new EngineError('out_of_memory', `The picture could not be written as ${type}`, { cause });
  }
}

function checkSide({ width, height }: RgbaImage, limit: number, name: string): void {
  if (Math.max(width, height) <= limit) return;
  throw new EngineError('image_too_large', `${name} holds at most ${limit} pixels along a side`, {
    details: { width, height, limitSide: limit },
  });
}

function asImageData({ width, height, data }: RgbaImage): ImageData {
  const pixels = new Uint8ClampedArray(data.buffer as ArrayBuffer, data.byteOffset, data.length);
  return new ImageData(pixels, width, height);
}
