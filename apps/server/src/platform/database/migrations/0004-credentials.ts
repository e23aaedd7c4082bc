import { sql } from 'kysely';
import type { Migration } from './migration.ts';

/** Refresh tokens that were spent, keys for programs, and logins that failed. */
export const credentials: Migration = {
  name: '0004-credentials',
  async up(database) {
    await database.schema.alterTable('refresh_tokens').addColumn('spent_at', 'integer').execute();
    await database.schema
      .createTable('api_keys')
      .addColumn('id', 'text', column => column.primaryKey().notNull())
      .addColumn('user_id', 'text', column => column.notNull().references('users.id').onDelete('cascade'))
      .addColumn('name', 'text', column => column.notNull())
      .addColumn('prefix', 'text', column => column.notNull())
      .addColumn('key_hash', 'blob', column => column.notNull().unique())
      .addColumn('created_at', 'integer', column => column.notNull())
      .addColumn('last_used_at', 'integer')
      .modifyEnd(sql`strict`)
      .execute();
    await database.schema.createIndex('api_keys_user_id').on('api_keys').column('user_id').execute();
    await database.schema
      .createTable('attempts')
      .addColumn('name_hash', 'blob', column => column.primaryKey().notNull())
      .addColumn('count', 'integer', column => column.notNull())
      .addColumn('ends_at', 'integer', column => column.notNull())
      .modifyEnd(sql`strict`)
      .execute();
    await database.schema.createIndex('attempts_ends_at').on('attempts').column('ends_at').execute();
  },
};
