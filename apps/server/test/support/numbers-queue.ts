import { z } from '@hono/zod-openapi';
import type { Database } from '../../src/platform/database/schema.ts';
import { randomIds } from '../../src/platform/ids.ts';
import { EmbeddedJobQueue, type EmbeddedJobQueueDeps } from '../../src/platform/jobs/embedded-job-queue.ts';
import { JobRepository } from '../../src/platform/jobs/job.repository.ts';
import { createLog } from '../../src/platform/log.ts';

/** Jobs of one kind, each of which is a number. */
export const NUMBERS = { count: z.strictObject({ number: z.int() }) };

export function numbersQueue(
  database: Database,
  changes: Partial<EmbeddedJobQueueDeps<typeof NUMBERS>> = {},
) {
  const clock = { time: Date.parse('2026-01-01T00:00:00.000Z'), now: () => new Date(clock.time) };
  const queue = new EmbeddedJobQueue({
    kinds: NUMBERS,
    jobs: new JobRepository(database),
    clock,
    ids: randomIds,
    log: createLog('silent'),
    lookMs: 10,
    ...changes,
  });
  const add = (number: number, lane = 'ada') => queue.add([{ kind: 'count', payload: { number }, lane }]);
  return { queue, clock, add };
}
