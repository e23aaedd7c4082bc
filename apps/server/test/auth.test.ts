import { createHash } from 'node:crypto';
import type { AuthResponse } from '@backgroundfx/contract';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ADA, type AuthApp, startAuthApp } from './support/auth-app.ts';

const THIRTY_DAYS_MS = 30 * 24 * 3600 * 1000;

let server: AuthApp;
beforeEach(async () => {
  server = await startAuthApp();
});
afterEach(() => server.close());

const register = (body: unknown, headers?: Record<string, string>) =>
  server.post('/v1/auth/register', body, headers);
const login = (body: unknown) => server.post('/v1/auth/login', body);

/** Status and body of an answer. */
async function read(answer: Response): Promise<{ status: number; body: unknown }> {
  return { status: answer.status, body: await answer.json() };
}

/** 400 for these fields. */
const invalid = (...fields: { path: string; message: string }[]) => ({
  status: 400,
  body: { error: 'invalid_request', message: 'The request is not valid', details: { fields } },
});

describe('registering', () => {
  it('makes an account and logs its owner in', async () => {
    const answer = await register(ADA);
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([201, 'no-store']);
    const body = (await answer.json()) as AuthResponse;
    expect(body).toEqual({
      token: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
      refresh_token: expect.stringMatching(/^[\w-]{43}$/),
      user: {
        id: expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
        email: 'ada@example.org',
        name: 'Ada Lovelace',
        plan: 'free',
        created_at: '2026-01-01T00:00:00.000Z',
      },
    });
    const { created_at: _, ...user } = body.user;
    expect(await read(await server.me(`Bearer ${body.token}`))).toEqual({ status: 200, body: user });
  });

  it('keeps neither the password nor the refresh token', async () => {
    const { refresh_token, user } = await server.register();
    const [account] = await server.database.selectFrom('users').selectAll().execute();
    expect(account?.password_hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/);
    const [token, ...others] = await server.database.selectFrom('refresh_tokens').selectAll().execute();
    expect(others).toEqual([]);
    expect(Buffer.from(token?.token_hash ?? [])).toEqual(createHash('sha256').update(refresh_token).digest());
    expect(token).toMatchObject({
      user_id: user.id,
      created_at: server.clock.time,
      expires_at: server.clock.time + THIRTY_DAYS_MS,
    });
  });

  it('takes an address as the same one whatever its case and the space around it', async () => {
    expect((await server.register({ email: '  Ada@Example.ORG ' })).user.email).toBe('ada@example.org');
    expect((await login({ ...ADA, email: 'ADA@example.org' })).status).toBe(200);
    expect((await register(ADA)).status).toBe(409);
  });

  it('refuses an address that has an account, and leaves the account alone', async () => {
    await server.register();
    expect(await read(await register({ ...ADA, password: 'another password' }))).toEqual({
      status: 409,
      body: { error: 'email_taken', message: 'There is an account with this e-mail address already' },
    });
    expect((await login(ADA)).status).toBe(200);
    expect(await server.database.selectFrom('refresh_tokens').selectAll().execute()).toHaveLength(2);
  });

  it('gives an address that two ask for at once to one of them', async () => {
    const answers = await Promise.all([1, 2, 3, 4].map(() => register(ADA)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409]);
    expect(await server.database.selectFrom('users').selectAll().execute()).toHaveLength(1);
  });

  it('takes the space off a name', async () => {
    expect((await server.register({ name: '  Ada  ' })).user.name).toBe('Ada');
  });

  const shortName = { path: 'name', message: 'name must have at least 2 characters' };
  const noEmail = { path: 'email', message: 'email must be an e-mail address' };
  it.each([
    ['no password', { password: undefined }, { path: 'password', message: 'password is required' }],
    [
      'a short password',
      { password: 'seven77' },
      { path: 'password', message: 'password must have at least 8 characters' },
    ],
    [
      'a long password',
      { password: 'x'.repeat(201) },
      { path: 'password', message: 'password must have at most 200 characters' },
    ],
    [
      'a number for a password',
      { password: 12345678 },
      { path: 'password', message: 'password must be text' },
    ],
    ['a short name', { name: 'A' }, shortName],
    ['a name of space', { name: '     ' }, shortName],
    [
      'a long name',
      { name: 'x'.repeat(201) },
      { path: 'name', message: 'name must have at most 200 characters' },
    ],
    ['no address', { email: 'ada' }, noEmail],
    ['two addresses', { email: 'a@b.org, c@d.org' }, noEmail],
    ['an address with a line end in it', { email: 'a@b.org\nBcc: c@d.org' }, noEmail],
    ['null for an address', { email: null }, { path: 'email', message: 'email must be text' }],
    [
      'a long address',
      { email: `${'x'.repeat(250)}@b.org` },
      { path: 'email', message: 'email must have at most 254 characters' },
    ],
  ])('refuses %s', async (_what, changes, problem) => {
    expect(await read(await register({ ...ADA, ...changes }))).toEqual(invalid(problem));
  });

  it('tells everything that is wrong at once', async () => {
    expect(await read(await register({}))).toEqual(
      invalid(
        { path: 'email', message: 'email is required' },
        { path: 'password', message: 'password is required' },
        { path: 'name', message: 'name is required' },
      ),
    );
  });
});

describe('logging in', () => {
  it('gives new tokens each time, in a family of their own', async () => {
    const first = await server.register();
    server.clock.time += 1000;
    const answer = await login({ email: ADA.email, password: ADA.password });
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'no-store']);
    const second = (await answer.json()) as AuthResponse;
    expect(second.user).toEqual(first.user);
    expect(second.token).not.toBe(first.token);
    expect(second.refresh_token).not.toBe(first.refresh_token);
    const tokens = await server.database.selectFrom('refresh_tokens').select('family_id').execute();
    expect(new Set(tokens.map(({ family_id }) => family_id)).size).toBe(2);
  });

  it('answers a wrong password as it answers an unknown address', async () => {
    await server.register();
    const wrong = await login({ ...ADA, password: 'wrong password' });
    const unknown = await login({ ...ADA, email: 'nobody@example.org' });
    expect(wrong.headers.get('www-authenticate')).toBe('Bearer');
    expect([...wrong.headers.keys()]).toEqual([...unknown.headers.keys()]);
    const [first, second] = [await read(wrong), await read(unknown)];
    expect(first).toEqual({
      status: 401,
      body: { error: 'unauthorized', message: 'The e-mail address or the password is wrong' },
    });
    expect(second).toEqual(first);
  });

  it('tells passwords apart to the last character, their case and their spaces', async () => {
    await server.register({ password: 'x'.repeat(200) });
    expect((await login({ ...ADA, password: `${'x'.repeat(199)}y` })).status).toBe(401);
    expect((await login({ ...ADA, password: 'X'.repeat(200) })).status).toBe(401);
    expect((await login({ ...ADA, password: `${'x'.repeat(199)} ` })).status).toBe(401);
    expect((await login({ ...ADA, password: 'x'.repeat(200) })).status).toBe(200);
  });

  it('takes one password from different keyboards', async () => {
    await server.register({ password: 'na\u00efve caf\u00e9' });
    expect((await login({ ...ADA, password: 'nai\u0308ve cafe\u0301' })).status).toBe(200);
  });

  it('forgets refresh tokens that have expired', async () => {
    await server.register();
    await server.register({ email: 'other@example.org' });
    server.clock.time += THIRTY_DAYS_MS - 1;
    await login(ADA);
    const count = async () =>
      (await server.database.selectFrom('refresh_tokens').selectAll().execute()).length;
    expect(await count()).toBe(3);
    server.clock.time += 1;
    await login(ADA);
    expect(await count()).toBe(3);
  });

  it('refuses a body without fields', async () => {
    expect(await read(await login({}))).toEqual(
      invalid(
        { path: 'email', message: 'email is required' },
        { path: 'password', message: 'password is required' },
      ),
    );
  });
});

describe('a database without room', () => {
  const full = {
    status: 503,
    body: { error: 'storage_full', message: 'The server has no room left for files' },
  };
  beforeEach(async () => {
    await server.register();
    const { rows } = await sql<{ page_count: number }>`pragma page_count`.execute(server.database);
    await sql.raw(`pragma max_page_count = ${rows[0]?.page_count}`).execute(server.database);
  });

  it('is told to who registers, and nothing of the account is kept', async () => {
    let [answer, email] = [await register(ADA), ''];
    for (let i = 0; [201, 409].includes(answer.status); i++) {
      email = `${i}@example.org`;
      answer = await register({ ...ADA, email, name: 'N'.repeat(200) });
    }
    expect(await read(answer)).toEqual(full);
    const rows = await server.database.selectFrom('users').where('email', '=', email).selectAll().execute();
    expect(rows).toEqual([]);
  });

  it('is told to who logs in', async () => {
    let answer = await login(ADA);
    while (answer.status === 200) answer = await login(ADA);
    expect(await read(answer)).toEqual(full);
  });
});

describe.each(['/v1/auth/register', '/v1/auth/login'])('a body that is none: %s', path => {
  it.each(['{', '', 'null!', '{"email":"a'])('refuses "%s"', async text => {
    expect(await read(await server.post(path, text))).toEqual(
      invalid({ path: '', message: 'The body is not valid JSON' }),
    );
  });

  it.each(['[]', 'null', '"text"', '1'])('refuses %s', async text => {
    expect(await read(await server.post(path, text))).toEqual(
      invalid({ path: '', message: 'The body must be a JSON object' }),
    );
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])(
    'refuses %s',
    async type => {
      expect(await read(await server.post(path, ADA, { 'Content-Type': type }))).toEqual({
        status: 415,
        body: { error: 'unsupported_media_type', message: 'The Content-Type must be application/json' },
      });
    },
  );

  const tooLong = {
    status: 413,
    body: {
      error: 'payload_too_large',
      message: 'The body must not be longer than 16 KiB',
      details: { limit_bytes: 16_384 },
    },
  };

  it('refuses one that is too long', async () => {
    expect(await read(await server.post(path, { ...ADA, more: 'x'.repeat(16_384) }))).toEqual(tooLong);
  });

  it('reads no further than the limit when nobody says how long it is', async () => {
    let sent = 0;
    const body = new ReadableStream({
      pull(controller) {
        sent += 1024;
        controller.enqueue(new Uint8Array(1024).fill(32));
      },
    });
    const request = new Request(`http://localhost${path}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'Transfer-Encoding': 'chunked' },
      body,
      duplex: 'half',
    });
    expect(await read(await server.app.request(request))).toEqual(tooLong);
    expect(sent).toBeLessThan(64 * 1024);
  });
});
