import { sql } from 'kysely';
import type { Migration } from './migration.ts';

/** Who wants to be told of what, what was to be told, and what became of it. */
export const webhooks: Migration = {
  name: '0010-webhooks',
  async up(database) {
    await database.schema
      .createTable('webhooks')
      .addColumn('id', 'text', column => column.primaryKey().notNull())
      .addColumn('user_id', 'text', column => column.notNull().references('users.id').onDelete('cascade'))
      .addColumn('url', 'text', column => column.notNull())
      .addColumn('events', 'text', column => column.notNull())
      .addColumn('active', 'integer', column => column.notNull().check(sql`active in (0, 1)`))
      .addColumn('secret', 'text', column => column.notNull())
      .addColumn('old_secret', 'text')
      .addColumn('old_secret_until', 'integer')
      .addColumn('rotation_id', 'text')
      .addColumn('created_at', 'integer', column => column.notNull())
      .modifyEnd(sql`strict`)
      .execute();
    await database.schema
      .createIndex('webhooks_user_id')
      .on('webhooks')
      .columns(['user_id', 'created_at'])
      .execute();
    await database.schema
      .createTable('webhook_messages')
      .addColumn('id', 'text', column => column.primaryKey().notNull())
      .addColumn('user_id', 'text', column => column.notNull().references('users.id').onDelete('cascade'))
      .addColumn('name', 'text', column => column.notNull().unique())
      .addColumn('event', 'text', column => column.notNull())
      .addColumn('body', 'text', column => column.notNull())
      .addColumn('created_at', 'integer', column => column.notNull())
      .modifyEnd(sql`strict`)
      .execute();
    for (const column of ['user_id', 'created_at']) {
      await database.schema
        .createIndex(`webhook_messages_${column}`)
        .on('webhook_messages')
        .column(column)
        .execute();
    }
    await database.schema
      .createTable('webhook_deliveries')
      .addColumn('id', 'text', column => column.primaryKey().notNull())
      .addColumn('webhook_id', 'text', column =>
        column.notNull().references('webhooks.id').onDelete('cascade'),
      )
      .addColumn('message_id', 'text', column =>
        column.notNull().references('webhook_messages.id').onDelete('cascade'),
      )
      .addColumn('status', 'text', column =>
        column.notNull().check(sql`status in ('pending', 'delivered', 'failed')`),
      )
      .addColumn('attempts', 'integer', column => column.notNull())
      .addColumn('response_status', 'integer')
      .addColumn('error', 'text')
      .addColumn('created_at', 'integer', column => column.notNull())
      .addColumn('finished_at', 'integer')
      .modifyEnd(sql`strict`)
      .execute();
    for (const [first, ...others] of [['webhook_id', 'created_at'], ['message_id']] as const) {
      await database.schema
        .createIndex(`webhook_deliveries_${first}`)
        .on('webhook_deliveries')
        .columns([first, ...others])
        .execute();
    }
  },
};
