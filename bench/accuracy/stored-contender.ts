import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Contender } from './contender.ts';
import { readMatte, readPicture } from './picture-files.ts';

/**
 * Mattes that were made elsewhere: `FOLDER/SET/NAME.png` or `FOLDER/NAME.png`, grey or a cut-out with straight alpha,
 * of the picture's size.
 */
export function storedContender(folder: string, name: string): Contender {
  return {
    name,
    async answer(picture) {
      const files = [join(folder, picture.set, `${picture.name}.png`), join(folder, `${picture.name}.png`)];
      const file = files.find(existsSync);
      if (!file) throw new Error(`${files[0]} is missing`);
      const cutout = await readPicture(file);
      return { matte: await readMatte(file), cutout, seconds: Number.NaN, networkSeconds: Number.NaN };
    },
  };
}
