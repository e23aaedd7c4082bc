import {
  EngineError,
  findBackdrop,
  packed,
  promptBackdrop,
  type RgbaImage,
  renderBackdrop,
} from '@backgroundfx/core';
import { sharp } from '../../platform/pictures/image-library.ts';
import type { Drawing, DrawingThread } from './drawing.api.ts';

/** Grain keeps slow gradients from showing bands; JPEG at this quality keeps the grain, and WebP is for small copies. */
const JPEG = { quality: 90, chromaSubsampling: '4:4:4' } as const;
const WEBP = { quality: 80 } as const;

/** Draws on the calling thread, which is the engine's alone: drawing blocks it. */
export const drawingThread: DrawingThread = {
  draw: ({ drawing, stop }) =>
    packed(async () => {
      const checkpoint = async () => {
        if (Atomics.load(stop, 0) !== 0) throw new EngineError('cancelled', 'Cancelled');
      };
      await checkpoint();
      const { image, understood } = await paint(drawing, checkpoint);
      await write(image, drawing);
      return { understood };
    }),
};

async function paint({ scene, width, height }: Drawing, checkpoint: () => Promise<void>) {
  if (!('library' in scene)) return promptBackdrop({ ...scene, width, height }, { checkpoint });
  const entry = findBackdrop(scene.library);
  if (!entry) throw new EngineError('invalid_argument', `The library has no background "${scene.library}"`);
  return { image: await renderBackdrop(entry, width, height, { checkpoint }), understood: [] };
}

async function write({ data, width, height }: RgbaImage, { format, target }: Drawing): Promise<void> {
  const picture = sharp(data, { raw: { width, height, channels: 4 }, limitInputPixels: false }).removeAlpha();
  try {
    await (format === 'jpg' ? picture.jpeg(JPEG) : picture.webp(WEBP)).toFile(target);
  } catch (cause) {
    if (/No space left|quota exceeded/i.test(String(cause))) {
      throw new EngineError('disk_full', 'No room left on the disk', { cause });
    }
    throw cause;
  }
}
