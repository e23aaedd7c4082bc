import type { CurrentUser } from '../platform/app-env.ts';
import type { Database } from '../platform/database/schema.ts';

/** A key as its owner sees it, without the key itself. */
export interface ApiKeyRecord {
  readonly id: string;
  readonly name: string;
  readonly prefix: string;
  readonly createdAt: Date;
  readonly lastUsedAt: Date | undefined;
}

export interface NewApiKey extends Omit<ApiKeyRecord, 'lastUsedAt'> {
  readonly userId: string;
  readonly hash: Uint8Array;
}

/** Keys of users' programs, in the database. */
export class ApiKeyRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /**
   * Keeps a key. One of the same id takes the place of the other: nobody was told that, or its request was not tried again.
   * @returns false, with nothing changed, when the user has `most` others already
   */
  insert({ id, userId, name, prefix, hash, createdAt }: NewApiKey, most: number): Promise<boolean> {
    return this.#database.transaction().execute(async transaction => {
      const { count } = await transaction
        .selectFrom('api_keys')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .where('user_id', '=', userId)
        .where('id', '<>', id)
        .executeTakeFirstOrThrow();
      if (count >= most) return false;
      await transaction.deleteFrom('api_keys').where('user_id', '=', userId).where('id', '=', id).execute();
      await transaction
        .insertInto('api_keys')
        .values({ id, user_id: userId, name, prefix, key_hash: hash, created_at: createdAt.getTime() })
        .execute();
      return true;
    });
  }

  /** All of a user's, the newest first. */
  async list(userId: string): Promise<readonly ApiKeyRecord[]> {
    const rows = await this.#database
      .selectFrom('api_keys')
      .select(['id', 'name', 'prefix', 'created_at', 'last_used_at'])
      .where('user_id', '=', userId)
      .orderBy('created_at', 'desc')
      .orderBy('id')
      .execute();
    return rows.map(({ created_at, last_used_at, ...same }) => ({
      ...same,
      createdAt: new Date(created_at),
      lastUsedAt: last_used_at === null ? undefined : new Date(last_used_at),
    }));
  }

  /** @returns false when the user has no such key */
  async delete(userId: string, id: string): Promise<boolean> {
    const { numDeletedRows } = await this.#database
      .deleteFrom('api_keys')
      .where('user_id', '=', userId)
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    return numDeletedRows === 1n;
  }

  /** Whose key it is, and when it was last said to be used. */
  async findOwner(
    hash: Uint8Array,
  ): Promise<{ id: string; user: CurrentUser; lastUsedAt: number | null } | undefined> {
    const row = await this.#database
      .selectFrom('api_keys')
      .innerJoin('users', 'users.id', 'api_keys.user_id')
      .select(['api_keys.id as key_id', 'last_used_at', 'users.id', 'email', 'users.name', 'plan'])
      .where('key_hash', '=', hash)
      .executeTakeFirst();
    if (!row) return undefined;
    const { key_id, last_used_at, ...user } = row;
    return { id: key_id, user, lastUsedAt: last_used_at };
  }

  async setUsed(id: string, now: Date): Promise<void> {
    await this.#database
      .updateTable('api_keys')
      .set({ last_used_at: now.getTime() })
      .where('id', '=', id)
      .execute();
  }
}
