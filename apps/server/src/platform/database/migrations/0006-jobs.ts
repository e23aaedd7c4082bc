import { sql } from 'kysely';
import type { Migration } from './migration.ts';

/** Work that is still to be done; a job that is over has no row. */
export const jobs: Migration = {
  name: '0006-jobs',
  async up(database) {
    await database.schema
      .createTable('jobs')
      .addColumn('id', 'text', column => column.primaryKey().notNull())
      .addColumn('kind', 'text', column => column.notNull())
      .addColumn('payload', 'text', column => column.notNull())
      .addColumn('lane', 'text', column => column.notNull())
      .addColumn('failures', 'integer', column => column.notNull().defaultTo(0))
      .addColumn('crashes', 'integer', column => column.notNull().defaultTo(0))
      .addColumn('run_at', 'integer', column => column.notNull())
      .addColumn('lease_owner', 'text')
      .addColumn('lease_until', 'integer')
      .addColumn('created_at', 'integer', column => column.notNull())
      .modifyEnd(sql`strict`)
      .execute();
    await database.schema.createIndex('jobs_due').on('jobs').columns(['kind', 'run_at']).execute();
    // The few that are worked on, so that picking the next one stays cheap however many wait.
    await sql`create index jobs_leased on jobs (kind, lane) where lease_owner is not null`.execute(database);
  },
};
