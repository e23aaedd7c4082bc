import { join } from 'node:path';
import { openApiDocument } from '@backgroundfx/contract';
import Sqlite from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiServer, startApi } from './support/api-server.ts';
import { type Caller, caller, type Person, person } from './support/caller.ts';

interface Operation {
  readonly security: readonly Readonly<Record<string, unknown>>[];
  readonly 'x-units'?: 'none' | 'request' | 'picture';
  readonly requestBody?: {
    readonly content: Readonly<Record<string, { readonly example?: unknown }>>;
  };
}

const NOBODYS_ID = '00000000-0000-4000-8000-000000000000';

const { paths } = JSON.parse(JSON.stringify(openApiDocument()));
const operations = Object.entries<Record<string, Operation>>(paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([verb, operation]) => ({
    name: `${verb.toUpperCase()} ${path}`,
    method: verb.toUpperCase(),
    path: path.replaceAll(/\{\w+\}/g, NOBODYS_ID),
    operation,
  })),
);
const guarded = operations.filter(({ operation }) => operation.security.length > 0);
const posts = guarded.filter(({ method }) => method === 'POST');

let api: ApiServer;
let poor: Person;
let program: Caller;

beforeAll(async () => {
  api = await startApi();
  poor = await person(api.url, 'poor');
  const { key } = (await poor.call('POST', '/users/me/api-keys', { name: 'x' })).json();
  program = caller(api.url, { 'X-API-Key': String(key) });
  const database = new Sqlite(join(api.dataDir, 'backgroundfx.db'), { timeout: 5000 });
  database.prepare('update usage set used = 100 where user_id = ?').run(poor.id);
  database.close();
});
afterAll(() => api.stop());

const bodyOf = ({ requestBody }: Operation) => requestBody?.content['application/json']?.example;

describe.each(guarded)('$name', ({ method, path, operation }) => {
  const units = operation['x-units'];
  const body = bodyOf(operation);

  it('is closed to who shows nothing, and to who shows nonsense', async () => {
    for (const headers of [{}, { Authorization: 'Bearer x' }, { 'X-API-Key': 'bfx_x' }]) {
      const answer = await caller(api.url, headers).call(method, path, body);
      expect([answer.status, answer.json().error]).toEqual([401, 'unauthorized']);
      expect(answer.headers['www-authenticate']).toMatch(/^Bearer/);
    }
  });

  it('costs what the document says', async () => {
    const answer = await poor.call(method, path, body);
    if (units === 'none')
      expect([answer.status, answer.headers.ratelimit]).toEqual([expect.any(Number), undefined]);
    if (units === 'none') expect(answer.status).not.toBe(429);
    if (units !== 'request') return;
    expect([answer.status, answer.json().error]).toEqual([429, 'rate_limited']);
    expect(answer.headers.ratelimit).toMatch(/^"free";r=0;t=\d+$/);
  });

  it('takes an API key, or says that it does not', async () => {
    const answer = await program.call(method, path, body);
    const known = operation.security.some(way => 'ApiKeyAuth' in way);
    expect(answer.status).not.toBe(401);
    // Whoever has no units left is told that first.
    if (units !== 'request') expect(answer.status === 403).toBe(!known);
  });
});

describe.each(posts)('$name', ({ method, path, operation }) => {
  it('takes an Idempotency-Key, and refuses one that is none', async () => {
    const headers = { 'Idempotency-Key': 'x'.repeat(256) };
    const answer = await poor.call(method, path, bodyOf(operation), headers);
    expect([answer.status, answer.json().details]).toEqual([
      400,
      {
        fields: [
          {
            path: 'Idempotency-Key',
            message: 'Idempotency-Key must be 1 to 255 visible ASCII characters',
          },
        ],
      },
    ]);
  });
});

it('no POST that creates is left without', () => {
  const open = operations.filter(
    ({ method, operation }) => method === 'POST' && operation.security.length === 0,
  );
  expect(open.map(({ path }) => path)).toEqual([
    '/auth/register',
    '/auth/login',
    '/auth/refresh',
    '/auth/logout',
  ]);
  expect(posts.length).toBeGreaterThan(2);
});
