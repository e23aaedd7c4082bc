/** The canvas that is painted, in the units of scenes: the longer side is 1, the middle is 0, 0, y points down. */
export interface Canvas {
  readonly width: number;
  readonly height: number;
  /** Pixels of the longer side. */
  readonly long: number;
}

/** Sets row `y`: four values a pixel, sRGB with straight alpha, 0..255; the alpha that is there already is 255. */
export type RowPainter = (y: number, row: Float32Array) => void;

/** The middle of pixel `x` of a row. */
export function across({ width, long }: Canvas, x: number): number {
  return (x + 0.5 - width / 2) / long;
}

/** The middle of row `y`. */
export function down({ height, long }: Canvas, y: number): number {
  return (y + 0.5 - height / 2) / long;
}

/** 0 below `from`, 1 above `to`, smooth between them; `from` may be the larger. */
export function smoothstep(from: number, to: number, value: number): number {
  const t = Math.min(1, Math.max(0, (value - from) / (to - from)));
  return t * t * (3 - 2 * t);
}

/** Lays a colour over pixel `i` of a row (four values a pixel) by a share of 0..1. */
export function layColour(row: Float32Array, i: number, colour: ArrayLike<number>, share: number): void {
  for (let c = 0; c < 3; c++) row[i + c] = row[i + c]! + (colour[c]! - row[i + c]!) * share;
}

/** What is lit, and what lies in the shade, is mixed with these. */
export const LIGHT = [255, 255, 255] as const;
export const SHADOW = [12, 14, 34] as const;
