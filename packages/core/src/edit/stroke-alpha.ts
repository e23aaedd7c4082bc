import { guidedUpsample } from '../matte/guided-upsample.ts';
import type { BandMatte } from '../matte/solve-band.ts';
import { type Job, step } from '../pipeline/job.ts';
import {
  type FloatMatte,
  floatMatte,
  type Matte,
  type RgbaImage,
  type RgbPlanes,
  rgbaImage,
} from '../raster/planes.ts';
import { type PixelBox, resampleMatte, resampleToPlanes } from '../raster/resample.ts';
import { partOf } from '../recipe/job-parts.ts';
import { areaMatte, type ByteArea, copyArea, pixelsWithin } from './area.ts';
import type { EditTools } from './edit-tools.ts';
import { keepToEdge } from './keep-to-edge.ts';
import type { StrokeEdit } from './matte-edit.ts';
import { refineUnder } from './refine-under.ts';
import { coverStroke } from './stroke-coverage.ts';

/** Share of the radius around the stroke's middle line that is taken at its word: what lies there is what is meant. */
const MIDDLE = 0.35;
/** How far around a stroke colours are looked at: a share of its radius, and at least so many pixels of the picture. */
const AROUND = { radius: 0.75, pixels: 24 };
/** Pixels that alpha is worked out for at most, and that a brush's radius may have there: colours are in sight then. */
const WORK = { pixels: 400_000, radius: 80 };

/**
 * The alpha that the colours around a stroke say there is under it, 0..255 for the pixels of `covered`: worked out anew for a
 * refining stroke; as far as what is meant goes for one that restores or erases. Borrows all; the result is new. Large strokes
 * are worked out on a smaller picture and brought to its size along its colours.
 * @throws EngineError `cancelled`
 */
export async function alphaUnder(
  matte: Matte,
  covered: ByteArea,
  edit: StrokeEdit,
  { image, scale }: EditTools,
  job: Job,
): Promise<Uint8Array> {
  const radius = (edit.size / 2) * scale;
  const box = grown(covered, Math.max(AROUND.pixels * scale, AROUND.radius * radius), matte);
  const shrink = Math.min(1, Math.sqrt(WORK.pixels / (box.width * box.height)), WORK.radius / radius);
  const width = Math.max(3, Math.round(box.width * shrink));
  const height = Math.max(3, Math.round(box.height * shrink));
  const colours = resampleToPlanes(image, width, height, box);
  await step(job, 0.1);
  const before = shrunk(copyArea(matte, box), width, height);
  const under = shrunk(within(box, covered), width, height);
  const solving = partOf(job, 0.1, 0.8);
  const solved = await (edit.mode === 'refine'
    ? refineUnder(before, under, colours, radius * shrink, solving)
    : keepToEdge({ before, under, middle: middleOf(), mode: edit.mode }, colours, solving));
  const full = await enlarged(solved, colours, image, box, partOf(job, 0.8, 1));
  return copyArea(full, { ...covered, left: covered.left - box.left, top: covered.top - box.top }).data;

  function middleOf(): FloatMatte {
    const middle = coverStroke({ ...edit, size: edit.size * MIDDLE, hardness: 1 }, matte, scale);
    return middle
      ? shrunk(within(box, middle), width, height)
      : floatMatte(width, height, new Float32Array(width * height));
  }
}

/** What was worked out for a box, at the picture's size. */
async function enlarged(
  { matte, band }: BandMatte,
  colours: RgbPlanes,
  image: RgbaImage,
  box: PixelBox,
  job: Job,
): Promise<Matte> {
  const { width, height, data } = matte;
  if (width === box.width && height === box.height) {
    const bytes = Uint8Array.from(data, value => Math.round(value * 255));
    return areaMatte({ ...box, data: bytes });
  }
  // Around the stroke there may be soft edges too.
  const soft = Uint8Array.from(data, (value, p) => (band[p] === 1 || (value > 0 && value < 1) ? 1 : 0));
  return guidedUpsample(matte, colours, cropped(image, box), { ...job, band: soft });
}

function grown({ left, top, width, height }: PixelBox, by: number, picture: Matte): PixelBox {
  return pixelsWithin(picture, left - by, top - by, left + width + by, top + height + by)!;
}

/** An area as part of a larger box around it. */
function within(box: PixelBox, area: ByteArea): ByteArea {
  const data = new Uint8Array(box.width * box.height);
  for (let y = 0; y < area.height; y++) {
    const from = y * area.width;
    const to = (area.top + y - box.top) * box.width + area.left - box.left;
    data.set(area.data.subarray(from, from + area.width), to);
  }
  return { ...box, data };
}

/** An area's alpha, 0..1, at another size. */
function shrunk({ width, height, data }: ByteArea, w: number, h: number): FloatMatte {
  const values = Float32Array.from(data, value => value / 255);
  const floats = floatMatte(width, height, values);
  return w === width && h === height ? floats : resampleMatte(floats, w, h);
}

function cropped({ width: stride, data }: RgbaImage, { left, top, width, height }: PixelBox): RgbaImage {
  const out = new Uint8ClampedArray(width * height * 4);
  for (let y = 0; y < height; y++) {
    const from = ((top + y) * stride + left) * 4;
    out.set(data.subarray(from, from + width * 4), y * width * 4);
  }
  return rgbaImage(width, height, out);
}
