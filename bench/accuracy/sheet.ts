import type { Matte, RgbaImage } from '@backgroundfx/core';
import sharp, { type OverlayOptions, type Sharp } from 'sharp';

/** One row of a contact sheet. */
export interface SheetRow {
  readonly name: string;
  /** PNG cells of `CELL` a side at most, in the order of the heads. */
  readonly cells: readonly Buffer[];
}

const CELL = 240;
const GAP = 8;
const HEAD = 24;

/** A small copy of a picture, for looking only: the resampling is sharp's. */
export function pictureCell({ width, height, data }: RgbaImage): Promise<Buffer> {
  return cell(sharp(data, { raw: { width, height, channels: 4 } }));
}

/** A small copy of a matte. */
export function matteCell({ width, height, data }: Matte): Promise<Buffer> {
  return cell(sharp(data, { raw: { width, height, channels: 1 } }));
}

/** Where a matte is wrong: red where it has too much, blue where it lacks. */
export function errorCell(ours: Matte, truth: Matte): Promise<Buffer> {
  const data = new Uint8Array(truth.data.length * 3);
  for (let i = 0; i < truth.data.length; i++) {
    const excess = ours.data[i]! - truth.data[i]!;
    data[3 * i] = Math.max(0, excess);
    data[3 * i + 2] = Math.max(0, -excess);
  }
  return cell(sharp(data, { raw: { width: truth.width, height: truth.height, channels: 3 } }));
}

function cell(picture: Sharp): Promise<Buffer> {
  return picture.resize(CELL, CELL, { fit: 'inside' }).png().toBuffer();
}

/** Writes the sheet as a PNG. */
export async function writeSheet(
  file: string,
  heads: readonly string[],
  rows: readonly SheetRow[],
): Promise<void> {
  const step = CELL + GAP;
  const labelled = CELL + HEAD;
  const overlays: OverlayOptions[] = heads.map((head, i) => ({
    input: label(head),
    left: GAP + i * step,
    top: 0,
  }));
  for (const [y, row] of rows.entries()) {
    const top = HEAD + y * labelled;
    overlays.push({ input: label(row.name), left: GAP, top: top + CELL });
    overlays.push(...row.cells.map((input, x) => ({ input, left: GAP + x * step, top })));
  }
  const width = GAP + heads.length * step;
  const height = HEAD + rows.length * labelled;
  await sharp({ create: { width, height, channels: 3, background: '#404040' } })
    .composite(overlays)
    .png({ compressionLevel: 9 })
    .toFile(file);
}

function label(text: string): Buffer {
  const safe = text.replace(/[<>&]/g, ' ');
  return Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${CELL}" height="${HEAD}"><text x="2" y="16" font-family="sans-serif" font-size="13" fill="#fff">${safe}</text></svg>`,
  );
}
