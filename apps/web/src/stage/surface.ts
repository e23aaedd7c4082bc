import { deviceFrame, type Scene } from './scene.ts';
import type { Affine } from './spaces.ts';
import type { Size } from './viewport.ts';

/** What is drawn on: a canvas of the page or one behind it. */
export type Surface = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

/** Pixels are shown as squares from so many device pixels for one on. */
const SQUARES_FROM = 3;
/** From so many device pixels for one of the world on there is a grid between its pixels. */
const GRID_FROM = 8;
/** Side of a square of the checkerboard, CSS pixels. */
const CHECK = 8;

/** Device pixels again. */
export function transformed(surface: Surface): void {
  surface.setTransform(1, 0, 0, 1, 0, 0);
}

/**
 * Draws a bitmap of something of `size` pixels (of which it has `share` along a side), as it lies in the world: as it is, or by an
 * affine from its pixels to the world's.
 */
export function drawPixels(
  surface: Surface,
  scene: Scene,
  bitmap: ImageBitmap | OffscreenCanvas,
  size: Size,
  share: number,
  affine: Affine = [1, 0, 0, 1, 0, 0],
): void {
  const { scale, left, top } = deviceFrame(scene);
  const [a, b, c, d, e, f] = affine;
  surface.setTransform(a * scale, b * scale, c * scale, d * scale, e * scale + left, f * scale + top);
  const zoom = (Math.hypot(a, b) * scale) / share;
  // Pixels of the picture itself become squares; those of a smaller preview would lie about what is there.
  surface.imageSmoothingEnabled = !(share > 0.999 && zoom >= SQUARES_FROM);
  surface.imageSmoothingQuality = zoom < 0.6 ? 'high' : 'medium';
  surface.drawImage(bitmap, 0, 0, size.width, size.height);
  transformed(surface);
}

/** Fills the world with what stands for transparent. */
export function paintChecks(surface: Surface, scene: Scene): void {
  const { left, top } = deviceFrame(scene);
  const pattern = surface.createPattern(checks(scene), 'repeat');
  if (!pattern) return;
  pattern.setTransform(new DOMMatrix().translateSelf(left, top));
  surface.fillStyle = pattern;
  fillWorld(surface, scene);
}

export function fillWorld(surface: Surface, scene: Scene): void {
  const { left, top, width, height } = deviceFrame(scene);
  transformed(surface);
  surface.fillRect(left, top, width, height);
}

const tiles = new Map<string, OffscreenCanvas>();

function checks({ colours: { checkA, checkB }, density }: Scene): OffscreenCanvas {
  const side = Math.max(1, Math.round(CHECK * density));
  const key = `${checkA} ${checkB} ${side}`;
  const known = tiles.get(key);
  if (known) return known;
  const tile = new OffscreenCanvas(side * 2, side * 2);
  const surface = tile.getContext('2d')!;
  surface.fillStyle = checkA;
  surface.fillRect(0, 0, side * 2, side * 2);
  surface.fillStyle = checkB;
  surface.fillRect(0, 0, side, side);
  surface.fillRect(side, side, side, side);
  tiles.set(key, tile);
  return tile;
}

/** The grid of the world's pixels, where they are large enough to be told apart. */
export function paintGrid(surface: Surface, scene: Scene): void {
  const { left, top, width, height, scale } = deviceFrame(scene);
  if (scale < GRID_FROM) return;
  const { canvas } = surface;
  surface.save();
  transformed(surface);
  surface.beginPath();
  const from = { x: Math.max(0, Math.floor(-left / scale)), y: Math.max(0, Math.floor(-top / scale)) };
  const right = Math.min(canvas.width, left + width);
  const bottom = Math.min(canvas.height, top + height);
  for (let k = from.x, x = 0; x < right; k++) {
    x = Math.round(left + k * scale);
    surface.rect(x, Math.max(0, top), 1, bottom);
  }
  for (let k = from.y, y = 0; y < bottom; k++) {
    y = Math.round(top + k * scale);
    surface.rect(Math.max(0, left), y, right, 1);
  }
  surface.fillStyle = 'rgb(128 128 128 / 0.22)';
  surface.fill();
  surface.restore();
}
