import { CompiledQuery, sql } from 'kysely';
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

interface UsageRow {
  readonly window_start: number;
  readonly used: number;
  readonly total: number;
}

/** Text, not built anew: every request runs it. Each `?` of `OVER` is the length of a window. */
const OVER =
  '(usage.window_start <= excluded.window_start - ? or usage.window_start > excluded.window_start)';
const USED = `(case when ${OVER} then 0 else usage.used end + excluded.used)`;
const TAKE = `
  insert into usage (user_id, window_start, used, total) values (?, ?, ?, ?)
  on conflict (user_id) do update set
    window_start = case when ${OVER} then excluded.window_start else usage.window_start end,
    used = ${USED},
    total = usage.total + excluded.total
  where ${USED} <= ?
  returning window_start, used, total`;

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
    const parameters = [userId, now, units, units, windowMs, windowMs, windowMs, limit];
    const { rows } = await within.executeQuery<UsageRow>(CompiledQuery.raw(TAKE, parameters));
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

function toRecord(row: UsageRow): UsageRecord {
  return { windowStart: row.window_start, used: row.used, total: row.total };
}
