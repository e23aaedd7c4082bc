import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Hono } from 'hono';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AppEnv } from '../src/platform/app-env.ts';
import { answerError } from '../src/platform/error-answers.ts';
import { createHttpServer } from '../src/platform/http-server.ts';
import { createLog } from '../src/platform/log.ts';
import { listen } from '../src/platform/port.mjs';
import { requestContext } from '../src/platform/request-context.ts';
import { securityHeaders } from '../src/platform/security-headers.ts';
import { lingeringAnswers } from '../src/platform/upload/lingering-answers.ts';
import { eventually } from './support/eventually.ts';
import { openConnection, readToEnd } from './support/http-client.ts';

let server: Server;
let url = '';
let lines: string[] = [];
/** Lets `/slow` and the end of `/begun` be answered. */
let release: () => void = () => {};
let sockets: Socket[] = [];

beforeEach(async () => {
  [lines, sockets] = [[], []];
  const log = createLog('info', { write: line => lines.push(line) });
  const deps = { log, ids: { next: () => 'made-here' } };
  const released = new Promise<void>(resolve => {
    release = resolve;
  });
  const app = new Hono<AppEnv>();
  app.use(requestContext(deps));
  app.use(securityHeaders);
  app.use(lingeringAnswers());
  app.get('/slow', async context => {
    await released;
    return context.text('slow');
  });
  app.get('/begun', context => {
    const stream = new ReadableStream({
      async start(controller) {
        controller.enqueue(Buffer.from('one '));
        await released;
        controller.enqueue(Buffer.from('two'));
        controller.close();
      },
    });
    return context.body(stream, 200, { 'Content-Length': '7' });
  });
  app.post('/body', async context => context.text(await context.req.text()));
  app.post('/refused', context => context.json({ error: 'unauthorized', message: 'No' }, 401));
  app.onError(answerError);
  server = createHttpServer(app, deps).on('connection', socket => sockets.push(socket));
  url = `http://127.0.0.1:${await listen(server, { host: '127.0.0.1', port: 0 })}`;
});
afterEach(async () => {
  release();
  server.closeAllConnections();
  await new Promise(resolve => server.close(resolve));
});

/** All that comes back for these bytes, until the server closes the connection. */
async function send(...pieces: (string | Buffer)[]): Promise<string> {
  const socket = await openConnection(url);
  const answer = readToEnd(socket);
  for (const piece of pieces) socket.write(piece);
  return await answer;
}

/** The parts of the one answer that these bytes hold. */
function parse(answer: string) {
  const [head = '', body = '', ...more] = answer.split('\r\n\r\n');
  expect(more).toEqual([]);
  const [first = '', ...fields] = head.split('\r\n');
  const headers = new Headers(fields.map(field => field.split(/: (.*)/).slice(0, 2) as [string, string]));
  expect(headers.get('content-length')).toBe(String(body.length));
  return { first, headers, body: JSON.parse(body) as unknown };
}

const MALFORMED = { error: 'bad_request', message: 'What came is not a valid HTTP request' };
const BAD_HOST = {
  error: 'bad_request',
  message: 'The Host header or the address is missing or not valid',
};

describe('a request that the router never sees', () => {
  const post = 'POST /body HTTP/1.1\r\nHost: x\r\n';
  it.each<[string, string, string, object]>([
    ['garbage', 'what is this\r\n\r\n', '400 Bad Request', MALFORMED],
    [
      'a body of two lengths',
      `${post}Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
      '400 Bad Request',
      MALFORMED,
    ],
    ['a broken chunk', `${post}Transfer-Encoding: chunked\r\n\r\nzz\r\n`, '400 Bad Request', MALFORMED],
    ['no host', 'GET /slow HTTP/1.1\r\n\r\n', '400 Bad Request', BAD_HOST],
    ['an empty host', 'GET /slow HTTP/1.1\r\nHost: \r\n\r\n', '400 Bad Request', BAD_HOST],
    ['a host that is none', 'GET /slow HTTP/1.1\r\nHost: a b\r\n\r\n', '400 Bad Request', BAD_HOST],
    ['an address that is none', 'GET * HTTP/1.1\r\nHost: x\r\n\r\n', '400 Bad Request', BAD_HOST],
    [
      'headers without end',
      `GET / HTTP/1.1\r\nHost: x\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`,
      '431 Request Header Fields Too Large',
      { error: 'headers_too_large', message: 'The headers of the request are too long' },
    ],
    [
      'a chunk with more beside it than in it',
      `${post}Transfer-Encoding: chunked\r\n\r\n1;${'x'.repeat(20_000)}\r\na\r\n0\r\n\r\n`,
      '413 Payload Too Large',
      { error: 'payload_too_large', message: 'The chunks carry too much beside the body' },
    ],
    [
      'an expectation that nobody knows',
      `${post}Content-Length: 1\r\nExpect: a-miracle\r\n\r\n`,
      '417 Expectation Failed',
      { error: 'expectation_failed', message: 'Only 100-continue can be expected' },
    ],
  ])('is answered as any other: %s', async (_, bytes, status, body) => {
    const answer = parse(await send(bytes));
    expect([answer.first, answer.body]).toEqual([`HTTP/1.1 ${status}`, body]);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'application/json',
      'cache-control': 'no-store',
      connection: 'close',
      'x-content-type-options': 'nosniff',
      'content-security-policy': expect.stringContaining("default-src 'none'"),
      'x-request-id': 'made-here',
    });
    expect(lines.map(line => JSON.parse(line))).toContainEqual(
      expect.objectContaining({ request_id: 'made-here', status: Number(status.slice(0, 3)) }),
    );
  });

  it('is told that it took too long', async () => {
    const socket = await openConnection(url);
    const answer = readToEnd(socket);
    socket.write('GET /slow HTTP/1.1\r\n');
    await eventually(() => sockets.some(({ bytesRead }) => bytesRead > 0));
    server.emit('clientError', Object.assign(new Error(), { code: 'ERR_HTTP_REQUEST_TIMEOUT' }), sockets[0]);
    expect(parse(await answer)).toMatchObject({
      first: 'HTTP/1.1 408 Request Timeout',
      body: { error: 'request_timeout', message: 'The request took too long to arrive' },
    });
  });

  it('is answered once, however much comes after it', async () => {
    expect(parse(await send('what is this\r\n\r\n', Buffer.alloc(8_000_000, 'x')))).toMatchObject({
      body: MALFORMED,
    });
  });
});

it('asks about the server as a whole: OPTIONS *', async () => {
  const answer = await send('OPTIONS * HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
  expect(answer).toMatch(/^HTTP\/1\.1 204 No Content\r\n/);
  expect(answer).toContain('X-Content-Type-Options: nosniff');
});

it('needs no host in HTTP/1.0', async () => {
  release();
  expect(await send('GET /slow HTTP/1.0\r\n\r\n')).toMatch(/^HTTP\/1\.1 200 OK\r\n(.+\r\n)+\r\nslow$/);
});

describe('an answer of an earlier request', () => {
  it.each(['/slow', '/begun'])('comes whole, and then the refusal: %s', async path => {
    const request = `GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`;
    const garbage = 'what is this\r\n\r\n';
    const answering = send(request, garbage);
    await eventually(() => sockets.some(({ bytesRead }) => bytesRead === request.length + garbage.length));
    await nextTurn();
    release();
    const [first = '', second = '', ...more] = (await answering).split(/(?=HTTP\/1\.1 )/);
    expect(more).toEqual([]);
    expect(first).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
    expect(first.split('\r\n\r\n')[1]).toBe(path === '/slow' ? 'slow' : 'one two');
    expect(parse(second)).toMatchObject({ first: 'HTTP/1.1 400 Bad Request', body: MALFORMED });
  });

  it('that is over does not stand in the way', async () => {
    release();
    const socket = await openConnection(url);
    const answering = readToEnd(socket);
    let seen = '';
    socket.on('data', chunk => {
      seen += chunk;
    });
    socket.write('GET /slow HTTP/1.1\r\nHost: x\r\n\r\n');
    await eventually(() => seen.endsWith('slow'));
    socket.write('what is this\r\n\r\n');
    expect(parse((await answering).slice(seen.indexOf('slow') + 4))).toMatchObject({ body: MALFORMED });
  });
});

it('an answer that was given before the body broke stays as it is', async () => {
  const socket = await openConnection(url);
  const answering = readToEnd(socket);
  let seen = '';
  socket.on('data', chunk => {
    seen += chunk;
  });
  socket.write('POST /refused HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n');
  await eventually(() => seen.endsWith('}'));
  socket.write('zz\r\n');
  expect(parse(await answering)).toMatchObject({
    first: 'HTTP/1.1 401 Unauthorized',
    body: { error: 'unauthorized' },
  });
});

it('a client that is gone is no error', async () => {
  const socket = await openConnection(url);
  socket.write('GET /slow HTTP/1.1\r\n');
  await eventually(() => sockets.some(({ bytesRead }) => bytesRead > 0));
  socket.resetAndDestroy();
  await eventually(() => sockets.every(({ destroyed }) => destroyed));
  expect(lines).toEqual([]);
});

describe('a body that takes too long', () => {
  const BODY_MS = 150;
  let late: Server;
  let address = '';
  beforeEach(async () => {
    const deps = { log: createLog('silent'), ids: { next: () => 'made-here' } };
    const app = new Hono<AppEnv>();
    app.post('/body', async context => context.text(await context.req.text()));
    app.onError(answerError);
    late = createHttpServer(app, deps, BODY_MS);
    address = `http://127.0.0.1:${await listen(late, { host: '127.0.0.1', port: 0 })}`;
  });
  afterEach(async () => {
    late.closeAllConnections();
    await new Promise(resolve => late.close(resolve));
  });
  const begin = async (type: string, length: string) => {
    const socket = await openConnection(address);
    socket.write(
      `POST /body HTTP/1.1\r\nHost: x\r\nContent-Type: ${type}\r\n${length}\r\nConnection: close\r\n\r\n`,
    );
    return socket;
  };

  it.each(['Content-Length: 10', 'Transfer-Encoding: chunked'])('is told so: %s', async length => {
    const socket = await begin('application/json', length);
    const answer = await readToEnd(socket);
    expect(answer).toMatch(/^HTTP\/1\.1 408 /);
    expect(answer).toContain('"error":"request_timeout"');
  });

  it('is waited for when it is a form, or comes in time', async () => {
    const form = await begin('multipart/form-data; boundary=x', 'Content-Length: 3');
    const json = await begin('application/json', 'Content-Length: 3');
    json.write('two');
    expect(await readToEnd(json)).toMatch(/^HTTP\/1\.1 200 [\s\S]*two$/);
    await new Promise(resolve => setTimeout(resolve, 2 * BODY_MS));
    form.write('one');
    expect(await readToEnd(form)).toMatch(/^HTTP\/1\.1 200 [\s\S]*one$/);
  });
});
