import type { Database } from '../platform/database/schema.ts';

/** What is known of a key. */
export interface KeyRecord {
  /** UUID, the same at every try. */
  readonly id: string;
  readonly state: 'running' | 'open' | 'answered';
  /** Of the body of the first try; undefined where it never came. */
  readonly fingerprint: Uint8Array | undefined;
  /** Sealed. */
  readonly answer: Uint8Array | undefined;
  /** Whether an earlier try was paid for. */
  readonly paid: boolean;
}

export interface NewKey {
  readonly id: string;
  readonly userId: string;
  /** Names path and key. */
  readonly nameHash: Uint8Array;
  readonly now: Date;
  readonly expiresAt: Date;
}

/** `Idempotency-Key`s and their answers, in the database. */
export class IdempotencyRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /**
   * Begins a try: takes a key that is new or open, so that nobody else does.
   * @returns what was known before; undefined for a new key, which is kept under the id that was given
   */
  begin({ id, userId, nameHash, now, expiresAt }: NewKey): Promise<KeyRecord | undefined> {
    return this.#database.transaction().execute(async transaction => {
      await transaction
        .deleteFrom('idempotency_keys')
        .where('user_id', '=', userId)
        .where('name_hash', '=', nameHash)
        .where('expires_at', '<=', now.getTime())
        .execute();
      const row = await transaction
        .selectFrom('idempotency_keys')
        .select(['id', 'state', 'fingerprint', 'answer', 'paid'])
        .where('user_id', '=', userId)
        .where('name_hash', '=', nameHash)
        .executeTakeFirst();
      if (row?.state === 'open') {
        await transaction
          .updateTable('idempotency_keys')
          .set({ state: 'running' })
          .where('id', '=', row.id)
          .execute();
      }
      if (row) {
        return {
          ...row,
          fingerprint: row.fingerprint ?? undefined,
          answer: row.answer ?? undefined,
          paid: row.paid === 1,
        };
      }
      await transaction
        .insertInto('idempotency_keys')
        .values({
          id,
          user_id: userId,
          name_hash: nameHash,
          state: 'running',
          expires_at: expiresAt.getTime(),
        })
        .execute();
      return undefined;
    });
  }

  async setFingerprint(id: string, fingerprint: Uint8Array): Promise<void> {
    await this.#database.updateTable('idempotency_keys').set({ fingerprint }).where('id', '=', id).execute();
  }

  async setPaid(id: string, paid: boolean): Promise<void> {
    const value = paid ? 1 : 0;
    await this.#database.updateTable('idempotency_keys').set({ paid: value }).where('id', '=', id).execute();
  }

  /** Keeps the answer of a try whose fingerprint is known. */
  async finish(id: string, answer: Uint8Array): Promise<void> {
    await this.#database
      .updateTable('idempotency_keys')
      .set({ state: 'answered', answer })
      .where('id', '=', id)
      .execute();
  }

  /** Lets the key be tried again. */
  async open(id: string): Promise<void> {
    await this.#database
      .updateTable('idempotency_keys')
      .set({ state: 'open' })
      .where('id', '=', id)
      .where('state', '=', 'running')
      .execute();
  }

  /** Lets every key be tried again that was at work when the server ended. */
  async openAll(): Promise<void> {
    await this.#database
      .updateTable('idempotency_keys')
      .set({ state: 'open' })
      .where('state', '=', 'running')
      .execute();
  }

  /** @returns how many are gone */
  async deleteExpired(now: Date): Promise<number> {
    const { numDeletedRows } = await this.#database
      .deleteFrom('idempotency_keys')
      .where('expires_at', '<=', now.getTime())
      .executeTakeFirstOrThrow();
    return Number(numDeletedRows);
  }
}
