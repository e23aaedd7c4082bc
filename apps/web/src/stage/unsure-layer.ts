import { doubtIn } from '../state/doubt.ts';

/** From little to much. Pink lies between: half way from blue to amber straight on there is grey, which the picture has itself. */
export const UNSURE_SCALE = [
  [86, 140, 255],
  [240, 84, 168],
  [255, 176, 32],
] as const;
/** Alpha where doubt begins; its rim shall be seen. */
const LEAST_ALPHA = 130;

/** Red, green, blue and alpha for every level of doubt; nothing for none. */
const UNSURE_COLOURS: Uint32Array = unsureColours();

function unsureColours(): Uint32Array {
  const bytes = new Uint8ClampedArray(256 * 4);
  const last = UNSURE_SCALE.length - 1;
  for (let level = 1; level < 256; level++) {
    const at = (level / 255) * last;
    const stop = Math.min(last - 1, Math.floor(at));
    const [from, to] = [UNSURE_SCALE[stop]!, UNSURE_SCALE[stop + 1]!];
    for (let c = 0; c < 3; c++) bytes[level * 4 + c] = from[c]! + (to[c]! - from[c]!) * (at - stop);
    bytes[level * 4 + 3] = LEAST_ALPHA + (255 - LEAST_ALPHA) * (level / 255);
  }
  return new Uint32Array(bytes.buffer);
}

/** Levels of doubt as pixels: red, green, blue, alpha. */
export function paintUnsure(levels: Uint8Array): Uint8ClampedArray<ArrayBuffer> {
  const pixels = Uint32Array.from(levels, level => UNSURE_COLOURS[level]!);
  return new Uint8ClampedArray(pixels.buffer);
}

const layers = new WeakMap<ImageBitmap, OffscreenCanvas>();

/** Where a matte is unsure, as a picture of its proportions; made once for a matte. Borrows. */
export function unsureLayer(matte: ImageBitmap): OffscreenCanvas {
  const made = layers.get(matte);
  if (made) return made;
  const { width, height, levels } = doubtIn(matte);
  const layer = new OffscreenCanvas(width, height);
  layer.getContext('2d')!.putImageData(new ImageData(paintUnsure(levels), width, height), 0, 0);
  layers.set(matte, layer);
  return layer;
}
