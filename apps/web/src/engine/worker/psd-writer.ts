import { EngineError } from '@backgroundfx/core';
import { initializeCanvas, type Layer, type PixelData, writePsdUint8Array } from 'ag-psd';
import type { LayeredSource } from '../export.api.ts';
import type { WholePicture } from '../studio.api.ts';

// The library crops layers to what is seen of them with pixels of the host; it never draws here.
initializeCanvas(
  (width, height) => new OffscreenCanvas(width, height) as never,
  (width, height) => new ImageData(width, height),
);

/** Photoshop's own limit for this kind of file. */
const MOST_SIDE = 30_000;

/**
 * Writes a Photoshop file: background, shadow and subject as layers, one over the other, the untouched original hidden
 * below them, and the result as its preview; no thumbnail, no metadata. Takes the layers.
 * @throws EngineError `image_too_large`, `out_of_memory`
 */
export function writeLayers({ layers, names }: LayeredSource): Blob {
  const { original, background, shadow, subject, composed } = layers;
  const { width, height } = composed;
  if (Math.max(width, height) > MOST_SIDE) {
    throw new EngineError(
      'image_too_large',
      `A Photoshop file holds at most ${MOST_SIDE} pixels along a side`,
      {
        details: { width, height, limitSide: MOST_SIDE },
      },
    );
  }
  const children = [
    layer(names.original, original, true),
    ...(background ? [layer(names.background, background)] : []),
    ...(shadow ? [layer(names.shadow, shadow)] : []),
    layer(names.subject, subject),
  ];
  try {
    const bytes = writePsdUint8Array(
      { width, height, children, imageData: pixelsOf(composed) },
      { generateThumbnail: false, trimImageData: true },
    );
    return new Blob([bytes as Uint8Array<ArrayBuffer>], { type: 'image/vnd.adobe.photoshop' });
  } catch (cause) {
    throw new EngineError('out_of_memory', 'The Photoshop file could not be written', { cause });
  }
}

function layer(name: string, picture: WholePicture, hidden = false): Layer {
  return { name, hidden, imageData: pixelsOf(picture) };
}

function pixelsOf({ width, height, data }: WholePicture): PixelData {
  return { width, height, data: new Uint8ClampedArray(data) };
}
