import type { Scene } from './scene.ts';
import { drawPixels, fillWorld, paintChecks, type Surface, transformed } from './surface.ts';
import { unsureLayer } from './unsure-layer.ts';

/** Which part of the picture is taken for the subject: what the matte says, all of it or nothing. */
export type Kept = 'as-is' | 'all' | 'none';

/** Of the original where it is no subject, seen so that one can bring it back. */
const GHOST = 0.22;
/** Of the red that lies over what is no subject. */
const RED = 'rgb(235 40 40 / 0.55)';
/** Over what is only there to find one's way. */
const DIMMED = 'rgb(24 24 26 / 0.6)';

/**
 * Draws the picture in a view of it, as it would look with another part taken for the subject. Live paint takes its colours
 * from these.
 */
export function paintCorrections(surface: Surface, scene: Scene, kept: Kept, spare: Surface): void {
  const { view } = scene;
  if (!scene.frame || view === 'original') {
    paintOriginal(surface, scene);
    return;
  }
  switch (view) {
    case 'matte':
      paintMatte(surface, scene, kept);
      return;
    case 'overlay':
      paintOriginal(surface, scene);
      paintRed(surface, scene, kept, spare);
      return;
    case 'unsure':
      paintOriginal(surface, scene);
      dim(surface, scene);
      if (kept === 'as-is') paintUnsure(surface, scene);
      return;
    default:
      paintBehind(surface, scene);
      paintSubject(surface, scene, kept);
  }
}

function paintOriginal(surface: Surface, scene: Scene): void {
  const { original, world, frame } = scene;
  if (!original) return;
  const size = frame?.geometry.picture ?? world;
  drawPixels(surface, scene, original, size, original.width / size.width);
}

/** Takes the colours away, and most of the light: what is laid over it is the only colour. */
function dim(surface: Surface, scene: Scene): void {
  surface.globalCompositeOperation = 'saturation';
  surface.fillStyle = '#808080';
  fillWorld(surface, scene);
  surface.globalCompositeOperation = 'source-over';
  surface.fillStyle = DIMMED;
  fillWorld(surface, scene);
}

function paintSubject(surface: Surface, scene: Scene, kept: Kept): void {
  const { frame } = scene;
  if (kept === 'all') paintOriginal(surface, scene);
  if (kept === 'as-is' && frame) {
    drawPixels(surface, scene, frame.subject, frame.geometry.picture, frame.pictureScale);
  }
}

/** What lies behind the subject. Its new background is no help in judging an edge, nor in finding what could come back. */
function paintBehind(surface: Surface, scene: Scene): void {
  const { view } = scene;
  if (view !== 'result') {
    surface.fillStyle = view === 'black' ? '#000000' : view === 'white' ? '#ffffff' : scene.viewColour;
    fillWorld(surface, scene);
    return;
  }
  paintChecks(surface, scene);
  if (!scene.hasGhost) return;
  surface.globalAlpha = GHOST;
  paintOriginal(surface, scene);
  surface.globalAlpha = 1;
}

function paintMatte(surface: Surface, scene: Scene, kept: Kept): void {
  const { frame } = scene;
  if (kept === 'as-is' && frame) {
    drawPixels(surface, scene, frame.matte, frame.geometry.picture, frame.pictureScale);
    return;
  }
  surface.fillStyle = kept === 'all' ? '#ffffff' : '#000000';
  fillWorld(surface, scene);
}

/** The subject's alpha cut out of red. */
function paintRed(surface: Surface, scene: Scene, kept: Kept, spare: Surface): void {
  const { frame } = scene;
  if (kept === 'all' || !frame) return;
  const { width, height } = spare.canvas;
  transformed(spare);
  spare.clearRect(0, 0, width, height);
  spare.fillStyle = RED;
  fillWorld(spare, scene);
  if (kept === 'as-is') {
    spare.globalCompositeOperation = 'destination-out';
    drawPixels(spare, scene, frame.subject, frame.geometry.picture, frame.pictureScale);
    spare.globalCompositeOperation = 'source-over';
  }
  transformed(surface);
  surface.drawImage(spare.canvas, 0, 0);
}

function paintUnsure(surface: Surface, scene: Scene): void {
  const { frame } = scene;
  if (!frame) return;
  // Its own pixels are no pixels of the picture: it is always smoothed.
  drawPixels(surface, scene, unsureLayer(frame.matte), frame.geometry.picture, 0.5);
}
