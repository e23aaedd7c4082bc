import { agreement } from '../calibrate/agreement.ts';

/** How near two mattes of one picture come to each other. */
export interface Likeness {
  /** Of the two subjects, cut at half. */
  readonly iou: number;
  /** Mean absolute difference, in levels of 255. */
  readonly levels: number;
}

/** @throws Error when the mattes differ in size */
export function likenessOf(a: Uint8Array, b: Uint8Array): Likeness {
  if (a.length !== b.length) throw new Error(`A matte of ${a.length} pixels beside one of ${b.length}`);
  const { iou, difference } = agreement(unit(a), unit(b));
  return { iou, levels: difference * 255 };
}

function unit(bytes: Uint8Array): Float32Array {
  return Float32Array.from(bytes, value => value / 255);
}

/** Opaque pixels of a cut-out whose colour is not that of the picture. Both have four bytes a pixel. */
export function foreignPixels(cutout: Uint8Array, picture: Uint8Array): number {
  if (cutout.length !== picture.length) throw new Error("The cut-out is not of the picture's size");
  let count = 0;
  for (let p = 0; p < cutout.length; p += 4) {
    if (cutout[p + 3] !== 255) continue;
    if (cutout[p] !== picture[p] || cutout[p + 1] !== picture[p + 1] || cutout[p + 2] !== picture[p + 2])
      count++;
  }
  return count;
}
