import { type Matte, type RgbaImage, rgbaImage } from '@backgroundfx/core';

/** Shares of red, green and blue in a grey, Rec. 709. */
const LUMA = [0.2126, 0.7152, 0.0722] as const;

/**
 * The matte that a picture stands for: its alpha where it is a cut-out, else its greys, white for the subject. Borrows; the matte
 * is new.
 */
export function readMask({ width, height, data }: RgbaImage): Matte {
  const alpha = new Uint8Array(width * height);
  const isCutout = data.some((value, i) => i % 4 === 3 && value < 255);
  for (let i = 0, p = 0; i < alpha.length; i++, p += 4) {
    const grey = LUMA[0] * (data[p] ?? 0) + LUMA[1] * (data[p + 1] ?? 0) + LUMA[2] * (data[p + 2] ?? 0);
    alpha[i] = isCutout ? (data[p + 3] ?? 0) : Math.round(grey);
  }
  return { kind: 'matte8', width, height, data: alpha };
}

/** A matte as a grey, opaque picture. Borrows; the picture is new. */
export function greyPicture({ width, height, data }: Matte): RgbaImage {
  const words = new Uint32Array(width * height);
  // One word a pixel, little-endian as all of WebAssembly's hosts are.
  for (let i = 0; i < words.length; i++) words[i] = 0xff000000 | ((data[i] ?? 0) * 0x010101);
  return rgbaImage(width, height, new Uint8ClampedArray(words.buffer));
}
