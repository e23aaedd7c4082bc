import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { startGraphThread } from './graph-thread.ts';

const file = fileURLToPath(new URL('../../test/dying.worker.mjs', import.meta.url));
const task = (value: number) => ({ input: 'i', output: 'o', data: Float32Array.of(value), dims: [1] });

it('rejects the run of a thread that dies, and starts a new one for the next', async () => {
  const thread = await startGraphThread(file, { graphPath: '', threads: 1, spin: false, exactSums: false });
  expect((await thread.run(task(5), undefined)).data[0]).toBe(5);
  const died = thread.run(task(-1), undefined);
  const queued = thread.run(task(6), undefined);
  await expect(died).rejects.toMatchObject({ name: 'EngineError', code: 'worker_died' });
  expect((await queued).data[0]).toBe(6);
  expect((await thread.run(task(7), undefined)).data[0]).toBe(7);
  await thread.dispose();
});

it('says so when the thread has no code to run', async () => {
  const starting = startGraphThread(`${file}.nowhere`, {
    graphPath: '',
    threads: 1,
    spin: false,
    exactSums: false,
  });
  await expect(starting).rejects.toMatchObject({ name: 'EngineError', code: 'inference_failed' });
});
