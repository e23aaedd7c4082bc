import type { RgbaImage } from '@backgroundfx/core';
import type { StageOriginal } from '../studio.api.ts';
import { type Decoding, decodeForLooking, decodePicture } from './picture-decoder.ts';
import { bitmapOf, pixelsOf, type Size, shrinkPicture, sizeWithin } from './shrink-picture.ts';

/**
 * The picture of a file, read as far as it was needed: a smaller one to look at and to draw previews of comes from the
 * browser's bitmap, in a third of the time that it takes to have the whole one's bytes.
 */
export interface OpenPicture {
  readonly file: Blob;
  /** At full size. @throws EngineError as `decodePicture` does, and so do the others */
  size(): Promise<Size>;
  /** At full size; kept. */
  whole(): Promise<RgbaImage>;
  /** At most so many pixels of it, to look at; the bitmap is new. */
  look(pixels: number): Promise<StageOriginal>;
  /** At a size of its own proportions; the one that was asked for last is kept. Lent. */
  at(size: Size): Promise<RgbaImage>;
}

export function createOpenPicture(file: Blob, decoding: Decoding): OpenPicture {
  let picture: Size | undefined;
  let whole: RgbaImage | undefined;
  let small: RgbaImage | undefined;

  async function readWhole(): Promise<RgbaImage> {
    whole ??= await decodePicture(file, decoding);
    picture = whole;
    return whole;
  }

  async function look(pixels: number): Promise<StageOriginal> {
    const quick = whole ? null : await decodeForLooking(file, pixels, decoding);
    if (!quick) {
      const image = await readWhole();
      const { width, height } = image;
      return { bitmap: await bitmapOf(image, sizeWithin(image, pixels)), picture: { width, height } };
    }
    picture = quick.picture;
    // The next frame is drawn of as many pixels.
    if (quick.bitmap.width < picture.width) small = pixelsOf(quick.bitmap);
    return quick;
  }

  return {
    file,
    size: async () => picture ?? readWhole(),
    whole: readWhole,
    look,
    async at(size) {
      if (whole && size.width === whole.width) return whole;
      if (small?.width === size.width && small.height === size.height) return small;
      small = await shrinkPicture(await readWhole(), size);
      return small;
    },
  };
}

/** By what is in them: a file that comes by message is never the same object. */
export async function isSameFile(a: Blob, b: Blob): Promise<boolean> {
  if (a.size !== b.size || a.type !== b.type) return false;
  try {
    const [mine, theirs] = await Promise.all([a.arrayBuffer(), b.arrayBuffer()]);
    // Four bytes at a time, and the last few by themselves: this is between a change and its frame.
    const whole = mine.byteLength >> 2;
    return (
      areEqual(new Uint32Array(mine, 0, whole), new Uint32Array(theirs, 0, whole)) &&
      areEqual(new Uint8Array(mine, whole * 4), new Uint8Array(theirs, whole * 4))
    );
  } catch {
    // One of them cannot be read any more: reading the other one again says so.
    return false;
  }
}

function areEqual(a: Uint8Array | Uint32Array, b: Uint8Array | Uint32Array): boolean {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
