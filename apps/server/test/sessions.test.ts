import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiServer, startApi } from './support/api-server.ts';
import { type Caller, caller, PASSWORD, person } from './support/caller.ts';
import { type ModelsFolder, modelsFolder } from './support/models-folder.ts';

const THIRTY_DAYS_MS = 30 * 24 * 3600 * 1000;
const MINUTE_MS = 60_000;

let api: ApiServer;
let models: ModelsFolder;
let nobody: Caller;
let dataDir = '';
let count = 0;

beforeAll(async () => {
  models = modelsFolder();
  dataDir = mkdtempSync(join(tmpdir(), 'bgfx-sessions-'));
  api = await startApi({ models, dataDir });
  nobody = caller(api.url);
});
afterAll(async () => {
  await api.stop();
  models.remove();
  rmSync(dataDir, { recursive: true, force: true });
});

const somebody = () => person(api.url, `user${++count}`);
const refresh = (refresh_token: unknown) => nobody.call('POST', '/auth/refresh', { refresh_token });
const logout = (refresh_token: unknown) => nobody.call('POST', '/auth/logout', { refresh_token });
const login = (email: string, password = PASSWORD) => nobody.call('POST', '/auth/login', { email, password });
const refused = (message: string) => ({ error: 'unauthorized', message });

/** Another server in the place of the first, over what that kept. */
async function restart(env: Readonly<Record<string, string>> = {}): Promise<void> {
  const { time } = api.clock;
  await api.stop();
  api = await startApi({ models, dataDir, time, env });
  nobody = caller(api.url);
}

/** Rows of a user's in a table. */
function rowsOf(table: string, userId: string): number {
  const database = new Sqlite(join(dataDir, 'backgroundfx.db'), { readonly: true });
  const query = database.prepare<[string], { n: number }>(
    `select count(*) n from ${table} where user_id = ?`,
  );
  const row = query.get(userId);
  database.close();
  return row?.n ?? Number.NaN;
}

describe('a refresh token', () => {
  it('is exchanged for new tokens of the same user', async () => {
    const ada = await somebody();
    const answer = await refresh(ada.refreshToken);
    expect(answer.status).toBe(200);
    expect(answer.headers['cache-control']).toBe('no-store');
    const { token, refresh_token, user } = answer.json();
    expect(user).toMatchObject({ id: ada.id, email: ada.email });
    expect(refresh_token).not.toBe(ada.refreshToken);
    const me = await caller(api.url, { Authorization: `Bearer ${token}` }).call('GET', '/users/me');
    expect(me.json()).toMatchObject({ id: ada.id });
    expect((await refresh(refresh_token)).status).toBe(200);
  });

  it('works once: a second use ends the login, and no other', async () => {
    const ada = await somebody();
    const other = (await login(ada.email)).json().refresh_token;
    const next = (await refresh(ada.refreshToken)).json().refresh_token;
    const again = await refresh(ada.refreshToken);
    expect([again.status, again.json()]).toEqual([
      401,
      refused('The refresh token was used before; log in again'),
    ]);
    expect(again.headers['www-authenticate']).toBe('Bearer');
    expect([(await refresh(next)).status, (await refresh(other)).status]).toEqual([401, 200]);
  });

  it('is given to one of many who show it at once', async () => {
    const ada = await somebody();
    const answers = await Promise.all(Array.from({ length: 8 }, () => refresh(ada.refreshToken)));
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses).toEqual([200, ...Array(7).fill(401)]);
    const [winner] = answers.filter(({ status }) => status === 200);
    expect((await refresh(winner?.json().refresh_token)).status).toBe(401);
  });

  it('expires, and is forgotten then', async () => {
    const ada = await somebody();
    api.clock.time += THIRTY_DAYS_MS - 1;
    const next = (await refresh(ada.refreshToken)).json().refresh_token;
    expect(rowsOf('refresh_tokens', ada.id)).toBe(2);
    api.clock.time += THIRTY_DAYS_MS;
    const late = await refresh(next);
    expect([late.status, late.json()]).toEqual([401, refused('The refresh token has expired; log in again')]);
    await login(ada.email);
    expect(rowsOf('refresh_tokens', ada.id)).toBe(1);
  });

  it.each(['', 'x', "' or 1=1 --", '\u0000', '🦄', 'x'.repeat(200)])(
    'that is none is refused: %j',
    async token => {
      const answer = await refresh(token);
      expect([answer.status, answer.json()]).toEqual([
        401,
        refused('The refresh token is not valid; log in again'),
      ]);
    },
  );

  it('survives a restart, its use too', async () => {
    const ada = await somebody();
    const next = (await refresh(ada.refreshToken)).json().refresh_token;
    await restart();
    expect((await refresh(next)).status).toBe(200);
    expect((await refresh(ada.refreshToken)).status).toBe(401);
  });
});

describe('logging out', () => {
  it('ends the login, and is no error twice', async () => {
    const ada = await somebody();
    const next = (await refresh(ada.refreshToken)).json().refresh_token;
    const answer = await logout(next);
    expect([answer.status, answer.body.length]).toEqual([204, 0]);
    expect((await refresh(next)).status).toBe(401);
    expect(rowsOf('refresh_tokens', ada.id)).toBe(0);
    expect((await logout(next)).status).toBe(204);
    expect((await logout('nobody knows it')).status).toBe(204);
  });

  it('leaves other logins alone', async () => {
    const ada = await somebody();
    const other = (await login(ada.email)).json().refresh_token;
    await logout(ada.refreshToken);
    expect((await refresh(other)).status).toBe(200);
  });
});

describe.each(['/auth/refresh', '/auth/logout'])('the body of %s', path => {
  it.each([
    ['no token', {}, 'refresh_token is required'],
    ['a number', { refresh_token: 1 }, 'refresh_token must be text'],
    ['null', { refresh_token: null }, 'refresh_token must be text'],
    ['a list', { refresh_token: ['x'] }, 'refresh_token must be text'],
    ['a long one', { refresh_token: 'x'.repeat(201) }, 'refresh_token must have at most 200 characters'],
  ])('is refused with %s', async (_what, body, message) => {
    const answer = await nobody.call('POST', path, body);
    expect(answer.status).toBe(400);
    expect(answer.json().details).toEqual({ fields: [{ path: 'refresh_token', message }] });
  });

  it.each(['[]', 'null', '"x"', '{'])('is refused when it is %s', async body => {
    expect((await nobody.call('POST', path, body)).status).toBe(400);
  });

  it('is refused when it is long', async () => {
    const answer = await nobody.call('POST', path, { refresh_token: 'x'.repeat(65_536) });
    expect([answer.status, answer.json().error]).toEqual([413, 'payload_too_large']);
  });
});

describe('failed logins', () => {
  it('are refused unseen after ten, until a quarter of an hour is over', async () => {
    const ada = await somebody();
    const bob = await somebody();
    for (let i = 0; i < 10; i++) expect((await login(ada.email, 'wrong horse')).status).toBe(401);
    api.clock.time += MINUTE_MS;
    const answer = await login(ada.email);
    expect(answer.status).toBe(429);
    expect(answer.json()).toEqual({
      error: 'rate_limited',
      message: 'Too many logins failed; try again later',
      details: { reset: expect.stringMatching(/Z$/) },
    });
    expect(answer.headers['retry-after']).toBe('840');
    expect((await login(bob.email)).status).toBe(200);
    api.clock.time += 14 * MINUTE_MS;
    expect((await login(ada.email)).status).toBe(200);
  });

  it('count for accounts that are not there as for those that are', async () => {
    const email = 'nobody-at-all@example.org';
    const statuses = [];
    for (let i = 0; i < 11; i++) statuses.push((await login(email, 'wrong horse')).status);
    expect(statuses).toEqual([...Array(10).fill(401), 429]);
    api.clock.time += 15 * MINUTE_MS;
  });

  it('are as many when they come at once', async () => {
    const ada = await somebody();
    const answers = await Promise.all(Array.from({ length: 20 }, () => login(ada.email, 'wrong horse')));
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(10);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(10);
    api.clock.time += 15 * MINUTE_MS;
  });

  it('are forgiven by one that succeeds', async () => {
    const ada = await somebody();
    for (let i = 0; i < 9; i++) await login(ada.email, 'wrong horse');
    expect((await login(ada.email)).status).toBe(200);
    for (let i = 0; i < 10; i++) expect((await login(ada.email, 'wrong horse')).status).toBe(401);
    api.clock.time += 15 * MINUTE_MS;
  });

  it('are bounded for an address, whatever the accounts, and a restart forgets none', async () => {
    const try60 = Array.from({ length: 60 }, (_, i) => `stranger${i}@example.org`);
    for (const email of try60) expect((await login(email, 'wrong horse')).status).toBe(401);
    await restart({ TRUSTED_PROXIES: '1' });
    const from = (addresses: string) =>
      nobody.call(
        'POST',
        '/auth/login',
        { email: 'one-more@example.org', password: 'wrong horse' },
        { 'X-Forwarded-For': addresses },
      );
    expect((await from('127.0.0.1')).status).toBe(429);
    expect((await from('203.0.113.9, 127.0.0.1')).status).toBe(429);
    expect((await from('127.0.0.1, 203.0.113.9')).status).toBe(401);
  });
});
