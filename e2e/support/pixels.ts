import { fileURLToPath } from 'node:url';
import sharp from 'sharp';

/** Decoded pixels, RGBA, upright. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly data: Buffer;
}

export async function decode(file: Buffer | string): Promise<Pixels> {
  const { data, info } = await sharp(file)
    .autoOrient()
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data };
}

/** The exact alpha of a sample picture, one byte a pixel. */
export async function exactAlpha(sample: string): Promise<Buffer> {
  const file = new URL(`../../packages/inference/test/fixtures/${sample}.alpha.png`, import.meta.url);
  return sharp(fileURLToPath(file)).extractChannel(0).raw().toBuffer();
}

/** How well the alpha of a cut-out agrees with the exact one: IoU at one half, and mean absolute error 0..1. */
export function agreement({ data }: Pixels, alpha: Buffer): { iou: number; mae: number } {
  let both = 0;
  let either = 0;
  let error = 0;
  for (let i = 0; i < alpha.length; i++) {
    const ours = data[i * 4 + 3]!;
    const exact = alpha[i]!;
    if (ours > 127 && exact > 127) both++;
    if (ours > 127 || exact > 127) either++;
    error += Math.abs(ours - exact) / 255;
  }
  return { iou: both / either, mae: error / alpha.length };
}

/** Largest difference of a colour channel between two pictures where the first one is opaque. */
export function largestOpaqueDifference(cutout: Pixels, original: Pixels): number {
  let largest = 0;
  for (let p = 0; p < cutout.data.length; p += 4) {
    if (cutout.data[p + 3] !== 255) continue;
    for (let c = 0; c < 3; c++) {
      largest = Math.max(largest, Math.abs(cutout.data[p + c]! - original.data[p + c]!));
    }
  }
  return largest;
}

/** Largest difference of any channel between two pictures of one size. */
export function largestDifference(a: Pixels, b: Pixels): number {
  if (a.width !== b.width || a.height !== b.height) throw new Error('The pictures differ in size');
  let largest = 0;
  for (let i = 0; i < a.data.length; i++) largest = Math.max(largest, Math.abs(a.data[i]! - b.data[i]!));
  return largest;
}
