import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiServer, startApi } from './support/api-server.ts';
import { caller, PASSWORD, type Person, person } from './support/caller.ts';
import { sample } from './support/engine-pool.ts';
import { eventually } from './support/eventually.ts';
import { keptResults } from './support/kept-results.ts';

let api: ApiServer;
let dataDir = '';
let count = 0;

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'bgfx-users-'));
  api = await startApi({ dataDir });
});
afterAll(async () => {
  await api.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

const somebody = () => person(api.url, `user${++count}`);
const patch = (user: Person, body: unknown) => user.call('PATCH', '/users/me', body);
const login = (email: string, password: string) =>
  caller(api.url).call('POST', '/auth/login', { email, password });
const refresh = (user: Person) =>
  caller(api.url).call('POST', '/auth/refresh', { refresh_token: user.refreshToken });

describe('GET /users/me', () => {
  it('tells who calls', async () => {
    const ada = await somebody();
    const answer = await ada.call('GET', '/users/me');
    expect([answer.status, answer.headers['cache-control']]).toEqual([200, 'no-store']);
    expect(answer.json()).toEqual({
      id: ada.id,
      email: ada.email,
      name: `user${count} the tester`,
      plan: 'free',
      created_at: new Date(api.clock.time).toISOString(),
    });
  });

  it('is closed to strangers', async () => {
    for (const method of ['GET', 'PATCH', 'DELETE']) {
      const body = method === 'PATCH' ? { name: 'Somebody' } : undefined;
      expect((await caller(api.url).call(method, '/users/me', body)).status).toBe(401);
    }
  });
});

describe('PATCH /users/me', () => {
  it('changes the name, and nothing else', async () => {
    const ada = await somebody();
    const before = (await ada.call('GET', '/users/me')).json();
    const answer = await patch(ada, { name: '  آدا 🦄 King ' });
    expect([answer.status, answer.json()]).toEqual([200, { ...before, name: 'آدا 🦄 King' }]);
    expect((await ada.call('GET', '/users/me')).json()).toEqual(answer.json());
    expect((await refresh(ada)).status).toBe(200);
  });

  it('changes the e-mail address for who knows the password', async () => {
    const ada = await somebody();
    const email = `new-${ada.email}`;
    const answer = await patch(ada, { email: email.toUpperCase(), current_password: PASSWORD });
    expect([answer.status, answer.json().email]).toEqual([200, email]);
    expect((await login(email, PASSWORD)).status).toBe(200);
    expect((await login(ada.email, PASSWORD)).status).toBe(401);
  });

  it('changes the password, and ends every login', async () => {
    const ada = await somebody();
    const answer = await patch(ada, { password: 'battery staple', current_password: PASSWORD });
    expect(answer.status).toBe(200);
    expect(JSON.stringify(answer.json())).not.toMatch(/battery|argon/);
    expect((await login(ada.email, PASSWORD)).status).toBe(401);
    expect((await login(ada.email, 'battery staple')).status).toBe(200);
    expect((await refresh(ada)).status).toBe(401);
  });

  it.each([
    ['email', { email: 'other@example.org' }],
    ['password', { password: 'battery staple' }],
  ])('wants the current password for the %s', async (_what, change) => {
    const ada = await somebody();
    const missing = await patch(ada, change);
    expect(missing.status).toBe(400);
    expect(missing.json().details).toEqual({
      fields: [
        { path: 'current_password', message: 'current_password is needed to change email or password' },
      ],
    });
    const wrong = await patch(ada, { ...change, current_password: 'wrong horse' });
    expect([wrong.status, wrong.json()]).toEqual([
      403,
      { error: 'wrong_password', message: 'The current password is wrong' },
    ]);
    expect((await login(ada.email, PASSWORD)).status).toBe(200);
  });

  it('counts wrong passwords as failed logins', async () => {
    const ada = await somebody();
    const guess = () => patch(ada, { email: 'other@example.org', current_password: 'wrong horse' });
    for (let i = 0; i < 10; i++) expect((await guess()).status).toBe(403);
    const answer = await guess();
    expect([answer.status, answer.json().error]).toEqual([429, 'rate_limited']);
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
    api.clock.time += 15 * 60_000;
  });

  it('takes no address that another account has', async () => {
    const [ada, bob] = [await somebody(), await somebody()];
    const answer = await patch(ada, { name: 'Mallory', email: bob.email, current_password: PASSWORD });
    expect([answer.status, answer.json().error]).toEqual([409, 'email_taken']);
    expect((await ada.call('GET', '/users/me')).json().name).not.toBe('Mallory');
    expect((await patch(ada, { email: ada.email, current_password: PASSWORD })).status).toBe(200);
  });

  it('takes nothing for a change of nothing', async () => {
    const ada = await somebody();
    expect((await patch(ada, {})).status).toBe(200);
  });

  const WRONG = [null, 1, true, [], {}];
  it.each(['name', 'email', 'password', 'current_password'])(
    'refuses whatever is no text for %s',
    async field => {
      const ada = await somebody();
      for (const value of WRONG) {
        const answer = await patch(ada, { current_password: PASSWORD, [field]: value });
        expect(answer.status).toBe(400);
        expect(answer.json().details).toMatchObject({
          fields: expect.arrayContaining([{ path: field, message: `${field} must be text` }]),
        });
      }
    },
  );

  it.each(['plan', 'id', 'created_at', 'password_hash', '__proto__', 'constructor'])(
    'has no field %s',
    async field => {
      const ada = await somebody();
      const answer = await patch(ada, `{"${field}":"enterprise"}`);
      expect(answer.status).toBe(400);
      expect((await ada.call('GET', '/users/me')).json().plan).toBe('free');
    },
  );

  it.each(['[]', 'null', '1', '"x"', '{', ''])('refuses the body %j', async body => {
    expect((await patch(await somebody(), body)).status).toBe(400);
  });

  it('refuses a name of 64 KiB', async () => {
    expect((await patch(await somebody(), { name: 'x'.repeat(65_536) })).status).toBe(413);
  });

  it('keeps a name as it is, whatever it looks like', async () => {
    const ada = await somebody();
    const name = `Robert'); drop table users; -- \u202e\u0000 {{7*7}} <b>`;
    expect((await patch(ada, { name })).json().name).toBe(name);
    expect((await ada.call('GET', '/users/me')).json().name).toBe(name);
  });
});

describe('DELETE /users/me', () => {
  it('takes everything along: rows and files, tokens and keys', async () => {
    const [ada, bob] = [await somebody(), await somebody()];
    const picture = { name: 'file', filename: 'mug.jpg', value: readFileSync(sample('02-mug')) };
    const kept = keptResults(dataDir).folders.length;
    for (const { token } of [ada, bob]) {
      expect((await api.post([picture], { authorization: `Bearer ${token}` })).status).toBe(200);
      const upload = { authorization: `Bearer ${token}`, path: '/v1/images' };
      expect((await api.post([picture], upload)).status).toBe(201);
    }
    await ada.call('POST', '/users/me/api-keys', { name: 'x' }, { 'Idempotency-Key': 'x' });
    expect(keptResults(dataDir).folders).toHaveLength(kept + 2);
    const folders = () => readdirSync(join(dataDir, 'blobs/images')).length;
    const images = existsSync(join(dataDir, 'blobs/images')) ? folders() : 0;

    expect((await ada.call('DELETE', '/users/me')).status).toBe(204);
    expect(keptResults(dataDir).folders).toHaveLength(kept + 1);
    expect(folders()).toBe(images - 1);
    expect(rowsThatName(ada.id)).toEqual([]);
    expect(rowsThatName(bob.id)).toEqual(
      expect.arrayContaining(['users', 'refresh_tokens', 'results', 'usage']),
    );

    const again = await ada.call('GET', '/users/me');
    expect([again.status, again.json().message]).toEqual([401, 'The account of the access token is gone']);
    expect((await refresh(ada)).status).toBe(401);
    expect((await login(ada.email, PASSWORD)).status).toBe(401);
    expect((await bob.call('GET', '/users/me')).status).toBe(200);
  });

  it('ends a batch that is at work, and leaves nothing of it', async () => {
    const ada = await somebody();
    const before = keptResults(dataDir);
    const value = readFileSync(sample('02-mug'));
    const files = Array.from({ length: 5 }, (_, i) => ({ name: 'files', filename: `${i}.jpg`, value }));
    const batch = { authorization: `Bearer ${ada.token}`, path: '/v1/process/batch' };
    expect((await api.post(files, batch)).status).toBe(202);
    expect(filesIn('blobs/uploads').length).toBeGreaterThan(0);
    expect((await ada.call('DELETE', '/users/me')).status).toBe(204);
    // What is at work finds that it is for nobody.
    const left = () => [...rowsThatName(ada.id), ...filesIn('blobs/uploads'), ...api.leftOver()];
    await eventually(
      async () => left().length === 0,
      () => left().join(' '),
      20_000,
    );
    expect(keptResults(dataDir)).toEqual(before);
    const bob = await somebody();
    const again = await api.post([{ ...files[0]!, name: 'file' }], { authorization: `Bearer ${bob.token}` });
    expect(again.status).toBe(200);
  });

  it('makes its address free', async () => {
    const ada = await somebody();
    await ada.call('DELETE', '/users/me');
    const body = { email: ada.email, password: PASSWORD, name: 'Another' };
    const answer = await caller(api.url).call('POST', '/auth/register', body);
    expect(answer.status).toBe(201);
    expect((await ada.call('GET', '/users/me')).status).toBe(401);
  });

  it('is done once, by however many', async () => {
    const ada = await somebody();
    const answers = await Promise.all(Array.from({ length: 6 }, () => ada.call('DELETE', '/users/me')));
    const statuses = answers.map(({ status }) => status);
    expect(statuses).toContain(204);
    expect(statuses.every(status => status === 204 || status === 401)).toBe(true);
  });
});

function filesIn(folder: string): string[] {
  const path = join(dataDir, folder);
  return existsSync(path) ? readdirSync(path, { recursive: true }).map(String) : [];
}

/** Tables with a row in which a user's id stands. */
function rowsThatName(id: string): string[] {
  const database = new Sqlite(join(dataDir, 'backgroundfx.db'), { readonly: true });
  const names = database.prepare<[], { name: string }>("select name from sqlite_schema where type = 'table'");
  const found = names
    .all()
    .map(({ name }) => name)
    .filter(name => JSON.stringify(database.prepare(`select * from "${name}"`).all()).includes(id));
  database.close();
  return found;
}
