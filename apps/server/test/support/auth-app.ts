import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AuthResponse } from '@backgroundfx/contract';
import { Hono } from 'hono';
import { createAuth } from '../../src/auth/create-auth.ts';
import type { AppEnv } from '../../src/platform/app-env.ts';
import { openDatabase } from '../../src/platform/database/open-database.ts';
import type { Database } from '../../src/platform/database/schema.ts';
import { answerError } from '../../src/platform/error-answers.ts';
import { randomIds } from '../../src/platform/ids.ts';
import { type KeyRing, openKeyRing } from '../../src/platform/keys/key-ring.ts';
import { createLog } from '../../src/platform/log.ts';
import { requestContext } from '../../src/platform/request-context.ts';

export const ADA = { email: 'ada@example.org', password: 'correct horse', name: 'Ada Lovelace' };

/**
 * An app with accounts alone, over a database file and keys of its own, at a time that the test sets. `/v1/late` tries to
 * keep something of a user who has just gone.
 */
export interface AuthApp {
  readonly app: Hono<AppEnv>;
  readonly database: Database;
  /** Absolute path. */
  readonly databaseFile: string;
  readonly keys: KeyRing;
  readonly clock: { time: number; now(): Date };
  /** Sends JSON; text goes out as it is. */
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<Response>;
  /** Asks the protected route `/v1/me`, which answers with whom it sees. */
  me(authorization?: string): Promise<Response>;
  register(changes?: Partial<typeof ADA>): Promise<AuthResponse>;
  close(): Promise<void>;
}

export async function startAuthApp(): Promise<AuthApp> {
  const dir = await mkdtemp(join(tmpdir(), 'bgfx-auth-'));
  const clock = { time: Date.parse('2026-01-01T00:00:00.000Z'), now: () => new Date(clock.time) };
  const databaseFile = join(dir, 'backgroundfx.sqlite');
  const database = await openDatabase(databaseFile);
  const keys = await openKeyRing(join(dir, 'keys.json'), clock);
  const auth = createAuth({ database, keys, clock, ids: randomIds });
  const app = new Hono<AppEnv>();
  app.use(requestContext({ log: createLog('silent'), ids: randomIds }));
  app.route('/v1', auth.routes);
  app.get('/v1/me', auth.requireUser, context => context.json(context.get('user')));
  app.post('/v1/late', auth.requireUser, async context => {
    const { id } = context.get('user');
    await database.deleteFrom('users').where('id', '=', id).execute();
    await database.insertInto('usage').values({ user_id: id, window_start: 0, used: 0, total: 0 }).execute();
    return context.body(null, 204);
  });
  app.onError(answerError);

  const post: AuthApp['post'] = async (path, body, headers = {}) =>
    app.request(path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  return {
    app,
    database,
    databaseFile,
    keys,
    clock,
    post,
    me: async authorization =>
      app.request('/v1/me', { headers: authorization === undefined ? {} : { Authorization: authorization } }),
    async register(changes = {}) {
      const answer = await post('/v1/auth/register', { ...ADA, ...changes });
      if (answer.status !== 201) throw new Error(`Not registered: ${await answer.text()}`);
      return (await answer.json()) as AuthResponse;
    },
    async close() {
      await database.destroy();
      await rm(dir, { recursive: true, force: true });
    },
  };
}
