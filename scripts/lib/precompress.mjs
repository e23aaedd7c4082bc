import { readdirSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const PRESSABLE = new Set(['.css', '.html', '.js', '.json', '.mjs', '.svg', '.wasm', '.webmanifest']);
/** Below this a response does not get shorter on the wire. */
const MIN_BYTES = 1024;
const MIB = 1024 * 1024;
const BEST_BROTLI = 11;
/** The best level is too slow for megabytes of wasm, which every changed build would pay for. */
const QUICK_BROTLI = 9;

/**
 * Writes `.br` and `.gz` beside every file of a folder that gets shorter by it.
 * @param {string} dir absolute path
 * @returns {Promise<{ files: number, plainBytes: number, brotliBytes: number }>}
 */
export async function precompress(dir) {
  const names = readdirSync(dir, { recursive: true, encoding: 'utf8' });
  const sums = { files: 0, plainBytes: 0, brotliBytes: 0 };
  const press = names
    .filter(name => PRESSABLE.has(extname(name)))
    .map(async name => {
      const path = join(dir, name);
      const plain = await readFile(path);
      if (plain.length < MIN_BYTES) return;
      const [br, gz] = await Promise.all([brotli(plain), promisify(gzip)(plain, { level: 9 })]);
      if (br.length < plain.length) await writeFile(`${path}.br`, br);
      if (gz.length < plain.length) await writeFile(`${path}.gz`, gz);
      sums.files++;
      sums.plainBytes += plain.length;
      sums.brotliBytes += br.length;
    });
  await Promise.all(press);
  return sums;
}

/** @param {Buffer} plain */
function brotli(plain) {
  return promisify(brotliCompress)(plain, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: plain.length > MIB ? QUICK_BROTLI : BEST_BROTLI,
      [constants.BROTLI_PARAM_SIZE_HINT]: plain.length,
      [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
    },
  });
}
