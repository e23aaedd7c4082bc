import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout's own folder, absolute. */
export const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
