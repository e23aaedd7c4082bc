import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type ModelCatalog, parseCatalog } from '@backgroundfx/core';
import { FoundryError } from '../errors.ts';
import { diskError } from '../fetch/half-file.ts';

/** Name of the catalogue in its folder. */
export const CATALOG = 'catalog.json';

/**
 * Reads and checks the catalogue of a models folder.
 * @throws FoundryError `not_found`, `unwritable`, `bad_catalogue`
 */
export async function readCatalog(dir: string): Promise<ModelCatalog> {
  const path = join(dir, CATALOG);
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw diskError(error, path);
  });
  try {
    return parseCatalog(JSON.parse(text));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new FoundryError('bad_catalogue', path, `${path} is not a valid catalogue: ${reason}`, { cause });
  }
}
