import { once } from 'node:events';
import { createServer } from 'node:http';
import { loginRoute } from '@backgroundfx/contract';
import { EngineError, type EngineErrorCode } from '@backgroundfx/core';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { beforeEach, describe, expect, it } from 'vitest';
import { ApiError, invalidRequest } from '../src/platform/api-error.ts';
import type { AppEnv } from '../src/platform/app-env.ts';
import { answerError } from '../src/platform/error-answers.ts';
import { createLog } from '../src/platform/log.ts';
import { listen } from '../src/platform/port.mjs';
import { requestContext } from '../src/platform/request-context.ts';
import { newRouter } from '../src/platform/router.ts';
import { drain } from '../src/platform/shutdown.ts';
import { eventually } from './support/eventually.ts';
import { openConnection } from './support/http-client.ts';

let lines: string[] = [];
beforeEach(() => {
  lines = [];
});

/** What a client gets when a handler throws. */
async function answerTo(error: Error) {
  const app = new Hono<AppEnv>();
  const log = createLog('info', { write: line => lines.push(line) });
  app.use(requestContext({ log, ids: { next: () => 'id' } }));
  app.get('/v1/it', () => {
    throw error;
  });
  app.onError(answerError);
  const answer = await app.request('/v1/it');
  return { status: answer.status, headers: answer.headers, body: (await answer.json()) as unknown };
}

describe('an error of the engine', () => {
  it.each<[EngineErrorCode, number, string, string | null]>([
    ['empty_file', 400, 'invalid_image', null],
    ['unsupported_image', 400, 'invalid_image', null],
    ['unreadable_image', 400, 'invalid_image', null],
    ['model_unavailable', 503, 'model_unavailable', null],
    ['model_corrupt', 503, 'model_unavailable', null],
    ['invalid_model', 400, 'invalid_model', null],
    ['out_of_memory', 503, 'out_of_memory', '10'],
    ['disk_full', 503, 'storage_full', null],
    ['worker_died', 503, 'worker_died', '1'],
    ['cancelled', 503, 'busy', '1'],
    ['prompt_rejected', 422, 'prompt_rejected', null],
    ['inference_failed', 500, 'internal', null],
    ['invalid_argument', 500, 'internal', null],
    ['internal', 500, 'internal', null],
  ])('%s is answered with %i %s', async (code, status, error, retryAfter) => {
    const answer = await answerTo(new EngineError(code, 'inside words'));
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([status, retryAfter]);
    expect(answer.body).toMatchObject({ error });
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  it('says why a picture was refused, and how large it may be', async () => {
    const unreadable = await answerTo(new EngineError('unreadable_image', 'The picture is damaged'));
    expect(unreadable.body).toEqual({
      error: 'invalid_image',
      message: 'The picture is damaged',
      details: { reason: 'unreadable_image' },
    });
    const details = { width: 60_000, height: 60_000, limitPixels: 100_000_000 };
    const large = await answerTo(new EngineError('image_too_large', 'Too large', { details }));
    expect([large.status, large.body]).toEqual([
      413,
      {
        error: 'payload_too_large',
        message: 'Too large',
        details: { limit_pixels: 100_000_000, width: 60_000, height: 60_000 },
      },
    ]);
  });
});

describe('an error of the API', () => {
  it('is answered as it says', async () => {
    const headers = { 'Retry-After': '7' };
    const answer = await answerTo(new ApiError(503, 'busy', 'Later', { headers, details: { waiting: 3 } }));
    expect([answer.status, answer.headers.get('retry-after'), answer.body]).toEqual([
      503,
      '7',
      { error: 'busy', message: 'Later', details: { waiting: 3 } },
    ]);
  });

  it('has no details when there are none, and lists fields when there are', async () => {
    expect((await answerTo(new ApiError(404, 'not_found', 'Not here'))).body).toEqual({
      error: 'not_found',
      message: 'Not here',
    });
    const fields = [{ path: 'file', message: 'file is required' }];
    expect((await answerTo(invalidRequest(fields))).body).toMatchObject({ details: { fields } });
    expect(lines.map(line => JSON.parse(line).level)).toEqual(['info', 'info']);
  });
});

describe('an error of the machine', () => {
  const withCode = (code: string) => Object.assign(new Error('inside words'), { code });
  const full = { error: 'storage_full', message: 'The server has no room left for files' };
  const busy = { error: 'busy', message: 'The database is busy; try again soon' };

  it.each([
    ['SQLITE_FULL', full, null],
    ['ENOSPC', full, null],
    ['SQLITE_BUSY', busy, '1'],
    ['SQLITE_BUSY_RECOVERY', busy, '1'],
  ])('%s is answered with 503 from wherever it comes', async (code, body, retryAfter) => {
    const answer = await answerTo(withCode(code));
    expect([answer.status, answer.headers.get('retry-after'), answer.body]).toEqual([503, retryAfter, body]);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ level: 'warn', err: { code } });
  });

  it.each(['SQLITE_CORRUPT', 'SQLITE_BUSYBODY', 'EIO'])('%s is a defect', async code => {
    expect(await answerTo(withCode(code))).toMatchObject({ status: 500, body: { error: 'internal' } });
  });
});

it.each([
  ['a defect', new TypeError('secret of the inside'), 500, 'internal'],
  ['a body that is no JSON', new HTTPException(400), 400, 'invalid_request'],
  ['a body of another type', new HTTPException(415), 415, 'unsupported_media_type'],
])('%s is answered without telling the inside', async (_, error, status, code) => {
  const answer = await answerTo(error);
  expect([answer.status, (answer.body as { error: string }).error]).toEqual([status, code]);
  expect(JSON.stringify(answer.body)).not.toContain('secret');
  if (status === 500) expect(JSON.parse(lines[0] ?? '')).toMatchObject({ level: 'error', request_id: 'id' });
});

describe('a client that leaves in the middle of its body', () => {
  it.each([
    ['Content-Length: 5000', 0],
    ['Content-Length: 5000', 50],
    ['Transfer-Encoding: chunked', 0],
    ['Transfer-Encoding: chunked', 50],
  ])('is no defect of ours: %s, after %i ms', async (length, ms) => {
    const app = new Hono<AppEnv>();
    app.use(
      requestContext({
        log: createLog('info', { write: line => lines.push(line) }),
        ids: { next: () => 'id' },
      }),
    );
    const routes = newRouter();
    routes.openapi(loginRoute, () => {
      throw new Error('nobody comes here');
    });
    app.route('/v1', routes);
    app.onError(answerError);
    const server = createServer(getRequestListener(app.fetch));
    const port = await listen(server, { host: '127.0.0.1', port: 0 });
    const socket = await openConnection(`http://127.0.0.1:${port}`);
    socket.write(
      `POST /v1/auth/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n${length}\r\n\r\n`,
    );
    socket.write(length.startsWith('T') ? '8\r\n{"email"' : '{"email"');
    await once(server, 'request');
    // The handler has begun to read by then, or has not.
    if (ms > 0) await new Promise(resolve => setTimeout(resolve, ms));
    socket.destroy();
    await eventually(() => lines.length > 0);
    await drain(server);
    expect(lines.map(line => JSON.parse(line))).toEqual([
      expect.objectContaining({ level: 'info', path: '/v1/auth/login', status: 499 }),
    ]);
  });

  it('does not make one of a defect that comes up when it has gone', async () => {
    const reset = Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });
    expect((await answerTo(reset)).status).toBe(500);
  });
});
