import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BatchJob } from '@backgroundfx/contract';
import { afterEach, describe, expect, it } from 'vitest';
import { PROCESS } from './support/api-server.ts';
import { WATCHED_THREAD } from './support/engine-pool.ts';
import { eventually } from './support/eventually.ts';
import { type Answer, ask } from './support/http-client.ts';
import { BATCH, JOBS } from './support/job-client.ts';
import { killedBatch } from './support/killed-batch.ts';
import { FORM_TYPE, formOf, type Part } from './support/multipart.ts';
import { type KillableServer, type ServerProcess, serverProcess } from './support/server-process.ts';
import { colours, field, filePart } from './support/tiny-api.ts';

const FILES = 40;
const KILLS = 10;

describe('a batch of forty files', { timeout: 180_000 }, () => {
  it('whose server is killed at ten moments ends as if nothing had been', async ({ annotate }) => {
    const seed = Number(process.env.KILL_SEED ?? Math.floor(Math.random() * 1e9));
    await annotate(`KILL_SEED=${seed}`);
    const { job, widths, ...rest } = await killedBatch({ files: FILES, kills: KILLS, seed });
    expect(job).toMatchObject({
      status: 'completed',
      processed_files: FILES,
      failed_files: 0,
      progress: 100,
    });
    expect(job.results?.map(({ metadata }) => metadata.width)).toEqual(widths);
    const { moments, webhookIds, ...figures } = rest;
    expect(figures).toEqual({
      different: 0,
      compared: 2 * FILES,
      charged: FILES,
      jobsLeft: 0,
      uploadsLeft: 0,
    });
    expect([...webhookIds]).toEqual([expect.any(String)]);
    expect(moments).toHaveLength(KILLS);
    expect(Math.max(...moments)).toBeLessThan(FILES);
  });
});

describe('a server that is told to stop', { timeout: 60_000 }, () => {
  const QUICK = field('quality', 'low');
  let server: ServerProcess | undefined;
  afterEach(() => server?.remove());

  async function start(settings: Pick<KillableServer, 'stopWithinMs'> = {}) {
    server = serverProcess({ threadFile: WATCHED_THREAD, ...settings });
    const { dataDir } = server;
    const url = await server.start();
    return { server, url, authorization: await server.logIn(), held: join(dataDir, 'held') };
  }
  /** With an order to the engine's thread after its last byte. */
  const picture = async (order = '', name = 'file') =>
    filePart(Buffer.concat([await colours(), Buffer.from(order)]), 'colours.png', name);
  const post = (url: string, authorization: string, parts: readonly Part[]): Promise<Answer> => {
    const headers = { 'Content-Type': FORM_TYPE, Authorization: authorization, Accept: 'image/png' };
    return ask(url, { method: 'POST', headers, body: formOf(...parts) });
  };
  const read = async (url: string, id: unknown, authorization: string) =>
    (
      await ask(`${url}${JOBS}/${id}`, { headers: { Authorization: authorization } })
    ).json() as unknown as BatchJob;
  const pause = (ms: number) => new Promise(resolve => setTimeout(resolve, ms));

  it('answers what is under way though it takes long, sends others away, and goes on with jobs later', async () => {
    const { server, url, authorization, held } = await start();
    const usual = await post(url + PROCESS, authorization, [await picture(), QUICK]);
    expect(usual.status).toBe(200);
    const answer = post(url + PROCESS, authorization, [await picture(`wait ${held}`), QUICK]);
    await eventually(() => existsSync(`${held}.begun`));
    const files = await Promise.all(Array.from({ length: 3 }, () => picture('', 'files')));
    const options = field('options', '{"quality":"low"}');
    const sent = await post(url + BATCH, authorization, [...files, options]);
    expect(sent.status).toBe(202);
    // Taken from the queue, they stand in the line before the one engine.
    await eventually(() => server.rows('select id from jobs where lease_owner is not null').length === 2);

    const ended = server.end('SIGTERM');
    await eventually(() =>
      ask(`${url}/v1/health`).then(
        () => false,
        () => true,
      ),
    );
    await pause(9000);
    expect(server.rows('select id from jobs where failures + crashes > 0')).toEqual([]);
    writeFileSync(held, '');
    const { status, body } = await answer;
    expect([status, body.equals(usual.body)]).toEqual([200, true]);
    const { code, ms } = await ended;
    expect(code).toBe(0);
    expect(ms).toBeLessThan(15_000);
    expect(server.rows('select failures, crashes, lease_owner from jobs')).toEqual(
      files.map(() => ({ failures: 0, crashes: 0, lease_owner: null })),
    );

    const later = await server.start();
    const again = await server.logIn();
    await eventually(async () => (await read(later, sent.json().id, again)).status === 'completed');
    expect(await read(later, sent.json().id, again)).toMatchObject({ processed_files: 3, failed_files: 0 });
  });

  it('cuts off what takes longer than that, and gives the job back that it was at', async () => {
    const { server, url, authorization, held } = await start({ stopWithinMs: 500 });
    const options = field('options', '{"quality":"low"}');
    const sent = await post(url + BATCH, authorization, [await picture(`wait ${held}`, 'files'), options]);
    expect(sent.status).toBe(202);
    await eventually(() => existsSync(`${held}.begun`));
    // Waits for the engine with its connection open, and is sent away at once.
    const waiting = post(url + PROCESS, authorization, [await picture(), QUICK]);
    const scratch = join(server.dataDir, 'scratch');
    const uploads = () =>
      readdirSync(scratch, { recursive: true }).filter(name => /upload$/.test(String(name)));
    await eventually(() => uploads().length === 2);
    await pause(100);
    const ended = server.end('SIGTERM');
    const { status, headers } = await waiting;
    expect([status, headers['retry-after']]).toEqual([503, '1']);
    const { code, ms } = await ended;
    expect(code).toBe(0);
    expect(ms).toBeLessThan(5000);
    expect(server.rows('select failures, crashes, lease_owner from jobs')).toEqual([
      { failures: 0, crashes: 0, lease_owner: null },
    ]);
    expect(readdirSync(scratch)).toEqual([]);
    writeFileSync(held, '');
    const later = await server.start();
    const again = await server.logIn();
    await eventually(async () => (await read(later, sent.json().id, again)).status === 'completed');
    expect(await read(later, sent.json().id, again)).toMatchObject({ processed_files: 1, failed_files: 0 });
  });
});
