import type { Matte } from '@backgroundfx/core';
import { components } from './metrics/components.ts';

/** Alpha up to which the true matte is empty: 2 %, twice what rendering leaves as noise. */
const EMPTY = 5;
/** Smaller holes are gaps between hairs or leaves: share of the picture. */
const SMALLEST_HOLE = 0.0005;
/** Alpha of glass, 5 to 95 %. */
const GLASS = { least: 13, most: 242 };
/** Coverage of pixels that lie wholly on the subject. */
const COVERED = 250;

/**
 * The holes of a true matte: its empty parts that do not touch the picture's border, without the smallest. 255 inside,
 * else 0.
 */
export function holesOf({ width, height, data }: Matte): Matte {
  const empty = data.map(alpha => (alpha <= EMPTY ? 1 : 0));
  const { labels, sizes } = components(empty, width);
  const isHole = sizes.map(size => size >= SMALLEST_HOLE * data.length);
  for (let x = 0; x < width; x++) isHole[labels[x]!] = isHole[labels[(height - 1) * width + x]!] = false;
  for (let y = 0; y < height; y++) isHole[labels[y * width]!] = isHole[labels[(y + 1) * width - 1]!] = false;
  isHole[0] = false;
  return region(width, height, i => isHole[labels[i]!] === true);
}

/** Where one sees through a subject: covered wholly, but with an alpha of 5 to 95 %. 255 inside, else 0. */
export function glassOf({ width, height, data }: Matte, coverage: Matte): Matte {
  return region(width, height, i => {
    const alpha = data[i]!;
    return coverage.data[i]! >= COVERED && alpha >= GLASS.least && alpha <= GLASS.most;
  });
}

function region(width: number, height: number, has: (i: number) => boolean): Matte {
  const data = new Uint8Array(width * height);
  for (let i = 0; i < data.length; i++) if (has(i)) data[i] = 255;
  return { kind: 'matte8', width, height, data };
}
