import { access, mkdtemp, rm, stat, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { buildModels, foldersOf, readCatalog } from '../src/index.ts';

const models = fileURLToPath(new URL('../../../models', import.meta.url));

/** Folders in which source weights may lie on this machine. */
const places = [foldersOf(models).cache, process.env.MODEL_MIRROR].filter(place => place !== undefined);

async function folderOf(name: string): Promise<string | undefined> {
  for (const place of places) {
    const found = await access(join(place, name)).then(
      () => place,
      () => undefined,
    );
    if (found !== undefined) return found;
  }
  return undefined;
}

test.for([
  ['isnet', 'isnet-fp16.onnx', 'isnet.weights.bin', 44_106_052],
  ['deeplabv3', 'deeplabv3_mnv2_pascal_quant.tflite', 'deeplabv3.fp32.onnx', 2_188_293],
] as const)(
  'the published weights of $0 give exactly the files of the catalogue',
  { timeout: 60_000 },
  async ([id, source, product, bytes], context) => {
    const mirror = await folderOf(source);
    if (!mirror) {
      return context.skip(`${source} is neither in models/.cache nor in the folder that MODEL_MIRROR names`);
    }
    const catalog = await readCatalog(models);
    const dir = await mkdtemp(join(tmpdir(), 'foundry-'));
    try {
      await symlink(join(models, 'isnet.calibration.json'), join(dir, 'isnet.calibration.json'));
      expect(await buildModels({ catalog, dir, mirror, ids: [id] })).toEqual([{ id, how: 'built' }]);
      expect((await stat(join(dir, 'dist', product))).size).toBe(bytes);
    } finally {
      await rm(dir, { recursive: true });
    }
  },
);
