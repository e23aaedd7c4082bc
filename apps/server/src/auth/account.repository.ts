import { CompiledQuery } from 'kysely';
import type { CurrentUser } from '../platform/app-env.ts';
import type { Database } from '../platform/database/schema.ts';
import { insertToken, type RefreshTokenRecord } from './refresh-token.repository.ts';

/** Somebody who may log in. */
export interface Account extends CurrentUser {
  readonly createdAt: Date;
  readonly passwordHash: string;
}

/** Text, not built anew: every request runs it. */
const FIND_USER = 'select id, email, name, plan from users where id = ?';

/** Accounts, in the database. */
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
      await insertToken(transaction, token);
      return true;
    });
  }

  findByEmail(email: string): Promise<Account | undefined> {
    return this.#find('email', email);
  }

  findById(id: string): Promise<Account | undefined> {
    return this.#find('id', id);
  }

  async findUser(id: string): Promise<CurrentUser | undefined> {
    const { rows } = await this.#database.executeQuery<CurrentUser>(CompiledQuery.raw(FIND_USER, [id]));
    return rows[0];
  }

  async #find(column: 'id' | 'email', value: string): Promise<Account | undefined> {
    const row = await this.#database
      .selectFrom('users')
      .selectAll()
      .where(column, '=', value)
      .executeTakeFirst();
    if (!row) return undefined;
    const { password_hash, created_at, ...user } = row;
    return { ...user, passwordHash: password_hash, createdAt: new Date(created_at) };
  }
}
