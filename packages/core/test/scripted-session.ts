import { type RgbaImage, rgbaImage } from '../src/raster/planes.ts';
import type { SegmentationSession } from '../src/segment/session.ts';

/** A network whose full size is 256, whose answers the tests write. */
export const MODEL = {
  id: 'disc',
  input: {
    name: 'i',
    mean: [0, 0, 0],
    scale: [1 / 255, 1 / 255, 1 / 255],
    multipleOf: 64,
    bestSize: 256,
    fit: 'stretch',
  },
  output: { name: 'o', values: 'unit' },
} as const;

/** The same of one size, 128. */
export const FIXED = { ...MODEL, input: { ...MODEL.input, bestSize: 128, sizes: 'fixed' } } as const;

/** Alpha at a place of the picture, in shares of its sides, for an input of this size. */
export type Scene = (x: number, y: number, size: number) => number;

/** A disc whose edge is two thousandths of the picture wide. */
export function discOf(cx: number, cy: number, radius: number): Scene {
  return (x, y) => Math.min(1, Math.max(0, (radius - Math.hypot(x - cx, y - cy)) * 500 + 0.5));
}

/**
 * A picture of which `scriptedSession` can tell which part it sees: red grows to the right, green downwards. Blue shows what
 * is given, in shares of its sides.
 */
export function picture(
  width: number,
  height: number,
  red?: (x: number) => number,
  blue?: (x: number, y: number) => number,
): RgbaImage {
  const data = new Uint8ClampedArray(width * height * 4);
  for (let y = 0, p = 0; y < height; y++) {
    for (let x = 0; x < width; x++, p += 4) {
      data[p] = red ? red(x) : ((x + 0.5) / width) * 255;
      data[p + 1] = ((y + 0.5) / height) * 255;
      data[p + 2] = blue ? 255 * blue((x + 0.5) / width, (y + 0.5) / height) : 0;
      data[p + 3] = 255;
    }
  }
  return rgbaImage(width, height, data);
}

export interface ScriptedSession extends SegmentationSession {
  /** Size of each input, and where it began: the least share of the picture's width that it showed, to a tenth. */
  readonly seen: { readonly size: number; readonly left: number }[];
}

/** Answers for every pixel with the scene at the place that the pixel's colours name. */
export function scriptedSession(scene: Scene): ScriptedSession {
  const seen: { size: number; left: number }[] = [];
  return {
    seen,
    async run({ data, dims }) {
      const size = dims[3]!;
      const n = size * dims[2]!;
      const out = Float32Array.from({ length: n }, (_, i) => scene(data[i]!, data[n + i]!, size));
      seen.push({ size, left: Math.floor(Math.min(data[0]!, data[size - 1]!) * 10) / 10 });
      return { data: out, dims: [1, 1, dims[2]!, size] };
    },
    async dispose() {},
  };
}

/** Answers by the column of its input alone, 0 left to 1 right. */
export function columnSession(alpha: (share: number) => number): SegmentationSession {
  return {
    async run({ dims }) {
      const [, , height = 0, width = 0] = dims;
      const data = Float32Array.from({ length: width * height }, (_, i) =>
        alpha(((i % width) + 0.5) / width),
      );
      return { data, dims: [1, 1, height, width] };
    },
    async dispose() {},
  };
}
