import { sql } from 'kysely';
import type { Migration } from './migration.ts';

/** Pictures that their owners keep here. */
export const images: Migration = {
  name: '0007-images',
  async up(database) {
    await database.schema
      .createTable('images')
      .addColumn('id', 'text', column => column.primaryKey().notNull())
      .addColumn('user_id', 'text', column => column.notNull().references('users.id').onDelete('cascade'))
      .addColumn('name', 'text', column => column.notNull())
      .addColumn('format', 'text', column => column.notNull().check(sql`format in ('jpg', 'png', 'webp')`))
      .addColumn('bytes', 'integer', column => column.notNull())
      .addColumn('width', 'integer', column => column.notNull())
      .addColumn('height', 'integer', column => column.notNull())
      .addColumn('created_at', 'integer', column => column.notNull())
      .modifyEnd(sql`strict`)
      .execute();
    await database.schema
      .createIndex('images_user_id')
      .on('images')
      .columns(['user_id', 'created_at'])
      .execute();
  },
};
