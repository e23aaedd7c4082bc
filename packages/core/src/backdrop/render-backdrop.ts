import { parseColour } from '../compose/colour.ts';
import { EngineError } from '../errors.ts';
import { type Job, step } from '../pipeline/job.ts';
import { type RgbaImage, rgbaImage } from '../raster/planes.ts';
import { meshPainter, silkPainter } from './paint-flowing.ts';
import { gradientPainter } from './paint-gradient.ts';
import { landscapePainter } from './paint-landscape.ts';
import { patternPainter } from './paint-pattern.ts';
import { blobsPainter, bokehPainter, wavesPainter } from './paint-shapes.ts';
import { surfacePainter } from './paint-surface.ts';
import type { Canvas, RowPainter } from './painter.ts';
import type { BackdropEntry, Scene, SolidScene } from './scene.ts';

/** Rows between two steps of a job. */
const ROWS_A_STEP = 32;

/**
 * Draws a background of the library. The same entry is the same picture at every size of one ratio, and the same bytes on
 * every machine. The result is new.
 * @throws EngineError `cancelled`; `invalid_argument` for a size that is none
 */
export function renderBackdrop(
  entry: Pick<BackdropEntry, 'scene'>,
  width: number,
  height: number,
  job: Job = {},
): Promise<RgbaImage> {
  return renderScene(entry.scene, width, height, job);
}

/** As `renderBackdrop`, for a scene of any origin. @throws as it does, and `invalid_argument` for a colour that is none */
export async function renderScene(
  scene: Scene,
  width: number,
  height: number,
  job: Job = {},
): Promise<RgbaImage> {
  if (!(Number.isInteger(width) && Number.isInteger(height) && width > 0 && height > 0)) {
    throw new EngineError('invalid_argument', `A background cannot have ${width} x ${height} pixels`);
  }
  const paint = painterOf(scene, { width, height, long: Math.max(width, height) });
  const out = rgbaImage(width, height, new Uint8ClampedArray(width * height * 4));
  const row = new Float32Array(width * 4);
  await step(job, 0);
  for (let y = 0; y < height; y++) {
    row.fill(255);
    paint(y, row);
    writeDithered(row, y, out.data);
    if (y % ROWS_A_STEP === ROWS_A_STEP - 1) await step(job, (y + 1) / height);
  }
  await step(job, 1);
  return out;
}

function painterOf(scene: Scene, canvas: Canvas): RowPainter {
  switch (scene.kind) {
    case 'solid':
      return solidPainter(scene);
    case 'gradient':
      return gradientPainter(scene, canvas);
    case 'pattern':
      return patternPainter(scene, canvas);
    case 'landscape':
      return landscapePainter(scene, canvas);
    case 'mesh':
      return meshPainter(scene, canvas);
    case 'waves':
      return wavesPainter(scene, canvas);
    case 'silk':
      return silkPainter(scene, canvas);
    case 'blobs':
      return blobsPainter(scene, canvas);
    case 'bokeh':
      return bokehPainter(scene, canvas);
    case 'surface':
      return surfacePainter(scene, canvas);
  }
}

function solidPainter({ color }: SolidScene): RowPainter {
  const { r, g, b, a } = parseColour(color);
  return (_y, row) => {
    for (let i = 0; i < row.length; i += 4) {
      row[i] = r;
      row[i + 1] = g;
      row[i + 2] = b;
      row[i + 3] = a;
    }
  };
}

/**
 * Rounds a row to bytes, up or down by a pattern that is even to the eye (interleaved gradient noise, Jimenez 2014), so that
 * slow gradients show no bands. Whole numbers stay what they are.
 */
function writeDithered(row: Float32Array, y: number, out: RgbaImage['data']): void {
  let p = y * row.length;
  const along = 0.00583715 * y;
  for (let i = 0, x = 0; i < row.length; i += 4, x++, p += 4) {
    const place = 0.06711056 * x + along;
    const value = 52.9829189 * (place - Math.floor(place));
    const threshold = value - Math.floor(value);
    for (let c = 0; c < 4; c++) {
      const level = row[i + c]! + threshold;
      out[p + c] = level <= 0 ? 0 : level >= 255 ? 255 : level | 0;
    }
  }
}
