/** A point; of what, the names say: of the world that is looked at, or of the stage. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** What part of a world (a picture or a canvas, in its pixels) a stage shows. Stage lengths are CSS pixels. */
export interface Viewport {
  /** The point of the world in the stage's top left corner. */
  readonly x: number;
  readonly y: number;
  /** CSS pixels for a pixel of the world. */
  readonly scale: number;
}

/** Room that stays free around a fitted world on each side, CSS pixels; less on small stages. */
const FIT_ROOM = { share: 0.03, most: 24 };
/** Device pixels for a pixel of the world, at most. */
const MOST_ZOOM = 64;
/** Device pixels for a pixel of the world at the least, where fitting does not need fewer. */
const LEAST_ZOOM = 0.05;
/** As much of the world stays in sight, CSS pixels. */
const KEPT_IN_SIGHT = 48;
/** What a small thing is enlarged to when it is fitted: device pixels for one of its. */
const FIT_MOST_ZOOM = 8;
/** What one press of a zoom key multiplies by; two of them double. */
export const ZOOM_STEP = Math.SQRT2;

export function toStage({ x, y, scale }: Viewport, point: Point): Point {
  return { x: (point.x - x) * scale, y: (point.y - y) * scale };
}

export function toWorld({ x, y, scale }: Viewport, point: Point): Point {
  return { x: point.x / scale + x, y: point.y / scale + y };
}

/** The whole world in the middle of the stage, as large as it goes. `density` is device pixels for a CSS pixel. */
export function fitted(world: Size, stage: Size, density: number): Viewport {
  const room = 2 * Math.min(FIT_ROOM.most, FIT_ROOM.share * Math.min(stage.width, stage.height));
  const scale = Math.min(
    Math.max(1, stage.width - room) / world.width,
    Math.max(1, stage.height - room) / world.height,
    FIT_MOST_ZOOM / density,
  );
  return centred(world, stage, scale);
}

/** The middle of the world in the middle of the stage. */
export function centred(world: Size, stage: Size, scale: number): Viewport {
  return {
    x: world.width / 2 - stage.width / 2 / scale,
    y: world.height / 2 - stage.height / 2 / scale,
    scale,
  };
}

/** A scale within what can be zoomed to. */
export function limitedScale(scale: number, world: Size, stage: Size, density: number): number {
  const least = Math.min(LEAST_ZOOM / density, fitted(world, stage, density).scale);
  return Math.min(MOST_ZOOM / density, Math.max(least, scale));
}

/** Another scale, with the same point of the world under a point of the stage. */
export function zoomedAt(viewport: Viewport, at: Point, scale: number): Viewport {
  const under = toWorld(viewport, at);
  return { x: under.x - at.x / scale, y: under.y - at.y / scale, scale };
}

/** What is seen after the world was pulled by so many CSS pixels. */
export function panned({ x, y, scale }: Viewport, dx: number, dy: number): Viewport {
  return { x: x - dx / scale, y: y - dy / scale, scale };
}

/** The nearest viewport that still shows a piece of the world. */
export function keptInSight(viewport: Viewport, world: Size, stage: Size): Viewport {
  const { scale } = viewport;
  const along = (at: number, length: number, room: number) => {
    const kept = Math.min(KEPT_IN_SIGHT / scale, length / 2, room / scale / 2);
    return Math.min(length - kept, Math.max(kept - room / scale, at));
  };
  return {
    x: along(viewport.x, world.width, stage.width),
    y: along(viewport.y, world.height, stage.height),
    scale,
  };
}

/** Two fingers: what lay under each of them before lies as near as can be under them after. */
export function pinched(
  viewport: Viewport,
  before: readonly [Point, Point],
  after: readonly [Point, Point],
  limit: (scale: number) => number,
): Viewport {
  const spread = ([a, b]: readonly [Point, Point]) => Math.max(1, Math.hypot(a.x - b.x, a.y - b.y));
  const middle = ([a, b]: readonly [Point, Point]) => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 });
  const [from, to] = [middle(before), middle(after)];
  const scale = limit((viewport.scale * spread(after)) / spread(before));
  return zoomedAt(panned(viewport, to.x - from.x, to.y - from.y), to, scale);
}

/** The nearest point of the stage. */
export function keptPoint({ x, y }: Point, { width, height }: Size): Point {
  return { x: Math.min(width, Math.max(0, x)), y: Math.min(height, Math.max(0, y)) };
}
