import { readFileSync } from 'node:fs';
import { type ModelCatalog, parseCatalog } from '@backgroundfx/core';
import { StartError } from '../platform/start-error.mjs';

/**
 * Reads the catalogue of models from a file.
 * @param file absolute path
 * @throws {StartError} one line: the file and what is wrong with it
 */
export function readCatalog(file: string): ModelCatalog {
  try {
    return parseCatalog(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    const why = (error as Error).message.replaceAll(/\s*\n\s*/g, ' ');
    throw new StartError(`Cannot read the model catalogue ${file}: ${why}`);
  }
}
