import { sql } from 'kysely';
import type { Migration } from './migration.ts';

/** Cut-outs that are kept for a while, with their owners. */
export const results: Migration = {
  name: '0002-results',
  async up(database) {
    await database.schema
      .createTable('results')
      .addColumn('id', 'text', column => column.primaryKey().notNull())
      .addColumn('user_id', 'text', column => column.notNull().references('users.id').onDelete('cascade'))
      .addColumn('name', 'text', column => column.notNull())
      .addColumn('format', 'text', column => column.notNull().check(sql`format in ('png', 'webp')`))
      .addColumn('has_mask', 'integer', column => column.notNull().check(sql`has_mask in (0, 1)`))
      .addColumn('width', 'integer', column => column.notNull())
      .addColumn('height', 'integer', column => column.notNull())
      .addColumn('created_at', 'integer', column => column.notNull())
      .addColumn('expires_at', 'integer', column => column.notNull())
      .modifyEnd(sql`strict`)
      .execute();
    for (const column of ['user_id', 'expires_at']) {
      await database.schema.createIndex(`results_${column}`).on('results').column(column).execute();
    }
  },
};
