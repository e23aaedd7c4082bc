import type { Matte, RgbaImage } from '@backgroundfx/core';
import sharp, { type OverlayOptions, type Sharp } from 'sharp';

/** One row of a contact sheet. */
export interface SheetRow {
  readonly name: string;
  /** In the order of the heads. */
  readonly cells: readonly SheetCell[];
}

/** A small picture. */
export interface SheetCell {
  readonly png: Buffer;
  readonly height: number;
}

const CELL = 240;
const GAP = 8;
const HEAD = 24;

/** A small copy of a picture, for looking only: the resampling is sharp's. */
export function pictureCell({ width, height, data }: RgbaImage): Promise<SheetCell> {
  return cell(sharp(data, { raw: { width, height, channels: 4 } }));
}

/** A small copy of a matte. */
export function matteCell({ width, height, data }: Matte): Promise<SheetCell> {
  return cell(sharp(data, { raw: { width, height, channels: 1 } }));
}

/** Where a matte is wrong: red where it has too much, blue where it lacks. */
export function errorCell(ours: Matte, truth: Matte): Promise<SheetCell> {
  const data = new Uint8Array(truth.data.length * 3);
  for (let i = 0; i < truth.data.length; i++) {
    const excess = ours.data[i]! - truth.data[i]!;
    data[3 * i] = Math.max(0, excess);
    data[3 * i + 2] = Math.max(0, -excess);
  }
  return cell(sharp(data, { raw: { width: truth.width, height: truth.height, channels: 3 } }));
}

async function cell(picture: Sharp): Promise<SheetCell> {
  const small = picture.resize(CELL, CELL, { fit: 'inside' }).png();
  const { data, info } = await small.toBuffer({ resolveWithObject: true });
  return { png: data, height: info.height };
}

/** Writes the sheet as a PNG. */
export async function writeSheet(
  file: string,
  heads: readonly string[],
  rows: readonly SheetRow[],
): Promise<void> {
  const step = CELL + GAP;
  const overlays: OverlayOptions[] = heads.map((head, i) => ({
    input: label(head),
    left: GAP + i * step,
    top: 0,
  }));
  let bottom = HEAD;
  for (const { name, cells } of rows) {
    const top = bottom + HEAD;
    overlays.push({ input: label(name), left: GAP, top: bottom });
    overlays.push(...cells.map((cell, x) => ({ input: cell.png, left: GAP + x * step, top })));
    bottom = top + Math.max(...cells.map(cell => cell.height)) + GAP;
  }
  const width = GAP + heads.length * step;
  await sharp({ create: { width, height: bottom, channels: 3, background: '#404040' } })
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
