import { sql } from 'kysely';
import type { Migration } from './migration.ts';

/** Results may be JPEGs and archives too. SQLite changes no check of a column, so the table is written anew. */
export const resultFormats: Migration = {
  name: '0009-result-formats',
  async up(database) {
    await database.schema.alterTable('results').renameTo('results_before').execute();
    for (const column of ['user_id', 'expires_at']) {
      await database.schema.dropIndex(`results_${column}`).execute();
    }
    await database.schema
      .createTable('results')
      .addColumn('id', 'text', column => column.primaryKey().notNull())
      .addColumn('user_id', 'text', column => column.notNull().references('users.id').onDelete('cascade'))
      .addColumn('name', 'text', column => column.notNull())
      .addColumn('format', 'text', column =>
        column.notNull().check(sql`format in ('png', 'webp', 'jpg', 'zip')`),
      )
      .addColumn('has_mask', 'integer', column => column.notNull().check(sql`has_mask in (0, 1)`))
      .addColumn('width', 'integer', column => column.notNull())
      .addColumn('height', 'integer', column => column.notNull())
      .addColumn('created_at', 'integer', column => column.notNull())
      .addColumn('expires_at', 'integer', column => column.notNull())
      .modifyEnd(sql`strict`)
      .execute();
    const columns = sql.raw('id, user_id, name, format, has_mask, width, height, created_at, expires_at');
    await sql`insert into results (${columns}) select ${columns} from results_before`.execute(database);
    await database.schema.dropTable('results_before').execute();
    for (const column of ['user_id', 'expires_at']) {
      await database.schema.createIndex(`results_${column}`).on('results').column(column).execute();
    }
  },
};
