import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { sample, settled, startPool, taskFolder, WATCHED_THREAD } from './support/engine-pool.ts';
import { eventually } from './support/eventually.ts';

const CANCELLED = { name: 'EngineError', code: 'cancelled' };
const folder = taskFolder();
afterAll(folder.remove);

describe('a pool that is disposed of', { timeout: 60_000 }, () => {
  it.each(['waits', 'lingers'])(
    'gives what is under way a time, and drops what %s beyond it',
    async order => {
      const held = join(folder.dir, order);
      const source = `${held}.jpg`;
      const words = Buffer.from(`${order.replace(/s$/, '')} ${held}`);
      writeFileSync(source, Buffer.concat([readFileSync(sample('02-mug')), words]));
      const pool = startPool({ threadFile: WATCHED_THREAD, finishWithinMs: 50 });
      await settled(pool);
      const task = folder.task(source, { mask: `${held}.mask` });
      const dropped = expect(pool.run(task)).rejects.toMatchObject(CANCELLED);
      await eventually(() => existsSync(`${held}.begun`));
      await pool.dispose();
      await dropped;
      expect([existsSync(task.target), existsSync(task.mask!)]).toEqual([false, false]);
    },
  );
});
