/**
 * `npm run bench`: what the engine costs beside the bare network run, natively in Node and in Chromium, for about 1, 12
 * and 24 megapixels. Every row alternates bare runs and whole calls in one process, so its ratios hold on a noisy
 * machine; its milliseconds are this machine's. Options: `--only node|chromium`, `--runs N`.
 */
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { processorName, writeResults } from '../results-file.ts';
import { measureInChromium, serveSpeedPage } from './chromium-host.ts';
import { jpegOf, PICTURES } from './pictures.ts';
import { type Row, rowOf, type Timings, tableOf } from './result.ts';

const { values } = parseArgs({
  options: { only: { type: 'string' }, runs: { type: 'string', default: '5' } },
});
const runs = Math.max(1, Number(values.runs));
const rows: Row[] = [];

function add(row: Row): void {
  rows.push(row);
  console.error(
    `${row.host}, ${row.picture}: own / floor ${row.ownOverFloor.toFixed(2)}, peak ${row.peakMegabytes.toFixed(0)} MB`,
  );
}

async function measureInNode(
  index: number,
  count: number,
  file = '',
): Promise<{ timings: Timings; peakMegabytes: number }> {
  const script = fileURLToPath(new URL('./node-host.ts', import.meta.url));
  const args = ['--import', 'tsx', script, String(index), String(count), file];
  const { stdout } = await promisify(execFile)(process.execPath, args, { maxBuffer: 1 << 24 });
  return JSON.parse(stdout) as { timings: Timings; peakMegabytes: number };
}

if (values.only !== 'chromium') {
  const folder = await mkdtemp(join(tmpdir(), 'backgroundfx-bench-'));
  for (const [index, picture] of PICTURES.entries()) {
    const file = join(folder, 'picture.jpg');
    await writeFile(file, await jpegOf(picture));
    const { timings } = await measureInNode(index, runs);
    // The peak of one call in a fresh process: repeated calls would add what the collector has not taken yet.
    const { peakMegabytes } = await measureInNode(index, 0, file);
    add(rowOf('Node, native', picture.label, timings, peakMegabytes));
  }
  await rm(folder, { recursive: true });
}
if (values.only !== 'node') {
  const page = await serveSpeedPage();
  for (const threads of [1, 2]) {
    for (const picture of PICTURES) {
      const count = Math.min(runs, 3);
      const { timings, peakMegabytes } = await measureInChromium(page.url, picture, threads, count);
      const host = `Chromium, wasm, ${threads} thread${threads > 1 ? 's' : ''}`;
      add(rowOf(host, picture.label, timings, peakMegabytes));
    }
  }
  page.close();
}

const file = await writeResults('speed', { rows });
console.log(`\nMilliseconds, medians; int8, quality high; ${processorName()}\n\n${tableOf(rows)}\n`);
console.log(`Also in ${file}`);
