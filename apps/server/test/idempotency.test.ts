import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiServer, startApi } from './support/api-server.ts';
import { caller, type Person, person } from './support/caller.ts';
import { sample } from './support/engine-pool.ts';
import { eventually } from './support/eventually.ts';
import { openConnection } from './support/http-client.ts';
import { keptResults } from './support/kept-results.ts';
import { type ModelsFolder, modelsFolder } from './support/models-folder.ts';
import { FORM_TYPE, type Part } from './support/multipart.ts';

const KEYS = '/users/me/api-keys';
const DAY_MS = 24 * 3_600_000;

let api: ApiServer;
let models: ModelsFolder;
let dataDir = '';
let count = 0;

beforeAll(async () => {
  models = modelsFolder();
  dataDir = mkdtempSync(join(tmpdir(), 'bgfx-once-'));
  api = await startApi({ models, dataDir });
});
afterAll(async () => {
  await api.stop();
  models.remove();
  rmSync(dataDir, { recursive: true, force: true });
});

const somebody = () => person(api.url, `user${++count}`);
const create = (user: Person, key: string, body: unknown = { name: 'x' }) =>
  user.call('POST', KEYS, body, { 'Idempotency-Key': key });
const keysOf = async (user: Person) => (await user.call('GET', KEYS)).json().total;
const used = async (user: Person) => (await user.call('GET', '/users/me/usage')).json().used;

/** Works in the server's database. */
function database<T>(work: (database: Sqlite.Database) => T): T {
  const file = new Sqlite(join(dataDir, 'backgroundfx.db'), { timeout: 5000 });
  try {
    return work(file);
  } finally {
    file.close();
  }
}

describe('JSON with an Idempotency-Key', () => {
  it('is done once, and answered the same again, for nothing', async () => {
    const ada = await somebody();
    const first = await create(ada, 'a');
    const second = await create(ada, 'a');
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.json()).toEqual(first.json());
    expect(first.headers['idempotency-replayed']).toBeUndefined();
    expect(second.headers['idempotency-replayed']).toBe('true');
    expect(second.headers['content-type']).toBe(first.headers['content-type']);
    expect(second.headers['cache-control']).toBe('no-store');
    expect(second.headers['x-request-id']).not.toBe(first.headers['x-request-id']);
    expect(await used(ada)).toBe(1);
    expect(await keysOf(ada)).toBe(1);
  });

  it('is another request under another key', async () => {
    const ada = await somebody();
    await create(ada, 'a');
    expect((await create(ada, 'b')).headers['idempotency-replayed']).toBeUndefined();
    expect(await keysOf(ada)).toBe(2);
  });

  it('with another body is refused', async () => {
    const ada = await somebody();
    await create(ada, 'a');
    const answer = await create(ada, 'a', { name: 'y' });
    expect([answer.status, answer.json()]).toEqual([
      422,
      {
        error: 'idempotency_key_reused',
        message: 'This Idempotency-Key was sent before with another body; choose a new one',
      },
    ]);
    expect(await keysOf(ada)).toBe(1);
    expect((await create(ada, 'a')).headers['idempotency-replayed']).toBe('true');
  });

  it('of another user is another request', async () => {
    const [ada, bob] = [await somebody(), await somebody()];
    const first = (await create(ada, 'a')).json();
    const second = await create(bob, 'a');
    expect(second.headers['idempotency-replayed']).toBeUndefined();
    expect(second.json().key).not.toBe(first.key);
  });

  it('happens once when many come at once', async () => {
    const ada = await somebody();
    const answers = await Promise.all(Array.from({ length: 12 }, () => create(ada, 'a')));
    const made = answers.filter(({ status }) => status === 201);
    expect(new Set(made.map(answer => answer.json().key)).size).toBe(1);
    for (const answer of answers.filter(({ status }) => status !== 201)) {
      expect([answer.status, answer.json(), answer.headers['retry-after']]).toEqual([
        409,
        { error: 'still_running', message: 'A request with this Idempotency-Key is still at work' },
        '1',
      ]);
    }
    expect(await keysOf(ada)).toBe(1);
  });

  it('gets the same refusal again', async () => {
    const ada = await somebody();
    const first = await create(ada, 'a', { name: '' });
    const second = await create(ada, 'a', { name: '' });
    expect([first.status, second.status]).toEqual([400, 400]);
    expect(second.json()).toEqual(first.json());
    expect(second.headers['idempotency-replayed']).toBe('true');
  });

  it('is tried again after a 429', async () => {
    const ada = await somebody();
    await ada.call('GET', '/users/me');
    const set = (n: number) =>
      database(file => file.prepare('update usage set used = ? where user_id = ?').run(n, ada.id));
    set(100);
    expect((await create(ada, 'a')).status).toBe(429);
    set(1);
    expect((await create(ada, 'a')).status).toBe(201);
    set(100);
    const again = await create(ada, 'a');
    expect([again.status, again.headers['idempotency-replayed']]).toEqual([201, 'true']);
  });

  it('is kept for a day, and forgotten then', async () => {
    const ada = await somebody();
    const { key } = (await create(ada, 'programs')).json();
    const program = caller(api.url, { 'X-API-Key': String(key) });
    const first = (await create(ada, 'a')).json();
    api.clock.time += DAY_MS - 1;
    const token = (
      await caller(api.url).call('POST', '/auth/refresh', { refresh_token: ada.refreshToken })
    ).json().token;
    const later = caller(api.url, { Authorization: `Bearer ${token}` });
    const post = () => later.call('POST', KEYS, { name: 'x' }, { 'Idempotency-Key': 'a' });
    expect((await post()).json()).toEqual(first);
    api.clock.time += 1;
    const fresh = await post();
    expect([fresh.status, fresh.headers['idempotency-replayed']]).toEqual([201, undefined]);
    expect(fresh.json().key).not.toBe(first.key);
    expect((await program.call('GET', '/users/me')).status).toBe(200);
  });

  it('leaves no secret in the database', async () => {
    const ada = await somebody();
    const { key } = (await create(ada, 'a-key-to-look-for')).json();
    const everything = readFileSync(join(dataDir, 'backgroundfx.db')).toString('latin1');
    const journal = readFileSync(join(dataDir, 'backgroundfx.db-wal')).toString('latin1');
    for (const text of [everything, journal]) {
      expect(text).not.toContain(String(key));
      expect(text).not.toContain('a-key-to-look-for');
    }
    expect(journal).toContain(String(key).slice(0, 12));
  });
});

describe('the key itself', () => {
  it.each([['x'.repeat(255)], ["'; drop table idempotency_keys; --"], ['../../../x'], ['{"a":1}']])(
    'may be %s',
    async key => {
      const ada = await somebody();
      const visible = key.replaceAll(' ', '+');
      expect((await create(ada, visible)).status).toBe(201);
      expect((await create(ada, visible)).headers['idempotency-replayed']).toBe('true');
    },
  );

  it.each([['x'.repeat(256)], [''], ['a b'], ['\u00e9']])('must not be %j', async key => {
    const ada = await somebody();
    const answer = await create(ada, key);
    expect(answer.status).toBe(400);
    const message = 'Idempotency-Key must be 1 to 255 visible ASCII characters';
    expect(answer.json().details).toEqual({ fields: [{ path: 'Idempotency-Key', message }] });
    expect(await keysOf(ada)).toBe(0);
  });

  it('means nothing where nothing is created', async () => {
    const ada = await somebody();
    const get = () => ada.call('GET', '/users/me', undefined, { 'Idempotency-Key': 'x' });
    await get();
    const second = await get();
    expect([second.status, second.headers['idempotency-replayed']]).toEqual([200, undefined]);
  });
});

describe('a form with an Idempotency-Key', () => {
  const mug: Part = { name: 'file', filename: 'mug.jpg', value: readFileSync(sample('02-mug')) };
  const post = (user: Person, parts: readonly Part[], headers: Record<string, string> = {}) =>
    api.post(parts, {
      authorization: `Bearer ${user.token}`,
      headers: { 'Idempotency-Key': 'form', ...headers },
    });
  const results = () => keptResults(dataDir).rows.length;

  it('is worked on once, and costs once', async () => {
    const ada = await somebody();
    const before = results();
    const first = await post(ada, [mug]);
    const second = await post(ada, [mug]);
    expect([first.status, second.status, second.headers['idempotency-replayed']]).toEqual([200, 200, 'true']);
    expect(second.json()).toEqual(first.json());
    expect(results()).toBe(before + 1);
    expect(await used(ada)).toBe(1);
    expect(api.leftOver()).toEqual([]);
  });

  it('is the same form with another boundary, and another one with another field, name or byte', async () => {
    const ada = await somebody();
    const first = await post(ada, [mug]);
    expect(first.status).toBe(200);
    const other = Buffer.from(mug.value as Uint8Array);
    other[other.length - 1] = (other[other.length - 1] ?? 0) ^ 1;
    for (const parts of [
      [mug, { name: 'quality', value: 'low' }],
      [{ ...mug, filename: 'cup.jpg' }],
      [{ ...mug, value: other }],
    ]) {
      const answer = await post(ada, parts);
      expect([answer.status, answer.json().error]).toEqual([422, 'idempotency_key_reused']);
    }
    expect(await used(ada)).toBe(1);
  });

  it('is tried again when it never came whole', async () => {
    const ada = await somebody();
    const socket = await openConnection(api.url);
    socket.write(
      [
        'POST /v1/process/remove-background HTTP/1.1',
        'Host: localhost',
        `Authorization: Bearer ${ada.token}`,
        'Idempotency-Key: form',
        `Content-Type: ${FORM_TYPE}`,
        'Content-Length: 100000',
        '',
        'begun',
      ].join('\r\n'),
    );
    const state = () =>
      database(file =>
        file
          .prepare<[string], { state: string }>('select state from idempotency_keys where user_id = ?')
          .get(ada.id),
      )?.state;
    await eventually(
      async () => state() === 'running',
      () => `state is ${state()}`,
    );
    const meanwhile = await post(ada, [mug]);
    expect([meanwhile.status, meanwhile.json().error]).toEqual([409, 'still_running']);
    socket.destroy();
    await eventually(
      async () => state() === 'open',
      () => `state is ${state()}`,
    );
    expect((await post(ada, [mug])).status).toBe(200);
  });

  it('that is refused before its end is not kept', async () => {
    const ada = await somebody();
    const twice = [mug, mug];
    expect((await post(ada, twice)).status).toBe(400);
    expect((await post(ada, [mug])).status).toBe(200);
  });

  it('whose answer is a picture is worked on once, and gets the same bytes again', async () => {
    const ada = await somebody();
    const accept = { Accept: 'image/webp' };
    const before = results();
    const first = await post(ada, [mug], accept);
    const second = await post(ada, [mug], accept);
    expect([first.status, second.status, second.headers['idempotency-replayed']]).toEqual([200, 200, 'true']);
    expect(second.body.equals(first.body)).toBe(true);
    const { 'x-request-id': _, 'idempotency-replayed': __, date: ___, ...told } = second.headers;
    for (const [name, value] of Object.entries(told)) {
      if (!name.includes('ratelimit')) expect([name, first.headers[name]]).toEqual([name, value]);
    }
    expect(told['content-type']).toBe('image/webp');
    expect(told['content-disposition']).toBe(first.headers['content-disposition']);
    expect(told['x-model']).toBe(first.headers['x-model']);
    expect(await used(ada)).toBe(1);
    expect(results()).toBe(before + 1);
    expect(api.leftOver()).toEqual([]);
  });

  it('whose answer was a picture that has expired is told so, and not worked on again', async () => {
    const ada = await somebody();
    expect((await post(ada, [mug], { Accept: 'image/png' })).status).toBe(200);
    database(file => file.prepare('update results set expires_at = 0 where user_id = ?').run(ada.id));
    const again = await post(ada, [mug], { Accept: 'image/png' });
    expect([again.status, again.json()]).toEqual([
      410,
      { error: 'expired', message: 'The picture of this answer has expired' },
    ]);
    expect(await used(ada)).toBe(1);
  });

  it('that was cut off after its picture was kept is answered with that picture', async () => {
    const ada = await somebody();
    const first = await post(ada, [mug], { Accept: 'image/webp' });
    database(file =>
      file.prepare("update idempotency_keys set state = 'open', answer = null where user_id = ?").run(ada.id),
    );
    const before = results();
    const second = await post(ada, [mug], { Accept: 'image/png' });
    expect([second.status, second.headers['content-type']]).toEqual([200, 'image/webp']);
    expect(second.body.equals(first.body)).toBe(true);
    expect(results()).toBe(before);
  });
});

describe('a server that was killed half way', () => {
  it('lets the key be tried again, under the same id', async () => {
    const ada = await somebody();
    const { id } = (await create(ada, 'a')).json();
    database(file =>
      file
        .prepare("update idempotency_keys set state = 'running', answer = null where user_id = ?")
        .run(ada.id),
    );
    expect((await create(ada, 'a')).status).toBe(409);
    const { time } = api.clock;
    await api.stop();
    api = await startApi({ models, dataDir, time });
    const again = caller(api.url, { Authorization: `Bearer ${ada.token}` });
    const post = (body: unknown) => again.call('POST', KEYS, body, { 'Idempotency-Key': 'a' });
    expect((await post({ name: 'y' })).status).toBe(422);
    const answer = await post({ name: 'x' });
    expect([answer.status, answer.json().id]).toEqual([201, id]);
    expect((await again.call('GET', KEYS)).json().total).toBe(1);
    expect((await post({ name: 'x' })).json()).toEqual(answer.json());
  });

  it('forgets what is over', async () => {
    const rows = () =>
      database(file => file.prepare<[], { n: number }>('select count(*) n from idempotency_keys').get())?.n;
    expect(rows()).toBeGreaterThan(0);
    const time = api.clock.time + DAY_MS;
    await api.stop();
    api = await startApi({ models, dataDir, time });
    await eventually(
      async () => rows() === 0,
      () => `${rows()} keys are left`,
    );
  });
});
