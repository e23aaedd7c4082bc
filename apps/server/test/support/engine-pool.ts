import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseCatalog } from '@backgroundfx/core';
import { pino } from 'pino';
import type { NetworkSource } from '../../src/processing/cutout-maker.ts';
import { type CutoutPoolOptions, createCutoutPool } from '../../src/processing/engine/create-cutout-pool.ts';
import type { CutoutPool, CutoutTask } from '../../src/processing/engine/cutout.api.ts';
import { networkFile } from '../../src/processing/engine/model-files.ts';
import { eventually } from './eventually.ts';

const at = (path: string) => fileURLToPath(new URL(`../../../../${path}`, import.meta.url));

const [model] = parseCatalog(JSON.parse(readFileSync(at('models/catalog.json'), 'utf8'))).models;
if (!model) throw new Error('The catalogue is empty');

/** The network that ships, and where it was built. */
export const MODEL = model;
export const MODELS_DIR = at('models/dist');
/** Threads that tell when they begin and die when they are asked to, see there. */
export const MARKED_THREAD = at('apps/server/test/support/marked-cutout.worker.mjs');

/** Threads that obey the last bytes of a picture's file, see there. */
export const WATCHED_THREAD = at('apps/server/test/support/watched-cutout.worker.mjs');

/** The network that ships, for every name. */
export const ONE_NETWORK: NetworkSource = {
  check: async () => undefined,
  networksFor: async () => ({ main: networkFile(MODEL, 'int8', MODELS_DIR) }),
  forget: () => undefined,
};

export const sample = (name: string) => at(`public/samples/${name}.jpg`);

/** A pool of the shipped network, small. */
export function startPool(changes: Partial<CutoutPoolOptions> = {}): CutoutPool {
  return createCutoutPool({
    model: MODEL,
    modelsDir: MODELS_DIR,
    workers: 1,
    threads: 2,
    maxPixels: 100_000_000,
    log: pino({ level: 'silent' }),
    ...changes,
  });
}

export async function settled(pool: CutoutPool): Promise<CutoutPool['state']> {
  await eventually(
    () => pool.state !== 'loading',
    () => 'the pool still loads',
    60_000,
  );
  return pool.state;
}

/** A folder for the files of one test file, and tasks that write there. */
export function taskFolder() {
  const dir = mkdtempSync(join(tmpdir(), 'bgfx-engine-'));
  let tasks = 0;
  return {
    dir,
    remove: () => rmSync(dir, { recursive: true, force: true }),
    /** Of lowest quality, unless told otherwise. */
    task(source: string, changes: Partial<CutoutTask> = {}): CutoutTask {
      const target = join(dir, `${tasks++}.result`);
      return { source, target, format: 'png', quality: 'low', edgeRefinement: 50, ...changes };
    },
  };
}
