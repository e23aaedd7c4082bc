import { readdirSync, readlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BatchJob } from '@backgroundfx/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ApiServer } from './support/api-server.ts';
import { WATCHED_THREAD } from './support/engine-pool.ts';
import { eventually } from './support/eventually.ts';
import { type Answer, openConnection, readToEnd } from './support/http-client.ts';
import { jobClient } from './support/job-client.ts';
import { colours, filePart, nothing, startTinyApi } from './support/tiny-api.ts';

let api: ApiServer;
let jobs: ReturnType<typeof jobClient>;
let png: Buffer;
let empty: Buffer;
let stopped = false;
beforeAll(async () => {
  api = await startTinyApi({ threadFile: WATCHED_THREAD });
  jobs = jobClient(api);
  png = await colours();
  empty = await nothing();
}, 60_000);
afterAll(() => (stopped ? undefined : api.stop()));

const LOW = { quality: 'low' };
const part = (value: Uint8Array, filename: string) => filePart(value, filename, 'files');
const files = (count: number) => Array.from({ length: count }, (_, i) => part(png, `${i}.png`));
let holds = 0;
/** A picture whose work goes on when it is released. */
function hold() {
  const path = join(api.dataDir, `hold-${holds++}`);
  const held = Buffer.concat([png, Buffer.from(`wait ${path}`)]);
  return { held, release: () => writeFileSync(path, '') };
}

/** The job of an answer that took the files. */
async function accepted(sending: Promise<Answer>): Promise<BatchJob> {
  const answer = await sending;
  expect(answer.status).toBe(202);
  return answer.json() as unknown as BatchJob;
}

/** Asks for a part of a job by hand. */
async function connect(path: string) {
  const socket = await openConnection(api.url);
  socket.write(
    `GET /v1/process/jobs/${path} HTTP/1.1\r\nHost: x\r\nAuthorization: ${api.authorization}\r\n\r\n`,
  );
  return socket;
}

describe('the events of a job', { timeout: 60_000 }, () => {
  const eventsOf = (text: string) =>
    text
      .split('\n\n')
      .filter(block => block.startsWith('event: '))
      .map(block => {
        const [, name = '', data = ''] = /^event: (\w+)\ndata: (.*)$/.exec(block) ?? [];
        return { name, data: JSON.parse(data) };
      });

  it('tell of every file, and end with the job', async () => {
    const job = await accepted(jobs.send([...files(4), part(empty, 'nothing.png')], LOW));
    const stream = await jobs.call('GET', `/${job.id}/events`);
    expect([stream.status, stream.headers['content-type']]).toEqual([
      200,
      'text/event-stream; charset=utf-8',
    ]);
    const events = eventsOf(stream.body.toString());
    const ends = events.filter(({ name, data }) => name === 'item' && /completed|failed/.test(data.status));
    expect(ends.map(({ data }) => data.position).sort()).toEqual([0, 1, 2, 3, 4]);
    expect(ends.find(({ data }) => data.position === 4)?.data.error.error).toBe('no_foreground');
    const progress = events.filter(({ name }) => name === 'job').map(({ data }) => data.progress);
    expect(progress).toEqual(progress.toSorted((a, b) => a - b));
    expect(events.at(-1)).toMatchObject({ name: 'job', data: { status: 'completed', progress: 100 } });
    const late = eventsOf((await jobs.call('GET', `/${job.id}/events`)).body.toString());
    expect(late.map(({ name }) => name)).toEqual(['item', 'item', 'item', 'item', 'item', 'job']);
  });
});

describe('whoever follows a job', { timeout: 60_000 }, () => {
  it('may leave, and makes place for others', async () => {
    const { held, release } = hold();
    const job = await accepted(jobs.send([part(held, 'a.png')], LOW));
    const follow = async () => {
      const socket = await connect(`${job.id}/events`);
      let said = '';
      socket.on('data', chunk => (said += chunk));
      await eventually(() => said.includes('event: job') || said.includes(' 503 '));
      return { socket, status: said.slice(9, 12) };
    };
    const followers = [];
    for (let i = 0; i < 8; i++) followers.push(await follow());
    expect(followers.map(({ status }) => status)).toEqual(Array(8).fill('200'));
    expect((await follow()).status).toBe('503');
    followers[0]?.socket.destroy();
    await eventually(async () => (await follow()).status === '200');
    for (const { socket } of followers) socket.destroy();
    release();
    await jobs.finished(job.id);
  });

  it('of the archive may leave, and no file stays open', async () => {
    const job = await accepted(jobs.send(files(1), LOW));
    const [result] = (await jobs.finished(job.id)).results ?? [];
    // More than all buffers on the way hold.
    writeFileSync(join(api.dataDir, `blobs/results/${result?.id}/image.png`), Buffer.alloc(64_000_000));
    const open = () =>
      readdirSync('/proc/self/fd').filter(fd => {
        try {
          return readlinkSync(`/proc/self/fd/${fd}`).includes(join(api.dataDir, 'blobs'));
        } catch {
          return false;
        }
      }).length;
    const socket = await connect(`${job.id}/archive`);
    await eventually(() => open() > 0);
    socket.destroy();
    await eventually(() => open() === 0);
  });

  it('may ask for the head alone, as often as one likes, for which nothing is opened', async () => {
    const job = await accepted(jobs.send(files(1), LOW));
    await jobs.finished(job.id);
    for (let i = 0; i < 10; i++) {
      for (const [part, type] of [
        ['events', 'text/event-stream; charset=utf-8'],
        ['archive', 'application/zip'],
      ]) {
        const answer = await jobs.call('HEAD', `/${job.id}/${part}`);
        expect([answer.status, answer.headers['content-type'], answer.body.length]).toEqual([200, type, 0]);
      }
    }
    expect((await jobs.call('GET', `/${job.id}/events`)).status).toBe(200);
  });

  it('is told that the stream ends when the server stops, which does not wait for that', async () => {
    const { held, release } = hold();
    const job = await accepted(jobs.send([part(held, 'a.png')], LOW));
    const socket = await connect(`${job.id}/events`);
    const ended = readToEnd(socket);
    await eventually(async () => (await jobs.read(job.id)).status === 'processing');
    const asked = performance.now();
    const stopping = api.stop();
    stopped = true;
    release();
    expect(await ended).toContain('event: job');
    await stopping;
    expect(performance.now() - asked).toBeLessThan(5000);
  });
});
