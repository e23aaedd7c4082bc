import type { ExpressionBuilder } from 'kysely';
import type { Database, ProjectsTable, Tables } from '../platform/database/schema.ts';
import { offsetOf, type Page, type PageWish } from '../platform/paging.ts';
import { bytesOf } from './room.repository.ts';
import { folded } from './search-words.ts';

/** Work that its owner comes back to, without its document and its files. */
export interface ProjectRecord {
  readonly id: string;
  readonly userId: string;
  readonly name: string;
  readonly type: ProjectsTable['type'];
  readonly description: string;
  readonly filesCount: number;
  /** Whether a document with a recipe was saved when all of its files were there. */
  readonly coversFiles: boolean;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** A project to be written down. */
export type NewProject = Pick<
  ProjectRecord,
  'id' | 'userId' | 'name' | 'type' | 'description' | 'createdAt'
> & {
  readonly document: ProjectDocument;
};

export interface ProjectDocument {
  /** JSON, as it was sent. */
  readonly text: string;
  /** Quoted entity tag of the text. */
  readonly etag: string;
}

/** A document on its way in. */
export interface SavedDocument extends ProjectDocument {
  readonly bytes: number;
  readonly hasRecipe: boolean;
}

export interface SearchWish extends PageWish {
  readonly search?: string | undefined;
}

export type ProjectChanges = Partial<Pick<ProjectRecord, 'name' | 'description'>>;

const COLUMNS = [
  'id',
  'user_id',
  'name',
  'type',
  'description',
  'covers_files',
  'created_at',
  'updated_at',
] as const;

/** The rows of projects. */
export class ProjectRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /**
   * Adds a project, unless its owner has as many as there may be.
   * @param tell what else is written down with it
   * @returns whether there was room
   */
  insert(project: NewProject, most: number, tell: (within: Database) => Promise<void>): Promise<boolean> {
    const { id, userId, name, type, description, document, createdAt } = project;
    const now = createdAt.getTime();
    return this.#database.transaction().execute(async within => {
      if ((await count(userId, undefined, within)) >= most) return false;
      await within
        .insertInto('projects')
        .values({
          id,
          user_id: userId,
          name,
          type,
          description,
          words: folded(name, description),
          document: document.text,
          document_etag: document.etag,
          document_bytes: document.text.length,
          covers_files: 0,
          created_at: now,
          updated_at: now,
        })
        .execute();
      await tell(within);
      return true;
    });
  }

  async find(userId: string, id: string): Promise<ProjectRecord | undefined> {
    const row = await this.#database
      .selectFrom('projects')
      .select(COLUMNS)
      .select(filesCount)
      .where('id', '=', id)
      .where('user_id', '=', userId)
      .executeTakeFirst();
    return row && toRecord(row);
  }

  /** A page of a user's projects, the newest first. */
  async list(userId: string, { search, ...wish }: SearchWish): Promise<Page<ProjectRecord>> {
    const words = search === undefined ? undefined : folded(search);
    const rows = await this.#database
      .selectFrom('projects')
      .select(COLUMNS)
      .select(filesCount)
      .where('user_id', '=', userId)
      .$if(words !== undefined, query => query.where(holds(words ?? '')))
      .orderBy('created_at', 'desc')
      .orderBy('id')
      .limit(wish.limit)
      .offset(offsetOf(wish))
      .execute();
    return { items: rows.map(toRecord), total: await count(userId, words, this.#database) };
  }

  async update(userId: string, id: string, changes: ProjectChanges, now: Date): Promise<void> {
    await this.#database.transaction().execute(async within => {
      const own = within.selectFrom('projects').where('id', '=', id).where('user_id', '=', userId);
      const before = await own.select(['name', 'description']).executeTakeFirst();
      if (!before) return;
      const { name, description } = { ...before, ...changes };
      await within
        .updateTable('projects')
        .set({ name, description, words: folded(name, description), updated_at: now.getTime() })
        .where('id', '=', id)
        .execute();
    });
  }

  /** @returns ids of the files that went with it; undefined when the user has no such project */
  delete(userId: string, id: string): Promise<readonly string[] | undefined> {
    return this.#database.transaction().execute(async within => {
      const files = await within
        .selectFrom('project_files')
        .select('id')
        .where('project_id', '=', id)
        .execute();
      const { numDeletedRows } = await within
        .deleteFrom('projects')
        .where('id', '=', id)
        .where('user_id', '=', userId)
        .executeTakeFirst();
      return numDeletedRows > 0n ? files.map(file => file.id) : undefined;
    });
  }

  async document(userId: string, id: string): Promise<ProjectDocument | undefined> {
    return this.#database
      .selectFrom('projects')
      .select(['document as text', 'document_etag as etag'])
      .where('id', '=', id)
      .where('user_id', '=', userId)
      .executeTakeFirst();
  }

  /**
   * Replaces the document, if the one before is wanted to be, and there is room. One that grows smaller always has room.
   * @param isExpected tells whether an entity tag is one that the caller knows
   * @param mostBytes of all projects of the user
   */
  saveDocument(
    { userId, id, now }: { readonly userId: string; readonly id: string; readonly now: Date },
    { text, etag, bytes, hasRecipe }: SavedDocument,
    isExpected: (etag: string) => boolean,
    mostBytes: number,
  ): Promise<'saved' | 'missing' | 'stale' | 'full'> {
    return this.#database.transaction().execute(async within => {
      const own = within.selectFrom('projects').where('id', '=', id).where('user_id', '=', userId);
      const before = await own.select(['document_etag', 'document_bytes']).executeTakeFirst();
      if (!before) return 'missing';
      if (!isExpected(before.document_etag)) return 'stale';
      const more = bytes - before.document_bytes;
      if (more > 0 && (await bytesOf(userId, within)) + more > mostBytes) return 'full';
      await within
        .updateTable('projects')
        .set({
          document: text,
          document_etag: etag,
          document_bytes: bytes,
          covers_files: hasRecipe ? 1 : 0,
          updated_at: now.getTime(),
        })
        .where('id', '=', id)
        .execute();
      return 'saved';
    });
  }
}

type Expressions = ExpressionBuilder<Tables, 'projects'>;

function filesCount({ selectFrom }: Expressions) {
  return selectFrom('project_files')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .whereRef('project_files.project_id', '=', 'projects.id')
    .as('files_count');
}

/** Looks for the very characters: nothing in them stands for others, as `%` would with `like`. */
function holds(words: string) {
  return ({ eb, fn, val }: Expressions) => eb(fn<number>('instr', ['words', val(words)]), '>', 0);
}

async function count(userId: string, words: string | undefined, within: Database): Promise<number> {
  const row = await within
    .selectFrom('projects')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('user_id', '=', userId)
    .$if(words !== undefined, query => query.where(holds(words ?? '')))
    .executeTakeFirstOrThrow();
  return row.count;
}

type ProjectRow = Pick<ProjectsTable, (typeof COLUMNS)[number]> & { readonly files_count: number | null };

function toRecord(row: ProjectRow): ProjectRecord {
  return {
    id: row.id,
    userId: row.user_id,
    name: row.name,
    type: row.type,
    description: row.description,
    filesCount: row.files_count ?? 0,
    coversFiles: row.covers_files === 1,
    createdAt: new Date(row.created_at),
    updatedAt: new Date(row.updated_at),
  };
}
