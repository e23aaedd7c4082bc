import type { Insertable } from 'kysely';
import type { CurrentUser } from '../platform/app-env.ts';
import type { Database, RefreshTokensTable } from '../platform/database/schema.ts';

/** Somebody who may log in. */
export interface Account extends CurrentUser {
  readonly createdAt: Date;
  readonly passwordHash: string;
}

/** What is kept of a refresh token that was handed out. */
export interface RefreshTokenRecord {
  readonly hash: Uint8Array;
  readonly familyId: string;
  readonly userId: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

/** Accounts and their refresh tokens, in the database. */
export class AccountRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** @returns false, with nothing changed, when the e-mail address has an account already */
  insert(account: Account, token: RefreshTokenRecord): Promise<boolean> {
    const { id, email, name, plan, passwordHash, createdAt } = account;
    const row = { id, email, name, plan, password_hash: passwordHash, created_at: createdAt.getTime() };
    return this.#database.transaction().execute(async transaction => {
      const { numInsertedOrUpdatedRows } = await transaction
        .insertInto('users')
        .values(row)
        .onConflict(conflict => conflict.column('email').doNothing())
        .executeTakeFirstOrThrow();
      if (numInsertedOrUpdatedRows !== 1n) return false;
      await transaction.insertInto('refresh_tokens').values(tokenRow(token)).execute();
      return true;
    });
  }

  async findByEmail(email: string): Promise<Account | undefined> {
    const row = await this.#database
      .selectFrom('users')
      .selectAll()
      .where('email', '=', email)
      .executeTakeFirst();
    if (!row) return undefined;
    const { password_hash, created_at, ...user } = row;
    return { ...user, passwordHash: password_hash, createdAt: new Date(created_at) };
  }

  findUser(id: string): Promise<CurrentUser | undefined> {
    return this.#database
      .selectFrom('users')
      .select(['id', 'email', 'name', 'plan'])
      .where('id', '=', id)
      .executeTakeFirst();
  }

  /** Keeps one more token of a user, and forgets those of the user's that have expired. */
  insertRefreshToken(token: RefreshTokenRecord): Promise<void> {
    return this.#database.transaction().execute(async transaction => {
      await transaction
        .deleteFrom('refresh_tokens')
        .where('user_id', '=', token.userId)
        .where('expires_at', '<=', token.createdAt.getTime())
        .execute();
      await transaction.insertInto('refresh_tokens').values(tokenRow(token)).execute();
    });
  }
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
