import { sql } from 'kysely';
import type { Database } from '../platform/database/schema.ts';

/** What a user has taken. */
export interface UsageRecord {
  /** When the window began, milliseconds since 1970. */
  readonly windowStart: number;
  /** Units taken in the window. */
  readonly used: number;
  /** Units taken since the account was made. */
  readonly total: number;
}

export interface Taking {
  readonly userId: string;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly windowMs: number;
  readonly units: number;
  /** Units that may be taken in a window. */
  readonly limit: number;
}

/** What users have taken, in the database. Each call may be part of a transaction of the caller's. */
export class UsageRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /**
   * Takes units, all or none, in one statement: two that ask at the same moment cannot both get the last one. A window
   * that is over, or that would begin in the future because the clock was set back, makes place for a new one.
   * @returns undefined, with nothing taken, when fewer are left
   */
  async take(taking: Taking, within: Database = this.#database): Promise<UsageRecord | undefined> {
    const { userId, now, windowMs, units, limit } = taking;
    if (units > limit) return undefined;
    const over = sql`(window_start <= ${now - windowMs} or window_start > ${now})`;
    const used = sql`case when ${over} then 0 else used end + ${units}`;
    const { rows } = await sql<{ window_start: number; used: number; total: number }>`
      insert into usage (user_id, window_start, used, total) values (${userId}, ${now}, ${units}, ${units})
      on conflict (user_id) do update set
        window_start = case when ${over} then ${now} else window_start end,
        used = ${used},
        total = total + ${units}
      where ${used} <= ${limit}
      returning window_start, used, total`.execute(within);
    return rows[0] && toRecord(rows[0]);
  }

  /** Gives units back: to the window that they were taken from, if it still runs, and in all. */
  async giveBack(
    { userId, windowStart, units }: { userId: string; windowStart: number; units: number },
    within: Database = this.#database,
  ): Promise<void> {
    await within
      .updateTable('usage')
      .set({
        used: sql`case when window_start = ${windowStart} then max(0, used - ${units}) else used end`,
        total: sql`max(0, total - ${units})`,
      })
      .where('user_id', '=', userId)
      .execute();
  }

  async find(userId: string, within: Database = this.#database): Promise<UsageRecord | undefined> {
    const row = await within
      .selectFrom('usage')
      .select(['window_start', 'used', 'total'])
      .where('user_id', '=', userId)
      .executeTakeFirst();
    return row && toRecord(row);
  }
}

function toRecord(row: { window_start: number; used: number; total: number }): UsageRecord {
  return { windowStart: row.window_start, used: row.used, total: row.total };
}
