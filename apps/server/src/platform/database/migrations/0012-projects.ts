import { sql } from 'kysely';
import type { Migration } from './migration.ts';

/** Work that its owners come back to: a document, and the files it is about. */
export const projects: Migration = {
  name: '0012-projects',
  async up(database) {
    await database.schema
      .createTable('projects')
      .addColumn('id', 'text', column => column.primaryKey().notNull())
      .addColumn('user_id', 'text', column => column.notNull().references('users.id').onDelete('cascade'))
      .addColumn('name', 'text', column => column.notNull())
      .addColumn('type', 'text', column => column.notNull().check(sql`type in ('image', 'video', 'batch')`))
      .addColumn('description', 'text', column => column.notNull())
      .addColumn('words', 'text', column => column.notNull())
      .addColumn('document', 'text', column => column.notNull())
      .addColumn('document_etag', 'text', column => column.notNull())
      .addColumn('document_bytes', 'integer', column => column.notNull())
      .addColumn('covers_files', 'integer', column => column.notNull().check(sql`covers_files in (0, 1)`))
      .addColumn('created_at', 'integer', column => column.notNull())
      .addColumn('updated_at', 'integer', column => column.notNull())
      .modifyEnd(sql`strict`)
      .execute();
    await database.schema
      .createIndex('projects_user_id')
      .on('projects')
      .columns(['user_id', 'created_at'])
      .execute();
    await database.schema
      .createTable('project_files')
      .addColumn('id', 'text', column => column.primaryKey().notNull())
      .addColumn('project_id', 'text', column =>
        column.notNull().references('projects.id').onDelete('cascade'),
      )
      .addColumn('name', 'text', column => column.notNull())
      .addColumn('format', 'text', column =>
        column.notNull().check(sql`format in ('jpg', 'png', 'webp', 'mp4', 'webm', 'mov')`),
      )
      .addColumn('bytes', 'integer', column => column.notNull())
      .addColumn('width', 'integer')
      .addColumn('height', 'integer')
      .addColumn('created_at', 'integer', column => column.notNull())
      .modifyEnd(sql`strict`)
      .execute();
    await database.schema
      .createIndex('project_files_project_id')
      .on('project_files')
      .columns(['project_id', 'created_at'])
      .execute();
  },
};
