import type { Insertable } from 'kysely';
import type { Database, RefreshTokensTable } from '../platform/database/schema.ts';

/** What is kept of a refresh token that was handed out. */
export interface RefreshTokenRecord {
  readonly hash: Uint8Array;
  readonly familyId: string;
  readonly userId: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

/** What became of a refresh token that was shown. */
export type Exchange = 'unknown' | 'expired' | 'spent' | { readonly userId: string };

/** The refresh tokens of users, in the database. */
export class RefreshTokenRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Keeps one more token of a user, and forgets those of the user's that have expired. */
  insert(token: RefreshTokenRecord): Promise<void> {
    return this.#database.transaction().execute(transaction => insertToken(transaction, token));
  }

  /**
   * Puts a new token in the place of another one of its family. One that was spent before ends its whole family: somebody
   * else has it too, and nobody can tell who.
   * @param next made for now; family and user are those of the token that it follows
   */
  exchange(hash: Uint8Array, next: Omit<RefreshTokenRecord, 'familyId' | 'userId'>): Promise<Exchange> {
    const now = next.createdAt.getTime();
    return this.#database.transaction().execute(async transaction => {
      const token = await transaction
        .selectFrom('refresh_tokens')
        .select(['family_id', 'user_id', 'expires_at', 'spent_at'])
        .where('token_hash', '=', hash)
        .executeTakeFirst();
      if (!token) return 'unknown';
      const { family_id: familyId, user_id: userId } = token;
      if (token.spent_at !== null) {
        await transaction.deleteFrom('refresh_tokens').where('family_id', '=', familyId).execute();
        return 'spent';
      }
      if (token.expires_at <= now) return 'expired';
      await transaction
        .updateTable('refresh_tokens')
        .set({ spent_at: now })
        .where('token_hash', '=', hash)
        .execute();
      await insertToken(transaction, { ...next, familyId, userId });
      return { userId };
    });
  }

  /** Ends the family of a token, if there is one. */
  async deleteFamilyOf(hash: Uint8Array): Promise<void> {
    await this.#database
      .deleteFrom('refresh_tokens')
      .where('family_id', 'in', query =>
        query.selectFrom('refresh_tokens').select('family_id').where('token_hash', '=', hash),
      )
      .execute();
  }
}

/** For transactions that make more than the token. */
export async function insertToken(within: Database, token: RefreshTokenRecord): Promise<void> {
  await within
    .deleteFrom('refresh_tokens')
    .where('user_id', '=', token.userId)
    .where('expires_at', '<=', token.createdAt.getTime())
    .execute();
  await within.insertInto('refresh_tokens').values(tokenRow(token)).execute();
}

function tokenRow(token: RefreshTokenRecord): Insertable<RefreshTokensTable> {
  return {
    token_hash: token.hash,
    family_id: token.familyId,
    user_id: token.userId,
    created_at: token.createdAt.getTime(),
    expires_at: token.expiresAt.getTime(),
  };
}
