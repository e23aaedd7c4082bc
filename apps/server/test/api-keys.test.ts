import { createHash } from 'node:crypto';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiServer, startApi } from './support/api-server.ts';
import { caller, type Person, person } from './support/caller.ts';

const KEYS = '/users/me/api-keys';

let api: ApiServer;
let count = 0;

beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.stop());

const somebody = () => person(api.url, `user${++count}`);
const create = (owner: Person, name: unknown = 'Importer') => owner.call('POST', KEYS, { name });

/** A new key of a user's. */
async function newKey(owner: Person): Promise<{ id: string; key: string }> {
  const { id, key } = (await create(owner)).json();
  return { id: String(id), key: String(key) };
}
const bearing = (key: string) => caller(api.url, { Authorization: `Bearer ${key}` });
const withKey = (key: string) => caller(api.url, { 'X-API-Key': key });

describe('an API key', () => {
  it('is shown once, and kept as a hash', async () => {
    const ada = await somebody();
    const answer = await create(ada, '  Shop importer  ');
    expect([answer.status, answer.headers['cache-control']]).toEqual([201, 'no-store']);
    const made = answer.json();
    expect(made).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      name: 'Shop importer',
      prefix: String(made.key).slice(0, 12),
      created_at: expect.stringMatching(/Z$/),
      last_used_at: null,
      key: expect.stringMatching(/^bfx_[\w-]{43}$/),
    });
    const { key, ...shown } = made;
    expect((await ada.call('GET', KEYS)).json()).toEqual({ items: [shown], total: 1 });
    const database = new Sqlite(join(api.dataDir, 'backgroundfx.db'), { readonly: true });
    const row = database.prepare('select * from api_keys where id = ?').get(made.id) as { key_hash: Buffer };
    database.close();
    expect(row.key_hash).toEqual(createHash('sha256').update(String(key)).digest());
    expect(JSON.stringify(row)).not.toContain(String(key).slice(12));
  });

  it('says whose it is, as bearer and in a header of its own', async () => {
    const ada = await somebody();
    const { key } = await newKey(ada);
    for (const program of [bearing(key), withKey(key)]) {
      expect((await program.call('GET', '/users/me')).json()).toMatchObject({ id: ada.id, email: ada.email });
    }
  });

  it('tells when it was used, to the minute', async () => {
    const ada = await somebody();
    const { key } = await newKey(ada);
    const used = async () => {
      await bearing(key).call('GET', '/users/me/usage');
      const { items } = (await ada.call('GET', KEYS)).json() as { items: { last_used_at: string }[] };
      return Date.parse(items[0]?.last_used_at ?? '');
    };
    const first = api.clock.time;
    expect(await used()).toBe(first);
    api.clock.time += 59_999;
    expect(await used()).toBe(first);
    api.clock.time += 1;
    expect(await used()).toBe(api.clock.time);
  });

  it('works no more once it is deleted', async () => {
    const ada = await somebody();
    const { id, key } = await newKey(ada);
    const other = await newKey(ada);
    const gone = await ada.call('DELETE', `${KEYS}/${id}`);
    expect([gone.status, gone.body.length]).toEqual([204, 0]);
    for (const program of [bearing(key), withKey(key)]) {
      const answer = await program.call('GET', '/users/me');
      expect([answer.status, answer.json()]).toEqual([
        401,
        { error: 'unauthorized', message: 'The API key is not valid' },
      ]);
      expect(answer.headers['www-authenticate']).toContain('error="invalid_token"');
    }
    expect((await bearing(other.key).call('GET', '/users/me')).status).toBe(200);
    expect((await ada.call('DELETE', `${KEYS}/${id}`)).status).toBe(404);
  });

  it('works no more once its owner is gone', async () => {
    const ada = await somebody();
    const { key } = await newKey(ada);
    expect((await ada.call('DELETE', '/users/me')).status).toBe(204);
    expect((await bearing(key).call('GET', '/users/me')).status).toBe(401);
  });

  it('makes no other keys, and changes and ends no account', async () => {
    const ada = await somebody();
    const { id, key } = await newKey(ada);
    const refused = {
      error: 'forbidden',
      message: 'This takes an access token; an API key is not enough',
    };
    for (const [method, path, body] of [
      ['POST', KEYS, { name: 'Another' }],
      ['DELETE', `${KEYS}/${id}`, undefined],
      ['PATCH', '/users/me', { name: 'Mallory' }],
      ['DELETE', '/users/me', undefined],
    ] as const) {
      const answer = await bearing(key).call(method, path, body);
      expect([answer.status, answer.json()]).toEqual([403, refused]);
    }
    expect((await bearing(key).call('GET', KEYS)).json()).toMatchObject({ total: 1 });
  });

  it('of another user cannot be seen or deleted', async () => {
    const [ada, bob] = [await somebody(), await somebody()];
    const { id, key } = await newKey(ada);
    const answer = await bob.call('DELETE', `${KEYS}/${id}`);
    expect([answer.status, answer.json()]).toEqual([
      404,
      { error: 'not_found', message: 'There is no such API key' },
    ]);
    expect((await bob.call('GET', KEYS)).json()).toEqual({ items: [], total: 0 });
    expect((await bearing(key).call('GET', '/users/me')).status).toBe(200);
  });

  it('is one of twenty', async () => {
    const ada = await somebody();
    const answers = await Promise.all(Array.from({ length: 22 }, () => create(ada)));
    expect(answers.map(({ status }) => status).sort()).toEqual([...Array(20).fill(201), 409, 409]);
    const [refused] = answers.filter(({ status }) => status === 409);
    expect(refused?.json()).toEqual({
      error: 'limit_reached',
      message: 'There can be at most 20 API keys; delete one first',
      details: { limit: 20 },
    });
  });
});

describe('what is no key', () => {
  const strange = ['bfx_', 'bfx_x', `bfx_${'A'.repeat(43)}`, "bfx_'--", `bfx_${'x'.repeat(5000)}`];

  it.each(strange)('is refused: %s', async key => {
    for (const program of [bearing(key), withKey(key)]) {
      expect((await program.call('GET', '/users/me')).status).toBe(401);
    }
  });

  it('is an access token in the place of one', async () => {
    const ada = await somebody();
    expect((await withKey(ada.token).call('GET', '/users/me')).status).toBe(401);
  });

  it('decides where both are sent: the Authorization header does', async () => {
    const [ada, bob] = [await somebody(), await somebody()];
    const { key } = await newKey(ada);
    const both = caller(api.url, { Authorization: `Bearer ${bob.token}`, 'X-API-Key': key });
    expect((await both.call('GET', '/users/me')).json()).toMatchObject({ id: bob.id });
    const broken = caller(api.url, { Authorization: 'Bearer x', 'X-API-Key': key });
    expect((await broken.call('GET', '/users/me')).status).toBe(401);
  });
});

describe('the name of a key', () => {
  it.each(['🦄 مرحبا', "'; drop table api_keys; --", 'x'.repeat(100), '<script>', '../../etc/passwd'])(
    'is kept as it is: %s',
    async name => {
      const ada = await somebody();
      const answer = await create(ada, name);
      expect([answer.status, answer.json().name]).toEqual([201, name]);
      expect((await ada.call('GET', KEYS)).json()).toMatchObject({ items: [{ name }] });
    },
  );

  it.each([
    [undefined, 'name is required'],
    [null, 'name must be text'],
    [1, 'name must be text'],
    [true, 'name must be text'],
    [[], 'name must be text'],
    [{}, 'name must be text'],
    ['', 'name must have at least 1 character'],
    ['   ', 'name must have at least 1 character'],
    ['x'.repeat(101), 'name must have at most 100 characters'],
  ])('is refused: %j', async (name, message) => {
    const ada = await somebody();
    const answer = await ada.call('POST', KEYS, { name });
    expect(answer.status).toBe(400);
    expect(answer.json().details).toMatchObject({
      fields: expect.arrayContaining([{ path: 'name', message }]),
    });
  });

  it('of 64 KiB is refused with its body', async () => {
    expect((await create(await somebody(), 'x'.repeat(65_536))).status).toBe(413);
  });

  it('stands alone: other fields are refused by name', async () => {
    const answer = await (await somebody()).call('POST', KEYS, { name: 'x', scopes: [] });
    expect(answer.status).toBe(400);
    expect(answer.json().details).toEqual({
      fields: [{ path: '', message: 'There is no field called "scopes"' }],
    });
  });
});

it.each(["' or 1=1 --", '..%2f..', '%00', '🦄', 'x'.repeat(5000), '*'])(
  'an id that is none is not found: %s',
  async id => {
    const ada = await somebody();
    const { key } = await newKey(ada);
    expect((await ada.call('DELETE', `${KEYS}/${encodeURI(id)}`)).status).toBe(404);
    expect((await bearing(key).call('GET', '/users/me')).status).toBe(200);
  },
);
