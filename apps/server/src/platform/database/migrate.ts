import { type Kysely, sql } from 'kysely';
import { StartError } from '../start-error.mjs';
import type { Migration } from './migrations/migration.ts';

/**
 * Brings a database to today's schema: runs the migrations that it lacks, all of them or none. Processes that start
 * together wait for each other.
 * @param file the database's own, to be named in errors
 * @throws {StartError} when a newer version of the server has been at work in it
 */
export async function migrate(
  database: Kysely<unknown>,
  migrations: readonly Migration[],
  file: string,
): Promise<void> {
  await database.connection().execute(async connection => {
    // Kysely's own transactions take the lock at the first write: two processes would read the same state before.
    await sql`begin immediate`.execute(connection);
    try {
      await runMissing(connection, migrations, file);
      await sql`commit`.execute(connection);
    } catch (error) {
      await sql`rollback`.execute(connection);
      throw error;
    }
  });
}

async function runMissing(
  database: Kysely<unknown>,
  migrations: readonly Migration[],
  file: string,
): Promise<void> {
  await sql`create table if not exists migrations (
    name text primary key not null,
    applied_at text not null default current_timestamp
  ) strict`.execute(database);
  const { rows } = await sql<{ name: string }>`select name from migrations order by name`.execute(database);
  const known = new Set(migrations.map(({ name }) => name));
  const unknown = rows.find(({ name }) => !known.has(name));
  if (unknown) {
    throw new StartError(
      `The database ${file} was written by a newer version (${unknown.name}); start that version, or set DATA_DIR to another folder`,
    );
  }
  const applied = new Set(rows.map(({ name }) => name));
  for (const { name, up } of migrations) {
    if (applied.has(name)) continue;
    await up(database);
    await sql`insert into migrations (name) values (${name})`.execute(database);
  }
}
