/** Moves edges: each pixel takes the highest alpha within a radius, or the lowest. */
export interface Shift {
  /** How far it looks, pixels. */
  readonly reach: number;
  /**
   * `source` is `width` x `height`, and changed; `target` gets the part without a rim of `reach`, as fixed-point alpha: 256 a level.
   */
  run(source: Uint8Array, width: number, height: number, target: Uint16Array): void;
}

/**
 * A shift by `pixels`, outwards above 0. Between whole radii the outcome is mixed from both, so that an edge moves evenly
 * with it: each pixel rises with `pixels` and never falls. The disc is a digital one: slanted edges move up to a third
 * of a pixel more or less than upright ones.
 */
export function createShift(pixels: number): Shift {
  const radius = Math.abs(pixels);
  // Moving the subject's edge inwards is moving the background's outwards.
  const inwards = pixels < 0;
  const inner = discRows(Math.floor(radius));
  const outer = discRows(Math.ceil(radius));
  const reach = outer.length - 1;
  const share = Math.round((radius - Math.floor(radius)) * 256);
  let low = new Uint8Array(0);
  let high = new Uint8Array(0);
  let lines: [Uint8Array, Uint8Array] = [low, low];
  return {
    reach,
    run(source, width, height, target) {
      const across = width - 2 * reach;
      const down = height - 2 * reach;
      const size = across * down;
      if (low.length < size) {
        low = new Uint8Array(size);
        high = new Uint8Array(size);
      }
      if (lines[0].length < width) lines = [new Uint8Array(width), new Uint8Array(width)];
      if (inwards) for (let i = 0; i < width * height; i++) source[i] = 255 - source[i]!;
      dilate(source, width, height, reach, inner, low, lines);
      if (share > 0) dilate(source, width, height, reach, outer, high, lines);
      for (let i = 0; i < size; i++) {
        const value = low[i]!;
        const moved = share > 0 ? (value << 8) + share * (high[i]! - value) : value << 8;
        target[i] = inwards ? 255 * 256 - moved : moved;
      }
    },
  };
}

/** Half the width of a digital disc in each of its rows, from the middle one on. */
function discRows(radius: number): readonly number[] {
  const square = radius === 0 ? 0 : (radius + 0.4) ** 2;
  return Array.from({ length: radius + 1 }, (_, dy) => Math.floor(Math.sqrt(Math.max(0, square - dy * dy))));
}

/**
 * Highest value under a disc. The maxima of a row over ever wider spans are made one from the other, and each goes to the
 * rows above and below in which the disc is as wide.
 */
function dilate(
  source: Uint8Array,
  width: number,
  height: number,
  reach: number,
  disc: readonly number[],
  target: Uint8Array,
  lines: readonly [Uint8Array, Uint8Array],
): void {
  const across = width - 2 * reach;
  const down = height - 2 * reach;
  target.fill(0, 0, across * down);
  let [spans, wider] = lines;
  const rows = disc.length - 1;
  for (let y = reach - rows; y < height - reach + rows; y++) {
    const row = source.subarray(y * width, (y + 1) * width);
    if (isClear(row)) continue;
    spans.set(row);
    for (let half = 0; half <= disc[0]!; half++) {
      if (half > 0) {
        for (let x = half; x < width - half; x++) {
          const l = spans[x - 1]!;
          const r = spans[x + 1]!;
          const most = Math.max(l, r);
          wider[x] = half === 1 ? Math.max(spans[x]!, most) : most;
        }
        [spans, wider] = [wider, spans];
      }
      for (let dy = 0; dy <= rows; dy++) {
        if (disc[dy] !== half) continue;
        raise(target, y - reach + dy, across, down, spans, reach);
        if (dy > 0) raise(target, y - reach - dy, across, down, spans, reach);
      }
    }
  }
}

function raise(
  target: Uint8Array,
  y: number,
  across: number,
  down: number,
  spans: Uint8Array,
  offset: number,
): void {
  if (y < 0 || y >= down) return;
  for (let x = 0, i = y * across; x < across; x++, i++) {
    const v = spans[offset + x]!;
    if (v > target[i]!) target[i] = v;
  }
}

function isClear(row: Uint8Array): boolean {
  for (let x = 0; x < row.length; x++) if (row[x] !== 0) return false;
  return true;
}
