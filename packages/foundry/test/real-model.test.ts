import { access, mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { buildModels, foldersOf, readCatalog } from '../src/index.ts';

const models = fileURLToPath(new URL('../../../models', import.meta.url));

test('the published weights give exactly the files of the catalogue', async context => {
  const catalog = await readCatalog(models);
  const kept = join(foldersOf(models).cache, 'isnet-fp16.onnx');
  const here = await access(kept).then(
    () => true,
    () => false,
  );
  context.skip(!here, 'the source weights are not on this machine; "npm run models" fetches them');
  const dir = await mkdtemp(join(tmpdir(), 'foundry-'));
  try {
    await symlink(foldersOf(models).cache, join(dir, '.cache'));
    await symlink(join(models, 'isnet.calibration.json'), join(dir, 'isnet.calibration.json'));
    expect(await buildModels({ catalog, dir, ids: ['rembg'] })).toEqual([{ id: 'isnet', how: 'built' }]);
    const weights = await readFile(join(dir, 'dist', 'isnet.weights.bin'));
    expect(weights.length).toBe(catalog.models[0]?.variants[0]?.weights[0]?.bytes);
  } finally {
    await rm(dir, { recursive: true });
  }
}, 60_000);
