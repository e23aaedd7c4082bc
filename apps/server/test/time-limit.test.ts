import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Outbound } from '../src/platform/outbound/outbound.ts';
import { timeLimit } from '../src/platform/time-limit.ts';
import { OutboundFetcher } from '../src/processing/picture-fetcher.ts';
import { collectGarbageNow } from './support/collect-garbage-now.ts';
import { eventually } from './support/eventually.ts';
import { type Receiver, startReceiver } from './support/webhook-receiver.ts';

let folder: string;
let server: Receiver;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'bgfx-limits-'));
  server = await startReceiver();
});
afterEach(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

it('fires within a composite signal that nothing else holds, after a collection too', async () => {
  const either = AbortSignal.any([new AbortController().signal, timeLimit(300)]);
  const fired = new Promise<string>(resolve => {
    either.addEventListener('abort', () => resolve(either.reason.name));
  });
  await new Promise(resolve => setTimeout(resolve, 50));
  collectGarbageNow();
  expect(await fired).toBe('TimeoutError');
});

it('does not keep a picture’s request waiting for a server that never answers, after a collection either', async () => {
  server.answers.push(null);
  const outbound = new Outbound({ allowPrivate: true });
  const fetcher = new OutboundFetcher({ outbound, maxUploadBytes: 1000, withinMs: 1000 });
  const file = join(folder, 'picture');
  const fetched = fetcher.fetch(server.url, file, new AbortController().signal);
  fetched.catch(() => undefined);
  await eventually(() => server.received.length === 1);
  collectGarbageNow();
  await expect(fetched).rejects.toMatchObject({ status: 400, code: 'invalid_request' });
  expect(existsSync(file)).toBe(false);
});
