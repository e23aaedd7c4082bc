import { mkdir, readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import sharp from 'sharp';

/**
 * Makes the pictures in `public/` that derive from others: the app icons from `favicon.svg`, the sample thumbnails
 * from the samples. Run by hand after either changes: `npm run pictures -w apps/web`; the results are committed.
 */

const PUBLIC = join(import.meta.dirname, '../../../public');
const ICONS = join(PUBLIC, 'icons');
const SAMPLES = join(PUBLIC, 'samples');

async function makeIcons(): Promise<void> {
  await mkdir(ICONS, { recursive: true });
  const mark = await readFile(join(PUBLIC, 'favicon.svg'), 'utf8');
  // Launchers cut maskable and Apple icons to their own shape: those must fill the square to its corners.
  const fullBleed = mark.replace(' rx="15"', '');
  const render = (svg: string, size: number, file: string) =>
    sharp(Buffer.from(svg), { density: (72 * size) / 64 })
      .resize(size, size)
      .png({ compressionLevel: 9, palette: true })
      .toFile(join(ICONS, file));
  await render(mark, 192, 'icon-192.png');
  await render(mark, 512, 'icon-512.png');
  await render(fullBleed, 180, 'icon-180.png');
  await render(fullBleed, 512, 'icon-maskable-512.png');
}

async function makeThumbnails(): Promise<void> {
  for (const file of (await readdir(SAMPLES)).filter(name => name.endsWith('.jpg'))) {
    await sharp(join(SAMPLES, file))
      .resize(168, 168, { fit: 'cover' })
      .webp({ quality: 72, effort: 6 })
      .toFile(join(SAMPLES, `${basename(file, '.jpg')}.thumb.webp`));
  }
}

await makeIcons();
await makeThumbnails();
