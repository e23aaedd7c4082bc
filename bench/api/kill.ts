import { killedBatch } from '../../apps/server/test/support/killed-batch.ts';
import type { Section } from '../measure-sections.ts';

const FILES = 40;
const KILLS = 10;
const exactly = (value: number) => ({ atLeast: value, atMost: value });

/** What is left of a batch whose server is killed at ten random moments of it: all of it, once. */
export async function measureKilled(): Promise<Section> {
  const seed = Math.floor(Math.random() * 1e9);
  const { job, different, compared, webhookIds, charged, moments } = await killedBatch({
    files: FILES,
    kills: KILLS,
    seed,
  });
  return {
    figures: [
      { name: `killed ${KILLS} times: files done`, value: job.processed_files, aim: { atLeast: FILES } },
      { name: 'files failed', value: job.failed_files ?? Number.NaN, aim: { atMost: 0 } },
      { name: `of ${compared} answers, other bytes`, value: different, aim: { atMost: 0 } },
      { name: 'webhook ids', value: webhookIds.size, aim: exactly(1) },
      { name: 'units charged', value: charged, aim: exactly(FILES) },
    ],
    details: { seed, moments, job },
  };
}
