import { beforeEach, describe, expect, it } from 'vitest';
import { refusal, SESSION, scriptedServer } from './testing/scripted-server.ts';

let server: ReturnType<typeof scriptedServer>;
beforeEach(() => {
  server = scriptedServer();
});

const state = () => server.store.getState();
const CREDENTIALS = { email: 'ada@example.org', password: 'correct horse' };

describe('looking for a server', () => {
  it('finds one that answers, and asks it nothing else', async () => {
    expect(state().reach).toBe('looking');
    await state().look();
    expect(state().reach).toBe('there');
    expect(server.lines()).toEqual(['GET /v1/health']);
  });

  it.each([
    ['no connection', () => Promise.reject(new TypeError('Failed to fetch'))],
    ['a page in the place of the API', () => new Response('<!doctype html>')],
    ['another API', () => Response.json({ status: 'fine' })],
    ['an empty answer', () => Response.json(null)],
  ])('sees that there is none: %s', async (_, answer) => {
    server.on('GET /v1/health', answer);
    await state().look();
    expect(state().reach).toBe('away');
  });

  it('keeps what is on screen while it looks again, and says so where there was nothing', async () => {
    await state().look();
    const again = state().look();
    expect(state().reach).toBe('there');
    await again;
    server.stop();
    await state().look();
    expect(state().reach).toBe('away');
    const third = state().look();
    expect(state().reach).toBe('looking');
    await third;
  });
});

describe('an account', () => {
  it('signs in, and is told how many photos are left', async () => {
    const entering = state().signIn(CREDENTIALS);
    expect(state().isBusy).toBe(true);
    await entering;
    expect(state()).toMatchObject({
      account: { email: 'ada@example.org' },
      allowance: { left: 97, resetsAt: new Date('2026-01-31T13:00:00.000Z') },
      isBusy: false,
      problem: null,
    });
    expect(server.lines()).toEqual(['POST /v1/auth/login', 'GET /v1/users/me/usage']);
    expect(server.seen[1]!.headers.get('Authorization')).toBe('Bearer access-1');
  });

  it('is made with a name', async () => {
    await state().register({ ...CREDENTIALS, name: 'Ada' });
    expect(JSON.parse(server.seen[0]!.body)).toEqual({ ...CREDENTIALS, name: 'Ada' });
    expect(state().account).toEqual({ email: 'ada@example.org' });
  });

  it.each([
    [401, 'unauthorized', undefined, { code: 'wrong_password' }],
    [409, 'email_taken', undefined, { code: 'email_taken' }],
    [
      429,
      'rate_limited',
      { reset: '2026-01-31T12:15:00.000Z' },
      { code: 'throttled', until: new Date('2026-01-31T12:15:00.000Z') },
    ],
    [429, 'rate_limited', undefined, { code: 'throttled', until: undefined }],
    [
      400,
      'invalid_request',
      { fields: [{ path: 'password' }, { path: 'plan' }, {}] },
      { code: 'fields', fields: ['password'] },
    ],
    [503, 'busy', undefined, { code: 'busy' }],
    [500, 'internal', undefined, { code: 'failed' }],
  ])('is refused with %i %s', async (status, code, details, problem) => {
    server.on('POST /v1/auth/login', () => refusal(status, code, details));
    await state().signIn(CREDENTIALS);
    expect(state()).toMatchObject({ account: null, isBusy: false, problem });
  });

  it('meets a server that is gone, and one that answers with something else', async () => {
    server.on('POST /v1/auth/login', () => Promise.reject(new TypeError('Failed to fetch')));
    await state().signIn(CREDENTIALS);
    expect(state().problem).toEqual({ code: 'unreachable' });
    server.on('POST /v1/auth/login', () => new Response('<!doctype html>'));
    await state().signIn(CREDENTIALS);
    expect(state().problem).toEqual({ code: 'failed' });
  });

  it('ends at the server and here, also where the server cannot be told', async () => {
    await state().signIn(CREDENTIALS);
    await state().signOut();
    expect(state()).toMatchObject({ account: null, allowance: null, problem: null });
    expect(server.lines().at(-1)).toBe('POST /v1/auth/logout');
    expect(JSON.parse(server.seen.at(-1)!.body)).toEqual({ refresh_token: 'refresh-1' });

    await state().signIn(CREDENTIALS);
    server.stop();
    await state().signOut();
    expect(state().account).toBeNull();
    server.start();
    await state().look();
    expect(server.lines().at(-1)).toBe('GET /v1/health');
  });

  it('goes on with the next token, and is over when there is none', async () => {
    await state().signIn(CREDENTIALS);
    const expired = () => refusal(401, 'unauthorized');
    server.onceOn('GET /v1/users/me/usage', expired);
    server.on('POST /v1/auth/refresh', () => Response.json({ ...SESSION, token: 'access-2' }));
    await state().look();
    expect(server.seen.at(-1)!.headers.get('Authorization')).toBe('Bearer access-2');
    expect(state().account).not.toBeNull();

    server.onceOn('GET /v1/users/me/usage', expired);
    server.on('POST /v1/auth/refresh', expired);
    await state().look();
    expect(state()).toMatchObject({ account: null, allowance: null, problem: { code: 'ended' } });
  });
});
