import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';

/** A hard picture, thousands of strands of fur, at the sizes that are measured. */
export const PICTURES = [
  { label: '1 MP', width: 1280, height: 960 },
  { label: '12 MP', width: 4000, height: 3000 },
  { label: '24 MP', width: 5656, height: 4242 },
] as const;

export type Picture = (typeof PICTURES)[number];

/** The picture as a JPEG file; the larger ones are the sample enlarged. */
export async function jpegOf({ width, height }: Picture): Promise<Buffer> {
  const source = await readFile(fileURLToPath(new URL('../../public/samples/01-fur.jpg', import.meta.url)));
  const metadata = await sharp(source).metadata();
  if (metadata.width === width) return source;
  return sharp(source)
    .resize(width, height, { fit: 'fill', kernel: 'cubic' })
    .jpeg({ quality: 90 })
    .toBuffer();
}
