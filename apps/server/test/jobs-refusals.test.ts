import { join } from 'node:path';
import type { BatchJob } from '@backgroundfx/contract';
import Sqlite from 'better-sqlite3';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { ApiServer } from './support/api-server.ts';
import { eventually } from './support/eventually.ts';
import type { Answer } from './support/http-client.ts';
import { jobClient } from './support/job-client.ts';
import { colours, field, filePart, startTinyApi } from './support/tiny-api.ts';
import { unzip } from './support/unzip.ts';

let api: ApiServer;
let jobs: ReturnType<typeof jobClient>;
let png: Buffer;
beforeAll(async () => {
  api = await startTinyApi();
  jobs = jobClient(api);
  png = await colours();
}, 60_000);
afterEach(async () => {
  await eventually(
    () => api.leftOver().length === 0,
    () => `left over: ${api.leftOver()}`,
  );
});
afterAll(() => api.stop());

const LOW = { quality: 'low' };
const part = (value: Uint8Array, filename: string) => filePart(value, filename, 'files');
const files = (count: number) => Array.from({ length: count }, (_, i) => part(png, `${i}.png`));
/** Units that were taken. */
function used(): number {
  const database = new Sqlite(join(api.dataDir, 'backgroundfx.db'), { readonly: true });
  const sum = database.prepare('select coalesce(sum(used), 0) from usage').pluck().get();
  database.close();
  return Number(sum);
}

describe('a form that is no batch', { timeout: 60_000 }, () => {
  const refused = async (sending: Promise<Answer>) => {
    const before = used();
    const answer = await sending;
    expect(used()).toBe(before);
    const { error, details } = answer.json() as { error: string; details?: { fields?: { path: string }[] } };
    return [answer.status, error, details?.fields?.map(({ path }) => path).join()];
  };

  it('has too many files or none', async () => {
    expect(await refused(jobs.send(files(101), LOW))).toEqual([400, 'invalid_request', 'files']);
    expect(await refused(jobs.send([], LOW))).toEqual([400, 'invalid_request', 'files']);
    expect(await refused(jobs.send([{ name: 'files', filename: '', value: '' }]))).toEqual([
      400,
      'invalid_request',
      'files',
    ]);
  });

  it.each([
    ['{', 'options'],
    ['[]', 'options'],
    ['null', 'options'],
    ['{"quality":"best"}', 'options.quality'],
    ['{"quality":["low"],"crop":"yes"}', 'options.quality,options.crop'],
    ['{"files":{"0.png":{"edge_refinement":"50"}}}', 'options.files.0.png.edge_refinement'],
    ['{"files":{"other.png":{}}}', 'options.files.other.png'],
    ['{"image_id":"x"}', 'options.image_id'],
  ])('has the options %s', async (options, path) => {
    expect(await refused(jobs.send(files(1), options))).toEqual([400, 'invalid_request', path]);
  });

  it('has options of more than 64 KiB, or fields that nobody knows', async () => {
    const long = JSON.stringify({ quality: 'x'.repeat(70_000) });
    expect(await refused(jobs.send(files(1), long))).toEqual([400, 'invalid_request', 'options']);
    const more = [...files(1), field('quality', 'low')];
    expect(await refused(jobs.send(more))).toEqual([400, 'invalid_request', 'quality']);
    expect(await refused(jobs.send([filePart(png)]))).toEqual([400, 'invalid_request', 'file']);
  });

  it('has a file that is too large, or is no form', async () => {
    const large = [part(Buffer.alloc(50_000_001), 'large.png')];
    expect((await refused(jobs.send(large))).slice(0, 2)).toEqual([413, 'payload_too_large']);
    const json = jobs.send(files(1), LOW, { 'Content-Type': 'application/json' });
    expect((await refused(json)).slice(0, 2)).toEqual([415, 'unsupported_media_type']);
  });

  it('has names of 64 KiB, which are cut', async () => {
    const name = `${'🐈'.repeat(1000)}.png`;
    const answer = await jobs.send([part(png, name), part(png, `${'n'.repeat(65_536)}.png`)], LOW);
    expect(answer.status).toBe(202);
    const job = answer.json() as unknown as BatchJob;
    expect(job.items?.map(({ file }) => [...file].length <= 255)).toEqual([true, true]);
    expect((await jobs.finished(job.id)).status).toBe('completed');
    expect(unzip((await jobs.call('GET', `/${job.id}/archive`)).body)).toHaveLength(2);
  });
});
