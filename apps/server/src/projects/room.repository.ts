import type { Database } from '../platform/database/schema.ts';

/** What the projects of a user take in all, documents and files. Bytes. */
export async function bytesOf(userId: string, within: Database): Promise<number> {
  const documents = await within
    .selectFrom('projects')
    .select(({ fn }) => fn.sum<number | null>('document_bytes').as('sum'))
    .where('user_id', '=', userId)
    .executeTakeFirstOrThrow();
  const files = await within
    .selectFrom('project_files')
    .innerJoin('projects', 'projects.id', 'project_files.project_id')
    .select(({ fn }) => fn.sum<number | null>('bytes').as('sum'))
    .where('user_id', '=', userId)
    .executeTakeFirstOrThrow();
  return (documents.sum ?? 0) + (files.sum ?? 0);
}
