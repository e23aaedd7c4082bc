import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from '../src/platform/config.mjs';
import { StartError } from '../src/platform/start-error.mjs';
import { type ApiServer, startApi } from './support/api-server.ts';
import { caller, type Person, person } from './support/caller.ts';

const SHOP = 'https://shop.example';
const STRANGER = 'https://stranger.example';

describe('a page of an origin that may call the API', () => {
  let api: ApiServer;
  let ada: Person;
  beforeAll(async () => {
    api = await startApi({ env: { CORS_ORIGINS: `${SHOP}, http://localhost:5173` } });
    ada = await person(api.url, 'shopper');
  });
  afterAll(() => api.stop());

  const preflight = (origin: string, path = '/users/me') =>
    caller(api.url).call('OPTIONS', path, undefined, {
      Origin: origin,
      'Access-Control-Request-Method': 'PATCH',
      'Access-Control-Request-Headers': 'authorization,idempotency-key',
    });

  it('is told so before it asks', async () => {
    const answer = await preflight(SHOP);
    expect(answer.status).toBe(204);
    expect(answer.headers['access-control-allow-origin']).toBe(SHOP);
    expect(answer.headers['access-control-allow-methods']).toContain('PATCH');
    expect(answer.headers['access-control-allow-headers']).toMatch(
      /Authorization.*Idempotency-Key.*X-API-Key/,
    );
    expect(answer.headers['access-control-allow-credentials']).toBeUndefined();
    expect(answer.headers.vary).toMatch(/origin/i);
  });

  it('can read answers and their headers, errors too', async () => {
    const found = await ada.call('GET', '/users/me', undefined, { Origin: SHOP });
    const refused = await caller(api.url).call('GET', '/users/me', undefined, { Origin: SHOP });
    for (const [answer, status] of [
      [found, 200],
      [refused, 401],
    ] as const) {
      expect([answer.status, answer.headers['access-control-allow-origin']]).toEqual([status, SHOP]);
      expect(answer.headers['access-control-expose-headers']).toMatch(/RateLimit.*Retry-After.*X-Request-Id/);
    }
    expect(found.headers['x-ratelimit-remaining']).toBe('99');
  });

  it('is no other page', async () => {
    expect((await preflight(STRANGER)).headers['access-control-allow-origin']).toBeUndefined();
    const answer = await ada.call('GET', '/users/me', undefined, { Origin: STRANGER });
    expect(answer.headers['access-control-allow-origin']).toBeUndefined();
    const near = await preflight(`${SHOP}.stranger.example`);
    expect(near.headers['access-control-allow-origin']).toBeUndefined();
  });
});

it('no page of another origin may call the API unless that is said', async () => {
  const api = await startApi();
  const headers = { Origin: SHOP, 'Access-Control-Request-Method': 'GET' };
  const answer = await caller(api.url).call('OPTIONS', '/users/me', undefined, headers);
  expect([answer.status, answer.headers['access-control-allow-origin']]).toEqual([204, undefined]);
  await api.stop();
});

describe('CORS_ORIGINS', () => {
  const read = (text: string) => readConfig({ CORS_ORIGINS: text }, '/').corsOrigins;

  it.each([
    ['', []],
    ['*', ['*']],
    [`${SHOP} , http://localhost:5173`, [SHOP, 'http://localhost:5173']],
  ])('may be "%s"', (text, origins) => {
    expect(read(text)).toEqual(origins);
  });

  it.each([`${SHOP}/`, `${SHOP}/path`, 'shop.example', 'null', `${SHOP},`, 'https://*.example'])(
    'must not be "%s"',
    text => {
      expect(() => read(text)).toThrow(StartError);
      expect(() => read(text)).toThrow(/^CORS_ORIGINS must be origins/);
    },
  );
});
