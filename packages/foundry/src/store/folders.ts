import { constants } from 'node:fs';
import { access, mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { diskError, KEPT, TEMPORARY } from '../fetch/half-file.ts';
import { NPM_FOLDER } from '../fetch/npm.ts';

/** The folders of a model store. */
export interface Folders {
  /** Calibration figures, beside the catalogue. */
  readonly calibrations: string;
  /** What is shipped and served. */
  readonly products: string;
  /** Source weights, kept so that a changed calibration needs no second download. */
  readonly cache: string;
}

/** @param dir the folder of the catalogue */
export function foldersOf(dir: string): Folders {
  return { calibrations: dir, products: join(dir, 'dist'), cache: join(dir, '.cache') };
}

/** Age in milliseconds after which something temporary belongs to no living process any more. */
const STALE_MS = 60 * 60 * 1000;
/** Age in milliseconds after which nobody will go on with a download. */
const GIVEN_UP_MS = 7 * 24 * 60 * 60 * 1000;

/**
 * Deletes what a killed process has left behind, and downloads that were given up. What cannot be deleted is left for the
 * next time.
 */
export async function sweep({ products, cache }: Folders): Promise<void> {
  for (const folder of [products, cache]) {
    const names = await readdir(folder).catch(() => []);
    for (const name of names) {
      const lastsMs = lifeOf(name);
      const path = join(folder, name);
      const age = Date.now() - ((await stat(path).catch(() => undefined))?.mtimeMs ?? Date.now());
      if (age > lastsMs) await rm(path, { recursive: true, force: true }).catch(() => undefined);
    }
  }
}

/** How long a file may stay, in milliseconds since it was last written to. */
function lifeOf(name: string): number {
  if (name.endsWith(TEMPORARY) || name.startsWith(NPM_FOLDER)) return STALE_MS;
  return name.endsWith(KEPT) ? GIVEN_UP_MS : Number.POSITIVE_INFINITY;
}

/**
 * Makes the folder of the products and sees that it can be written, before anything large is fetched for it.
 * @throws FoundryError `unwritable`, `disk_full`
 */
export async function prepareProducts({ products }: Folders): Promise<void> {
  try {
    await mkdir(products, { recursive: true });
    await access(products, constants.W_OK);
  } catch (error) {
    throw diskError(error, products);
  }
}
