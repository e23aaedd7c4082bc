import { open } from 'node:fs/promises';
import { EngineError } from '@backgroundfx/core';
import { sharp } from './image-library.ts';

/** What a picture file says about itself. */
export interface PictureFacts {
  readonly kind: PictureKind;
  /** Pixels, after the picture's orientation is applied; of the first frame, where there are several. */
  readonly width: number;
  readonly height: number;
  /** Bits of each channel of each pixel. */
  readonly depth: 8 | 16;
  /** Whether it carries a colour profile. */
  readonly hasProfile: boolean;
}

export type PictureKind = 'jpeg' | 'png' | 'webp';

export interface PictureLimits {
  readonly maxPixels: number;
}

/** What JPEG can hold. A longer strip is no photograph, and a few kB of PNG can claim one of a hundred million pixels. */
export const MAX_SIDE = 65_535;

/**
 * Looks at a picture's first bytes and its header; no pixel is decoded. Names are not looked at: they lie.
 * @param path absolute
 * @throws EngineError `empty_file`; `unsupported_image` for everything that is not JPEG, PNG or WebP; `unreadable_image`
 * when the header is damaged; `image_too_large` with `details` `width`, `height` and `limitPixels` or `limitSide`. Errors of
 * the disk pass.
 */
export async function inspectPicture(path: string, { maxPixels }: PictureLimits): Promise<PictureFacts> {
  const kind = kindOf(await firstBytes(path));
  const { width, height, depth, hasProfile } = await readHeader(path);
  if (width * height > maxPixels) {
    const message = `The picture has ${width} x ${height} pixels; at most ${maxPixels / 1e6} megapixels are taken`;
    throw new EngineError('image_too_large', message, {
      details: { width, height, limitPixels: maxPixels },
    });
  }
  if (Math.max(width, height) > MAX_SIDE) {
    throw new EngineError('image_too_large', `The picture has a side of more than ${MAX_SIDE} pixels`, {
      details: { width, height, limitSide: MAX_SIDE },
    });
  }
  return { kind, width, height, depth, hasProfile };
}

const SIGNATURE_BYTES = 12;

async function firstBytes(path: string): Promise<Uint8Array> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(SIGNATURE_BYTES), 0, SIGNATURE_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

function kindOf(bytes: Uint8Array): PictureKind {
  if (bytes.length === 0) throw new EngineError('empty_file', 'The file is empty');
  const text = Buffer.from(bytes).toString('latin1');
  if (text.startsWith('\xff\xd8\xff')) return 'jpeg';
  if (text.startsWith('\x89PNG\r\n\x1a\n')) return 'png';
  if (text.startsWith('RIFF') && text.slice(8) === 'WEBP') return 'webp';
  throw new EngineError('unsupported_image', 'The file is not a JPEG, PNG or WebP picture');
}

async function readHeader(path: string): Promise<Omit<PictureFacts, 'kind'>> {
  try {
    const header = await sharp(path, { limitInputPixels: false }).metadata();
    return {
      ...header.autoOrient,
      depth: header.depth === 'ushort' ? 16 : 8,
      hasProfile: header.hasProfile,
    };
  } catch (cause) {
    throw new EngineError('unreadable_image', 'The picture is damaged and cannot be read', { cause });
  }
}
