import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ALL_MIGRATIONS } from '../src/platform/database/migrations/all-migrations.ts';
import type { Migration } from '../src/platform/database/migrations/migration.ts';
import { checkDatabase, openDatabase } from '../src/platform/database/open-database.ts';
import type { Database } from '../src/platform/database/schema.ts';
import { StartError } from '../src/platform/start-error.mjs';

const ADA = {
  id: '5b2f6a0e-8f0b-4c57-9f0c-3d1e2a4b5c6d',
  email: 'ada@example.org',
  name: 'Ada',
  plan: 'free',
  password_hash: 'hash',
  created_at: 1_700_000_000_000,
} as const;

/** A step that only a later version of the server would have. */
const NEXT: Migration = {
  name: '9999-next',
  up: database => database.schema.createTable('next').addColumn('id', 'integer').execute(),
};
const FAILING: Migration = {
  name: '9999-failing',
  async up(database) {
    await NEXT.up(database);
    throw new Error('half-way');
  },
};

let dir = '';
let file = '';
const opened: Database[] = [];

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'bgfx-database-'));
  file = join(dir, 'backgroundfx.sqlite');
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map(database => database.destroy()));
  rmSync(dir, { recursive: true, force: true });
});

async function open(migrations?: readonly Migration[]): Promise<Database> {
  const database = await openDatabase(file, migrations);
  opened.push(database);
  return database;
}

async function tablesOf(database: Database): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select name from sqlite_schema where type = 'table' and name not like 'sqlite_%' order by name`.execute(
    database,
  );
  return rows.map(({ name }) => name);
}

async function pragma(database: Database, name: string): Promise<unknown> {
  const { rows } = await sql.raw<Record<string, unknown>>(`pragma ${name}`).execute(database);
  return Object.values(rows[0] ?? {})[0];
}

describe('a new database', () => {
  it('has every table, and remembers how it came to them', async () => {
    const database = await open();
    expect(await tablesOf(database)).toEqual(
      expect.arrayContaining(['migrations', 'refresh_tokens', 'users']),
    );
    const { rows } = await sql<{ name: string }>`select name from migrations order by name`.execute(database);
    expect(rows.map(({ name }) => name)).toEqual(ALL_MIGRATIONS.map(({ name }) => name));
  });

  it('is set to be fast and safe', async () => {
    const database = await open();
    expect(await pragma(database, 'journal_mode')).toBe('wal');
    expect(await pragma(database, 'foreign_keys')).toBe(1);
    expect(await pragma(database, 'busy_timeout')).toBe(10);
    expect(await pragma(database, 'synchronous')).toBe(1);
  });

  it('is for the eyes of its owner alone', async () => {
    const database = await open();
    await database.insertInto('users').values(ADA).execute();
    for (const suffix of ['', '-wal', '-shm']) expect(statSync(file + suffix).mode & 0o777).toBe(0o600);
  });

  it('grows in an empty file too', async () => {
    writeFileSync(file, '');
    expect(await checkDatabase(await open())).toBeUndefined();
  });
});

describe('the database', () => {
  it('keeps what was written when it is opened again', async () => {
    const first = await open();
    await first.insertInto('users').values(ADA).execute();
    await first.destroy();
    expect(await (await open()).selectFrom('users').selectAll().execute()).toEqual([ADA]);
  });

  it('lets two connections read and write', async () => {
    const [a, b] = [await open(), await open()];
    await a.insertInto('users').values(ADA).execute();
    expect(await b.selectFrom('users').select('email').execute()).toEqual([{ email: ADA.email }]);
    await b.updateTable('users').set({ name: 'Countess' }).execute();
    expect(await a.selectFrom('users').select('name').execute()).toEqual([{ name: 'Countess' }]);
  });

  it('refuses what points to nothing', async () => {
    const database = await open();
    const token = {
      token_hash: new Uint8Array(32),
      family_id: 'f',
      user_id: ADA.id,
      created_at: 0,
      expires_at: 1,
    };
    await expect(database.insertInto('refresh_tokens').values(token).execute()).rejects.toThrow(
      'FOREIGN KEY constraint failed',
    );
    await database.insertInto('users').values(ADA).execute();
    await database.insertInto('refresh_tokens').values(token).execute();
    await database.deleteFrom('users').execute();
    expect(await database.selectFrom('refresh_tokens').selectAll().execute()).toEqual([]);
  });

  it('refuses values of another kind', async () => {
    const database = await open();
    const insert = (values: object) =>
      database
        .insertInto('users')
        .values({ ...ADA, ...values })
        .execute();
    await expect(insert({ plan: 'gold' })).rejects.toThrow('CHECK constraint failed');
    await expect(insert({ created_at: 'yesterday' })).rejects.toThrow('cannot store TEXT value in INTEGER');
  });

  it('says when it does not answer', async () => {
    const database = await open();
    expect(await checkDatabase(database)).toBeUndefined();
    await database.destroy();
    expect(await checkDatabase(database)).toBe('the database does not answer');
  });
});

describe('migrations', () => {
  it('bring an older database up, its rows kept', async () => {
    const older = await open();
    await older.insertInto('users').values(ADA).execute();
    await older.destroy();
    const newer = await open([...ALL_MIGRATIONS, NEXT]);
    expect(await tablesOf(newer)).toContain('next');
    expect(await newer.selectFrom('users').selectAll().execute()).toEqual([ADA]);
  });

  it('run once', async () => {
    await (await open([...ALL_MIGRATIONS, NEXT])).destroy();
    await expect(open([...ALL_MIGRATIONS, NEXT])).resolves.toBeDefined();
  });

  it('leave nothing behind when one fails', async () => {
    await expect(open([...ALL_MIGRATIONS, FAILING])).rejects.toThrow('half-way');
    const database = await open([]);
    expect(await tablesOf(database)).toEqual(['migrations']);
  });

  it('of a newer version are not touched', async () => {
    await (await open([...ALL_MIGRATIONS, NEXT])).destroy();
    const before = readFileSync(file);
    await expect(open()).rejects.toThrow(
      new StartError(
        `The database ${file} was written by a newer version (9999-next); start that version, or set DATA_DIR to another folder`,
      ),
    );
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  it('run once when processes start together', async () => {
    const program = `
      import { openDatabase } from ${JSON.stringify(join(import.meta.dirname, '../src/platform/database/open-database.ts'))};
      await (await openDatabase(process.argv[1])).destroy();`;
    const args = ['--import', 'tsx', '--input-type=module', '--eval', program, file];
    const start = () => promisify(execFile)(process.execPath, args);
    await Promise.all([start(), start(), start()]);
    const { rows } = await sql<{ name: string }>`select name from migrations`.execute(await open());
    expect(rows).toHaveLength(ALL_MIGRATIONS.length);
  });
});

describe('what cannot be opened is refused in one line', () => {
  const damaged = () =>
    new StartError(
      `The database ${file} is damaged or is no database; put a backup in its place, or set DATA_DIR to another folder`,
    );

  it('a file that is something else', async () => {
    writeFileSync(file, 'This is not a database, and longer than its header would be. '.repeat(20));
    await expect(open()).rejects.toThrow(damaged());
    expect(readFileSync(file, 'utf8')).toContain('This is not a database');
  });

  it('a database whose pages are overwritten', async () => {
    const database = await open();
    await database.destroy();
    const bytes = readFileSync(file);
    bytes.fill(0xa5, 100);
    writeFileSync(file, bytes);
    await expect(open()).rejects.toThrow(damaged());
  });

  it('a folder in its place', async () => {
    mkdirSync(file);
    await expect(open()).rejects.toThrow(
      new StartError(`The database ${file} cannot be used (EISDIR); set DATA_DIR to another folder`),
    );
  });

  it('a folder that is not there', async () => {
    file = join(dir, 'gone/backgroundfx.sqlite');
    await expect(open()).rejects.toThrow(StartError);
  });
});

describe('results that were kept before they could be JPEGs', () => {
  it('are there afterwards, and go with their owner as they did', async () => {
    const formats = ALL_MIGRATIONS.findIndex(({ name }) => name === '0009-result-formats');
    const before = await open(ALL_MIGRATIONS.slice(0, formats));
    await before.insertInto('users').values(ADA).execute();
    const kept = { has_mask: 1, width: 3, height: 2, created_at: 1, expires_at: 2 } as const;
    const result = { id: 'r', user_id: ADA.id, name: 'mug', format: 'png', ...kept } as const;
    await before.insertInto('results').values(result).execute();
    await before.destroy();
    const after = await open();
    expect(await after.selectFrom('results').selectAll().execute()).toEqual([result]);
    await after
      .insertInto('results')
      .values({ ...result, id: 's', format: 'zip' })
      .execute();
    const wrong = { ...result, id: 't', format: 'gif' as 'png' };
    await expect(after.insertInto('results').values(wrong).execute()).rejects.toThrow(/CHECK/);
    await after.deleteFrom('users').execute();
    expect(await after.selectFrom('results').selectAll().execute()).toEqual([]);
  });
});
