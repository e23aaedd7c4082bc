import { sql } from 'kysely';
import type { Migration } from './migration.ts';

/** What each user has used up: of the window that runs, and in all. */
export const usage: Migration = {
  name: '0003-usage',
  async up(database) {
    await database.schema
      .createTable('usage')
      .addColumn('user_id', 'text', column =>
        column.primaryKey().notNull().references('users.id').onDelete('cascade'),
      )
      .addColumn('window_start', 'integer', column => column.notNull())
      .addColumn('used', 'integer', column => column.notNull().check(sql`used >= 0`))
      .addColumn('total', 'integer', column => column.notNull().check(sql`total >= 0`))
      .modifyEnd(sql`strict`)
      .execute();
  },
};
