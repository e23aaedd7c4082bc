import { sql } from 'kysely';
import type { CurrentUser } from '../platform/app-env.ts';
import type { Database } from '../platform/database/schema.ts';
import type { OwnedBlobs } from '../platform/owned-blobs.ts';

/** An account as its owner and the people who run the server see it. */
export interface UserRecord extends CurrentUser {
  readonly createdAt: Date;
}

export interface UserChanges {
  readonly name?: string | undefined;
  readonly email?: string | undefined;
  readonly passwordHash?: string | undefined;
}

const COLUMNS = ['id', 'email', 'name', 'plan', 'created_at'] as const;

/** Users, in the database. */
export class UserRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async find(column: 'id' | 'email', value: string): Promise<UserRecord | undefined> {
    const row = await this.#database
      .selectFrom('users')
      .select(COLUMNS)
      .where(column, '=', value)
      .executeTakeFirst();
    return row && toRecord(row);
  }

  /** All of them, the oldest first. */
  async list(): Promise<readonly UserRecord[]> {
    const rows = await this.#database
      .selectFrom('users')
      .select(COLUMNS)
      .orderBy('created_at')
      .orderBy('id')
      .execute();
    return rows.map(toRecord);
  }

  /**
   * Changes a user. A new password ends every login.
   * @returns the user as it is now; undefined where there is none
   * @throws what `isEmailTaken` knows, with nothing changed
   */
  change(id: string, { name, email, passwordHash }: UserChanges): Promise<UserRecord | undefined> {
    return this.#database.transaction().execute(async transaction => {
      const row = await transaction
        .updateTable('users')
        .set({
          // Something must be set: the id stays what it is.
          id,
          ...(name !== undefined && { name }),
          ...(email !== undefined && { email }),
          ...(passwordHash !== undefined && { password_hash: passwordHash }),
        })
        .where('id', '=', id)
        .returning(COLUMNS)
        .executeTakeFirst();
      if (passwordHash !== undefined) {
        await transaction.deleteFrom('refresh_tokens').where('user_id', '=', id).execute();
      }
      return row && toRecord(row);
    });
  }

  /** @returns false where there is no such user */
  async setPlan(id: string, plan: CurrentUser['plan']): Promise<boolean> {
    const { numUpdatedRows } = await this.#database
      .updateTable('users')
      .set({ plan })
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    return numUpdatedRows === 1n;
  }

  /**
   * Deletes a user and every row that belongs to it.
   * @returns folders of the blobs that are nobody's now; undefined where there is no such user
   */
  delete(id: string, owned: readonly OwnedBlobs[]): Promise<readonly string[] | undefined> {
    return this.#database.transaction().execute(async transaction => {
      const folders: string[] = [];
      for (const blobs of owned) folders.push(...(await blobs.foldersOf(id, transaction)));
      // Rows of other tables go with it, by their foreign keys.
      const { rows } = await sql<{ id: string }>`delete from users where id = ${id} returning id`.execute(
        transaction,
      );
      return rows.length === 0 ? undefined : folders;
    });
  }
}

/** Whether a change failed because another account has the e-mail address. */
export function isEmailTaken(error: unknown): boolean {
  return (error as { readonly code?: unknown } | undefined)?.code === 'SQLITE_CONSTRAINT_UNIQUE';
}

function toRecord({ created_at, ...user }: CurrentUser & { readonly created_at: number }): UserRecord {
  return { ...user, createdAt: new Date(created_at) };
}
