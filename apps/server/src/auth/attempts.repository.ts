import { sql } from 'kysely';
import type { Database } from '../platform/database/schema.ts';

/** How often something was tried, and until when that counts. */
export interface AttemptCount {
  readonly count: number;
  readonly endsAt: Date;
}

/** Attempts, in the database. */
export class AttemptsRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /**
   * Counts one attempt under each name, and forgets what counts no more.
   * @returns the counts, this attempt included, in the order of the names
   */
  add(nameHashes: readonly Uint8Array[], now: Date, windowMs: number): Promise<readonly AttemptCount[]> {
    const endsAt = now.getTime() + windowMs;
    return this.#database.transaction().execute(async transaction => {
      await transaction.deleteFrom('attempts').where('ends_at', '<=', now.getTime()).execute();
      const counts: AttemptCount[] = [];
      for (const name_hash of nameHashes) {
        const row = await transaction
          .insertInto('attempts')
          .values({ name_hash, count: 1, ends_at: endsAt })
          .onConflict(conflict => conflict.column('name_hash').doUpdateSet({ count: sql`count + 1` }))
          .returning(['count', 'ends_at'])
          .executeTakeFirstOrThrow();
        counts.push({ count: row.count, endsAt: new Date(row.ends_at) });
      }
      return counts;
    });
  }

  /** Takes one attempt off each name. */
  async takeBack(nameHashes: readonly Uint8Array[]): Promise<void> {
    await this.#database
      .updateTable('attempts')
      .set({ count: sql`max(0, count - 1)` })
      .where('name_hash', 'in', nameHashes)
      .execute();
  }

  async forget(nameHash: Uint8Array): Promise<void> {
    await this.#database.deleteFrom('attempts').where('name_hash', '=', nameHash).execute();
  }
}
