import type { SubjectPlace } from '@backgroundfx/core';
import type { StageFrame } from '../engine/studio.api.ts';
import { hasGhost } from '../state/correcting.ts';
import type { StandIn, View, WorkspaceState } from '../state/workspace-state.ts';
import { type Space, spaceOf, worldOf } from './spaces.ts';
import type { Size, Viewport } from './viewport.ts';

/** Colours of the scheme that are drawn with, as canvases take them. */
export interface SchemeColours {
  readonly checkA: string;
  readonly checkB: string;
  readonly accent: string;
}

/** All that decides what the stage's canvas looks like. */
export interface Scene {
  readonly space: Space;
  readonly world: Size;
  readonly view: View;
  readonly viewColour: string;
  readonly frame: StageFrame | null;
  readonly original: ImageBitmap | null;
  /** What is seen instead of a frame that is still to come. */
  readonly standIn: StandIn | null;
  /** Where a hand holds the subject, until a frame shows it there. */
  readonly held: SubjectPlace | null;
  /** Whether what is no subject is seen faintly, so that one can bring it back. */
  readonly hasGhost: boolean;
  /** Whether what lies beyond the canvas is seen faintly. */
  readonly showsBeyond: boolean;
  /** Of what is seen of the world, the share left of the line that shows the original; null without comparing. */
  readonly split: number | null;
  readonly viewport: Viewport;
  readonly stage: Size;
  /** Device pixels for a CSS pixel. */
  readonly density: number;
  readonly colours: SchemeColours;
}

/** What the stage knows by itself. */
export type SceneLook = Pick<Scene, 'held' | 'split' | 'viewport' | 'stage' | 'density' | 'colours'>;

/** The world that a workspace shows; null as long as there is nothing to see. */
export function worldOfState({ frame, original, originalSize, standIn, tool, view }: WorkspaceState): {
  readonly space: Space;
  readonly world: Size;
} | null {
  if (frame) {
    const space = spaceOf(tool, view);
    return { space, world: worldOf(frame.geometry, space) };
  }
  // Who comes back to a composition does not see the original for a moment.
  if (standIn !== null && view === 'result') {
    return standIn === 'coming' ? null : { space: 'canvas', world: standIn.canvas };
  }
  return original && originalSize && { space: 'picture', world: originalSize };
}

/** What is to be drawn; null where there is nothing. */
export function sceneOf(state: WorkspaceState, look: SceneLook): Scene | null {
  const shown = worldOfState(state);
  if (!shown || look.stage.width === 0 || look.stage.height === 0) return null;
  const { frame, original, standIn, tool, view, viewColour, isComparing } = state;
  return {
    ...shown,
    view,
    viewColour,
    frame,
    original,
    standIn: frame || standIn === 'coming' ? null : standIn,
    held: shown.space === 'canvas' ? look.held : null,
    hasGhost: hasGhost(state),
    showsBeyond: tool === 'canvas' && shown.space === 'canvas',
    split: isComparing && frame && original ? look.split : null,
    viewport: look.viewport,
    stage: look.stage,
    density: look.density,
    colours: look.colours,
  };
}

/** Whether two scenes look the same. */
export function isSameScene(a: Scene | null, b: Scene | null): boolean {
  if (a === null || b === null) return a === b;
  return (Object.keys(a) as (keyof Scene)[]).every(key => {
    if (key === 'world') return a.world.width === b.world.width && a.world.height === b.world.height;
    return a[key] === b[key];
  });
}

/** Where the world lies on the stage's canvas: device pixels, its corner on a whole one, so that 1:1 is sharp. */
export function deviceFrame({ viewport, world, density }: Pick<Scene, 'viewport' | 'world' | 'density'>) {
  const scale = viewport.scale * density;
  return {
    scale,
    left: Math.round(-viewport.x * scale),
    top: Math.round(-viewport.y * scale),
    width: Math.max(1, Math.round(world.width * scale)),
    height: Math.max(1, Math.round(world.height * scale)),
  };
}

/** The line between original and result, CSS pixels from the stage's left edge. */
export function splitOnStage(
  { viewport, world, stage }: Pick<Scene, 'viewport' | 'world' | 'stage'>,
  split: number,
): number {
  const left = Math.max(0, -viewport.x * viewport.scale);
  const right = Math.min(stage.width, (world.width - viewport.x) * viewport.scale);
  return left + Math.max(0, right - left) * split;
}

/** The way back of `splitOnStage`, within 0..1. */
export function splitAt(scene: Pick<Scene, 'viewport' | 'world' | 'stage'>, x: number): number {
  const left = splitOnStage(scene, 0);
  const right = splitOnStage(scene, 1);
  return right > left ? Math.min(1, Math.max(0, (x - left) / (right - left))) : 0;
}
