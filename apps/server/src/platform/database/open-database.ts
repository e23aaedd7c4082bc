import { closeSync, openSync } from 'node:fs';
import Sqlite from 'better-sqlite3';
import { Kysely, sql } from 'kysely';
import { StartError } from '../start-error.mjs';
import { isDatabaseBusy } from './database-busy.ts';
import { migrate } from './migrate.ts';
import { ALL_MIGRATIONS } from './migrations/all-migrations.ts';
import type { Migration } from './migrations/migration.ts';
import { PatientSqliteDialect } from './patient-sqlite.ts';
import type { Database } from './schema.ts';

/** How long another process may write, or bring the schema up, while this one starts. */
const OPENING_TIMEOUT_MS = 5000;
/** SQLite stops the whole process while it waits, for each query that does; the driver waits better. */
const RUNNING_TIMEOUT_MS = 10;
/** Password hashes are in it. */
const OWNER_ONLY = 0o600;

/**
 * Opens the server's database, made where there is none, and brings it to today's schema. The caller ends it with
 * `destroy()`. A query that another process keeps from its lock for seconds rejects with `SQLITE_BUSY`.
 * @param file absolute path in a folder that exists
 * @param migrations all of them; tests pass those of another version
 * @param onBusy called whenever a query finds the database locked, and is to be tried again
 * @throws {StartError} one line, when the file is no database, is damaged, cannot be used or is of a newer version
 */
export async function openDatabase(
  file: string,
  migrations: readonly Migration[] = ALL_MIGRATIONS,
  onBusy: () => void = () => undefined,
): Promise<Database> {
  try {
    const sqlite = openSqlite(file);
    const database: Database = new Kysely({ dialect: new PatientSqliteDialect(sqlite, onBusy) });
    try {
      // A migration sees the tables of its own time, not those that today's types describe.
      await migrate(database as Kysely<unknown>, migrations, file);
      sqlite.pragma(`busy_timeout = ${RUNNING_TIMEOUT_MS}`);
    } catch (error) {
      await database.destroy();
      throw error;
    }
    return database;
  } catch (error) {
    throw explain(error, file);
  }
}

/**
 * For `/ready`: reads from the file without writing to it.
 * @returns what is wrong, for people; undefined when all is well
 */
export async function checkDatabase(database: Database): Promise<string | undefined> {
  try {
    await sql`select name from migrations limit 1`.execute(database);
    return undefined;
  } catch {
    return 'the database does not answer';
  }
}

function openSqlite(file: string): Sqlite.Database {
  // SQLite would make it readable for every account of the machine.
  closeSync(openSync(file, 'a', OWNER_ONLY));
  const sqlite = new Sqlite(file, { timeout: OPENING_TIMEOUT_MS });
  try {
    sqlite.pragma('journal_mode = WAL');
    sqlite.pragma('synchronous = NORMAL');
    sqlite.pragma('foreign_keys = ON');
    return sqlite;
  } catch (error) {
    sqlite.close();
    throw error;
  }
}

/** What the disk, the folder or the rights are to blame for: SQLite's words, then the system's. */
const UNUSABLE = /^(SQLITE_(CANTOPEN|READONLY|IOERR|FULL|PERM|AUTH)|E[A-Z]+$)/;

/** Reasons that the person at the keyboard can mend become one line; anything else stays what it is. */
function explain(error: unknown, file: string): unknown {
  const code = (error as NodeJS.ErrnoException | undefined)?.code ?? '';
  if (code.startsWith('SQLITE_NOTADB') || code.startsWith('SQLITE_CORRUPT')) {
    return new StartError(
      `The database ${file} is damaged or is no database; put a backup in its place, or set DATA_DIR to another folder`,
    );
  }
  if (isDatabaseBusy(error)) {
    return new StartError(`The database ${file} is in use by another program; stop it and try again`);
  }
  if (UNUSABLE.test(code)) {
    return new StartError(`The database ${file} cannot be used (${code}); set DATA_DIR to another folder`);
  }
  return error;
}
