import { copyFileSync, mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { findVariant, variantFiles } from '@backgroundfx/core';
import { afterAll, describe, expect, it } from 'vitest';
import {
  MARKED_THREAD,
  MODEL,
  MODELS_DIR,
  sample,
  settled,
  startPool,
  taskFolder,
} from './support/engine-pool.ts';
import { eventually } from './support/eventually.ts';

const MUG = sample('02-mug');
const UNAVAILABLE = { name: 'EngineError', code: 'model_unavailable' };
const folder = taskFolder();
afterAll(folder.remove);

/** A picture of which threads die. */
const deadly = join(folder.dir, 'deadly');
copyFileSync(MUG, deadly);

/** A folder of one's own with the network's files. */
function copiedModel(name: string): string {
  const dir = join(folder.dir, name);
  mkdirSync(dir);
  for (const file of variantFiles(findVariant(MODEL, 'int8'))) {
    copyFileSync(join(MODELS_DIR, file.name), join(dir, file.name));
  }
  return dir;
}

describe('a pool whose model goes away', { timeout: 60_000 }, () => {
  it.each([1, 2])('is failed once a new thread of %i misses it, and ready when it is back', async workers => {
    const modelsDir = copiedModel(`models-${workers}`);
    const pool = startPool({ workers, modelsDir, threadFile: MARKED_THREAD, retryAfterMs: 50 });
    expect(await settled(pool)).toBe('ready');

    const away = `${modelsDir}-away`;
    renameSync(modelsDir, away);
    await expect(pool.run(folder.task(deadly))).rejects.toMatchObject({ code: 'worker_died' });
    // The thread that is left still has its network.
    await eventually(async () => {
      await Promise.allSettled(Array.from({ length: workers }, () => pool.run(folder.task(MUG))));
      return pool.state === 'failed';
    });
    await expect(pool.run(folder.task(MUG))).rejects.toMatchObject(UNAVAILABLE);

    renameSync(away, modelsDir);
    await eventually(() => pool.state === 'ready');
    const all = Array.from({ length: 2 * workers }, () => pool.run(folder.task(MUG)));
    expect(await Promise.all(all)).toEqual(
      all.map(() => expect.objectContaining({ width: 1280, height: 960 })),
    );
    expect(pool.state).toBe('ready');
    await pool.dispose();
  });

  it('can be disposed of while it is failed', async () => {
    const modelsDir = copiedModel('models-gone');
    const pool = startPool({ modelsDir, threadFile: MARKED_THREAD, retryAfterMs: 1 });
    expect(await settled(pool)).toBe('ready');
    renameSync(modelsDir, `${modelsDir}-away`);
    await expect(pool.run(folder.task(deadly))).rejects.toMatchObject({
      code: 'worker_died',
    });
    await expect(pool.run(folder.task(MUG))).rejects.toMatchObject(UNAVAILABLE);
    expect(pool.state).toBe('failed');
    await pool.dispose();
  });
});
