import { sql } from 'kysely';
import type { Migration } from './migration.ts';

/** Models of users' own. */
export const models: Migration = {
  name: '0013-models',
  async up(database) {
    await database.schema
      .createTable('models')
      .addColumn('id', 'text', column => column.primaryKey().notNull())
      .addColumn('user_id', 'text', column => column.notNull().references('users.id').onDelete('cascade'))
      .addColumn('manifest', 'text', column => column.notNull())
      .addColumn('classes', 'text')
      .addColumn('bytes', 'integer', column => column.notNull())
      .addColumn('state', 'text', column =>
        column.notNull().check(sql`state in ('pending', 'ready', 'rejected')`),
      )
      .addColumn('sha256', 'text')
      .addColumn('rejection', 'text')
      .addColumn('created_at', 'integer', column => column.notNull())
      .addCheckConstraint('ready_is_tried', sql`(state = 'ready') = (sha256 is not null)`)
      .addCheckConstraint('rejected_for_a_reason', sql`(state = 'rejected') = (rejection is not null)`)
      .modifyEnd(sql`strict`)
      .execute();
    await database.schema
      .createIndex('models_user_id')
      .on('models')
      .columns(['user_id', 'created_at'])
      .execute();
  },
};
