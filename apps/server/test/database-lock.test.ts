import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { getRequestListener } from '@hono/node-server';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { healthRoutes } from '../src/health/health.routes.ts';
import { openDatabase } from '../src/platform/database/open-database.ts';
import type { Database } from '../src/platform/database/schema.ts';
import { listen } from '../src/platform/port.mjs';
import { StartError } from '../src/platform/start-error.mjs';
import { ADA, type AuthApp, startAuthApp } from './support/auth-app.ts';
import { eventually } from './support/eventually.ts';
import { ask } from './support/http-client.ts';

const USER = {
  id: '5b2f6a0e-8f0b-4c57-9f0c-3d1e2a4b5c6d',
  email: 'ada@example.org',
  name: 'Ada',
  plan: 'free',
  password_hash: 'hash',
  created_at: 0,
} as const;

/** Another program at work in the same file: nobody else can write until it is closed. */
function lock(file: string): Sqlite.Database {
  const other = new Sqlite(file);
  other.exec('begin immediate');
  return other;
}

/** Resolves when a piece of SQL has been tried that begins so. */
function tried(sql: string): Promise<void> {
  const memory = new Sqlite(':memory:');
  const run = vi.spyOn(Object.getPrototypeOf(memory.prepare('select 1')) as Sqlite.Statement, 'run');
  memory.close();
  const ran = run.mock.contexts as readonly Sqlite.Statement[];
  return eventually(() => ran.some(({ source }) => source.startsWith(sql)));
}

afterEach(() => {
  vi.restoreAllMocks();
});

describe('a database that another program has locked', () => {
  let dir = '';
  let file = '';
  let database: Database;
  beforeEach(async () => {
    dir = mkdtempSync(join(tmpdir(), 'bgfx-lock-'));
    file = join(dir, 'backgroundfx.sqlite');
    database = await openDatabase(file);
  });
  afterEach(async () => {
    await database.destroy();
    rmSync(dir, { recursive: true });
  });

  const insert = () => database.insertInto('users').values(USER).execute();
  const insertInTransaction = () =>
    database.transaction().execute(transaction => transaction.insertInto('users').values(USER).execute());
  const ids = () => database.selectFrom('users').select('id').execute();

  it.each([
    ['a statement', insert],
    ['a transaction', insertInTransaction],
  ])('is written to when it is free again: %s', async (_, write) => {
    const other = lock(file);
    const writing = write();
    // Turns of the event loop that a thread which waits in SQLite would not come to.
    for (let turn = 0; turn < 3; turn++) await nextTurn();
    expect(await ids()).toEqual([]);
    other.close();
    await writing;
    expect(await ids()).toEqual([{ id: USER.id }]);
  });

  it('is read meanwhile, and all writes come through in the end', async () => {
    const other = lock(file);
    const emails = Array.from({ length: 20 }, (_, i) => `${i}@example.org`);
    const writing = Promise.all(
      emails.map(email =>
        database
          .insertInto('users')
          .values({ ...USER, id: email, email })
          .execute(),
      ),
    );
    expect(await ids()).toEqual([]);
    other.close();
    await writing;
    expect(await ids()).toHaveLength(20);
  });

  it('is given up when it stays locked', async () => {
    const other = lock(file);
    const refused = { status: 'rejected', reason: { code: 'SQLITE_BUSY' } };
    expect(await Promise.allSettled([insert(), insertInTransaction()])).toMatchObject([refused, refused]);
    other.close();
    await insert();
    expect(await ids()).toEqual([{ id: USER.id }]);
  });

  it('is opened after a wait, or said to be in use', async () => {
    const other = lock(file);
    await expect(openDatabase(file)).rejects.toThrow(
      new StartError(`The database ${file} is in use by another program; stop it and try again`),
    );
    other.close();
    await (await openDatabase(file)).destroy();
  }, 20_000);
});

describe('an account', () => {
  let auth: AuthApp;
  let server: Server;
  let url = '';
  beforeEach(async () => {
    auth = await startAuthApp();
    auth.app.route('/v1', healthRoutes({ checks: { database: well, model: well, disk: well } }));
    server = createServer(getRequestListener(auth.app.fetch));
    url = `http://127.0.0.1:${await listen(server, { host: '127.0.0.1', port: 0 })}/v1`;
  });
  afterEach(async () => {
    await new Promise(resolve => server.close(resolve));
    await auth.close();
  });
  const register = () =>
    ask(`${url}/auth/register`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(ADA),
    });

  it('is made when the database is free again; others are answered meanwhile', async () => {
    const other = lock(auth.databaseFile);
    const begun = tried('begin');
    let state = 'pending';
    const registering = register().finally(() => {
      state = 'answered';
    });
    await begun;
    expect((await ask(`${url}/health`)).status).toBe(200);
    expect(state).toBe('pending');
    other.close();
    expect((await registering).status).toBe(201);
  });

  it('is not made in a database that stays locked', async () => {
    const other = lock(auth.databaseFile);
    const answer = await register();
    expect([answer.status, answer.headers['retry-after'], answer.json()]).toEqual([
      503,
      '1',
      { error: 'busy', message: 'The database is busy; try again soon' },
    ]);
    other.close();
    expect((await register()).status).toBe(201);
  });
});

async function well(): Promise<undefined> {}
