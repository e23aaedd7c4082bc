import { sql } from 'kysely';
import type { Migration } from './migration.ts';

/** Requests that are to happen once, and what was answered. */
export const idempotency: Migration = {
  name: '0005-idempotency',
  async up(database) {
    await database.schema
      .createTable('idempotency_keys')
      .addColumn('id', 'text', column => column.notNull().unique())
      .addColumn('user_id', 'text', column => column.notNull().references('users.id').onDelete('cascade'))
      .addColumn('name_hash', 'blob', column => column.notNull())
      .addColumn('state', 'text', column =>
        column.notNull().check(sql`state in ('running', 'open', 'answered')`),
      )
      .addColumn('fingerprint', 'blob')
      .addColumn('answer', 'blob')
      .addColumn('expires_at', 'integer', column => column.notNull())
      .addPrimaryKeyConstraint('idempotency_keys_name', ['user_id', 'name_hash'])
      .addCheckConstraint(
        'idempotency_keys_answered',
        sql`state <> 'answered' or (fingerprint is not null and answer is not null)`,
      )
      .modifyEnd(sql`strict`)
      .execute();
    await database.schema
      .createIndex('idempotency_keys_expires_at')
      .on('idempotency_keys')
      .column('expires_at')
      .execute();
  },
};
