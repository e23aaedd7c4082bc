import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiServer, startApi } from './support/api-server.ts';
import { caller, type Person, person } from './support/caller.ts';
import { sample } from './support/engine-pool.ts';
import { type ModelsFolder, modelsFolder } from './support/models-folder.ts';

const HOUR_MS = 3_600_000;

let api: ApiServer;
let models: ModelsFolder;
let dataDir = '';
let count = 0;

beforeAll(async () => {
  models = modelsFolder();
  dataDir = mkdtempSync(join(tmpdir(), 'bgfx-limits-'));
  api = await startApi({ models, dataDir });
});
afterAll(async () => {
  await api.stop();
  models.remove();
  rmSync(dataDir, { recursive: true, force: true });
});

const somebody = () => person(api.url, `user${++count}`);
const me = (user: Person) => user.call('GET', '/users/me');
const usage = async (user: Person) => (await user.call('GET', '/users/me/usage')).json();

/** Writes into the server's database, as a person who runs it can. */
function write(statement: string, ...values: (string | number)[]): void {
  const database = new Sqlite(join(dataDir, 'backgroundfx.db'), { timeout: 5000 });
  database.prepare(statement).run(...values);
  database.close();
}
const setPlan = ({ id }: Person, plan: string) => write('update users set plan = ? where id = ?', plan, id);
const setUsed = ({ id }: Person, used: number) =>
  write('update usage set used = ? where user_id = ?', used, id);

function rateHeaders(headers: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => /ratelimit|retry/.test(name)));
}

describe('a request', () => {
  it('costs a unit, and says what is left', async () => {
    const ada = await somebody();
    const reset = Math.ceil((api.clock.time + HOUR_MS) / 1000);
    expect(rateHeaders((await me(ada)).headers)).toEqual({
      'ratelimit-policy': '"free";q=100;w=3600',
      ratelimit: '"free";r=99;t=3600',
      'x-ratelimit-limit': '100',
      'x-ratelimit-remaining': '99',
      'x-ratelimit-reset': String(reset),
    });
    api.clock.time += 60_000;
    expect((await me(ada)).headers.ratelimit).toBe('"free";r=98;t=3540');
    expect(await usage(ada)).toEqual({
      plan: 'free',
      limit: 100,
      used: 2,
      remaining: 98,
      window_seconds: 3600,
      reset_at: new Date(api.clock.time - 60_000 + HOUR_MS).toISOString(),
      total: 2,
    });
  });

  it('is refused when no units are left, until the hour is over', async () => {
    const ada = await somebody();
    // Access tokens end before the hour does.
    const { key } = (await ada.call('POST', '/users/me/api-keys', { name: 'x' })).json();
    const program = caller(api.url, { 'X-API-Key': String(key) });
    setUsed(ada, 99);
    expect((await me(ada)).headers['x-ratelimit-remaining']).toBe('0');
    const { status, headers, ...answer } = await me(ada);
    const reset = new Date(api.clock.time + HOUR_MS);
    expect([status, answer.json()]).toEqual([
      429,
      {
        error: 'rate_limited',
        message: 'All 100 units of this hour are used up',
        details: { limit: 100, remaining: 0, requested: 1, reset: reset.toISOString() },
      },
    ]);
    expect(rateHeaders(headers)).toMatchObject({ 'retry-after': '3600', ratelimit: '"free";r=0;t=3600' });
    const bob = await somebody();
    expect((await me(bob)).status).toBe(200);
    api.clock.time += HOUR_MS - 1;
    expect((await program.call('GET', '/users/me')).status).toBe(429);
    api.clock.time += 1;
    expect((await program.call('GET', '/users/me')).headers['x-ratelimit-remaining']).toBe('99');
  });

  it('counts for its user, whatever it is proven with', async () => {
    const ada = await somebody();
    const { key } = (await ada.call('POST', '/users/me/api-keys', { name: 'x' })).json();
    const program = caller(api.url, { 'X-API-Key': String(key) });
    expect((await program.call('GET', '/users/me')).headers['x-ratelimit-remaining']).toBe('98');
  });

  it('has ten times as many with a larger plan, at once', async () => {
    const ada = await somebody();
    await me(ada);
    setUsed(ada, 100);
    setPlan(ada, 'pro');
    expect((await me(ada)).headers['ratelimit-policy']).toBe('"pro";q=1000;w=3600');
    expect(await usage(ada)).toMatchObject({ plan: 'pro', limit: 1000, used: 101, remaining: 899 });
    setPlan(ada, 'free');
    expect((await me(ada)).status).toBe(429);
    expect(await usage(ada)).toMatchObject({ limit: 100, used: 101, remaining: 0 });
  });
});

describe('what costs nothing', () => {
  it('is usage, health, the document, and files by their address', async () => {
    const ada = await somebody();
    await me(ada);
    setUsed(ada, 100);
    for (const path of ['/users/me/usage', '/health', '/ready', '/openapi.json']) {
      const answer = await ada.call('GET', path);
      expect([path, answer.status, rateHeaders(answer.headers)]).toEqual([path, 200, {}]);
    }
  });

  it('is a refusal that comes before the work', async () => {
    const ada = await somebody();
    await me(ada);
    const refusals = [
      ada.call('PATCH', '/users/me', { plan: 'enterprise' }),
      ada.call('PATCH', '/users/me', '{'),
      ada.call('DELETE', '/users/me/api-keys/nobody'),
      ada.call('POST', '/process/remove-background', {}),
      api.post([{ name: 'file', filename: 'x.png', value: 'no picture' }], {
        authorization: `Bearer ${ada.token}`,
      }),
      ada.call('GET', '/users/you'),
    ];
    const statuses = (await Promise.all(refusals)).map(({ status }) => status);
    expect(statuses).toEqual([400, 400, 404, 415, 400, 404]);
    expect(await usage(ada)).toMatchObject({ used: 1, total: 1 });
  });

  it('is a request of nobody', async () => {
    const answer = await caller(api.url).call('GET', '/users/me');
    expect([answer.status, rateHeaders(answer.headers)]).toEqual([401, {}]);
  });
});

describe('a picture', () => {
  const mug = { name: 'file', filename: 'a.jpg', value: readFileSync(sample('02-mug')) };

  it('costs a unit, and its request none', async () => {
    const ada = await somebody();
    const answer = await api.post([mug], { authorization: `Bearer ${ada.token}` });
    expect([answer.status, answer.headers['x-ratelimit-remaining']]).toEqual([200, '99']);
    expect(await usage(ada)).toMatchObject({ used: 1 });
  });

  it('is refused unread when no units are left', async () => {
    const ada = await somebody();
    await me(ada);
    setUsed(ada, 100);
    const answer = await api.post([mug], { authorization: `Bearer ${ada.token}` });
    expect([answer.status, answer.json().error]).toEqual([429, 'rate_limited']);
    expect(api.leftOver()).toEqual([]);
  });
});

describe('a storm', () => {
  it('takes what there is and no more, and nothing falls over', async () => {
    const ada = await somebody();
    const storm = Array.from({ length: 250 }, (_, i) =>
      i % 5 === 0 ? ada.call('GET', '/users/me/usage') : me(ada),
    );
    const statuses = (await Promise.all(storm)).map(({ status }) => status);
    expect(statuses.filter((_, i) => i % 5 === 0).every(status => status === 200)).toBe(true);
    const counted = statuses.filter((_, i) => i % 5 !== 0);
    expect(counted.filter(status => status === 200)).toHaveLength(100);
    expect(counted.filter(status => status === 429)).toHaveLength(100);
    expect(await usage(ada)).toMatchObject({ used: 100, total: 100 });
  });
});

describe('without a limit of units', () => {
  it('many requests can be made, and only so many at once', async () => {
    const ada = await somebody();
    setPlan(ada, 'enterprise');
    const answers = await Promise.all(Array.from({ length: 200 }, () => me(ada)));
    const refused = answers.filter(({ status }) => status === 429);
    expect(answers.filter(({ status }) => status === 200).length + refused.length).toBe(200);
    expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThanOrEqual(32);
    for (const answer of refused) {
      expect([answer.json(), answer.headers['retry-after']]).toEqual([
        {
          error: 'rate_limited',
          message: 'At most 32 requests can be under way at once',
          details: { at_once: 32 },
        },
        '1',
      ]);
    }
    for (let i = 0; i < 150; i++) expect((await me(ada)).status).toBe(200);
    expect((await usage(ada)).used).toBeGreaterThanOrEqual(182);
    expect(await usage(ada)).toMatchObject({ plan: 'enterprise', limit: null, remaining: null });
    expect(rateHeaders((await me(ada)).headers)).toEqual({});
  });
});

it('a restart forgets nothing', async () => {
  const ada = await somebody();
  await me(ada);
  setUsed(ada, 98);
  const { time } = api.clock;
  await api.stop();
  api = await startApi({ models, dataDir, time });
  const again = caller(api.url, { Authorization: `Bearer ${ada.token}` });
  const statuses = [];
  for (let i = 0; i < 4; i++) statuses.push((await again.call('GET', '/users/me')).status);
  expect(statuses).toEqual([200, 200, 429, 429]);
});
