import type { PromptStyle } from '@backgroundfx/core';
import { CompiledQuery } from 'kysely';
import type { BackgroundsTable, Database } from '../platform/database/schema.ts';

/** Text, not built anew: every request for a list runs it. */
const COUNT = 'select count(*) as total from backgrounds where user_id = ?';

/** What a background was drawn from. */
export interface Prompt {
  readonly prompt: string;
  readonly style: PromptStyle;
  readonly seed: number;
  /** The words of the prompt that had a say. */
  readonly understood: readonly string[];
}

/** A background of a user's own. */
export interface BackgroundRecord {
  readonly id: string;
  readonly userId: string;
  readonly title: string;
  readonly tags: readonly string[];
  readonly format: BackgroundsTable['format'];
  readonly bytes: number;
  /** Pixels, upright. */
  readonly width: number;
  readonly height: number;
  /** Absent where it was uploaded. */
  readonly origin: Prompt | undefined;
  readonly createdAt: Date;
}

/** What is known of backgrounds of users' own, in the database. */
export class BackgroundRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /**
   * Adds a background, unless it and the others of its owner would be larger than `mostBytes`.
   * @returns whether there was room
   */
  async insert(background: BackgroundRecord, mostBytes: number): Promise<boolean> {
    return this.#database.transaction().execute(async within => {
      const row = await within
        .selectFrom('backgrounds')
        .select(({ fn }) => fn.sum<number | null>('bytes').as('sum'))
        .where('user_id', '=', background.userId)
        .executeTakeFirst();
      if ((row?.sum ?? 0) + background.bytes > mostBytes) return false;
      await within.insertInto('backgrounds').values(toRow(background)).execute();
      return true;
    });
  }

  async find(id: string): Promise<BackgroundRecord | undefined> {
    const row = await this.#database
      .selectFrom('backgrounds')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirst();
    return row && toRecord(row);
  }

  async count(userId: string): Promise<number> {
    const { rows } = await this.#database.executeQuery<{ total: number }>(CompiledQuery.raw(COUNT, [userId]));
    return rows[0]?.total ?? 0;
  }

  /** A part of a user's backgrounds, the newest first. */
  async list(userId: string, offset: number, limit: number): Promise<BackgroundRecord[]> {
    const rows = await this.#database
      .selectFrom('backgrounds')
      .selectAll()
      .where('user_id', '=', userId)
      .orderBy('created_at', 'desc')
      .orderBy('id')
      .limit(limit)
      .offset(offset)
      .execute();
    return rows.map(toRecord);
  }

  async delete(id: string): Promise<void> {
    await this.#database.deleteFrom('backgrounds').where('id', '=', id).execute();
  }

  /** Ids of everything that is a user's. */
  async idsOf(userId: string, within: Database): Promise<string[]> {
    const rows = await within.selectFrom('backgrounds').select('id').where('user_id', '=', userId).execute();
    return rows.map(({ id }) => id);
  }
}

function toRow({ userId, tags, origin, createdAt, ...same }: BackgroundRecord): BackgroundsTable {
  return {
    ...same,
    user_id: userId,
    tags: JSON.stringify(tags),
    origin: origin ? JSON.stringify(origin) : null,
    created_at: createdAt.getTime(),
  };
}

function toRecord({ user_id, tags, origin, created_at, ...same }: BackgroundsTable): BackgroundRecord {
  return {
    ...same,
    userId: user_id,
    tags: JSON.parse(tags),
    origin: origin === null ? undefined : JSON.parse(origin),
    createdAt: new Date(created_at),
  };
}
