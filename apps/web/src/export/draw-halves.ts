/** Where the picture lies in the view, in device pixels. */
export interface Placement {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** How far the picture is moved from the middle, in device pixels. */
export interface Shift {
  readonly x: number;
  readonly y: number;
}

type Sized = { readonly width: number; readonly height: number };

/** The whole picture as large as it fits, never larger than it is. */
export function fitted(picture: Sized, view: Sized): Placement {
  const scale = Math.min(1, view.width / picture.width, view.height / picture.height);
  return centred({ width: picture.width * scale, height: picture.height * scale }, view, { x: 0, y: 0 });
}

/** One pixel of the picture on one of the screen; it cannot be moved further than to its edges. */
export function actual(picture: Sized, view: Sized, shift: Shift): Placement {
  return centred(picture, view, heldShift(picture, view, shift));
}

export function heldShift(picture: Sized, view: Sized, { x, y }: Shift): Shift {
  const held = (at: number, has: number, shows: number) => {
    const room = Math.max(0, (has - shows) / 2);
    return Math.max(-room, Math.min(room, at));
  };
  return { x: held(x, picture.width, view.width), y: held(y, picture.height, view.height) };
}

function centred({ width, height }: Sized, view: Sized, { x, y }: Shift): Placement {
  const left = Math.round((view.width - width) / 2 + x);
  const top = Math.round((view.height - height) / 2 + y);
  return { left, top, width, height };
}

/** Draws one picture left of the split and another right of it. @param split 0..1 of the view's width */
export function drawHalves(
  context: CanvasRenderingContext2D,
  { left, top, width, height }: Placement,
  halves: readonly [ImageBitmap, ImageBitmap],
  split: number,
): void {
  const view = context.canvas;
  const at = Math.round(split * view.width);
  context.clearRect(0, 0, view.width, view.height);
  context.imageSmoothingEnabled = width < halves[0].width;
  context.imageSmoothingQuality = 'high';
  const draw = (bitmap: ImageBitmap, from: number, to: number) => {
    context.save();
    context.beginPath();
    context.rect(from, 0, to - from, view.height);
    context.clip();
    context.drawImage(bitmap, left, top, width, height);
    context.restore();
  };
  draw(halves[0], 0, at);
  draw(halves[1], at, view.width);
}
