import { readFileSync } from 'node:fs';
import type { ErrorBody } from '@backgroundfx/contract';
import type { Batch } from '../../src/processing/batch/batch.repository.ts';
import { archiveOf } from '../../src/processing/batch/batch-archive.ts';
import { BatchEvents } from '../../src/processing/batch/batch-events.ts';
import { BatchWatch } from '../../src/processing/batch/batch-watch.ts';
import type { ApiServer } from './api-server.ts';
import { sample } from './engine-pool.ts';
import { ask } from './http-client.ts';
import { BATCH, JOBS, jobClient } from './job-client.ts';
import { field, filePart } from './tiny-api.ts';

/** What a client is told. */
export interface Told {
  readonly status: number;
  readonly body: ErrorBody;
}
type Way = () => Promise<Told>;

/** Ways to errors that many routes share. */
export interface SharedWays {
  readonly defect: Way;
  readonly busyDatabase: Way;
  readonly fullDisk: Way;
  readonly stalledUpload: Way;
  readonly thrown: (error: Error) => Promise<Told>;
  readonly later: (minutes: number, way: Way) => Promise<Told>;
  readonly turnedAway: (limit: number, ...users: readonly string[]) => Promise<Told>;
}

const BATCH_OVER: Batch = {
  id: 'b',
  userId: 'ada',
  status: 'completed',
  total: 1,
  processed: 1,
  failed: 0,
  cancelled: false,
  createdAt: new Date(0),
  finishedAt: new Date(0),
  items: [],
};

/** A way to every documented error of jobs, by operation. */
export function jobErrors(
  server: () => ApiServer,
  shared: SharedWays,
): Readonly<Record<string, Readonly<Record<string, Way>>>> {
  const { defect, busyDatabase, fullDisk, stalledUpload, thrown, later, turnedAway } = shared;
  const told = async (answer: ReturnType<typeof ask>): Promise<Told> => {
    const { status, json } = await answer;
    return { status, body: json() as unknown as ErrorBody };
  };
  const call = (method: string, path: string) =>
    told(ask(server().url + JOBS + path, { method, headers: { Authorization: server().authorization } }));
  const post = (parts: Parameters<ApiServer['post']>[0], headers = {}) =>
    told(server().post(parts, { path: BATCH, headers }));
  const file = filePart(Buffer.from('no picture'), 'a.png', 'files');
  const common = (method: string, path: string) => ({
    '401 unauthorized': () => later(16, () => call(method, path)),
    '500 internal': defect,
    '503 busy': busyDatabase,
  });
  const byId = (method: string, path: string) => ({
    ...common(method, path),
    '404 not_found': () => call(method, path),
  });
  /** What is told of an archive that there is none of. */
  const noArchive =
    (batch: Partial<Batch>): Way =>
    async () => {
      const deps = { blobs: {} as never, results: { parts: async () => [] } };
      const refusal = await archiveOf({ ...BATCH_OVER, ...batch }, deps).catch((error: Error) => error);
      return thrown(refusal as Error);
    };
  const item = { status: 'completed', fileName: 'a.png' } as Batch['items'][number];
  const draw = (background: object) => {
    const recipe = JSON.stringify({ quality: 'low', background });
    return told(server().post([field('recipe', recipe), filePart(readFileSync(sample('02-mug')))]));
  };
  return {
    removeBackground: {
      '404 not_found_2': () => draw({ type: 'library', id: 'nothing' }),
      '422 prompt_rejected': () => draw({ type: 'prompt', prompt: '?!?' }),
    },
    createBatch: {
      '400 invalid_request': () => post([file, field('options', '{"quality":"best"}')]),
      '401 unauthorized': () => later(16, () => post([file])),
      '408 request_timeout': stalledUpload,
      '413 payload_too_large': () => post([{ ...file, value: Buffer.alloc(50_000_001) }]),
      '415 unsupported_media_type': () => post([file], { 'Content-Type': 'application/json' }),
      '500 internal': defect,
      '503 busy': () => turnedAway(1, 'ada', 'bob'),
      '503 busy_2': () => turnedAway(4, 'ada', 'ada'),
      '503 busy_3': busyDatabase,
      '503 storage_full': fullDisk,
    },
    listJobs: { ...common('GET', ''), '400 invalid_request': () => call('GET', '?limit=101') },
    readJob: byId('GET', '/nobody'),
    cancelJob: {
      ...byId('DELETE', '/nobody'),
      async '409 job_finished'() {
        const jobs = jobClient(server());
        const { id } = (await jobs.send([file])).json();
        await jobs.finished(String(id));
        return call('DELETE', `/${id}`);
      },
    },
    watchJob: {
      ...byId('GET', '/nobody/events'),
      '503 busy': () => tooManyStreams(thrown),
      '503 busy_2': busyDatabase,
    },
    fetchJobArchive: {
      ...byId('GET', '/nobody/archive'),
      '409 job_not_finished': noArchive({ finishedAt: undefined }),
      '409 no_results': noArchive({}),
      '410 expired': noArchive({ items: [item] }),
    },
  };
}

/** What a user is told who follows more jobs than anybody may. */
async function tooManyStreams(thrown: SharedWays['thrown']): Promise<Told> {
  const tell = { job: () => ({}), item: () => ({}) };
  const events = new BatchEvents({ watch: new BatchWatch(), find: async () => undefined, tell });
  const { signal } = new AbortController();
  for (;;) {
    try {
      events.follow(BATCH_OVER, signal);
    } catch (error) {
      events.end();
      return await thrown(error as Error);
    }
  }
}
