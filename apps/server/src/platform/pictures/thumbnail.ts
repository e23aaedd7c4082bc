import { EngineError } from '@backgroundfx/core';
import { sharp } from './image-library.ts';
import type { PictureFacts } from './picture-file.ts';

const SIDE = 320;

/**
 * Writes a small upright copy of a picture, which also finds out whether all of it can be read: its pixels are decoded once,
 * outside of this thread.
 * @param source path of a picture that was found to be one; `facts` are what was found
 * @param target path of the WebP file to make
 * @throws EngineError `unreadable_image`; errors of the disk pass
 */
export async function writeThumbnail(
  source: string,
  target: string,
  { width, height }: Pick<PictureFacts, 'width' | 'height'>,
): Promise<void> {
  const small = sharp(source, { failOn: 'error', limitInputPixels: width * height })
    .autoOrient()
    .resize({ width: SIDE, height: SIDE, fit: 'inside', withoutEnlargement: true })
    .toColourspace('srgb')
    .webp({ quality: 80 });
  try {
    await small.toFile(target);
  } catch (cause) {
    if (/No space left|quota exceeded/i.test(String(cause))) {
      throw new EngineError('disk_full', 'No room left on the disk', { cause });
    }
    throw new EngineError('unreadable_image', 'The picture is damaged and cannot be read', { cause });
  }
}
