import type { LassoEdit, MatteEdit, StrokeEdit } from '@backgroundfx/core';
import { type Kept, paintCorrections } from './paint-picture.ts';
import { deviceFrame, type Scene } from './scene.ts';
import { type MaskBox, type MaskView, maskStep, StrokeMask } from './stroke-mask.ts';
import { fillWorld, paintGrid, type Surface } from './surface.ts';
import type { Size } from './viewport.ts';

/** An edit that is painted on the stage before the engine has made it. */
export type PaintedEdit = StrokeEdit | LassoEdit;

export function isPainted(edit: MatteEdit): edit is PaintedEdit {
  return edit.kind === 'stroke' || edit.kind === 'lasso';
}

/** Of the colour that a brush leaves where its result cannot be foretold. */
const TINT = 0.4;
const RED = 'rgb(235 40 40)';

/** What was painted, as a picture over the picture; lengths are device pixels. */
interface Layers {
  /** The colours that the brush brings. */
  readonly through: Surface;
  /** All strokes but the one that is being drawn. */
  readonly settled: Surface;
  readonly spare: Surface;
}

/**
 * The paint of strokes on a canvas over the stage's, until a frame shows them. Only what a pointer's movement covers is painted
 * anew for it; everything at the size at which it is seen, whatever the picture's.
 */
export class LivePaint {
  private readonly layers: Layers;
  private scene: Scene | null = null;
  private pending: readonly PaintedEdit[] = [];
  private drawn: { stroke: StrokeEdit; mask: StrokeMask; step: number; points: number } | null = null;
  private through = '';
  private masks: { mask: StrokeMask; surface: OffscreenCanvasRenderingContext2D } | null = null;

  constructor(private readonly top: CanvasRenderingContext2D) {
    const { width, height } = top.canvas;
    this.layers = {
      through: offscreen(width, height),
      settled: offscreen(width, height),
      spare: offscreen(width, height),
    };
  }

  /** Paints everything anew for another scene or other strokes. */
  show(scene: Scene | null, pending: readonly PaintedEdit[]): void {
    const { width, height } = this.top.canvas;
    const isOther = scene !== this.scene;
    this.scene = scene;
    if (isOther) this.through = '';
    if (!isOther && isSameList(pending, this.pending)) return;
    this.pending = pending;
    for (const { canvas } of Object.values(this.layers) as Surface[]) {
      if (canvas.width !== width) canvas.width = width;
      if (canvas.height !== height) canvas.height = height;
    }
    this.layers.settled.clearRect(0, 0, width, height);
    if (scene) for (const edit of pending) this.settle(scene, edit);
    this.copyTop();
    const stroke = this.drawn?.stroke;
    if (stroke) {
      this.drawn = null;
      this.draw(stroke);
    }
  }

  /** Makes ready what the next stroke needs, so that its first dab waits for nothing. */
  prepare(mode: StrokeEdit['mode']): void {
    if (this.scene) this.colours(this.scene, mode);
  }

  /** Paints what was added to the stroke that is being drawn since the last call. */
  draw(stroke: StrokeEdit): void {
    const { scene } = this;
    if (!scene || stroke.points.length === 0) return;
    const frame = deviceFrame(scene);
    const step = maskStep(stroke.size * frame.scale, frame.scale);
    if (!this.drawn || this.drawn.step !== step) {
      this.drawn = { stroke, mask: this.freshMask(step), step, points: 0 };
    }
    const { mask, points } = this.drawn;
    const added = { ...stroke, points: stroke.points.slice(Math.max(0, points - 3)) };
    const box = mask.cover(added, maskView(scene, step));
    this.drawn = { stroke, mask, step, points: stroke.points.length };
    if (!box) return;
    this.colours(scene, stroke.mode);
    const dirty = this.throughMask(box, step);
    this.top.clearRect(dirty.left, dirty.top, dirty.width, dirty.height);
    if (this.pending.length > 0) copyBox(this.layers.settled, this.top, dirty, 1);
    copyBox(this.layers.spare, this.top, dirty, stroke.opacity);
  }

  /** Leaves the stroke that was drawn; it stays to be seen where it is among the pending ones. */
  end(keep: boolean): void {
    if (!this.drawn) return;
    const { stroke } = this.drawn;
    this.drawn = null;
    if (keep) {
      this.pending = [...this.pending, stroke];
      const { width, height } = this.top.canvas;
      this.layers.settled.clearRect(0, 0, width, height);
      this.layers.settled.drawImage(this.top.canvas, 0, 0);
    } else this.copyTop();
  }

  private settle(scene: Scene, edit: PaintedEdit): void {
    const { settled, spare } = this.layers;
    const { width, height } = this.top.canvas;
    if (edit.kind === 'stroke') {
      const { scale } = deviceFrame(scene);
      const step = maskStep(edit.size * scale, scale);
      const box = this.freshMask(step).cover(edit, maskView(scene, step));
      if (!box) return;
      this.colours(scene, edit.mode);
      copyBox(spare, settled, this.throughMask(box, step), edit.opacity);
      return;
    }
    this.colours(scene, edit.mode === 'add' ? 'restore' : 'erase');
    spare.clearRect(0, 0, width, height);
    fillOutline(spare, scene, edit.points);
    spare.globalCompositeOperation = 'source-in';
    spare.drawImage(this.layers.through.canvas, 0, 0);
    spare.globalCompositeOperation = 'source-over';
    settled.drawImage(spare.canvas, 0, 0);
  }

  private copyTop(): void {
    const { width, height } = this.top.canvas;
    this.top.clearRect(0, 0, width, height);
    this.top.drawImage(this.layers.settled.canvas, 0, 0);
  }

  private freshMask(step: number): StrokeMask {
    const width = Math.ceil(this.top.canvas.width / step);
    const height = Math.ceil(this.top.canvas.height / step);
    const known = this.masks;
    if (known && known.mask.size.width === width && known.mask.size.height === height) {
      known.mask.clear();
      return known.mask;
    }
    this.masks = { mask: new StrokeMask({ width, height }), surface: offscreen(width, height) };
    return this.masks.mask;
  }

  /** Leaves the brush's colours within a box of the mask in `spare`. @returns the box in device pixels */
  private throughMask(box: MaskBox, step: number): MaskBox {
    const { mask, surface } = this.masks!;
    const { spare, through } = this.layers;
    // A mask that is enlarged is smoothed: what changed shows one pixel beyond, and takes from the one after that.
    const changed = step > 1 ? grown(box, 1, mask.size) : box;
    const taken = step > 1 ? grown(box, 2, mask.size) : box;
    const image = new ImageData(mask.data, mask.size.width, mask.size.height);
    surface.putImageData(image, 0, 0, taken.left, taken.top, taken.width, taken.height);
    const { width, height } = this.top.canvas;
    const left = changed.left * step;
    const top = changed.top * step;
    const dirty = {
      left,
      top,
      width: Math.min(width - left, changed.width * step),
      height: Math.min(height - top, changed.height * step),
    };
    spare.save();
    spare.beginPath();
    spare.rect(dirty.left, dirty.top, dirty.width, dirty.height);
    spare.clip();
    spare.clearRect(dirty.left, dirty.top, dirty.width, dirty.height);
    const { left: x, top: y, width: w, height: h } = taken;
    spare.drawImage(surface.canvas, x, y, w, h, x * step, y * step, w * step, h * step);
    spare.globalCompositeOperation = 'source-in';
    spare.drawImage(
      through.canvas,
      dirty.left,
      dirty.top,
      dirty.width,
      dirty.height,
      dirty.left,
      dirty.top,
      dirty.width,
      dirty.height,
    );
    spare.restore();
    return dirty;
  }

  /** What a brush brings, over the whole stage, drawn once for a scene: from then on a dab only copies. */
  private colours(scene: Scene, mode: StrokeEdit['mode']): void {
    if (this.through === mode) return;
    this.through = mode;
    const { through, spare } = this.layers;
    const { width, height } = through.canvas;
    through.clearRect(0, 0, width, height);
    const kept: Kept = mode === 'restore' ? 'all' : mode === 'erase' ? 'none' : 'as-is';
    if (mode !== 'refine' && scene.view !== 'original') {
      paintCorrections(through, scene, kept, spare);
      // The paint lies over the picture's grid.
      paintGrid(through, scene);
      return;
    }
    // Nothing to be seen in this view, or nothing to be known yet: the paint itself is shown.
    through.globalAlpha = TINT;
    through.fillStyle = mode === 'erase' ? RED : scene.colours.accent;
    fillWorld(through, scene);
    through.globalAlpha = 1;
  }
}

/** A box and so many pixels around it, as far as there are such. */
function grown(box: MaskBox, by: number, size: Size): MaskBox {
  const left = Math.max(0, box.left - by);
  const top = Math.max(0, box.top - by);
  const right = Math.min(size.width, box.left + box.width + by);
  const bottom = Math.min(size.height, box.top + box.height + by);
  return { left, top, width: right - left, height: bottom - top };
}

function maskView(scene: Scene, step: number): MaskView {
  const { scale, left, top } = deviceFrame(scene);
  return { scale: scale / step, left: left / step, top: top / step };
}

function fillOutline(surface: Surface, scene: Scene, points: readonly number[]): void {
  const { scale, left, top } = deviceFrame(scene);
  surface.beginPath();
  for (let k = 0; k + 1 < points.length; k += 2) {
    surface.lineTo(points[k]! * scale + left, points[k + 1]! * scale + top);
  }
  surface.fillStyle = '#000';
  surface.fill();
}

function copyBox(from: Surface, to: Surface, { left, top, width, height }: MaskBox, alpha: number): void {
  if (width <= 0 || height <= 0) return;
  to.globalAlpha = alpha;
  to.drawImage(from.canvas, left, top, width, height, left, top, width, height);
  to.globalAlpha = 1;
}

function offscreen(width: number, height: number): OffscreenCanvasRenderingContext2D {
  return new OffscreenCanvas(Math.max(1, width), Math.max(1, height)).getContext('2d')!;
}

function isSameList(a: readonly PaintedEdit[], b: readonly PaintedEdit[]): boolean {
  return a.length === b.length && a.every((edit, i) => edit === b[i]);
}
