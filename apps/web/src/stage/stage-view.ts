import type { SubjectPlace } from '@backgroundfx/core';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { PulledCanvas } from './canvas-pull.ts';
import type { Guide } from './snap.ts';
import { type Affine, carried, inverted, type Space } from './spaces.ts';
import {
  centred,
  fitted,
  keptInSight,
  limitedScale,
  type Point,
  panned,
  type Size,
  type Viewport,
  zoomedAt,
} from './viewport.ts';

/** What the stage shows from now on. */
interface Shown {
  readonly pictureId: string | null;
  readonly space: Space;
  readonly world: Size;
  /** Pixels of the picture, if they are known already. */
  readonly picture: Size | null;
  /** From the picture to the canvas; null as long as there is no canvas. */
  readonly place: Affine | null;
  /** Whether somebody wanted another canvas. */
  readonly isOtherCanvas: boolean;
}

/** What the stage shows and where; nothing of it is part of the work. Stage lengths are CSS pixels. */
export interface StageView {
  readonly viewport: Viewport;
  /** Whether the whole world is shown, whatever becomes of the stage's size or the world's. */
  readonly isFitted: boolean;
  readonly stage: Size;
  /** Device pixels for a CSS pixel. */
  readonly density: number;
  /** Whose world it is. */
  readonly pictureId: string | null;
  readonly space: Space;
  readonly world: Size | null;
  /** Share of what is seen that is left of the comparing line. */
  readonly split: number;
  /** Whether the comparing line was just asked for, and takes the keyboard when it comes. */
  readonly isLineAwaited: boolean;
  /** Where the pointer is, or the keyboard's brush; null while neither is on the stage. */
  readonly cursor: { readonly at: Point; readonly by: 'pointer' | 'keys' } | null;
  /** Whether the hand is out: space is held, or something is being pulled. */
  readonly hand: 'open' | 'closed' | null;
  /** Whether the subject shows its handles: after it was clicked or moved, until one clicks beside it. */
  readonly isPicked: boolean;
  /** Where a hand holds the subject. */
  readonly held: SubjectPlace | null;
  readonly guides: readonly Guide[];
  /** What the canvas is pulled to, until a frame shows it so. */
  readonly pulledCanvas: PulledCanvas | null;
  /** The outline that is being drawn, `x, y` in pixels of the picture. */
  readonly outline: readonly number[];
}

export type StageViewStore = StoreApi<StageView>;

export function createStageView(): StageViewStore {
  return createStore<StageView>(() => ({
    viewport: { x: 0, y: 0, scale: 1 },
    isFitted: true,
    stage: { width: 0, height: 0 },
    density: 1,
    pictureId: null,
    space: 'picture',
    world: null,
    split: 0.5,
    isLineAwaited: false,
    cursor: null,
    hand: null,
    isPicked: false,
    held: null,
    guides: [],
    pulledCanvas: null,
    outline: [],
  }));
}

/** Another size of the stage: what is fitted stays fitted, else the middle stays in the middle. */
export function resizeStage(view: StageViewStore, stage: Size, density: number): void {
  view.setState(before => {
    const { viewport, world, isFitted } = before;
    if (!world || stage.width === 0 || stage.height === 0) return { stage, density };
    const shifted = panned(
      viewport,
      (stage.width - before.stage.width) / 2,
      (stage.height - before.stage.height) / 2,
    );
    return {
      stage,
      density,
      viewport: isFitted ? fitted(world, stage, density) : keptInSight(shifted, world, stage),
    };
  });
}

/**
 * Another picture, another world of it, or another space. Another picture and another canvas are shown whole, and so is what was
 * shown whole before; else what is looked at closely stays in sight.
 */
export function showWorld(view: StageViewStore, shown: Shown): void {
  view.setState({ pulledCanvas: null });
  view.setState(before => {
    const { pictureId, space, world } = shown;
    const { stage, density } = before;
    const known = { pictureId, space, world };
    if (stage.width === 0 || stage.height === 0) return known;
    const isOther = pictureId !== before.pictureId || (space === 'canvas' && shown.isOtherCanvas);
    if (!before.world || before.isFitted || isOther) {
      return { ...known, viewport: fitted(world, stage, density), isFitted: true };
    }
    return { ...known, viewport: keptInSight(viewedIn(before, before.world, shown), world, stage) };
  });
}

/** What shows in another world what was seen before. */
function viewedIn(before: StageView, was: Size, { space, world, picture, place }: Shown): Viewport {
  const { viewport, stage } = before;
  const middle = { x: stage.width / 2, y: stage.height / 2 };
  if (before.space === 'canvas') {
    return space === 'picture' && place ? carried(viewport, inverted(place), middle) : viewport;
  }
  // What was shown may have been a smaller version of the picture.
  const share = (picture ?? world).width / was.width;
  const onPicture = carried(viewport, [share, 0, 0, share, 0, 0], middle);
  return space === 'canvas' && place ? carried(onPicture, place, middle) : onPicture;
}

/** Zooms so that the point of the stage keeps what is under it; the stage's middle where none is given. */
export function zoomTo(view: StageViewStore, scale: number, at?: Point): void {
  view.setState(({ viewport, world, stage, density }) => {
    if (!world) return {};
    const middle = { x: stage.width / 2, y: stage.height / 2 };
    const limited = limitedScale(scale, world, stage, density);
    const zoomed = zoomedAt(viewport, at ?? middle, limited);
    return { viewport: keptInSight(zoomed, world, stage), isFitted: false };
  });
}

export function zoomBy(view: StageViewStore, factor: number, at?: Point): void {
  zoomTo(view, view.getState().viewport.scale * factor, at);
}

export function lookAt(view: StageViewStore, viewport: Viewport): void {
  view.setState(({ world, stage }) =>
    world ? { viewport: keptInSight(viewport, world, stage), isFitted: false } : {},
  );
}

export function panBy(view: StageViewStore, dx: number, dy: number): void {
  lookAt(view, panned(view.getState().viewport, dx, dy));
}

export function fit(view: StageViewStore): void {
  view.setState(({ world, stage, density }) =>
    world && stage.width > 0 ? { viewport: fitted(world, stage, density), isFitted: true } : {},
  );
}

/** One device pixel for each pixel of the picture. */
export function actualSize(view: StageViewStore, at?: Point): void {
  const { world, stage, density, isFitted } = view.getState();
  if (!world) return;
  if (at || !isFitted) zoomTo(view, 1 / density, at);
  else lookAt(view, centred(world, stage, 1 / density));
}

/** Device pixels for a pixel of the world: 1 is 100 %. */
export function zoomOf({ viewport, density }: Pick<StageView, 'viewport' | 'density'>): number {
  return viewport.scale * density;
}

/** The pointer where it is on the stage; else nothing. */
export function pointerAt({ cursor }: StageView): Point | undefined {
  return cursor?.at;
}
