import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BatchJob } from '@backgroundfx/contract';
import { WATCHED_THREAD } from './engine-pool.ts';
import { eventually } from './eventually.ts';
import { ask } from './http-client.ts';
import { BATCH, JOBS } from './job-client.ts';
import { FORM_TYPE, formOf } from './multipart.ts';
import { type ServerProcess, serverProcess } from './server-process.ts';
import { colours, field, filePart } from './tiny-api.ts';
import { startReceiver } from './webhook-receiver.ts';

export interface KilledBatchOptions {
  /** Files of the batch. */
  readonly files: number;
  /** How often the server is killed while it works on them. */
  readonly kills: number;
  /** Decides on the moments: the same seed, the same ones, as far as the machine can. */
  readonly seed: number;
}

/** What a batch came to whose server was killed again and again, beside one that nobody disturbed. */
export interface KilledBatch {
  readonly job: BatchJob;
  /** Of the files as they were sent. */
  readonly widths: readonly number[];
  /** Answers among the pictures and mattes that differ from those of the batch that nobody disturbed. */
  readonly different: number;
  /** Pictures and mattes compared. */
  readonly compared: number;
  /** `webhook-id` of everything that was told of the batch's end. */
  readonly webhookIds: ReadonlySet<unknown>;
  /** Units that the batch cost. */
  readonly charged: number;
  /** Files done when the server was killed, at each kill. */
  readonly moments: readonly number[];
  /** Rows of the queue that are left, */
  readonly jobsLeft: number;
  /** and files that were sent. */
  readonly uploadsLeft: number;
}

/** Longest time between the file that a kill waits for and the kill: a few files' worth. */
const MOST_LATER_MS = 60;

/** Sends a batch, kills its server with SIGKILL at random moments of it, and sends the same batch once more in peace. */
export async function killedBatch({ files, kills, seed }: KilledBatchOptions): Promise<KilledBatch> {
  const receiver = await startReceiver();
  const server = serverProcess({ env: { WEBHOOK_ALLOW_PRIVATE: 'true' }, threadFile: WATCHED_THREAD });
  try {
    const random = randomOf(seed);
    const widths = Array.from({ length: files }, (_, i) => 300 + 3 * i);
    const pictures = await Promise.all(widths.map(width => colours(width, 200)));
    // The last file waits for the last kill: however fast the machine is, each one comes while work is left.
    const killed = join(server.dataDir, 'killed');
    pictures.push(Buffer.concat([pictures.pop()!, Buffer.from(`wait ${killed}`)]));
    const form = formOf(
      ...pictures.map((png, i) => filePart(png, `${i}.png`, 'files')),
      field('options', JSON.stringify({ quality: 'low', return_mask: true })),
    );
    let url = await server.start();
    let authorization = await server.logIn();
    await register(url, authorization, receiver.url);
    const send = async (): Promise<string> => {
      const headers = { 'Content-Type': FORM_TYPE, Authorization: authorization };
      const answer = await ask(url + BATCH, { method: 'POST', headers, body: form });
      if (answer.status !== 202) throw new Error(`${answer.status} ${answer.body}`);
      return String(answer.json().id);
    };
    const before = unitsUsed(server);
    const id = await send();
    const wanted = Array.from({ length: kills }, () => Math.floor(random() * (files - 1)));
    const moments: number[] = [];
    for (const count of wanted.sort((a, b) => a - b)) {
      await eventually(
        () => filesDone(server) >= count,
        () => `${filesDone(server)} of ${count}`,
        60_000,
      );
      await new Promise(resolve => setTimeout(resolve, random() * MOST_LATER_MS));
      await server.end('SIGKILL');
      moments.push(filesDone(server));
      if (moments.length === kills) writeFileSync(killed, '');
      url = await server.start();
    }
    authorization = await server.logIn();
    const job = await finished(url, id, authorization);
    await eventually(() => receiver.received.length > 0);
    const charged = unitsUsed(server) - before;
    const webhookIds = new Set(receiver.received.map(({ headers }) => headers['webhook-id']));
    const calm = await finished(url, await send(), authorization);
    const pairs = await Promise.all(addressesOf(job).map((one, i) => areSame(one, addressesOf(calm)[i])));
    const jobsLeft = server.rows("select id from jobs where kind like 'process-%'").length;
    const uploadsLeft = readdirSync(join(server.dataDir, 'blobs/uploads')).length;
    const different = pairs.filter(same => !same).length;
    return {
      job,
      widths,
      different,
      compared: pairs.length,
      webhookIds,
      charged,
      moments,
      jobsLeft,
      uploadsLeft,
    };
  } finally {
    await server.remove();
    await receiver.close();
  }
}

async function register(url: string, authorization: string, hook: string): Promise<void> {
  const answer = await ask(`${url}/v1/webhooks`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Authorization: authorization },
    body: JSON.stringify({ url: hook, events: ['job.completed', 'job.failed'] }),
  });
  if (answer.status !== 201) throw new Error(`${answer.status} ${answer.body}`);
}

async function finished(url: string, id: string, authorization: string): Promise<BatchJob> {
  const headers = { Authorization: authorization };
  const read = async () => (await ask(`${url}${JOBS}/${id}`, { headers })).json() as unknown as BatchJob;
  let job = await read();
  await eventually(
    async () => {
      job = await read();
      return job.status === 'completed' || job.status === 'failed';
    },
    () => JSON.stringify(job),
    60_000,
  );
  return job;
}

/** Of every picture and every matte, in the order of the files. */
function addressesOf({ results = [] }: BatchJob): string[] {
  return results.flatMap(({ image, mask }) => [String(image), String(mask)]);
}

async function areSame(one: string, other: string | undefined): Promise<boolean> {
  const [a, b] = await Promise.all([one, other].map(address => ask(String(address))));
  return a?.status === 200 && b?.status === 200 && a.body.equals(b.body);
}

function filesDone(server: ServerProcess): number {
  return server.rows("select id from batch_items where status in ('completed', 'failed')").length;
}

function unitsUsed(server: ServerProcess): number {
  return server.rows<{ used: number }>('select used from usage').reduce((sum, { used }) => sum + used, 0);
}

/** Numbers from 0 to 1, by mulberry32. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
