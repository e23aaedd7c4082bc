import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type LocalServer, sendWithRanges, serve } from '../../test/local-server.ts';
import { fileOf } from '../../test/tiny-model.ts';
import { type Download, download } from './url.ts';

const bytes = Uint8Array.from({ length: 300_000 }, (_, i) => (i * 31) % 251);
const expected = fileOf('weights.bin', bytes);
let folder: string;
let server: LocalServer;
let job: Download;

async function start(answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<void> {
  server = await serve(answer);
  job = { url: `${server.origin}/weights.bin`, to: join(folder, 'weights.bin'), expected, resume: true };
}

/** Sends the head of the answer and some bytes, then breaks the connection. */
function breakAfter(count: number, response: ServerResponse): void {
  response.writeHead(200, { 'content-length': bytes.length });
  response.write(bytes.subarray(0, count), () => setTimeout(() => response.destroy(), 50));
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'foundry-'));
});

afterEach(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

const left = () => readdir(folder);

describe('download', () => {
  test('fetches a file, counts its bytes and leaves nothing else', async () => {
    await start((request, response) => sendWithRanges(bytes, request, response));
    const counts: number[] = [];
    await download({ ...job, onBytes: n => counts.push(n) });
    expect(Buffer.compare(await readFile(job.to), bytes)).toBe(0);
    expect(counts.at(-1)).toBe(bytes.length);
    expect(counts).toEqual([...counts].sort((a, b) => a - b));
    expect(await left()).toEqual(['weights.bin']);
  });

  test('keeps a broken download and goes on from there', async () => {
    await start((request, response) => {
      if (server.requests.length === 1) breakAfter(100_000, response);
      else sendWithRanges(bytes, request, response);
    });
    await expect(download(job)).rejects.toMatchObject({
      code: 'network_down',
      file: 'weights.bin',
      message: expect.stringContaining('Start again to go on where it stopped'),
    });
    expect(await left()).toEqual(['weights.bin.part']);
    const first: number[] = [];
    await download({ ...job, onBytes: n => first.push(n) });
    expect(server.requests).toEqual(['GET /weights.bin whole', 'GET /weights.bin bytes=100000-']);
    expect(first[0]).toBeGreaterThan(100_000);
    expect(await left()).toEqual(['weights.bin']);
  });

  test('starts over when the server ignores the range', async () => {
    await start((_, response) => response.writeHead(200, { 'content-length': bytes.length }).end(bytes));
    await writeFile(`${job.to}.part`, bytes.subarray(0, 1000));
    await download(job);
    expect(server.requests).toEqual(['GET /weights.bin bytes=1000-']);
    expect(Buffer.compare(await readFile(job.to), bytes)).toBe(0);
  });

  test('starts over when the server refuses the range', async () => {
    await start((request, response) => {
      if (request.headers.range) response.writeHead(416).end();
      else sendWithRanges(bytes, request, response);
    });
    await writeFile(`${job.to}.part`, bytes.subarray(0, 1000));
    await download(job);
    expect(server.requests).toHaveLength(2);
    expect(await left()).toEqual(['weights.bin']);
  });

  test('starts over when the part does not fit the file any more', async () => {
    await start((request, response) => sendWithRanges(bytes, request, response));
    await writeFile(`${job.to}.part`, new Uint8Array(1000));
    await download(job);
    expect(server.requests).toEqual(['GET /weights.bin bytes=1000-', 'GET /weights.bin whole']);
    expect(Buffer.compare(await readFile(job.to), bytes)).toBe(0);
  });

  test('deletes a file with wrong bytes', async () => {
    const wrong = bytes.slice().fill(7, 5, 6);
    await start((request, response) => sendWithRanges(wrong, request, response));
    await expect(download(job)).rejects.toMatchObject({
      code: 'hash_mismatch',
      message: expect.stringContaining(`${job.to} is not the file the catalogue promises`),
    });
    expect(await left()).toEqual([]);
  });

  test('takes a body without a length that ends early for truncated', async () => {
    await start((_, response) => response.writeHead(200).end(bytes.subarray(0, 2000)));
    await expect(download(job)).rejects.toMatchObject({
      code: 'truncated',
      message: expect.stringContaining('2000 of 300000 bytes'),
    });
    expect(await left()).toEqual([]);
  });

  test.each([
    [299_999, 'truncated'],
    [300_001, 'hash_mismatch'],
  ])('refuses a file announced with %i bytes before reading it', async (length, code) => {
    await start((_, response) => response.writeHead(200, { 'content-length': length }).write('x'));
    await expect(download(job)).rejects.toMatchObject({ code });
    expect(await left()).toEqual([]);
  });

  test('stops at a body that is too long', async () => {
    await start((_, response) => response.writeHead(200).end(Buffer.concat([bytes, bytes])));
    await expect(download(job)).rejects.toMatchObject({ code: 'hash_mismatch' });
    expect(await left()).toEqual([]);
  });

  test.each([
    [404, 'not_found', 'There is no weights.bin at'],
    [503, 'network_down', 'Try again later'],
    [403, 'bad_source', 'refuses to give weights.bin (403)'],
  ])('tells what an answer of %i means', async (status, code, message) => {
    await start((_, response) => response.writeHead(status).end());
    await expect(download(job)).rejects.toMatchObject({ code, message: expect.stringContaining(message) });
    expect(await left()).toEqual([]);
  });

  test('tells when nobody listens', async () => {
    await start(() => undefined);
    await server.close();
    await expect(download(job)).rejects.toMatchObject({
      code: 'network_down',
      message: expect.stringContaining('ECONNREFUSED'),
    });
  });

  test('gives up on a server that falls silent', async () => {
    await start((_, response) => response.writeHead(200, { 'content-length': bytes.length }).write('x'));
    await expect(download({ ...job, idleMs: 100 })).rejects.toMatchObject({ code: 'network_down' });
  });

  test('stops at once when told, and keeps the part only for a resumable source', async () => {
    await start((_, response) => response.writeHead(200, { 'content-length': bytes.length }).write('x'));
    for (const resume of [true, false]) {
      const stop = new AbortController();
      const onBytes = () => stop.abort();
      await expect(download({ ...job, resume, onBytes, signal: stop.signal })).rejects.toMatchObject({
        code: 'cancelled',
      });
      expect(await left()).toEqual(resume ? ['weights.bin.part'] : []);
      await rm(`${job.to}.part`, { force: true });
    }
  });

  test('several at once do not disturb each other, and one of them goes on with the part', async () => {
    await start((request, response) => sendWithRanges(bytes, request, response));
    await writeFile(`${job.to}.part`, bytes.subarray(0, 1000));
    await Promise.all([download(job), download(job), download({ ...job, resume: false })]);
    expect(server.requests.toSorted()).toEqual([
      'GET /weights.bin bytes=1000-',
      'GET /weights.bin whole',
      'GET /weights.bin whole',
    ]);
    expect(Buffer.compare(await readFile(job.to), bytes)).toBe(0);
    expect(await left()).toEqual(['weights.bin']);
  });
});
