import { describe, expect, it } from 'vitest';
import { createSession, type Tokens } from './session.ts';

const REFRESH = 'http://api.test/v1/auth/refresh';
const OLD: Tokens = { token: 'old', refresh_token: 'old-refresh' };
const NEW: Tokens = { token: 'new', refresh_token: 'new-refresh' };

/** A server that knows the new access token, and hands it out for the old refresh token, once. */
function server({ refresh = () => Response.json(NEW) }: { refresh?: () => Response } = {}) {
  const seen: string[] = [];
  const fetch = async (request: Request) => {
    const { pathname } = new URL(request.url);
    const body = await request.text();
    seen.push(`${request.method} ${pathname} ${request.headers.get('Authorization') ?? '-'} ${body}`.trim());
    if (pathname === '/v1/auth/refresh') return refresh();
    const known = request.headers.get('Authorization') === 'Bearer new';
    return known ? new Response(body) : Response.json({ error: 'unauthorized' }, { status: 401 });
  };
  return { fetch, seen };
}

const post = (body: string) => new Request('http://api.test/v1/images', { method: 'POST', body });

describe('a session', () => {
  it('gets the next access token when one has expired, and sends the request again, with its body', async () => {
    const { fetch, seen } = server();
    const told: (Tokens | undefined)[] = [];
    const session = createSession(REFRESH, fetch, { tokens: OLD, onTokens: tokens => told.push(tokens) });
    const answer = await session.fetch(post('picture'));
    expect([answer.status, await answer.text()]).toEqual([200, 'picture']);
    expect(seen).toEqual([
      'POST /v1/images Bearer old picture',
      'POST /v1/auth/refresh - {"refresh_token":"old-refresh"}',
      'POST /v1/images Bearer new picture',
    ]);
    expect(told).toEqual([NEW]);
    expect(session.tokens).toEqual(NEW);
  });

  it('uses a refresh token once, however many requests need the next one', async () => {
    const { fetch, seen } = server();
    const session = createSession(REFRESH, fetch, { tokens: OLD });
    const answers = await Promise.all(['a', 'b', 'c'].map(body => session.fetch(post(body))));
    expect(await Promise.all(answers.map(answer => answer.text()))).toEqual(['a', 'b', 'c']);
    expect(seen.filter(line => line.includes('refresh'))).toHaveLength(1);
  });

  it('is over when the server says so', async () => {
    const { fetch } = server({ refresh: () => new Response(null, { status: 401 }) });
    const told: (Tokens | undefined)[] = [];
    const session = createSession(REFRESH, fetch, { tokens: OLD, onTokens: tokens => told.push(tokens) });
    expect((await session.fetch(post('a'))).status).toBe(401);
    expect(session.tokens).toBeUndefined();
    expect(told).toEqual([undefined]);
  });

  it('goes on when the next token cannot be had just now', async () => {
    const { fetch } = server({ refresh: () => new Response(null, { status: 503 }) });
    const session = createSession(REFRESH, fetch, { tokens: OLD });
    expect((await session.fetch(post('a'))).status).toBe(401);
    expect(session.tokens).toEqual(OLD);
  });

  it('says nothing where there is none, and leaves what a request says itself', async () => {
    const { fetch, seen } = server();
    const session = createSession(REFRESH, fetch);
    expect((await session.fetch(post('a'))).status).toBe(401);
    session.set(OLD);
    const own = post('b');
    own.headers.set('Authorization', 'Bearer mine');
    await session.fetch(own);
    expect(seen).toEqual(['POST /v1/images - a', 'POST /v1/images Bearer mine b']);
  });
});
