import { sql } from 'kysely';
import type { Migration } from './migration.ts';

/** Users, and the refresh tokens that keep them logged in. */
export const accounts: Migration = {
  name: '0001-accounts',
  async up(database) {
    await database.schema
      .createTable('users')
      .addColumn('id', 'text', column => column.primaryKey().notNull())
      .addColumn('email', 'text', column => column.notNull().unique())
      .addColumn('name', 'text', column => column.notNull())
      .addColumn('plan', 'text', column => column.notNull().check(sql`plan in ('free', 'pro', 'enterprise')`))
      .addColumn('password_hash', 'text', column => column.notNull())
      .addColumn('created_at', 'integer', column => column.notNull())
      .modifyEnd(sql`strict`)
      .execute();
    await database.schema
      .createTable('refresh_tokens')
      .addColumn('token_hash', 'blob', column => column.primaryKey().notNull())
      .addColumn('family_id', 'text', column => column.notNull())
      .addColumn('user_id', 'text', column => column.notNull().references('users.id').onDelete('cascade'))
      .addColumn('created_at', 'integer', column => column.notNull())
      .addColumn('expires_at', 'integer', column => column.notNull())
      .modifyEnd(sql`strict`)
      .execute();
    for (const column of ['user_id', 'family_id', 'expires_at']) {
      await database.schema
        .createIndex(`refresh_tokens_${column}`)
        .on('refresh_tokens')
        .column(column)
        .execute();
    }
  },
};
