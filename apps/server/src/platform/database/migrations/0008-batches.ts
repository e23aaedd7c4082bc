import { sql } from 'kysely';
import type { Migration } from './migration.ts';

/** Files that are worked on in the background, in batches. */
export const batches: Migration = {
  name: '0008-batches',
  async up(database) {
    await database.schema
      .createTable('batches')
      .addColumn('id', 'text', column => column.primaryKey().notNull())
      .addColumn('user_id', 'text', column => column.notNull().references('users.id').onDelete('cascade'))
      .addColumn('status', 'text', column =>
        column.notNull().check(sql`status in ('pending', 'processing', 'completed', 'failed')`),
      )
      .addColumn('total', 'integer', column => column.notNull())
      .addColumn('window_start', 'integer', column => column.notNull())
      .addColumn('cancelled', 'integer', column => column.notNull().check(sql`cancelled in (0, 1)`))
      .addColumn('created_at', 'integer', column => column.notNull())
      .addColumn('finished_at', 'integer')
      .modifyEnd(sql`strict`)
      .execute();
    await database.schema
      .createIndex('batches_user_id')
      .on('batches')
      .columns(['user_id', 'created_at'])
      .execute();
    await database.schema.createIndex('batches_finished_at').on('batches').column('finished_at').execute();
    await database.schema
      .createTable('batch_items')
      .addColumn('id', 'text', column => column.primaryKey().notNull())
      .addColumn('batch_id', 'text', column => column.notNull().references('batches.id').onDelete('cascade'))
      .addColumn('position', 'integer', column => column.notNull())
      .addColumn('file_name', 'text', column => column.notNull())
      .addColumn('options', 'text', column => column.notNull())
      .addColumn('status', 'text', column =>
        column.notNull().check(sql`status in ('pending', 'processing', 'completed', 'failed')`),
      )
      .addColumn('report', 'text')
      .addColumn('error', 'text')
      .modifyEnd(sql`strict`)
      .execute();
    await database.schema
      .createIndex('batch_items_batch_id')
      .on('batch_items')
      .columns(['batch_id', 'position'])
      .unique()
      .execute();
  },
};
