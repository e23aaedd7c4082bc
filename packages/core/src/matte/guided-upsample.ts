import { EngineError } from '../errors.ts';
import { type Job, step } from '../pipeline/job.ts';
import { type FloatMatte, type Matte, matte, type RgbaImage, type RgbPlanes } from '../raster/planes.ts';
import { DEAD_ZONE } from './cells.ts';
import {
  createLocalLinearSolver,
  fitModel,
  type LocalLinearModel,
  type LocalLinearSolver,
} from './local-linear.ts';

/** Coarse pixels on a side of a tile: small enough that its planes stay in the processor's cache. */
const TILE = 64;
/** Window of the local model in pixels of twice the coarse size: just wider than the soft rim that the network draws. */
const RADIUS = 1;
/** Ridge on colours 0..1: contrast below about eight levels of 255 does not steer the matte. */
const EPSILON = 1e-3;

/** The same for a matte that has been worked out: fainter traces than this are not seen, but add up over a picture. */
const FAINT = 0.025;

export interface UpsampleJob extends Job {
  /** Share of the guided filter's smoothing, see `fitModel`; 0 unless given. */
  readonly smoothing?: number | undefined;
  /**
   * Of the matte's size: 1 where alpha may follow colours; the rest must be 0 or 1 and stays so. Without it the matte is a
   * network's: alpha within `DEAD_ZONE` of 0 or 1 is its noise, not glass, and the range between is stretched to the full one.
   */
  readonly band?: Uint8Array | undefined;
  /** Coarse pixels on a side of a tile, even; 64 unless given. The result does not depend on it. */
  readonly tile?: number | undefined;
}

/**
 * Brings a network's matte to the picture's own size, with the picture as guide: where the matte is undecided, alpha
 * follows the picture's colours at full resolution by a local linear model (see `fitModel`); where it is
 * flat, nothing is computed. Cost and memory beside the result grow with the undecided tiles.
 *
 * Borrows everything. `coarseColours` is the picture at the matte's size, as the network saw it; `image` may have any size,
 * but of a matte more than twice as fine as it samples are skipped (interpolation takes two along each axis).
 * @throws EngineError `cancelled`; `invalid_argument` when matte and colours differ in size.
 */
export async function guidedUpsample(
  coarse: FloatMatte,
  coarseColours: RgbPlanes,
  image: RgbaImage,
  job: UpsampleJob = {},
): Promise<Matte> {
  if (coarse.width !== coarseColours.width || coarse.height !== coarseColours.height) {
    throw new EngineError('invalid_argument', 'The matte and the colours it was made from differ in size');
  }
  const source = { alpha: coarse, colours: coarseColours, band: job.band };
  const out = new Uint8Array(image.width * image.height);
  const tile = job.tile ?? TILE;
  const solver = createLocalLinearSolver({
    side: tile + 1,
    radius: RADIUS,
    epsilon: EPSILON,
    smoothing: job.smoothing ?? 0,
  });
  const columns = lerpTable(coarse.width, image.width);
  const rows = lerpTable(coarse.height, image.height);
  const bands = tileSpans(rows, tile);
  for (const [index, band] of bands.entries()) {
    for (const span of tileSpans(columns, tile)) {
      const x0 = tileOf(columns.left[span.from]!, tile) * tile;
      const y0 = tileOf(rows.left[band.from]!, tile) * tile;
      const area = { x0, y0, columns: span, rows: band };
      const flat = flatValue(coarse, area.x0, area.y0, tile, solver.margin);
      if (flat === undefined) {
        loadPatch(solver, source, area.x0, area.y0);
        paintTile(out, image, fitModel(solver), source, area, columns, rows);
      } else if (flat > 0) fillTile(out, image.width, area, flat);
    }
    await step(job, (index + 1) / bands.length);
  }
  return matte(image.width, image.height, out);
}

interface Source {
  readonly alpha: FloatMatte;
  readonly colours: RgbPlanes;
  readonly band: Uint8Array | undefined;
}

interface Span {
  readonly from: number;
  readonly to: number;
}

/** A tile: its corner in coarse pixels, and the output samples that belong to it. */
interface Area {
  readonly x0: number;
  readonly y0: number;
  readonly columns: Span;
  readonly rows: Span;
}

/** For every output sample: the coarse sample left of (above) it and the share of the next one, centre-aligned. */
interface LerpTable {
  readonly left: Int32Array;
  readonly share: Float32Array;
}

function lerpTable(coarse: number, full: number): LerpTable {
  const left = new Int32Array(full);
  const share = new Float32Array(full);
  for (let i = 0; i < full; i++) {
    const at = Math.min(coarse - 1, Math.max(0, ((i + 0.5) * coarse) / full - 0.5));
    left[i] = Math.floor(at);
    share[i] = at - left[i]!;
  }
  return { left, share };
}

/** Output samples whose left coarse sample lies in each tile; together they cover the output without overlap. */
function tileSpans({ left }: LerpTable, tile: number): Span[] {
  const spans: Span[] = [];
  let from = 0;
  for (let i = 1; i <= left.length; i++) {
    if (i < left.length && tileOf(left[i]!, tile) === tileOf(left[from]!, tile)) continue;
    spans.push({ from, to: i });
    from = i;
  }
  return spans;
}

function tileOf(coarse: number, tile: number): number {
  return Math.floor(coarse / tile);
}

/**
 * 0 or 255 when the tile and all that its model would look at is decided alike; else undefined. Looking further than the
 * tile keeps the result independent of where tiles begin.
 */
function flatValue(
  { data, width, height }: FloatMatte,
  x0: number,
  y0: number,
  tile: number,
  margin: number,
): number | undefined {
  const left = Math.max(0, x0 - margin);
  const right = Math.min(width, x0 + tile + 1 + margin);
  const top = Math.max(0, y0 - margin);
  const bottom = Math.min(height, y0 + tile + 1 + margin);
  const empty = data[y0 * width + x0]! <= DEAD_ZONE;
  for (let y = top; y < bottom; y++) {
    for (let i = y * width + left; i < y * width + right; i++) {
      const v = data[i]!;
      if (empty ? v > DEAD_ZONE : v < 1 - DEAD_ZONE) return undefined;
    }
  }
  return empty ? 0 : 255;
}

function loadPatch(solver: LocalLinearSolver, { alpha, colours }: Source, x0: number, y0: number): void {
  const { width, height } = alpha;
  const n = width * height;
  const { patchSide } = solver;
  const [r, g, b] = solver.colour;
  let o = 0;
  for (let y = 0; y < patchSide; y++) {
    const row = Math.min(height - 1, Math.max(0, y0 - solver.margin + y)) * width;
    for (let x = 0; x < patchSide; x++, o++) {
      const i = row + Math.min(width - 1, Math.max(0, x0 - solver.margin + x));
      r[o] = colours.data[i]! / 255;
      g[o] = colours.data[n + i]! / 255;
      b[o] = colours.data[2 * n + i]! / 255;
      solver.alpha[o] = alpha.data[i]!;
    }
  }
}

function fillTile(out: Uint8Array, width: number, { columns, rows }: Area, value: number): void {
  for (let y = rows.from; y < rows.to; y++) out.fill(value, y * width + columns.from, y * width + columns.to);
}

/** Interpolates the model between coarse pixels and applies it to the picture's own colours. */
function paintTile(
  out: Uint8Array,
  image: RgbaImage,
  model: LocalLinearModel,
  { alpha: coarse, band }: Source,
  area: Area,
  columns: LerpTable,
  rows: LerpTable,
): void {
  const { side } = model;
  const { x0, y0 } = area;
  const { data, width } = image;
  const planes = [model.slopeR, model.slopeG, model.slopeB, model.offset] as const;
  const row = planes.map(() => new Float32Array(side)) as [
    Float32Array,
    Float32Array,
    Float32Array,
    Float32Array,
  ];
  const [lineR, lineG, lineB, lineO] = row;
  const deadZone = band ? FAINT : DEAD_ZONE;
  const gain = 255 / (1 - 2 * deadZone);
  for (let y = area.rows.from; y < area.rows.to; y++) {
    const top = (rows.left[y]! - y0) * side;
    const ty = rows.share[y]!;
    const bottom = ty > 0 ? top + side : top;
    const above = rows.left[y]! * coarse.width;
    const below = ty > 0 ? above + coarse.width : above;
    for (let p = 0; p < 4; p++) {
      const plane = planes[p]!;
      const line = row[p]!;
      for (let x = 0; x < side; x++) line[x] = plane[top + x]! * (1 - ty) + plane[bottom + x]! * ty;
    }
    let o = y * width + area.columns.from;
    for (let x = area.columns.from; x < area.columns.to; x++, o++) {
      const l = columns.left[x]! - x0;
      const t = columns.share[x]!;
      const k = t > 0 ? l + 1 : l;
      if (
        band &&
        (band[above + x0 + l]! | band[above + x0 + k]! | band[below + x0 + l]! | band[below + x0 + k]!) === 0
      ) {
        out[o] = coarse.data[above + x0 + l]! * 255;
        continue;
      }
      const s = 1 - t;
      const p = o * 4;
      const alpha =
        ((lineR[l]! * s + lineR[k]! * t) * data[p]! +
          (lineG[l]! * s + lineG[k]! * t) * data[p + 1]! +
          (lineB[l]! * s + lineB[k]! * t) * data[p + 2]!) /
          255 +
        lineO[l]! * s +
        lineO[k]! * t;
      const level = (alpha - deadZone) * gain;
      out[o] = level <= 0 ? 0 : level >= 255 ? 255 : level + 0.5;
    }
  }
}
