import type { Database, ResultsTable } from '../platform/database/schema.ts';

/** A cut-out that is kept for its owner until it expires. */
export interface ResultRecord {
  readonly id: string;
  readonly userId: string;
  /** Name of the picture as it was sent, without its ending. */
  readonly name: string;
  readonly format: 'png' | 'webp' | 'jpg' | 'zip';
  readonly hasMask: boolean;
  readonly width: number;
  readonly height: number;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

export type ExpiredResult = Pick<ResultRecord, 'id' | 'expiresAt'>;

/** What is known of results, in the database. */
export class ResultRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async insert(result: ResultRecord): Promise<void> {
    const { id, name, format, width, height } = result;
    await this.#database
      .insertInto('results')
      .values({
        id,
        user_id: result.userId,
        name,
        format,
        has_mask: result.hasMask ? 1 : 0,
        width,
        height,
        created_at: result.createdAt.getTime(),
        expires_at: result.expiresAt.getTime(),
      })
      .execute();
  }

  async find(id: string): Promise<ResultRecord | undefined> {
    const row = await this.#database
      .selectFrom('results')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirst();
    return row && toRecord(row);
  }

  /** Those of some results that are known. */
  async findAll(ids: readonly string[]): Promise<ResultRecord[]> {
    if (ids.length === 0) return [];
    const rows = await this.#database.selectFrom('results').selectAll().where('id', 'in', ids).execute();
    return rows.map(toRecord);
  }

  /**
   * Results that have expired, the oldest first.
   * @param after the last one of the page before
   */
  async findExpired(now: Date, limit: number, after?: ExpiredResult): Promise<ExpiredResult[]> {
    let query = this.#database
      .selectFrom('results')
      .select(['id', 'expires_at'])
      .where('expires_at', '<=', now.getTime());
    if (after) {
      const moment = after.expiresAt.getTime();
      query = query.where(({ eb, refTuple, tuple }) =>
        eb(refTuple('expires_at', 'id'), '>', tuple(moment, after.id)),
      );
    }
    const rows = await query.orderBy('expires_at').orderBy('id').limit(limit).execute();
    return rows.map(({ id, expires_at }) => ({ id, expiresAt: new Date(expires_at) }));
  }

  /** Ids of everything that is a user's. */
  async idsOf(userId: string, within: Database): Promise<string[]> {
    const rows = await within.selectFrom('results').select('id').where('user_id', '=', userId).execute();
    return rows.map(({ id }) => id);
  }

  async delete(id: string): Promise<void> {
    await this.#database.deleteFrom('results').where('id', '=', id).execute();
  }
}

function toRecord({ user_id, has_mask, created_at, expires_at, ...same }: ResultsTable): ResultRecord {
  return {
    ...same,
    userId: user_id,
    hasMask: has_mask === 1,
    createdAt: new Date(created_at),
    expiresAt: new Date(expires_at),
  };
}
