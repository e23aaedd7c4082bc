import { coverStroke, type StrokeShape } from '@backgroundfx/core';
import type { Size } from './viewport.ts';

/** Whole pixels of a mask. */
export interface MaskBox {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Where points of the picture lie in a mask. */
export interface MaskView {
  /** Pixels of the mask for one of the picture. */
  readonly scale: number;
  /** The picture's corner, pixels of the mask. */
  readonly left: number;
  readonly top: number;
}

/**
 * What a stroke covers of what is seen, painted on as it is drawn: by the engine's own brush, so that what is seen while drawing
 * is what the engine makes of it. Each pixel is covered by the dab that covers it most.
 */
export class StrokeMask {
  /** RGBA; how far each pixel is covered is its alpha. */
  readonly data: Uint8ClampedArray<ArrayBuffer>;

  constructor(readonly size: Size) {
    this.data = new Uint8ClampedArray(size.width * size.height * 4);
  }

  clear(): void {
    this.data.fill(0);
  }

  /**
   * Covers what a piece of a stroke covers; `points` as in a stroke, the last one that was covered before first.
   * @returns the box of the pixels that changed, or null where none did
   */
  cover({ points, size, hardness }: StrokeShape, { scale, left, top }: MaskView): MaskBox | null {
    const seen: number[] = [];
    for (let k = 0; k + 2 < points.length; k += 3) {
      seen.push(points[k]! * scale + left, points[k + 1]! * scale + top, points[k + 2]!);
    }
    const area = coverStroke({ points: seen, size: size * scale, hardness }, this.size);
    if (!area) return null;
    // Most of a large brush lies where it lay a moment ago: only what is new has to be painted.
    let [first, last, upper, lower] = [area.width, -1, -1, -1];
    for (let y = 0, i = 0; y < area.height; y++) {
      let alpha = ((area.top + y) * this.size.width + area.left) * 4 + 3;
      for (let x = 0; x < area.width; x++, i++, alpha += 4) {
        const covered = area.data[i]!;
        if (covered <= this.data[alpha]!) continue;
        this.data[alpha] = covered;
        if (x < first) first = x;
        if (x > last) last = x;
        if (upper === -1) upper = y;
        lower = y;
      }
    }
    if (last === -1) return null;
    return {
      left: area.left + first,
      top: area.top + upper,
      width: last - first + 1,
      height: lower - upper + 1,
    };
  }
}

/** A brush is masked with at most so many pixels across: a larger one's soft shape needs no more, and an event stays short. */
const MOST_ACROSS = 320;
/** Nor need a pixel of the picture be masked with more than so many along a side: the engine gives it one. */
const MOST_FOR_A_PIXEL = 2;

/** How many device pixels along a side become one of the mask, for a brush of so many device pixels, `scale` to the picture's. */
export function maskStep(diameter: number, scale: number): number {
  return Math.max(1, Math.ceil(diameter / MOST_ACROSS), Math.floor(scale / MOST_FOR_A_PIXEL));
}
