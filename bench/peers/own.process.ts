import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readCatalog } from '../../apps/server/src/models/read-catalog.ts';
import { readConfig } from '../../apps/server/src/platform/config.mjs';
import { createLog } from '../../apps/server/src/platform/log.ts';
import { createCutoutPool } from '../../apps/server/src/processing/engine/create-cutout-pool.ts';
import { engineSettings } from '../../apps/server/src/processing/engine/engine-settings.ts';
import { networkFile } from '../../apps/server/src/processing/engine/model-files.ts';
import { compete } from './contestant.ts';

/** The engine of the API with the settings that its server has by itself: from file to file, and the bytes read back. */
const root = fileURLToPath(new URL('../../', import.meta.url));
const { maxPixels } = readConfig({}, root);
const [model] = readCatalog(`${root}models/catalog.json`).models;
if (!model) throw new Error('The catalogue is empty');
const modelsDir = `${root}models/dist`;
const networks = {
  main: networkFile(model, 'int8', modelsDir),
  float: networkFile(model, 'fp32', modelsDir),
};
const pool = createCutoutPool({
  ...engineSettings(),
  model,
  modelsDir,
  maxPixels,
  log: createLog('warn'),
});
const folder = await mkdtemp(join(tmpdir(), 'backgroundfx-own-'));

compete(
  async ({ picture, quality }) => {
    const target = join(folder, 'cut-out.png');
    await pool.run({ source: picture, target, format: 'png', quality, edgeRefinement: 50, networks });
    return readFile(target);
  },
  async () => {
    await pool.dispose();
    await rm(folder, { recursive: true });
  },
);
