import type { Kysely } from 'kysely';

/** One step from an empty database to today's. Never changed once it has been released: the next step mends it. */
export interface Migration {
  /** Number and subject, such as `0001-accounts`; written into the database. */
  readonly name: string;
  /** Runs in a transaction with every other step that the database still lacks. */
  up(database: Kysely<unknown>): Promise<void>;
}
