import { planCanvas, type RgbaImage, showFrame, subjectBox } from '@backgroundfx/core';
import type { CutoutShape } from './cutout.api.ts';
import { matteOf } from './encode-picture.ts';

/** What stops a job between two steps. */
export interface ShapeJob {
  readonly checkpoint: () => Promise<void>;
}

/** Whether a shape leaves a cut-out as it is. */
export function isWhole({ region, crop, maxSide, maxPixels }: CutoutShape): boolean {
  return !(region || crop || maxSide || maxPixels);
}

/**
 * What a shape shows of a cut-out, at its size. Borrows `cutout`; the result is new.
 * @param cutout of the shape's region, or of the whole picture where it has none
 * @param picture the size of the whole picture
 * @throws EngineError `image_too_large` when the result would have more pixels than a picture may have
 */
export async function shapeCutout(
  cutout: RgbaImage,
  picture: Pick<RgbaImage, 'width' | 'height'>,
  { region, crop, maxSide, maxPixels }: CutoutShape,
  job: ShapeJob,
): Promise<RgbaImage> {
  const { left: x, top: y } = region ?? { left: 0, top: 0 };
  const box = crop && subjectBox(matteOf(cutout, 3));
  const settings = {
    crop: box !== undefined,
    margin: crop?.margin ?? 0,
    padding: 0,
    width: null,
    height: null,
  };
  const seen = box && { ...box, left: box.left + x, top: box.top + y };
  const planned = (side: number | null) => planCanvas(picture, seen, { ...settings, maxSide: side });
  const limit = Math.min(maxSide ?? Number.POSITIVE_INFINITY, sideFor(planned(maxSide ?? null), maxPixels));
  const { width, height, scale, left, top } = planned(Number.isFinite(limit) ? limit : null);
  const frame = {
    left: -left / scale - x,
    top: -top / scale - y,
    width: width / scale,
    height: height / scale,
  };
  return showFrame(cutout, frame, width, height, job);
}

/** The longer side of a picture of this ratio that has so many pixels. */
function sideFor(
  { width, height }: { readonly width: number; readonly height: number },
  maxPixels: number | undefined,
): number {
  if (maxPixels === undefined || width * height <= maxPixels) return Number.POSITIVE_INFINITY;
  const share = Math.sqrt(maxPixels / (width * height));
  return Math.max(1, Math.floor(Math.max(width, height) * share));
}
