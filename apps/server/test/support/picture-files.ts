import sharp, { type Sharp } from 'sharp';

/** Pictures made of flat patches, whose pixels are known before they are decoded. */

export type Colour = readonly number[];

/** A flat raw picture for sharp; its channels are the colour's length. */
export function flat(colour: Colour, width = 32, height = 32): Sharp {
  return patches([[colour]], width, height);
}

/** Raw pixels for sharp: a grid of flat patches, each `width` x `height` pixels. */
export function patches(grid: readonly (readonly Colour[])[], width = 32, height = 32): Sharp {
  const across = grid[0]!.length * width;
  const down = grid.length * height;
  const channels = grid[0]![0]!.length as 1 | 2 | 3 | 4;
  const data = new Uint8Array(across * down * channels);
  for (let i = 0; i < across * down; i++) {
    const x = Math.floor((i % across) / width);
    const y = Math.floor(i / across / height);
    data.set(grid[y]![x]!, i * channels);
  }
  return sharp(data, { raw: { width: across, height: down, channels } });
}

/** A file's samples as they are stored, its colour profile ignored. */
export function storedPixels(path: string): Promise<Buffer> {
  return sharp(path, { ignoreIcc: true }).raw().toBuffer();
}
