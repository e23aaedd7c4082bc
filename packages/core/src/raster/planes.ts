import { EngineError } from '../errors.ts';

/**
 * A picture: sRGB, 8 bits, R G B A interleaved, row by row from the top left, **straight** (un-premultiplied) alpha.
 * `data.length === width * height * 4`.
 */
export interface RgbaImage {
  readonly kind: 'rgba8-straight';
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray | Uint8Array;
}

/** Three float planes R, G, B one after another, sRGB values 0..255. `data.length === 3 * width * height`. */
export interface RgbPlanes {
  readonly kind: 'rgb-planes';
  readonly width: number;
  readonly height: number;
  readonly data: Float32Array;
}

/** Alpha of the subject at 8 bits, 0 background, 255 foreground. `data.length === width * height`. */
export interface Matte {
  readonly kind: 'matte8';
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** Alpha of the subject as floats 0..1, as a network gives it. `data.length === width * height`. */
export interface FloatMatte {
  readonly kind: 'matte-float';
  readonly width: number;
  readonly height: number;
  readonly data: Float32Array;
}

/** Wraps pixels as an `RgbaImage`; owns nothing, copies nothing. @throws EngineError `invalid_argument` on a size mismatch. */
export function rgbaImage(width: number, height: number, data: Uint8ClampedArray | Uint8Array): RgbaImage {
  checkSize(width, height, data.length, 4);
  return { kind: 'rgba8-straight', width, height, data };
}

/** Wraps three planes as `RgbPlanes`; copies nothing. @throws EngineError `invalid_argument` on a size mismatch. */
export function rgbPlanes(width: number, height: number, data: Float32Array): RgbPlanes {
  checkSize(width, height, data.length, 3);
  return { kind: 'rgb-planes', width, height, data };
}

/** Wraps 8-bit alpha as a `Matte`; copies nothing. @throws EngineError `invalid_argument` on a size mismatch. */
export function matte(width: number, height: number, data: Uint8Array): Matte {
  checkSize(width, height, data.length, 1);
  return { kind: 'matte8', width, height, data };
}

/** Wraps float alpha as a `FloatMatte`; copies nothing. @throws EngineError `invalid_argument` on a size mismatch. */
export function floatMatte(width: number, height: number, data: Float32Array): FloatMatte {
  checkSize(width, height, data.length, 1);
  return { kind: 'matte-float', width, height, data };
}

function checkSize(width: number, height: number, length: number, channels: number): void {
  const sane = Number.isInteger(width) && Number.isInteger(height) && width > 0 && height > 0;
  if (!sane || width * height * channels !== length) {
    throw new EngineError(
      'invalid_argument',
      `${length} values cannot be ${width} x ${height} pixels of ${channels} channel(s)`,
    );
  }
}
