import type { Migration } from './migration.ts';

/** Which requests that are to happen once were paid for by a try that came to no answer. */
export const paidKeys: Migration = {
  name: '0014-paid-keys',
  async up(database) {
    await database.schema
      .alterTable('idempotency_keys')
      .addColumn('paid', 'integer', column => column.notNull().defaultTo(0))
      .execute();
  },
};
