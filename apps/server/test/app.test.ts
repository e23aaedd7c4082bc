import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders, request, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib';
import type { ModelCatalog } from '@backgroundfx/core';
import { getRequestListener } from '@hono/node-server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildApp } from '../src/app.ts';
import { createLog } from '../src/platform/log.ts';
import { listen } from '../src/platform/port.mjs';
import { newRouter } from '../src/platform/router.ts';

const INDEX = '<!doctype html><title>Editor</title>';
const SCRIPT = `console.log(${'"long enough to press";'.repeat(50)})`;
const MODEL = Buffer.from(Array.from({ length: 1000 }, (_, i) => i % 251));
const SHA256 = createHash('sha256').update(MODEL).digest('hex');

let dir = '';
let server: Server;
let port = 0;
const logged: string[] = [];
let unwell: string | undefined;

/** Routes such as the capabilities bring. */
const routes = newRouter();
routes.use('/form/*', async (_, next) => next());
routes.post('/form', context => context.text('posted'));
routes.put('/parts/:id', context => context.text('put'));
routes.get('/parts/:id', context => context.text('got'));

const PLUMBING = {
  log: createLog('debug', { write: line => logged.push(line) }),
  ids: { next: () => 'made-here' },
  api: [routes],
  checks: { database: async () => undefined, model: async () => unwell, disk: async () => undefined },
  publicUrl: () => 'http://localhost:8000',
  sharedStyles: [],
};

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'bgfx-server-'));
  mkdirSync(join(dir, 'web/assets'), { recursive: true });
  mkdirSync(join(dir, 'models'));
  writeFileSync(join(dir, 'secret.txt'), 'secret');
  writeFileSync(join(dir, 'web/.hidden'), 'secret');
  writeFileSync(join(dir, 'web/index.html'), INDEX);
  writeFileSync(join(dir, 'web/assets/main-abc.js'), SCRIPT);
  writeFileSync(join(dir, 'web/assets/main-abc.js.br'), brotliCompressSync(SCRIPT));
  writeFileSync(join(dir, 'web/assets/main-abc.js.gz'), gzipSync(SCRIPT));
  writeFileSync(join(dir, 'models/a.onnx'), MODEL);
  writeFileSync(join(dir, 'models/broken.onnx'), MODEL);
  writeFileSync(join(dir, 'models/unlisted.onnx'), MODEL);
  const catalog = catalogWith('a.onnx', 'unbuilt.onnx', 'broken.onnx');
  const catalogFile = join(dir, 'catalog.json');
  writeFileSync(catalogFile, JSON.stringify(catalog));
  const app = buildApp({
    catalog,
    catalogFile,
    modelsDir: join(dir, 'models'),
    webDir: join(dir, 'web'),
    ...PLUMBING,
  });
  server = createServer(getRequestListener(app.fetch));
  port = await listen(server, { host: '127.0.0.1', port: 0 });
});

afterAll(async () => {
  await new Promise(resolve => server.close(resolve));
  rmSync(dir, { recursive: true, force: true });
});

function catalogWith(...names: string[]): ModelCatalog {
  // A hash that no header can carry is the one way to break the server from here.
  const hash = (name: string) => (name === 'broken.onnx' ? '\n!' : SHA256);
  const file = (name: string) => ({ name, bytes: MODEL.length, sha256: hash(name) });
  const [graph = '', ...weights] = names;
  const variant = { id: 'int8', device: 'cpu', graph: file(graph), weights: weights.map(file) } as const;
  const licence = { spdx: 'MIT', url: '', origin: '', note: '' };
  return {
    version: 1,
    models: [
      {
        id: 'a',
        aliases: [],
        displayName: 'A',
        kind: 'saliency',
        licence,
        sources: [],
        input: { name: 'x', mean: [0, 0, 0], scale: [1, 1, 1], multipleOf: 64, bestSize: 64, fit: 'stretch' },
        output: { name: 'y', values: 'unit' },
        variants: [variant],
      },
    ],
  };
}

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** The path goes out as it is: `fetch` would tidy up `..` before it leaves. */
function ask(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port, path, method, headers }, response => {
      const chunks: Buffer[] = [];
      response.on('data', chunk => chunks.push(chunk));
      response.on('end', () => {
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) });
      });
    });
    asked.on('error', reject);
    asked.end();
  });
}

describe('security headers', () => {
  it.each([
    '/',
    '/assets/main-abc.js',
    '/models/a.onnx',
    '/v1/health',
    '/nothing',
    '/v1/nothing',
    '/models/broken.onnx',
  ])('are on %s', async path => {
    const { headers } = await ask(path);
    expect(headers['content-security-policy']).toBe(
      "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self'; " +
        "img-src 'self' blob: data:; style-src 'self'; font-src 'self'; manifest-src 'self'; base-uri 'none'; " +
        "form-action 'none'; frame-ancestors 'none'",
    );
    expect(headers).toMatchObject({
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-embedder-policy': 'require-corp',
      'cross-origin-resource-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    });
    expect(headers['permissions-policy']).toContain('camera=()');
  });
});

describe('the editor', () => {
  it('is served at /, and asked for again each time', async () => {
    const first = await ask('/');
    expect(first.status).toBe(200);
    expect(first.body.toString()).toBe(INDEX);
    expect(first.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-cache',
      'content-length': String(INDEX.length),
    });
    const again = await ask('/', { 'If-None-Match': String(first.headers.etag) });
    expect(again.status).toBe(304);
    expect(again.body).toHaveLength(0);
  });

  it('is served without a body to HEAD', async () => {
    const { status, headers, body } = await ask('/', {}, 'HEAD');
    expect([status, headers['content-length'], body.length]).toEqual([200, String(INDEX.length), 0]);
  });

  it('keeps hashed files for ever', async () => {
    const { headers } = await ask('/assets/main-abc.js');
    expect(headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect(headers['content-type']).toBe('text/javascript; charset=utf-8');
  });

  it.each([
    ['br', 'gzip, deflate, br', brotliDecompressSync],
    ['gzip', 'gzip', gunzipSync],
    ['gzip', 'br;q=0, gzip;q=0.5', gunzipSync],
    ['br', '*', brotliDecompressSync],
  ])('is sent as %s to "%s"', async (encoding, accepted, open) => {
    const { headers, body } = await ask('/assets/main-abc.js', { 'Accept-Encoding': accepted });
    expect(headers['content-encoding']).toBe(encoding);
    expect(headers.vary).toBe('Accept-Encoding');
    expect(headers['content-length']).toBe(String(body.length));
    expect(open(body).toString()).toBe(SCRIPT);
  });

  it.each(['', 'identity', 'br;q=0', 'zstd'])('is sent plain to "%s"', async accepted => {
    const { headers, body } = await ask(
      '/assets/main-abc.js',
      accepted ? { 'Accept-Encoding': accepted } : {},
    );
    expect(headers['content-encoding']).toBeUndefined();
    expect(headers.vary).toBe('Accept-Encoding');
    expect(body.toString()).toBe(SCRIPT);
  });

  it('gives each encoding a tag of its own', async () => {
    const plain = await ask('/assets/main-abc.js');
    const pressed = await ask('/assets/main-abc.js', { 'Accept-Encoding': 'br' });
    expect(plain.headers.etag).not.toBe(pressed.headers.etag);
    const again = await ask('/assets/main-abc.js', {
      'Accept-Encoding': 'br',
      'If-None-Match': String(pressed.headers.etag),
    });
    expect(again.status).toBe(304);
  });

  it.each([
    '/../secret.txt',
    '/assets/../../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/assets/..%5c..%5csecret.txt',
    '/.hidden',
    '/%00',
    '/%zz',
    '//etc/passwd',
    '/assets',
    '/assets/',
  ])('does not lead out: %s', async path => {
    const { status, body } = await ask(path);
    expect(status).toBe(404);
    expect(body.toString()).toBe('There is nothing here.\n');
  });

  it('says so when it is not built', async () => {
    const app = buildApp({
      catalog: { version: 1, models: [] },
      catalogFile: '',
      modelsDir: dir,
      webDir: join(dir, 'no-build'),
      ...PLUMBING,
    });
    const answer = await app.request('/');
    expect(answer.status).toBe(503);
    expect(await answer.text()).toBe('The editor is not built yet. Run: npm start\n');
  });
});

describe('models', () => {
  it('are served by name with their hash as tag', async () => {
    const { status, headers, body } = await ask('/models/a.onnx');
    expect(status).toBe(200);
    expect(body.equals(MODEL)).toBe(true);
    expect(headers).toMatchObject({
      etag: `"${SHA256}"`,
      'cache-control': 'no-cache',
      'content-length': '1000',
      'content-type': 'application/octet-stream',
      'accept-ranges': 'bytes',
    });
  });

  it.each([
    [SHA256, 'public, max-age=31536000, immutable'],
    [SHA256.slice(0, 12), 'public, max-age=31536000, immutable'],
    [SHA256.slice(0, 4), 'no-cache'],
    ['0'.repeat(12), 'no-cache'],
  ])('with ?v=%s: %s', async (version, cacheControl) => {
    expect((await ask(`/models/a.onnx?v=${version}`)).headers['cache-control']).toBe(cacheControl);
  });

  it.each([
    ['bytes=0-9', 0, 9],
    ['bytes=990-', 990, 999],
    ['bytes=-10', 990, 999],
    ['bytes=995-5000', 995, 999],
    ['bytes=-5000', 0, 999],
  ])('in part: %s', async (range, start, end) => {
    const { status, headers, body } = await ask('/models/a.onnx', { Range: range });
    expect(status).toBe(206);
    expect(headers['content-range']).toBe(`bytes ${start}-${end}/1000`);
    expect(headers['content-length']).toBe(String(end - start + 1));
    expect(body.equals(MODEL.subarray(start, end + 1))).toBe(true);
  });

  it.each(['bytes=1000-', 'bytes=-0'])('refuse a part that is not there: %s', async range => {
    const { status, headers, body } = await ask('/models/a.onnx', { Range: range });
    expect([status, headers['content-range']]).toEqual([416, 'bytes */1000']);
    expect(headers).toMatchObject({ 'content-type': 'application/json', 'cache-control': 'no-store' });
    expect(JSON.parse(body.toString())).toEqual({
      error: 'range_not_satisfiable',
      message: 'The file has no such part',
      details: { size: 1000 },
    });
  });

  it.each(['bytes=5-2', 'bytes=-', 'bytes=0-1,4-5', 'lines=0-9', 'bytes=a-b'])('ignore %s', async range => {
    const { status, body } = await ask('/models/a.onnx', { Range: range });
    expect([status, body.length]).toEqual([200, 1000]);
  });

  it('send the whole when the part was of other bytes', async () => {
    const other = await ask('/models/a.onnx', { Range: 'bytes=0-9', 'If-Range': '"other"' });
    expect([other.status, other.body.length]).toEqual([200, 1000]);
    const same = await ask('/models/a.onnx', { Range: 'bytes=0-9', 'If-Range': `"${SHA256}"` });
    expect([same.status, same.body.length]).toEqual([206, 10]);
  });

  it('are not sent again to those who have them', async () => {
    expect((await ask('/models/a.onnx', { 'If-None-Match': `"x", W/"${SHA256}"` })).status).toBe(304);
  });

  it.each([
    '/models/unlisted.onnx',
    '/models/unbuilt.onnx',
    '/models/..%2fsecret.txt',
    '/models/',
    '/models',
  ])('answer %s with 404', async path => {
    const { status, headers, body } = await ask(path);
    expect(status).toBe(404);
    expect(headers['cache-control']).toBe('no-store');
    expect(JSON.parse(body.toString())).toMatchObject({ error: 'not_found' });
  });

  it('are listed in the catalogue, and those that are here by their names', async () => {
    const { status, headers, body } = await ask('/models/catalog.json');
    expect([status, headers['content-type']]).toEqual([200, 'application/json; charset=utf-8']);
    expect(JSON.parse(body.toString()).models[0].id).toBe('a');
    expect(String((await ask('/models/served.json')).body)).toBe('{"files":["a.onnx","broken.onnx"]}');
  });
});

describe('the API', () => {
  it('is in good health', async () => {
    const { status, headers, body } = await ask('/v1/health');
    expect([status, headers['cache-control'], body.toString()]).toEqual([200, 'no-store', '{"status":"ok"}']);
  });

  it('is ready when every check is well, and says which is not', async () => {
    const well = await ask('/v1/ready');
    expect([well.status, JSON.parse(well.body.toString())]).toEqual([
      200,
      { status: 'ready', checks: { database: 'ok', model: 'ok', disk: 'ok' } },
    ]);
    unwell = 'still loading';
    const ill = await ask('/v1/ready');
    unwell = undefined;
    expect([ill.status, JSON.parse(ill.body.toString())]).toEqual([
      503,
      { status: 'not_ready', checks: { database: 'ok', model: 'still loading', disk: 'ok' } },
    ]);
  });

  it('describes itself', async () => {
    const { status, headers, body } = await ask('/v1/openapi.json');
    expect([status, headers['content-type']]).toEqual([200, 'application/json']);
    const committed = new URL('../../../packages/contract/openapi.json', import.meta.url);
    expect(JSON.parse(body.toString())).toEqual(JSON.parse(readFileSync(committed, 'utf8')));
  });

  it.each([
    [{}, 'made-here'],
    [{ 'X-Request-Id': 'mine:1.a-b_c' }, 'mine:1.a-b_c'],
    [{ 'X-Request-Id': 'a b' }, 'made-here'],
    [{ 'X-Request-Id': 'x'.repeat(129) }, 'made-here'],
  ])('names each request: %j', async (headers, id) => {
    expect((await ask('/v1/nothing', headers)).headers['x-request-id']).toBe(id);
    expect(JSON.parse(logged.at(-1) ?? '')).toMatchObject({
      request_id: id,
      path: '/v1/nothing',
      status: 404,
    });
  });

  it('keeps the query, which may be a secret, out of the log', async () => {
    await ask('/v1/health?signature=hush');
    expect(JSON.parse(logged.at(-1) ?? '')).toMatchObject({
      level: 'info',
      method: 'GET',
      path: '/v1/health',
    });
    expect(logged.join()).not.toContain('hush');
  });

  it('answers an unknown path in JSON', async () => {
    const { status, body } = await ask('/v1/nothing');
    expect(status).toBe(404);
    expect(JSON.parse(body.toString())).toEqual({
      error: 'not_found',
      message: 'Nothing answers GET /v1/nothing',
    });
  });

  it.each([
    ['POST', '/v1/health', 'GET, HEAD, OPTIONS'],
    ['TRACE', '/v1/health', 'GET, HEAD, OPTIONS'],
    ['PROPFIND', '/v1/ready?x=1', 'GET, HEAD, OPTIONS'],
    ['DELETE', '/v1/parts/7', 'GET, PUT, HEAD, OPTIONS'],
    ['GET', '/v1/form', 'POST, OPTIONS'],
    ['POST', '/models/catalog.json', 'GET, HEAD, OPTIONS'],
  ])('tells who sends %s %s what may be sent', async (method, path, allow) => {
    const { status, headers, body } = await ask(path, {}, method);
    expect([status, headers.allow, headers['cache-control']]).toEqual([405, allow, 'no-store']);
    expect(JSON.parse(body.toString())).toEqual({
      error: 'method_not_allowed',
      message: `${path.split('?')[0]} does not answer ${method}`,
    });
    const asked = await ask(path, {}, 'OPTIONS');
    expect([asked.status, asked.headers.allow, asked.body.length]).toEqual([204, allow, 0]);
  });

  it('answers HEAD as GET, without the body', async () => {
    const answer = await ask('/v1/health', {}, 'HEAD');
    expect([answer.status, answer.headers['content-type'], answer.body.length]).toEqual([
      200,
      'application/json',
      0,
    ]);
    const refused = await ask('/v1/form', {}, 'HEAD');
    expect([refused.status, refused.headers.allow, refused.body.length]).toEqual([405, 'POST, OPTIONS', 0]);
  });

  it.each([
    ['OPTIONS', '/v1/nothing'],
    ['POST', '/v1/health/'],
    ['POST', '/v1/form/more'],
    ['POST', '/v1'],
    ['GET', '/models/unlisted.onnx'],
    ['DELETE', '/'],
  ])('knows nothing of %s %s', async (method, path) => {
    const { status, headers } = await ask(path, {}, method);
    expect([status, headers.allow]).toEqual([404, undefined]);
  });

  it('tells the log, not the client, what broke', async () => {
    const { status, body } = await ask('/models/broken.onnx');
    expect(status).toBe(500);
    expect(JSON.parse(body.toString())).toEqual({
      error: 'internal',
      message: 'Something went wrong on the server',
    });
    const lines = logged.slice(-2).map(line => JSON.parse(line));
    expect(lines).toMatchObject([
      { level: 'error', msg: 'request failed', err: { type: 'TypeError' } },
      { level: 'warn', path: '/models/broken.onnx', status: 500 },
    ]);
    expect(lines[0].request_id).toBe(lines[1].request_id);
  });
});
