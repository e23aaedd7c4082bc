import type { Recipe, StrokeEdit } from '@backgroundfx/core';
import { isUnread } from '../state/active-picture.ts';
import type { WorkspaceStore } from '../state/use-workspace.ts';
import { LivePaint } from './live-paint.ts';
import { paintScene } from './paint-scene.ts';
import { pendingEdits } from './pending-edits.ts';
import { isSameScene, type Scene, type SchemeColours, sceneOf, worldOfState } from './scene.ts';
import { placeAffine } from './spaces.ts';
import { type StageViewStore, showWorld } from './stage-view.ts';
import { isSameCanvas, isSameSubject, showsItsCanvas } from './subject-hold.ts';

/** What draws the stage's two canvases. */
export interface StageRenderer {
  /** Paints what was added to a stroke, at once. */
  readonly draw: (stroke: StrokeEdit) => void;
  /** Ends the stroke that is drawn; one that is kept stays to be seen until a frame shows it. */
  readonly end: (keep: boolean) => void;
  /** The scheme has other colours now. */
  readonly recolour: (colours: SchemeColours) => void;
  readonly dispose: () => void;
}

interface RendererParts {
  readonly workspace: WorkspaceStore;
  readonly view: StageViewStore;
  /** The picture. */
  readonly base: HTMLCanvasElement;
  /** Over it, for paint that no frame shows yet. */
  readonly top: HTMLCanvasElement;
  readonly colours: SchemeColours;
}

/** Draws whenever what decides about the picture has changed, once a frame of the screen at most. */
export function createStageRenderer(parts: RendererParts): StageRenderer {
  const { workspace, view, base, top } = parts;
  const surface = base.getContext('2d')!;
  const spare = new OffscreenCanvas(1, 1).getContext('2d')!;
  const live = new LivePaint(top.getContext('2d')!);
  let { colours } = parts;
  let shown: Scene | null = null;
  let waiting = 0;
  /** As the frame has it that is shown. */
  let canvas: Recipe['canvas'] | null = null;

  function resize(): void {
    const { stage, density } = view.getState();
    const width = Math.max(1, Math.round(stage.width * density));
    const height = Math.max(1, Math.round(stage.height * density));
    for (const each of [base, top, spare.canvas]) {
      if (each.width === width && each.height === height) continue;
      each.width = width;
      each.height = height;
      // A canvas of another size is empty.
      shown = null;
    }
  }

  function render(): void {
    waiting = 0;
    resize();
    const state = workspace.getState();
    const scene = sceneOf(state, { ...view.getState(), colours });
    if (!isSameScene(scene, shown) || scene === null) {
      if (scene) paintScene(surface, scene, spare);
      else surface.clearRect(0, 0, base.width, base.height);
      shown = scene;
    }
    const hasPaint = shown?.space === 'picture' && shown.frame !== null;
    live.show(hasPaint ? shown : null, hasPaint ? pendingEdits(state) : []);
    if (hasPaint && isBrush(state.tool)) live.prepare(state.tool);
  }

  function request(): void {
    waiting ||= requestAnimationFrame(render);
  }

  function follow(): void {
    const state = workspace.getState();
    const now = worldOfState(state);
    const { pictureId, world, space, held, pulledCanvas } = view.getState();
    const isOther =
      now &&
      (state.activeId !== pictureId ||
        now.space !== space ||
        now.world.width !== world?.width ||
        now.world.height !== world.height);
    if (isOther) {
      const geometry = state.frame?.geometry;
      const picture = geometry?.picture ?? null;
      const drawn = state.drawn?.recipe.canvas;
      const isOtherCanvas = Boolean(canvas && drawn && !isSameCanvas(canvas, drawn));
      const place = geometry ? placeAffine(geometry.place) : null;
      showWorld(view, { ...now, pictureId: state.activeId, picture, place, isOtherCanvas });
    }
    // Of a file that cannot be read there is nothing to walk over; the one before is not there any more.
    if (!now && world && isUnread(state)) view.setState({ world: null });
    canvas = state.drawn?.recipe.canvas ?? canvas;
    if (held && state.draft === null) {
      const wanted = state.history?.document.recipe.subject;
      const seen = state.drawn?.recipe.subject;
      if (!wanted || !seen || isSameSubject(wanted, seen)) view.setState({ held: null });
    }
    // Undone before a frame showed it, or nothing that could be drawn.
    if (pulledCanvas && !pulledCanvas.isHeld && showsItsCanvas(state)) view.setState({ pulledCanvas: null });
    request();
  }

  const leave = [workspace.subscribe(follow), view.subscribe(request)];
  follow();

  return {
    draw(stroke) {
      live.draw(stroke);
    },
    end(keep) {
      live.end(keep);
    },
    recolour(next) {
      colours = next;
      request();
    },
    dispose() {
      for (const stop of leave) stop();
      cancelAnimationFrame(waiting);
    },
  };
}

function isBrush(tool: string): tool is StrokeEdit['mode'] {
  return tool === 'restore' || tool === 'erase' || tool === 'refine';
}
