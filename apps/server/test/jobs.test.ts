import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BatchJob, ProcessingResult } from '@backgroundfx/contract';
import Sqlite from 'better-sqlite3';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { ApiServer } from './support/api-server.ts';
import { pngThatClaims } from './support/bad-pictures.ts';
import { WATCHED_THREAD } from './support/engine-pool.ts';
import { eventually } from './support/eventually.ts';
import { type Answer, ask } from './support/http-client.ts';
import { jobClient } from './support/job-client.ts';
import { colours, field, filePart, nothing, startTinyApi } from './support/tiny-api.ts';
import { unzip } from './support/unzip.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const DAY_MS = 24 * 3_600_000;

let api: ApiServer;
let jobs: ReturnType<typeof jobClient>;
let bob: string;
let png: Buffer;
let empty: Buffer;
beforeAll(async () => {
  api = await startTinyApi({ threadFile: WATCHED_THREAD });
  jobs = jobClient(api);
  bob = await api.logIn('bob@example.org');
  setPlan('pro');
  png = await colours();
  empty = await nothing();
}, 60_000);
afterEach(async () => {
  await eventually(
    () => api.leftOver().length === 0 && uploads().length === 0,
    () => `left over: ${api.leftOver()} ${uploads()}`,
  );
});
afterAll(() => api.stop());

const LOW = { quality: 'low' };
const part = (value: Uint8Array, filename: string) => filePart(value, filename, 'files');
const files = (count: number) => Array.from({ length: count }, (_, i) => part(png, `${i}.png`));
const told = ({ status, json }: Answer) => [status, json().error];
const uploads = () => {
  const folder = join(api.dataDir, 'blobs/uploads');
  return existsSync(folder) ? readdirSync(folder) : [];
};
function inDatabase<T>(work: (database: InstanceType<typeof Sqlite>) => T): T {
  const database = new Sqlite(join(api.dataDir, 'backgroundfx.db'));
  try {
    return work(database);
  } finally {
    database.close();
  }
}
const setPlan = (plan: string) =>
  inDatabase(database => database.prepare("update users set plan = ? where email like 'ada%'").run(plan));
const used = () =>
  inDatabase(database =>
    database
      .prepare("select used from usage join users on users.id = user_id where email like 'ada%'")
      .pluck()
      .get(),
  ) as number;

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
  expect([answer.status, answer.body.toString()]).toEqual([202, expect.stringContaining('"pending"')]);
  return answer.json() as unknown as BatchJob;
}

describe('a batch', { timeout: 60_000 }, () => {
  it('is taken at once, worked on, and tells of every file', async () => {
    const answer = await jobs.send([part(png, 'red.png'), part(png, 'ü 🐈.png')], LOW);
    const job = await accepted(Promise.resolve(answer));
    expect(job).toEqual({
      id: expect.stringMatching(UUID),
      status: 'pending',
      progress: 0,
      total_files: 2,
      processed_files: 0,
      failed_files: 0,
      cancelled: false,
      results: [],
      items: [
        { position: 0, file: 'red.png', status: 'pending' },
        { position: 1, file: 'ü 🐈.png', status: 'pending' },
      ],
      created_at: new Date(api.clock.time).toISOString(),
    });
    expect(answer.headers.location).toBe(`/v1/process/jobs/${job.id}`);
    const done = await jobs.finished(job.id);
    expect(done).toMatchObject({ status: 'completed', progress: 100, processed_files: 2, failed_files: 0 });
    expect(done.items?.map(({ status, result_id }) => [status, result_id])).toEqual(
      done.results?.map(({ id }) => ['completed', id]),
    );
    const direct = await api.post([filePart(png), field('quality', 'low')], {
      headers: { Accept: 'image/png' },
    });
    for (const { image, metadata } of done.results ?? []) {
      expect(metadata).toMatchObject({ width: 96, height: 64, format: 'png', model: 'isnet' });
      expect((await ask(image)).body.equals(direct.body)).toBe(true);
    }
  });

  it('has options, and others for files by their names', async () => {
    const options = {
      ...LOW,
      format: 'webp',
      files: { 'b.png': { format: 'jpg', bg_color: '#00ff00', max_side: 48, return_mask: true } },
    };
    const job = await accepted(jobs.send([part(png, 'a.png'), part(png, 'b.png')], options));
    const [a, b] = (await jobs.finished(job.id)).results as [ProcessingResult, ProcessingResult];
    expect([a.metadata.format, a.mask]).toEqual(['webp', undefined]);
    expect(b.metadata).toMatchObject({ format: 'jpg', width: 48, height: 32 });
    expect(await sharp((await ask(String(b.mask))).body).metadata()).toMatchObject({
      width: 48,
      channels: 1,
    });
  });

  it('is completed when some files fail, each with its error', async () => {
    const bad = [
      part(Buffer.from('no picture'), 'text.png'),
      part(Buffer.alloc(0), 'empty.png'),
      part(pngThatClaims(60_000, 60_000), 'huge.png'),
      part(empty, 'nothing.png'),
    ];
    const job = await accepted(jobs.send([...bad, part(png, 'good.png')], LOW));
    const done = await jobs.finished(job.id);
    expect(done).toMatchObject({ status: 'completed', progress: 100, processed_files: 5, failed_files: 4 });
    expect(done.items?.map(({ status, error }) => [status, error?.error, error?.details?.reason])).toEqual([
      ['failed', 'invalid_image', 'unsupported_image'],
      ['failed', 'invalid_image', 'empty_file'],
      ['failed', 'payload_too_large', undefined],
      ['failed', 'no_foreground', undefined],
      ['completed', undefined, undefined],
    ]);
    expect(done.results).toHaveLength(1);
  });

  it('has failed when all files fail', async () => {
    const job = await accepted(jobs.send([part(empty, 'a.png'), part(Buffer.from('x'), 'b.png')], LOW));
    expect(await jobs.finished(job.id)).toMatchObject({
      status: 'failed',
      progress: 100,
      processed_files: 2,
      failed_files: 2,
      results: [],
    });
    expect(told(await jobs.call('GET', `/${job.id}/archive`))).toEqual([409, 'no_results']);
  });

  it('may come under the name files[] as well, and its files without names', async () => {
    const bare = { name: 'files[]', filename: '', value: png };
    const job = await accepted(jobs.send([filePart(png, 'a.png', 'files[]'), bare], LOW));
    expect(job.items?.map(({ file }) => file)).toEqual(['a.png', 'picture-2']);
    expect((await jobs.finished(job.id)).status).toBe('completed');
  });

  it('forgets its results when they expire, and is forgotten itself', async () => {
    const job = await accepted(jobs.send(files(1), LOW));
    await jobs.finished(job.id);
    const was = api.clock.time;
    api.clock.time += DAY_MS + 1000;
    const authorization = await api.logIn('ada@example.org');
    expect(await jobs.read(job.id, authorization)).toMatchObject({ status: 'completed', results: [] });
    api.clock.time = was;
  });
});

describe('units', { timeout: 60_000 }, () => {
  it('are taken for each file, and come back for those that fail by a fault of ours', async () => {
    const before = used();
    const deadly = Buffer.concat([png, Buffer.from('die')]);
    const sent = [part(png, 'a.png'), part(empty, 'b.png'), part(deadly, 'c.png')];
    const job = await accepted(jobs.send(sent, LOW));
    expect(used() - before).toBe(3);
    const was = api.clock.time;
    await eventually(async () => {
      // Its waits between two tries are about twenty seconds in all.
      api.clock.time += 200;
      return (await jobs.read(job.id)).processed_files === 3;
    });
    api.clock.time = was;
    const done = await jobs.read(job.id);
    expect(done.items?.map(({ error }) => error?.error)).toEqual([undefined, 'no_foreground', 'worker_died']);
    expect(used() - before).toBe(2);
  });

  it('are refused whole when fewer are left, and nothing is kept', async () => {
    const ada = await api.logIn('ada@example.org');
    const fresh = await api.logIn('carol@example.org');
    const send = (count: number) =>
      api.post([...files(count), field('options', JSON.stringify(LOW))], {
        path: '/v1/process/batch',
        authorization: fresh,
      });
    const first = await send(90);
    expect(first.status).toBe(202);
    const second = await send(40);
    expect([second.status, second.json().error, second.json().details]).toEqual([
      429,
      'rate_limited',
      expect.objectContaining({ limit: 100, remaining: 10, requested: 40 }),
    ]);
    expect(second.headers['retry-after']).toMatch(/^\d+$/);
    const list = await jobs.call('GET', '', fresh);
    expect(list.json()).toMatchObject({ total: 1 });
    await jobs.finished(String(first.json().id), fresh);
    expect((await send(10)).status).toBe(202);
    await eventually(async () => (await jobs.call('GET', '?status=completed', fresh)).json().total === 2);
    expect((await jobs.call('GET', '', ada)).status).toBe(200);
  });

  it('are taken once for one Idempotency-Key', async () => {
    const authorization = await api.logIn('dave@example.org');
    const headers = { 'Idempotency-Key': 'the-same', Authorization: authorization };
    const once = await accepted(jobs.send(files(2), LOW, headers));
    const again = await jobs.send(files(2), LOW, headers);
    expect([again.status, again.json().id]).toEqual([202, once.id]);
    const other = await jobs.send(files(3), LOW, headers);
    expect(told(other)).toEqual([422, 'idempotency_key_reused']);
    expect((await jobs.call('GET', '', authorization)).json()).toMatchObject({ total: 1 });
    await jobs.finished(once.id, authorization);
  });
});

describe('a cancelled job', { timeout: 60_000 }, () => {
  it('ends at once, keeps the results that are there, and gives back what has waited', async () => {
    const authorization = await api.logIn('erin@example.org');
    const { held, release } = hold();
    const sent = [part(held, 'slow.png'), ...files(20)];
    const headers = { Authorization: authorization };
    const job = await accepted(jobs.send(sent, LOW, headers));
    const cancelled = await jobs.call('DELETE', `/${job.id}`, authorization);
    release();
    expect(cancelled.status).toBe(202);
    const {
      status,
      cancelled: said,
      progress,
      items = [],
      failed_files,
    } = cancelled.json() as unknown as BatchJob;
    const failed = items.filter(item => item.error?.error === 'cancelled');
    expect([said, progress, failed_files]).toEqual([true, 100, failed.length]);
    expect(status).toBe(failed.length === 21 ? 'failed' : 'completed');
    expect(failed.length).toBeGreaterThan(10);
    const usage = await ask(`${api.url}/v1/users/me/usage`, { headers });
    expect(Number(usage.json().used)).toBeLessThanOrEqual(21 - failed.length + 3 + 1);
    expect(told(await jobs.call('DELETE', `/${job.id}`, authorization))).toEqual([409, 'job_finished']);
    await new Promise(resolve => setTimeout(resolve, 300));
    expect(await jobs.read(job.id, authorization)).toEqual(cancelled.json());
  });
});

describe('the archive of a job', { timeout: 60_000 }, () => {
  it('has harmless names, each of them once', async () => {
    const names = [
      '../../x.png',
      'x.PNG',
      'X.jpg',
      'con.png',
      'ü 🐈.png',
      'a\\b\\x.webp',
      '\u202Egnp.exe',
      '...',
    ];
    const sent = names.map(name => part(png, name));
    const job = await accepted(
      jobs.send([...sent, part(empty, 'nothing.png')], { ...LOW, return_mask: true }),
    );
    const done = await jobs.finished(job.id);
    expect(done.items?.map(({ file }) => file).slice(4, 5)).toEqual(['ü 🐈.png']);
    const archive = await jobs.call('GET', `/${job.id}/archive`);
    expect([archive.status, archive.headers['content-type'], archive.headers['content-disposition']]).toEqual(
      [200, 'application/zip', `attachment; filename="backgroundfx-${job.id.slice(0, 8)}.zip"`],
    );
    const entries = unzip(archive.body);
    const images = entries.filter(({ name }) => !name.includes('-mask'));
    expect(images.map(({ name }) => name)).toEqual([
      'x.png',
      'x (2).png',
      'X (3).png',
      'con_.png',
      'ü 🐈.png',
      'x (4).png',
      'gnp.png',
      'picture.png',
    ]);
    expect(entries).toHaveLength(16);
    for (const [i, { image }] of (done.results ?? []).entries()) {
      expect((await ask(image)).body.equals(images[i]!.bytes)).toBe(true);
    }
  });

  it('is there when the job is over, and until its results are gone', async () => {
    const { held, release } = hold();
    const job = await accepted(jobs.send([part(held, 'a.png'), ...files(3)], LOW));
    const early = await jobs.call('GET', `/${job.id}/archive`);
    release();
    expect(told(early)).toEqual([409, 'job_not_finished']);
    await jobs.finished(job.id);
    inDatabase(database => database.prepare('delete from results').run());
    expect(told(await jobs.call('GET', `/${job.id}/archive`))).toEqual([410, 'expired']);
  });
});

describe('jobs', { timeout: 60_000 }, () => {
  it('are listed in pages, the newest first, by their status', async () => {
    const authorization = await api.logIn('frank@example.org');
    const ids: string[] = [];
    for (const file of [png, empty, png]) {
      api.clock.time += 1000;
      const headers = { Authorization: authorization };
      const job = await accepted(jobs.send([part(file, 'a.png')], LOW, headers));
      await jobs.finished(job.id, authorization);
      ids.unshift(job.id);
    }
    const page = (await jobs.call('GET', '?limit=2', authorization)).json() as unknown as {
      items: BatchJob[];
    };
    expect(page).toMatchObject({ total: 3, page: 1, pages: 2 });
    expect(page.items.map(({ id }) => id)).toEqual(ids.slice(0, 2));
    expect(page.items[0]).not.toHaveProperty('results');
    expect(page.items[1]).toMatchObject({ status: 'failed', processed_files: 1, failed_files: 1 });
    const failed = (await jobs.call('GET', '?status=failed', authorization)).json();
    expect(failed).toMatchObject({ items: [{ id: ids[1] }], total: 1, pages: 1 });
    for (const query of ['status=done', 'status=', 'page=0', 'limit=x']) {
      expect(told(await jobs.call('GET', `?${query}`, authorization))).toEqual([400, 'invalid_request']);
    }
  });

  it('are nobody else’s', async () => {
    const job = await accepted(jobs.send(files(1), LOW));
    await jobs.finished(job.id);
    for (const [method, path] of [
      ['GET', ''],
      ['DELETE', ''],
      ['GET', '/events'],
      ['GET', '/archive'],
    ] as const) {
      const answer = await jobs.call(method, `/${job.id}${path}`, bob);
      expect([path, ...told(answer)]).toEqual([path, 404, 'not_found']);
      expect((await jobs.call(method, `/${job.id}${path}`, '')).status).toBe(401);
      for (const id of ['x', "x'%20or%20'1'='1", '%2e%2e%2f', '%00', '0'.repeat(3000)]) {
        expect((await jobs.call(method, `/${id}${path}`)).status).toBe(404);
      }
    }
    expect((await jobs.call('GET', '', bob)).json()).toMatchObject({ items: [], total: 0 });
  });

  it('begin with one picture too, where the client prefers not to wait', async () => {
    const before = used();
    const ada = await api.logIn('ada@example.org');
    const answer = await api.post([filePart(png, 'mug.png'), field('crop', '1'), field('quality', 'low')], {
      authorization: ada,
      headers: { Prefer: 'wait=10, respond-async' },
    });
    const job = await accepted(Promise.resolve(answer));
    expect(answer.headers).toMatchObject({
      location: `/v1/process/jobs/${job.id}`,
      'preference-applied': 'respond-async',
    });
    expect(job.items).toEqual([{ position: 0, file: 'mug.png', status: 'pending' }]);
    const done = await jobs.finished(job.id, ada);
    expect(done.results?.[0]?.metadata).toMatchObject({ height: 64 });
    expect(used() - before).toBe(1);
    const wrong = await api.post([filePart(png), field('crop', 'perhaps')], {
      authorization: ada,
      headers: { Prefer: 'respond-async' },
    });
    expect([...told(wrong), used() - before]).toEqual([400, 'invalid_request', 1]);
  });
});
