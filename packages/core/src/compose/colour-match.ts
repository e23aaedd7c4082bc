import { EngineError } from '../errors.ts';
import { type Job, step } from '../pipeline/job.ts';
import type { RgbaImage } from '../raster/planes.ts';
import { type OklabReader, oklabReader, oklabWriter } from './oklab.ts';

/** Pixels between two steps of a job. */
const PIXELS_A_STEP = 1 << 18;
/** Pixels along each side of the grid that the colours of a picture are judged by. */
const GRID = 256;

/**
 * How far colours go at full strength. A subject keeps what it is: on a white ground it becomes lighter, never white; beside a
 * sunset warmer, never orange.
 */
const MOST = {
  /** Lightness, of 1 from black to white. */
  lightness: 0.12,
  /** Along the two axes of colour together. */
  colour: 0.06,
  /** Times that the contrast becomes higher or lower. */
  contrast: 1.25,
} as const;

/** Mean and standard deviation of L, a and b. */
interface Colours {
  readonly mean: readonly number[];
  readonly deviation: readonly number[];
}

/**
 * Brings the colours of a subject nearer to those of what it lies on, as if the light there fell on it: mean and spread of
 * lightness and colour go towards the background's, after Reinhard, Ashikhmin, Gooch and Shirley, "Color Transfer between
 * Images" (IEEE CG&A 21:5, 2001), in Oklab, and limited to what keeps the subject itself. Pixels count by their alpha, which
 * stays as it is; the shape of a picture's canvas and its size change nothing but by rounding.
 * Takes `subject`: its buffer becomes the result. Borrows `backdrop`, of any size; a clear one says nothing and changes nothing.
 * @param strength 0 leaves every byte as it is, 1 goes as far as there is to go
 * @throws EngineError `cancelled` (`subject` may be half changed then); `invalid_argument` for a strength that is none
 */
export async function matchColours(
  subject: RgbaImage,
  backdrop: RgbaImage,
  strength: number,
  job: Job = {},
): Promise<RgbaImage> {
  if (!(strength >= 0 && strength <= 1)) {
    throw new EngineError('invalid_argument', `A colour match has a strength of 0 to 1, not ${strength}`);
  }
  await step(job, 0);
  if (strength === 0) return subject;
  const reader = oklabReader();
  const from = coloursOf(subject, reader);
  const to = coloursOf(backdrop, reader);
  if (from && to) await change(subject, { from, to, strength, reader }, job);
  await step(job, 1);
  return subject;
}

interface Change {
  readonly from: Colours;
  readonly to: Colours;
  readonly strength: number;
  readonly reader: OklabReader;
}

/** Every channel is scaled about the subject's mean, and the mean is moved. */
async function change(
  { data, width, height }: RgbaImage,
  { from, to, strength, reader }: Change,
  job: Job,
): Promise<void> {
  const [l, a, b] = [0, 1, 2].map(k => to.mean[k]! - from.mean[k]!) as [number, number, number];
  const far = Math.hypot(a, b);
  const share = far === 0 ? 0 : limited(far, MOST.colour) / far;
  const shift = [limited(l, MOST.lightness), a * share, b * share];
  const gain = [0, 1, 2].map(k => 1 + (contrast(from.deviation[k]!, to.deviation[k]!) - 1) * strength);
  // x -> mean + (x - mean) * gain + shift, as one product and one sum.
  const add = [0, 1, 2].map(k => from.mean[k]! * (1 - gain[k]!) + shift[k]! * strength);
  const lab = new Float64Array(3);
  const writer = oklabWriter();
  const pixels = width * height;
  for (let begin = 0; begin < pixels; begin += PIXELS_A_STEP) {
    const end = Math.min(pixels, begin + PIXELS_A_STEP);
    for (let p = begin * 4; p < end * 4; p += 4) {
      if (data[p + 3] === 0) continue;
      reader.read(data, p, lab);
      lab[0] = lab[0]! * gain[0]! + add[0]!;
      lab[1] = lab[1]! * gain[1]! + add[1]!;
      lab[2] = lab[2]! * gain[2]! + add[2]!;
      writer.write(lab, data, p);
    }
    await step(job, end / pixels);
  }
}

/** `x`, bending towards a limit that it never reaches. */
function limited(x: number, most: number): number {
  return most * Math.tanh(x / most);
}

function contrast(from: number, to: number): number {
  if (from === 0) return 1;
  return Math.min(MOST.contrast, Math.max(1 / MOST.contrast, to / from));
}

/** By a grid of pixels, each counting by its alpha; nothing where all are clear. */
function coloursOf({ data, width, height }: RgbaImage, reader: OklabReader): Colours | undefined {
  const across = Math.min(GRID, width);
  const down = Math.min(GRID, height);
  const sum = [0, 0, 0];
  const squares = [0, 0, 0];
  const lab = new Float64Array(3);
  let weight = 0;
  for (let j = 0; j < down; j++) {
    const row = Math.floor(((j + 0.5) * height) / down) * width;
    for (let i = 0; i < across; i++) {
      const p = (row + Math.floor(((i + 0.5) * width) / across)) * 4;
      const alpha = data[p + 3]!;
      if (alpha === 0) continue;
      reader.read(data, p, lab);
      weight += alpha;
      for (let k = 0; k < 3; k++) {
        sum[k] = sum[k]! + alpha * lab[k]!;
        squares[k] = squares[k]! + alpha * lab[k]! * lab[k]!;
      }
    }
  }
  if (weight === 0) return undefined;
  const mean = sum.map(value => value / weight);
  const deviation = squares.map((value, k) => Math.sqrt(Math.max(0, value / weight - mean[k]! ** 2)));
  return { mean, deviation };
}
