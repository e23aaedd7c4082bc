import { type FloatMatte, floatMatte } from '../raster/planes.ts';
import { resampleMatte } from '../raster/resample.ts';
import type { Region } from './region.ts';

/** Brings a matte to a size; the matte itself when it has that size. */
export function sized(alpha: FloatMatte, width: number, height: number): FloatMatte {
  return alpha.width === width && alpha.height === height ? alpha : resampleMatte(alpha, width, height);
}

/** An alpha of one half still counts this much beside one of 0 or 1. */
const LEAST_CERTAINTY = 0.05;

/** How decided an alpha is: 1 at 0 and 1, next to nothing at one half. */
function certainty(alpha: number): number {
  return LEAST_CERTAINTY + (2 * alpha - 1) ** 2;
}

/** Mean of two alphas, of which each weighs by its share and by how decided it is. */
export function meanAlpha(a: number, b: number, share: number): number {
  const one = (1 - share) * certainty(a);
  const other = share * certainty(b);
  return (one * a + other * b) / (one + other);
}

/**
 * Mean of two mattes, pixel by pixel, in the larger one's size: `share` is what `b` weighs, more where it is the more decided
 * of the two and less where it is not. Borrows both; the matte is new.
 */
export function blend(a: FloatMatte, b: FloatMatte, share: number): FloatMatte {
  const width = Math.max(a.width, b.width);
  const height = Math.max(a.height, b.height);
  const one = sized(a, width, height).data;
  const other = sized(b, width, height).data;
  const data = new Float32Array(one.length);
  for (let i = 0; i < data.length; i++) data[i] = meanAlpha(one[i]!, other[i]!, share);
  return floatMatte(width, height, data);
}

/** Where a region lies in a matte, in its pixels. */
interface Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

function placeIn({ width, height }: FloatMatte, region: Region): Place {
  const x = Math.min(width - 1, Math.round(region.left * width));
  const y = Math.min(height - 1, Math.round(region.top * height));
  return {
    x,
    y,
    width: Math.max(1, Math.round(region.right * width) - x),
    height: Math.max(1, Math.round(region.bottom * height) - y),
  };
}

/** The part of a matte that a region covers, a copy. */
export function cutMatte(alpha: FloatMatte, region: Region): FloatMatte {
  const { x, y, width, height } = placeIn(alpha, region);
  const data = new Float32Array(width * height);
  for (let row = 0; row < height; row++) {
    const from = (y + row) * alpha.width + x;
    data.set(alpha.data.subarray(from, from + width), row * width);
  }
  return floatMatte(width, height, data);
}

/** Share of a region's shorter side over which a closer look fades out towards the sides that are not the picture's. */
const FADE = 0.04;

/**
 * Lays a closer look at a region over a matte of the whole picture: `share` of it inside, fading to none at those sides
 * of the region that are not the picture's own. The matte comes in a size that keeps what the closer look saw, with at
 * most `longest` pixels a side. Borrows both; the matte is new.
 */
export function layOver(
  whole: FloatMatte,
  closer: FloatMatte,
  region: Region,
  share: number,
  longest: number,
): FloatMatte {
  const side = (base: number, wanted: number) => Math.max(base, Math.min(longest, Math.round(wanted)));
  const width = side(whole.width, closer.width / (region.right - region.left));
  const height = side(whole.height, closer.height / (region.bottom - region.top));
  const under = sized(whole, width, height);
  const out = floatMatte(width, height, under === whole ? whole.data.slice() : under.data);
  const place = placeIn(out, region);
  const over = sized(closer, place.width, place.height).data;
  const fade = Math.max(2, FADE * Math.min(place.width, place.height));
  const columns = ramp(place.width, fade, region.left > 0, region.right < 1);
  const rows = ramp(place.height, fade, region.top > 0, region.bottom < 1);
  for (let y = 0, o = 0; y < place.height; y++) {
    let i = (place.y + y) * width + place.x;
    for (let x = 0; x < place.width; x++, i++, o++) {
      out.data[i] = meanAlpha(out.data[i]!, over[o]!, share * Math.min(columns[x]!, rows[y]!));
    }
  }
  return out;
}

/** 1 along a side of `length` pixels, falling towards the ends that fade. */
function ramp(length: number, fade: number, atStart: boolean, atEnd: boolean): Float32Array {
  return Float32Array.from({ length }, (_, i) =>
    Math.min(1, atStart ? (i + 0.5) / fade : 1, atEnd ? (length - i - 0.5) / fade : 1),
  );
}
