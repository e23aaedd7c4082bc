import { EngineError, type RgbaImage, rgbaImage } from '@backgroundfx/core';
import { sharp } from '../../platform/pictures/image-library.ts';
import type { PictureFacts } from '../../platform/pictures/picture-file.ts';

/**
 * Reads a JPEG, PNG or WebP file: upright (EXIF orientation applied), colours converted to sRGB by the picture's profile
 * (CMYK without one by a usual one), 8 bits, straight alpha; the first frame where there are several. The pixels are new.
 * A file that ends too early is refused; damage that its decoder can bridge is not.
 * @param path absolute
 * @param facts what `inspectPicture` found
 * @throws EngineError `unreadable_image`, `out_of_memory`.
 */
export async function decodePicture(
  path: string,
  { width, height, depth, hasProfile }: PictureFacts,
): Promise<RgbaImage> {
  const pipeline = sharp(path, { failOn: 'error', limitInputPixels: width * height })
    .autoOrient()
    .toColourspace('srgb')
    .ensureAlpha();
  // sharp works on 16 bits in Display P3 and, unless it is told the way back, calls the result sRGB.
  if (depth === 16 && hasProfile) pipeline.withIccProfile('srgb');
  try {
    const { data, info } = await pipeline.raw().toBuffer({ resolveWithObject: true });
    return rgbaImage(info.width, info.height, data);
  } catch (cause) {
    throw decodeError(cause);
  }
}

const NO_MEMORY = /out of memory|enough memory|bad_alloc/i;

function decodeError(cause: unknown): EngineError {
  if (cause instanceof Error && NO_MEMORY.test(cause.message)) {
    return new EngineError('out_of_memory', 'There is not enough memory for the picture', { cause });
  }
  return new EngineError('unreadable_image', 'The picture is damaged and cannot be read', { cause });
}
