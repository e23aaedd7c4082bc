import { sql } from 'kysely';
import type { Database, ProjectFilesTable } from '../platform/database/schema.ts';
import { offsetOf, type Page, type PageWish } from '../platform/paging.ts';
import { bytesOf } from './room.repository.ts';

/** A picture or a video of a project. */
export interface ProjectFileRecord {
  readonly id: string;
  readonly projectId: string;
  /** Of the project. */
  readonly userId: string;
  /** Name of the file as it was sent, without its ending. */
  readonly name: string;
  readonly format: ProjectFilesTable['format'];
  readonly bytes: number;
  /** Pixels, upright; undefined for videos. */
  readonly size: { readonly width: number; readonly height: number } | undefined;
  readonly createdAt: Date;
}

export interface FileRoom {
  /** Of all projects of the user. */
  readonly mostBytes: number;
  /** Of the project. */
  readonly mostFiles: number;
}

/** The rows of projects' files. */
export class ProjectFileRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Adds a file to a project that is still there, and has room for it. */
  insert(
    { id, projectId, userId, name, format, bytes, size, createdAt }: ProjectFileRecord,
    { mostBytes, mostFiles }: FileRoom,
  ): Promise<'added' | 'missing' | 'many' | 'full'> {
    return this.#database.transaction().execute(async within => {
      const own = within.selectFrom('projects').where('id', '=', projectId).where('user_id', '=', userId);
      if (!(await own.select('id').executeTakeFirst())) return 'missing';
      if ((await count(projectId, within)) >= mostFiles) return 'many';
      if ((await bytesOf(userId, within)) + bytes > mostBytes) return 'full';
      await within
        .insertInto('project_files')
        .values({
          id,
          project_id: projectId,
          name,
          format,
          bytes,
          width: size?.width ?? null,
          height: size?.height ?? null,
          created_at: createdAt.getTime(),
        })
        .execute();
      await within
        .updateTable('projects')
        .set({ covers_files: 0, updated_at: createdAt.getTime() })
        .where('id', '=', projectId)
        .execute();
      return 'added';
    });
  }

  async find(id: string): Promise<ProjectFileRecord | undefined> {
    const row = await this.#select().where('project_files.id', '=', id).executeTakeFirst();
    return row && toRecord(row);
  }

  /** A page of a project's files, in the order in which they came. */
  async list(projectId: string, wish: PageWish): Promise<Page<ProjectFileRecord>> {
    const rows = await this.#select()
      .where('project_id', '=', projectId)
      .orderBy('project_files.created_at')
      .orderBy(sql`project_files.rowid`)
      .limit(wish.limit)
      .offset(offsetOf(wish))
      .execute();
    return { items: rows.map(toRecord), total: await count(projectId, this.#database) };
  }

  /** Takes a file out of its project. */
  async delete({ id, projectId }: Pick<ProjectFileRecord, 'id' | 'projectId'>, now: Date): Promise<void> {
    await this.#database.transaction().execute(async within => {
      await within.deleteFrom('project_files').where('id', '=', id).execute();
      await within
        .updateTable('projects')
        .set({ updated_at: now.getTime() })
        .where('id', '=', projectId)
        .execute();
    });
  }

  /** What all projects of a user take, bytes. */
  bytesOf(userId: string): Promise<number> {
    return bytesOf(userId, this.#database);
  }

  /** Ids of everything that is a user's. */
  async idsOf(userId: string, within: Database): Promise<string[]> {
    const rows = await within
      .selectFrom('project_files')
      .innerJoin('projects', 'projects.id', 'project_files.project_id')
      .select('project_files.id')
      .where('user_id', '=', userId)
      .execute();
    return rows.map(({ id }) => id);
  }

  #select() {
    return this.#database
      .selectFrom('project_files')
      .innerJoin('projects', 'projects.id', 'project_files.project_id')
      .selectAll('project_files')
      .select('projects.user_id');
  }
}

async function count(projectId: string, within: Database): Promise<number> {
  const row = await within
    .selectFrom('project_files')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('project_id', '=', projectId)
    .executeTakeFirstOrThrow();
  return row.count;
}

function toRecord(row: ProjectFilesTable & { readonly user_id: string }): ProjectFileRecord {
  const { id, name, format, bytes, width, height } = row;
  return {
    id,
    projectId: row.project_id,
    userId: row.user_id,
    name,
    format,
    bytes,
    size: width === null || height === null ? undefined : { width, height },
    createdAt: new Date(row.created_at),
  };
}
