import { EngineError } from '../errors.ts';
import type { Frame } from './map-picture.ts';

/** The most pixels that a canvas may have: as many as a picture that is taken in. */
export const MOST_CANVAS_PIXELS = 100_000_000;

/** What is seen of the picture, and at what size. */
export interface CanvasSettings {
  /** Whether the canvas is laid around the subject instead of the whole picture. */
  readonly crop: boolean;
  /** With `crop`: room around the subject on every side, as a share of its longer side. */
  readonly margin: number;
  /** Room around all that, on every side, as a share of its longer side. */
  readonly padding: number;
  /** Pixels; where one is null it follows from the other by the ratio of what is seen, and where both are, nothing is scaled. */
  readonly width: number | null;
  readonly height: number | null;
  /** The canvas is made smaller where a side has more pixels. */
  readonly maxSide: number | null;
}

/** The share of a side that may be cut where whole pixels do not keep the ratio. */
const ROUNDING = 0.02;

/** A canvas, and where the picture lies on it. */
export interface CanvasPlan {
  readonly width: number;
  readonly height: number;
  /** Pixels of the canvas for a pixel of the picture. */
  readonly scale: number;
  /** The picture's top left corner, pixels from the canvas's. */
  readonly left: number;
  readonly top: number;
}

/**
 * Lays a canvas around a picture of `width` x `height` pixels, or around the subject's box in it. What is seen lies in the
 * middle; where the canvas has another ratio, it is wholly seen.
 * @param box of the subject; without one the whole picture is seen
 * @throws EngineError `image_too_large` when the canvas would have more than `MOST_CANVAS_PIXELS`
 */
export function planCanvas(
  picture: { readonly width: number; readonly height: number },
  box: Frame | undefined,
  settings: CanvasSettings,
): CanvasPlan {
  const seen = seenFrame(picture, box, settings);
  const { width, height } = canvasSize(seen, settings);
  if (width * height > MOST_CANVAS_PIXELS) {
    throw new EngineError('image_too_large', `The canvas would have ${width} x ${height} pixels`, {
      details: { width, height, limitPixels: MOST_CANVAS_PIXELS },
    });
  }
  const across = width / seen.width;
  const down = height / seen.height;
  // Where ratios differ by rounding alone, what is beyond is cut rather than a pixel left half clear at the border.
  const cover = Math.max(across, down);
  const most = settings.width === null || settings.height === null ? ROUNDING : 0;
  const cut = (side: number, shown: number) => side * cover - shown <= Math.max(1, side * cover * most);
  const scale = cut(seen.width, width) && cut(seen.height, height) ? cover : Math.min(across, down);
  return {
    width,
    height,
    scale,
    left: (width - seen.width * scale) / 2 - seen.left * scale,
    top: (height - seen.height * scale) / 2 - seen.top * scale,
  };
}

/** Whole pixels, so that nothing is resampled where nothing is scaled. */
function seenFrame(
  { width, height }: { readonly width: number; readonly height: number },
  box: Frame | undefined,
  { crop, margin, padding }: CanvasSettings,
): Frame {
  const whole = { left: 0, top: 0, width, height };
  return widened(crop && box ? widened(box, margin) : whole, padding);
}

function widened({ left, top, width, height }: Frame, share: number): Frame {
  const room = Math.round(share * Math.max(width, height));
  return { left: left - room, top: top - room, width: width + 2 * room, height: height + 2 * room };
}

function canvasSize(seen: Frame, { width, height, maxSide }: CanvasSettings) {
  const w = width ?? (height === null ? seen.width : (height * seen.width) / seen.height);
  const h = height ?? (width === null ? seen.height : (width * seen.height) / seen.width);
  const share = maxSide === null ? 1 : Math.min(1, maxSide / Math.max(w, h));
  const sized = (side: number) => Math.max(1, Math.round(side * share));
  return { width: sized(w), height: sized(h) };
}
