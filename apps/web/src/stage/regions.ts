import type { RegionEdit } from '@backgroundfx/core';
import { type ByteArea, findRegion, type Matte } from '@backgroundfx/core';
import type { StageParts } from './stage-tools.ts';
import type { Point } from './viewport.ts';

/** Pixels of the matte in which regions are looked for while pointing: enough to see them, few enough to follow the pointer. */
const MOST_PIXELS = 250_000;

interface SmallMatte {
  readonly matte: Matte;
  /** Pixels of it for one of the picture. */
  readonly scale: number;
}

const mattes = new WeakMap<ImageBitmap, SmallMatte>();

/** A matte small enough to be searched while one points; made once. `width` is the picture's. Borrows the bitmap. */
export function smallMatte(bitmap: ImageBitmap, pictureWidth: number): SmallMatte {
  const known = mattes.get(bitmap);
  if (known) return known;
  const share = Math.min(1, Math.sqrt(MOST_PIXELS / (bitmap.width * bitmap.height)));
  const width = Math.max(1, Math.round(bitmap.width * share));
  const height = Math.max(1, Math.round(bitmap.height * share));
  const surface = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true })!;
  surface.drawImage(bitmap, 0, 0, width, height);
  const grey = surface.getImageData(0, 0, width, height).data;
  const data = new Uint8Array(width * height);
  for (let i = 0; i < data.length; i++) data[i] = grey[i * 4]!;
  const made: SmallMatte = { matte: { kind: 'matte8', width, height, data }, scale: width / pictureWidth };
  mattes.set(bitmap, made);
  return made;
}

/** What a click there would be about, in pixels of the small matte; undefined where there is nothing of the kind. */
export function regionAt(
  { matte, scale }: SmallMatte,
  at: Point,
  mode: RegionEdit['mode'],
): ByteArea | undefined {
  return findRegion(matte, at.x * scale, at.y * scale, mode === 'fill');
}

/** Keeps a click on a region as an edit, where there is one. `at` in pixels of the picture. */
export function clickRegion({ workspace, say }: StageParts, at: Point): void {
  const { frame, regionMode: mode, perform } = workspace.getState();
  if (!frame) return;
  const found = regionAt(smallMatte(frame.matte, frame.geometry.picture.width), at, mode);
  if (!found) {
    say({ kind: 'no_region', mode });
    return;
  }
  const [x, y] = [Math.round(at.x * 10) / 10, Math.round(at.y * 10) / 10];
  perform({ name: 'add-edit', edit: { kind: 'region', mode, x, y } });
  say({ kind: 'region', mode });
}
