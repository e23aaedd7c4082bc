import { sql } from 'kysely';
import type { Migration } from './migration.ts';

/** Backgrounds of users' own: uploaded, or drawn from a prompt. */
export const backgrounds: Migration = {
  name: '0011-backgrounds',
  async up(database) {
    await database.schema
      .createTable('backgrounds')
      .addColumn('id', 'text', column => column.primaryKey().notNull())
      .addColumn('user_id', 'text', column => column.notNull().references('users.id').onDelete('cascade'))
      .addColumn('title', 'text', column => column.notNull())
      .addColumn('tags', 'text', column => column.notNull())
      .addColumn('format', 'text', column => column.notNull().check(sql`format in ('jpg', 'png', 'webp')`))
      .addColumn('bytes', 'integer', column => column.notNull())
      .addColumn('width', 'integer', column => column.notNull())
      .addColumn('height', 'integer', column => column.notNull())
      .addColumn('origin', 'text')
      .addColumn('created_at', 'integer', column => column.notNull())
      .modifyEnd(sql`strict`)
      .execute();
    await database.schema
      .createIndex('backgrounds_user_id')
      .on('backgrounds')
      .columns(['user_id', 'created_at'])
      .execute();
  },
};
