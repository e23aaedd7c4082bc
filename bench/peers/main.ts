/**
 * `npm run bench:peers`: the engine of the API beside @imgly/background-removal-node, model medium: whole calls from a
 * JPEG file to the bytes of a PNG, in turns, each in a process of its own that rests while the other one works. Options:
 * `--runs N` (5), `--only high|low`.
 */
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import sharp from 'sharp';
import { startAnswering } from '../answering-process.ts';
import { type Figure, figuresTable } from '../figure.ts';
import { busyShare } from '../machine-load.ts';
import { memoryOf } from '../process-memory.ts';
import { processorName, writeResults } from '../results-file.ts';
import type { CutoutCall, CutoutTiming } from './contestant.api.ts';
import { installPeers, PEERS_FOLDER } from './install.ts';
import { type Contestant, type RaceOptions, raceOver, warmUp } from './race.ts';
import { AIMS, type Race, type RacedQuality, raceTable, ratioFigures } from './scores.ts';

const MEGA = 1_000_000;
/** Long enough to see what else the machine does. */
const BUSY_OVER_MS = 3000;
const SAMPLES = fileURLToPath(new URL('../../public/samples/', import.meta.url));

const { values } = parseArgs({
  options: { only: { type: 'string' }, runs: { type: 'string', default: '5' } },
});
const runs = Math.max(1, Number(values.runs));
const all = Object.keys(AIMS) as RacedQuality[];
const qualities = all.filter(quality => values.only === undefined || values.only === quality);
if (qualities.length === 0) throw new Error(`--only takes ${all.join(' or ')}`);

/** The samples of 1 to 2 megapixels. */
async function pictures(): Promise<string[]> {
  const files = (await readdir(SAMPLES)).filter(name => name.endsWith('.jpg')).sort();
  const sized = await Promise.all(
    files.map(async name => {
      const { width, height } = await sharp(join(SAMPLES, name)).metadata();
      return { name, megapixels: (width * height) / MEGA };
    }),
  );
  return sized
    .filter(({ megapixels }) => megapixels >= 1 && megapixels <= 2)
    .map(({ name }) => join(SAMPLES, name));
}

function start(script: string, folder: string): Promise<Contestant> {
  return startAnswering<CutoutCall, CutoutTiming>(new URL(script, import.meta.url), [], folder);
}

await installPeers();
const busyBefore = await busyShare(BUSY_OVER_MS);
const folder = await mkdtemp(join(tmpdir(), 'backgroundfx-peers-'));
const ours = await start('./own.process.ts', folder);
// It looks for its model below the folder it runs in.
const peer = await start('./imgly.process.ts', PEERS_FOLDER);
const races: Race[] = [];
const idleShares: number[] = [];
try {
  const options: RaceOptions = { ours, peer, qualities, runs, folder };
  const [first, ...others] = await pictures();
  if (!first) throw new Error('There are no pictures to race over');
  await warmUp(first, options);
  for (const picture of [first, ...others]) {
    const sample = basename(picture, '.jpg');
    const { race, idleShare } = await raceOver(picture, sample, options);
    races.push(race);
    idleShares.push(idleShare);
    console.error(`${sample} is done`);
  }
  const figures: Figure[] = [
    ...qualities.flatMap(quality => ratioFigures(races, quality)),
    { name: 'peak memory, ours', value: memoryOf(ours.pid).peakMegabytes, unit: ' MB' },
    { name: 'peak memory, peer', value: memoryOf(peer.pid).peakMegabytes, unit: ' MB' },
    { name: 'busiest rest, share of a core', value: Math.max(...idleShares), digits: 2 },
  ];
  const file = await writeResults('peers', { runs, busyBefore, figures, races });
  console.log(`\nMilliseconds are medians of ${runs}; ${processorName()}, Node ${process.version}\n`);
  console.log(`${raceTable(races, qualities)}\n\n${figuresTable(figures)}\n`);
  console.log(`Before it began, the machine was ${(100 * busyBefore).toFixed(0)} % busy.`);
  console.log(`Also in ${file}`);
} finally {
  await Promise.all([ours.stop(), peer.stop()]);
  await rm(folder, { recursive: true });
}
