import { paintCorrections } from './paint-picture.ts';
import { deviceFrame, type Scene, splitOnStage } from './scene.ts';
import { type Affine, placeAffine } from './spaces.ts';
import { drawPixels, paintChecks, paintGrid, type Surface } from './surface.ts';

/** As seen on light and on dark surrounds. */
const OUTLINE = 'rgb(128 128 128 / 0.4)';
/** Of the original beyond the canvas. */
const BEYOND = 0.25;

/** Draws a whole scene on a canvas of the stage's size in device pixels; `spare` is another one of that size for what it likes. */
export function paintScene(surface: Surface, scene: Scene, spare: Surface): void {
  const { canvas } = surface;
  surface.setTransform(1, 0, 0, 1, 0, 0);
  surface.clearRect(0, 0, canvas.width, canvas.height);
  const frame = deviceFrame(scene);
  if (scene.showsBeyond) paintBeyond(surface, scene);
  surface.save();
  surface.beginPath();
  surface.rect(frame.left, frame.top, frame.width, frame.height);
  surface.clip();
  if (scene.space === 'canvas') paintCanvas(surface, scene);
  else paintCorrections(surface, scene, 'as-is', spare);
  if (scene.split !== null) paintOriginalSide(surface, scene, scene.split);
  paintGrid(surface, scene);
  surface.restore();
  paintOutline(surface, frame);
}

/** Around the world, so that its transparent parts end somewhere. */
function paintOutline(surface: Surface, { left, top, width, height }: ReturnType<typeof deviceFrame>): void {
  surface.strokeStyle = OUTLINE;
  surface.lineWidth = 1;
  surface.strokeRect(left - 0.5, top - 0.5, width + 1, height + 1);
}

/** The result on its canvas; while a hand holds the subject, from its parts. */
function paintCanvas(surface: Surface, scene: Scene): void {
  const { frame, standIn, held, world } = scene;
  paintChecks(surface, scene);
  if (standIn) drawPixels(surface, scene, standIn.picture, world, standIn.picture.width / world.width);
  if (!frame) return;
  if (!held) {
    drawPixels(surface, scene, frame.composed, world, frame.canvasScale);
    return;
  }
  if (frame.behind) drawPixels(surface, scene, frame.behind, world, frame.canvasScale);
  drawPixels(surface, scene, frame.subject, frame.geometry.picture, frame.pictureScale, placeAffine(held));
}

/** From the picture to the canvas, as the picture was before anybody moved the subject. */
function pictureAffine({ frame }: Scene): Affine | undefined {
  if (!frame) return undefined;
  const { scale, left, top } = frame.geometry.canvas;
  return [scale, 0, 0, scale, left, top];
}

function paintOriginalSide(surface: Surface, scene: Scene, split: number): void {
  const { frame, original, density } = scene;
  if (!frame || !original) return;
  const line = Math.round(splitOnStage(scene, split) * density);
  const device = deviceFrame(scene);
  surface.save();
  surface.beginPath();
  surface.rect(device.left, device.top, Math.max(0, line - device.left), device.height);
  surface.clip();
  surface.clearRect(device.left, device.top, device.width, device.height);
  paintChecks(surface, scene);
  const { picture } = frame.geometry;
  const affine = scene.space === 'canvas' ? pictureAffine(scene) : undefined;
  drawPixels(surface, scene, original, picture, original.width / picture.width, affine);
  surface.restore();
}

function paintBeyond(surface: Surface, scene: Scene): void {
  const { frame, original } = scene;
  if (!frame || !original) return;
  surface.globalAlpha = BEYOND;
  const { picture } = frame.geometry;
  drawPixels(surface, scene, original, picture, original.width / picture.width, pictureAffine(scene));
  surface.globalAlpha = 1;
  const device = deviceFrame(scene);
  surface.clearRect(device.left, device.top, device.width, device.height);
}
