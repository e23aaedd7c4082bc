import type { ByteArea, Matte, RegionEdit } from '@backgroundfx/core';
import { useEffect, useRef } from 'react';
import { regionAt, smallMatte } from './regions.ts';
import type { StageParts } from './stage-tools.ts';
import { toStage, toWorld } from './viewport.ts';

/** Red for what would go, the accent for what would come or stay: RGBA. */
const GOES = [235, 40, 40, 120] as const;
const COMES = [110, 116, 255, 130] as const;

/** Colours what a click would be about while the pointer, or the keyboard's point, is over it. */
export function RegionHint({ parts }: { readonly parts: StageParts }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    let waiting = 0;
    let shown: { readonly area: ByteArea; readonly key: unknown } | null = null;
    const draw = () => {
      waiting = 0;
      if (canvas.current) shown = showRegion(canvas.current, parts, shown);
    };
    const ask = () => {
      waiting ||= requestAnimationFrame(draw);
    };
    ask();
    const stops = [parts.view.subscribe(ask), parts.workspace.subscribe(ask)];
    return () => {
      for (const stop of stops) stop();
      cancelAnimationFrame(waiting);
    };
  }, [parts]);
  return <canvas ref={canvas} hidden className="pointer-events-none absolute top-0 left-0 origin-top-left" />;
}

type Shown = { readonly area: ByteArea; readonly key: unknown } | null;

function showRegion(canvas: HTMLCanvasElement, { view, workspace }: StageParts, shown: Shown): Shown {
  const { cursor, viewport, hand } = view.getState();
  const { frame, regionMode } = workspace.getState();
  canvas.hidden = true;
  if (!cursor || hand || !frame) return shown;
  const small = smallMatte(frame.matte, frame.geometry.picture.width);
  const at = toWorld(viewport, cursor.at);
  const isSame =
    shown?.key === small.matte &&
    canvas.dataset.mode === regionMode &&
    covers(shown.area, at.x * small.scale, at.y * small.scale);
  const area = isSame && shown ? shown.area : regionAt(small, at, regionMode);
  if (!area) return shown;
  if (!isSame) paintArea(canvas, area, small.matte, regionMode);
  canvas.dataset.mode = regionMode;
  const corner = toStage(viewport, { x: area.left / small.scale, y: area.top / small.scale });
  const scale = viewport.scale / small.scale;
  canvas.style.transform = `translate(${corner.x}px, ${corner.y}px) scale(${scale})`;
  canvas.hidden = false;
  return { area, key: small.matte };
}

function covers({ left, top, width, height, data }: ByteArea, x: number, y: number): boolean {
  const u = Math.floor(x) - left;
  const v = Math.floor(y) - top;
  return u >= 0 && v >= 0 && u < width && v < height && data[v * width + u] === 255;
}

/** As strongly as each pixel belongs to what goes or comes: the faint fringe around it is only hinted at. */
function paintArea(
  canvas: HTMLCanvasElement,
  { left, top, width, height, data }: ByteArea,
  matte: Matte,
  mode: RegionEdit['mode'],
): void {
  const [r, g, b, most] = mode === 'drop' ? GOES : COMES;
  const turned = mode === 'fill' ? 255 : 0;
  const image = new ImageData(width, height);
  for (let y = 0, i = 0; y < height; y++) {
    const row = (top + y) * matte.width + left;
    for (let x = 0; x < width; x++, i++) {
      if (data[i] !== 255) continue;
      const share = (matte.data[row + x]! ^ turned) / 255;
      image.data.set([r, g, b, most * share], i * 4);
    }
  }
  canvas.width = width;
  canvas.height = height;
  canvas.style.width = `${width}px`;
  canvas.style.height = `${height}px`;
  canvas.getContext('2d')?.putImageData(image, 0, 0);
}
