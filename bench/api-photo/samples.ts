import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { jpegOf, PICTURES } from '../speed/pictures.ts';

const FOLDER = fileURLToPath(new URL('../../public/samples/', import.meta.url));

/** Paths of all samples, 1.2 megapixels each, in the order of their names. */
export async function samplePaths(): Promise<string[]> {
  const names = await readdir(FOLDER);
  return names
    .filter(name => name.endsWith('.jpg'))
    .sort()
    .map(name => join(FOLDER, name));
}

/** Writes the hardest sample, enlarged to 12 megapixels, into a folder; its path. */
export async function writeLargePicture(folder: string): Promise<string> {
  const large = PICTURES.find(({ label }) => label === '12 MP');
  if (!large) throw new Error('There is no picture of 12 megapixels');
  const path = join(folder, '12-megapixels.jpg');
  await writeFile(path, await jpegOf(large));
  return path;
}
