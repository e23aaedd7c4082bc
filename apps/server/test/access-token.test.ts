import { createHmac } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportJWK, exportSPKI, SignJWT } from 'jose';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AccessTokens } from '../src/auth/access-token.ts';
import { openKeyRing } from '../src/platform/keys/key-ring.ts';
import { type AuthApp, startAuthApp } from './support/auth-app.ts';

let server: AuthApp;
let token = '';
let userId = '';
beforeEach(async () => {
  server = await startAuthApp();
  const session = await server.register();
  token = session.token;
  userId = session.user.id;
});
afterEach(() => server.close());

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const parts = () => token.split('.') as [string, string, string];
const decoded = (text: string) => JSON.parse(Buffer.from(text, 'base64url').toString());

/** Asserts 401 with one reason, in the body and in the challenge. */
async function expectRefused(authorization: string | undefined, message: string, challenge: string) {
  const answer = await server.me(authorization);
  expect(answer.status).toBe(401);
  expect(await answer.json()).toEqual({ error: 'unauthorized', message });
  expect(answer.headers.get('www-authenticate')).toBe(challenge);
}
const NOT_VALID = 'The access token is not valid';
const invalidToken = (reason: string) => `Bearer error="invalid_token", error_description="${reason}"`;
const expectInvalid = (sent: string) => expectRefused(`Bearer ${sent}`, NOT_VALID, invalidToken(NOT_VALID));

/** A token signed with the server's own key, wrong in one thing. */
async function signed(
  changes: { header?: object; payload?: object; drop?: string } = {},
  keys = server.keys,
): Promise<string> {
  const [{ privateKey, kid }] = keys.signing;
  const now = Math.floor(server.clock.time / 1000);
  const payload: Record<string, unknown> = {
    iss: 'backgroundfx',
    aud: 'backgroundfx-api',
    sub: userId,
    iat: now,
    exp: now + 900,
    ...changes.payload,
  };
  if (changes.drop) delete payload[changes.drop];
  const header = { alg: 'ES256', typ: 'at+jwt', kid, ...changes.header };
  return new SignJWT(payload).setProtectedHeader(header).sign(privateKey);
}

describe('an access token', () => {
  it('says whose it is, for whom, and until when', () => {
    const [header, payload] = parts();
    const now = server.clock.time / 1000;
    expect(decoded(header)).toEqual({ alg: 'ES256', typ: 'at+jwt', kid: server.keys.signing[0].kid });
    expect(decoded(payload)).toEqual({
      iss: 'backgroundfx',
      aud: 'backgroundfx-api',
      sub: userId,
      iat: now,
      exp: now + 15 * 60,
    });
  });

  it.each(['Bearer', 'bearer', 'BEARER', 'Bearer  '])('opens the door as "%s"', async scheme => {
    const answer = await server.me(`${scheme} ${token}`);
    expect([answer.status, await answer.json()]).toEqual([
      200,
      { id: userId, email: 'ada@example.org', name: 'Ada Lovelace', plan: 'free' },
    ]);
  });

  it('as these tests sign it is a good one', async () => {
    expect((await server.me(`Bearer ${await signed()}`)).status).toBe(200);
  });

  it('lives fifteen minutes', async () => {
    server.clock.time += 15 * 60 * 1000 - 1;
    expect((await server.me(`Bearer ${token}`)).status).toBe(200);
    server.clock.time += 1;
    const message = 'The access token has expired';
    await expectRefused(`Bearer ${token}`, message, invalidToken(message));
  });

  it('of a key that is no longer the newest is still good', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'bgfx-ring-'));
    const newer = await openKeyRing(join(dir, 'keys.json'), server.clock);
    await rm(dir, { recursive: true });
    const signing = [newer.signing[0], ...server.keys.signing] as const;
    const tokens = new AccessTokens({ keys: { signing }, clock: server.clock });
    expect(await tokens.verify(token)).toEqual({ userId });
    const [header] = (await tokens.issue(userId)).split('.');
    expect(decoded(header ?? '').kid).toBe(newer.signing[0].kid);
  });
});

describe('refused is', () => {
  it('nothing', () =>
    expectRefused(undefined, 'An access token is needed: Authorization: Bearer <token>', 'Bearer'));

  it.each(['Basic YTpi', 'Bearer', 'Bearer a b', 'token', 'Bearer x', 'Bearer ..', 'Bearer a.b.c'])(
    '"%s"',
    authorization => expectRefused(authorization, NOT_VALID, invalidToken(NOT_VALID)),
  );

  it('a token with one changed character, wherever it is', async () => {
    for (let at = 0; at < token.length; at += 7) {
      if (token[at] === '.') continue;
      const other = token[at] === 'A' ? 'w' : 'A';
      await expectInvalid(token.slice(0, at) + other + token.slice(at + 1));
    }
  });

  it('a change to a token that was good a moment ago', async () => {
    expect((await server.me(`Bearer ${token}`)).status).toBe(200);
    await expectInvalid(`${token}A`);
    await expectInvalid(token.slice(0, -1));
    expect((await server.me(`Bearer ${token}`)).status).toBe(200);
  });

  it('a payload of another user under the same signature', async () => {
    const [header, payload, signature] = parts();
    await expectInvalid(`${header}.${part({ ...decoded(payload), sub: 'somebody-else' })}.${signature}`);
  });

  it.each(['none', 'None', 'NONE'])('alg: %s', async alg => {
    const [header, payload, signature] = parts();
    const unsigned = part({ ...decoded(header), alg });
    await expectInvalid(`${unsigned}.${payload}.`);
    await expectInvalid(`${unsigned}.${payload}.${signature}`);
  });

  it('HS256, the public key taken for a secret', async () => {
    const [{ publicKey, kid }] = server.keys.signing;
    for (const secret of [await exportSPKI(publicKey), JSON.stringify(await exportJWK(publicKey))]) {
      const text = `${part({ alg: 'HS256', typ: 'at+jwt', kid })}.${parts()[1]}`;
      const signature = createHmac('sha256', secret).update(text).digest('base64url');
      await expectInvalid(`${text}.${signature}`);
    }
  });

  it('a token of another server', async () => {
    const other = await startAuthApp();
    try {
      const { token: foreign } = await other.register();
      await expectInvalid(foreign);
      // Even one that calls its key by our key's name.
      await expectInvalid(await signed({ header: { kid: server.keys.signing[0].kid } }, other.keys));
    } finally {
      await other.close();
    }
  });

  it.each<[string, Parameters<typeof signed>[0]]>([
    ['another audience', { payload: { aud: 'somebody' } }],
    ['no audience', { drop: 'aud' }],
    ['another issuer', { payload: { iss: 'somebody' } }],
    ['no issuer', { drop: 'iss' }],
    ['no end', { drop: 'exp' }],
    ['no beginning', { drop: 'iat' }],
    ['no user', { drop: 'sub' }],
    ['an empty user', { payload: { sub: '' } }],
    ['another purpose', { header: { typ: 'JWT' } }],
    ['no purpose', { header: { typ: undefined } }],
    ['an unknown key', { header: { kid: 'unknown' } }],
    ['no key', { header: { kid: undefined } }],
  ])('a token of ours with %s', async (_what, changes) => {
    await expectInvalid(await signed(changes));
  });

  it('a token that is not good yet', async () => {
    await expectInvalid(await signed({ payload: { nbf: server.clock.time / 1000 + 60 } }));
  });

  it('whoever goes while the request is at work', async () => {
    const answer = await server.post('/v1/late', {}, { Authorization: `Bearer ${token}` });
    const message = 'The account of the access token is gone';
    expect([answer.status, await answer.json()]).toEqual([401, { error: 'unauthorized', message }]);
    expect(answer.headers.get('www-authenticate')).toBe(invalidToken(message));
  });

  it('the token of a user who is gone', async () => {
    await server.database.deleteFrom('users').where('id', '=', userId).execute();
    const message = 'The account of the access token is gone';
    await expectRefused(`Bearer ${token}`, message, invalidToken(message));
  });
});
