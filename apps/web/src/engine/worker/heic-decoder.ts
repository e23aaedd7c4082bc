import { EngineError, type RgbaImage, rgbaImage } from '@backgroundfx/core';
import heifAddress from 'libheif-js/libheif-wasm/libheif-bundle.mjs?url';
import { fetchedPart } from './fetched-part.ts';

/** As much of libheif as is used. */
interface HeifImage {
  get_width(): number;
  get_height(): number;
  is_primary(): boolean;
  /** Fills `target.data` with RGBA; the callback gets null where that fails. */
  display(target: HeifTarget, done: (result: HeifTarget | null) => void): void;
  free(): void;
}
interface HeifTarget {
  readonly data: Uint8ClampedArray;
  readonly width: number;
  readonly height: number;
}
interface Heif {
  readonly HeifDecoder: new () => { decode(bytes: Uint8Array): HeifImage[] };
}

/**
 * Reads a HEIC file with libheif, which is under the LGPL: a file of its own that stays as its makers built it, fetched when
 * the first such picture comes, and not linked into anything of ours. Upright; colours as the file numbers them.
 * Borrows the file.
 * @param limitPixels what is larger is refused before it is decoded
 * @throws EngineError `unreadable_image`, `image_too_large`; as `fetchedPart`
 */
export async function decodeHeic(file: Blob, limitPixels: number): Promise<RgbaImage> {
  const { default: start } = await fetchedPart<{ readonly default: () => Heif }>(
    'libheif',
    () => import(/* @vite-ignore */ heifAddress),
  );
  // One instance a picture: its memory grows and never shrinks.
  const images = new (start().HeifDecoder)().decode(new Uint8Array(await file.arrayBuffer()));
  const image = images.find(candidate => candidate.is_primary()) ?? images[0];
  if (!image) throw damaged();
  try {
    const [width, height] = [image.get_width(), image.get_height()];
    if (width * height > limitPixels) {
      throw new EngineError('image_too_large', `The picture has ${width} x ${height} pixels`, {
        details: { width, height, pixels: width * height, limitPixels },
      });
    }
    const target = { data: new Uint8ClampedArray(width * height * 4), width, height };
    const shown = await new Promise<HeifTarget | null>(done => image.display(target, done));
    if (!shown) throw damaged();
    return rgbaImage(width, height, shown.data);
  } finally {
    for (const each of images) each.free();
  }
}

function damaged(): EngineError {
  return new EngineError('unreadable_image', 'The picture is damaged and cannot be read');
}
