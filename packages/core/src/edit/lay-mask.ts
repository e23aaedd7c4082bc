import { type FloatMatte, floatMatte, type Matte } from '../raster/planes.ts';
import { resampleMatte } from '../raster/resample.ts';
import type { ByteArea } from './area.ts';
import type { MaskEdit } from './matte-edit.ts';

/** A matte with one from elsewhere laid over it, which is stretched to its size. Borrows both; the area is the whole matte, new. */
export function layMask(source: Matte, mask: Matte, mode: MaskEdit['mode']): ByteArea {
  const { width, height } = source;
  const other = sameSize(mask, source);
  const data = new Uint8Array(width * height);
  for (let i = 0; i < data.length; i++) data[i] = meet(source.data[i]!, other[i]!, mode);
  return { left: 0, top: 0, width, height, data };
}

function meet(mine: number, theirs: number, mode: MaskEdit['mode']): number {
  switch (mode) {
    case 'replace':
      return theirs;
    case 'add':
      return Math.max(mine, theirs);
    case 'subtract':
      return Math.min(mine, 255 - theirs);
    case 'intersect':
      return Math.min(mine, theirs);
  }
}

function sameSize(mask: Matte, { width, height }: Matte): Uint8Array {
  if (mask.width === width && mask.height === height) return mask.data;
  const stretched = resampleMatte(asFloats(mask), width, height);
  return Uint8Array.from(stretched.data, value => Math.round(value));
}

/** Alpha 0..255 as floats: resampling does not mind the range. */
function asFloats({ width, height, data }: Matte): FloatMatte {
  return floatMatte(width, height, Float32Array.from(data));
}
