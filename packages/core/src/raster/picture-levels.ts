import { halve } from './halve.ts';
import type { RgbaImage, RgbPlanes } from './planes.ts';
import { type PixelBox, resampleToPlanes } from './resample.ts';

/** A picture that is resampled several times. */
export interface PictureLevels {
  /**
   * `resampleToPlanes` of the picture or of a box in it. A large picture is halved first, as often as leaves `SPARE` of its
   * pixels for each one wanted, which is done once for all: as exact but for the finest detail, which comes out softer.
   */
  planes(width: number, height: number, box?: PixelBox): RgbPlanes;
}

/** Pixels along a side that a halved picture has at least for each one wanted. */
const SPARE = 1.5;
/** Pixels of a halved picture that is kept for the next time: half of 24 megapixels in each direction. */
const KEPT = 6_000_000;

/** Borrows `image` for as long as planes are asked for. */
export function pictureLevels(image: RgbaImage): PictureLevels {
  /** By how often they were halved; some may be missing. */
  const kept = [image];
  const halved = (times: number): RgbaImage => {
    const known = kept[times];
    if (known) return known;
    const half = halve(halved(times - 1));
    if (half.width * half.height <= KEPT) kept[times] = half;
    return half;
  };
  return {
    planes(width, height, box = wholeOf(image)) {
      const finer = Math.min(box.width / width, box.height / height) / SPARE;
      const times = Math.max(0, Math.floor(Math.log2(finer)));
      return resampleToPlanes(halved(times), width, height, shrunk(box, 2 ** times));
    },
  };
}

function wholeOf({ width, height }: RgbaImage): PixelBox {
  return { left: 0, top: 0, width, height };
}

function shrunk({ left, top, width, height }: PixelBox, by: number): PixelBox {
  return { left: left / by, top: top / by, width: width / by, height: height / by };
}
