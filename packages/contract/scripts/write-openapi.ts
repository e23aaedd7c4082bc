import { readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { openApiDocument } from '../src/document.ts';

/**
 * Writes `openapi.json` from the routes: `npm run openapi`. With `--check` it writes nothing and fails when the committed
 * file is not what it would write.
 */
const FILE = join(import.meta.dirname, '../openapi.json');

const text = `${JSON.stringify(openApiDocument(), undefined, 2)}\n`;
const shown = relative(process.cwd(), FILE);
if (!process.argv.includes('--check')) {
  writeFileSync(FILE, text);
  process.stdout.write(`${shown} is written\n`);
} else if (readFileSync(FILE, 'utf8') !== text) {
  process.stderr.write(`${shown} is not what the routes say. Write it anew with: npm run openapi\n`);
  process.exitCode = 1;
}
