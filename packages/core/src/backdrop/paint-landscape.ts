import { groundPainter } from './paint-ground.ts';
import { ridgePainter } from './paint-ridges.ts';
import { skyPainter } from './paint-sky.ts';
import type { Canvas, RowPainter } from './painter.ts';
import type { LandscapeScene } from './scene.ts';

/** Sky, then hills before it, then the ground before those. */
export function landscapePainter(scene: LandscapeScene, canvas: Canvas): RowPainter {
  const sky = skyPainter(scene, canvas);
  const ridges = ridgePainter(scene, canvas);
  const ground = groundPainter(scene, canvas);
  return (y, row) => {
    sky(y, row);
    ridges(y, row);
    ground(y, row);
  };
}
