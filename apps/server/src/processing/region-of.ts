/** A part of a picture, whole pixels. */
export interface PictureRegion {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/**
 * The region that a text names on a picture, as far as it lies on it.
 * @param text left, top, right and bottom, each as `120px`, `120` or `12.5%`
 * @returns undefined where nothing of the picture is in it
 */
export function regionOf(
  text: string,
  { width, height }: { readonly width: number; readonly height: number },
): PictureRegion | undefined {
  const [x1 = '', y1 = '', x2 = '', y2 = ''] = text.split(' ');
  const left = pixels(x1, width);
  const top = pixels(y1, height);
  const right = pixels(x2, width);
  const bottom = pixels(y2, height);
  if (right <= left || bottom <= top) return undefined;
  return { left, top, width: right - left, height: bottom - top };
}

function pixels(length: string, side: number): number {
  const value = Number.parseFloat(length);
  return Math.min(side, Math.round(length.endsWith('%') ? (value / 100) * side : value));
}
