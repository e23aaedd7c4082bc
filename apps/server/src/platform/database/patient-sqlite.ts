import { setTimeout as sleep } from 'node:timers/promises';
import type { Database as Sqlite } from 'better-sqlite3';
import {
  CompiledQuery,
  type DatabaseConnection,
  type Driver,
  type QueryResult,
  SqliteDialect,
  SqliteDriver,
} from 'kysely';
import { isDatabaseBusy } from './database-busy.ts';
import { keepStatements } from './kept-statements.ts';

/** How long a query is tried again while another program holds the lock. */
const PATIENCE_MS = 3000;
const FIRST_PAUSE_MS = 20;
const LONGEST_PAUSE_MS = 400;

/**
 * SQLite that waits for a lock without holding the thread up: SQLite's own wait is the `busy_timeout` of the connection,
 * which stops the whole process; this one is between tries, and other queries run meanwhile. What is still refused after
 * a few seconds is thrown as SQLite threw it. Transactions take the lock when they begin, so nothing is refused half way.
 */
export class PatientSqliteDialect extends SqliteDialect {
  readonly #sqlite: Sqlite;
  readonly #onBusy: () => void;

  /**
   * @param sqlite closed by the driver's end
   * @param onBusy called whenever a query is refused that is to be tried again
   */
  constructor(sqlite: Sqlite, onBusy: () => void) {
    super({ database: sqlite });
    this.#sqlite = sqlite;
    this.#onBusy = onBusy;
  }

  override createDriver(): Driver {
    return new PatientDriver(this.#sqlite, this.#onBusy);
  }
}

class PatientDriver extends SqliteDriver {
  readonly #sqlite: Sqlite;
  readonly #onBusy: () => void;

  constructor(sqlite: Sqlite, onBusy: () => void) {
    super({ database: { close: () => sqlite.close(), prepare: keepStatements(sqlite) } });
    this.#sqlite = sqlite;
    this.#onBusy = onBusy;
  }

  override async acquireConnection(): Promise<DatabaseConnection> {
    const connection = await super.acquireConnection();
    return {
      executeQuery: query => this.#tryUntilFree(() => connection.executeQuery(query)),
      streamQuery: (query, chunkSize) => connection.streamQuery(query, chunkSize),
    };
  }

  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'));
  }

  /** SQLite itself has rolled back after some errors, a full disk for one. */
  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    if (this.#sqlite.inTransaction) await super.rollbackTransaction(connection);
  }

  /** The one connection is anybody's during a pause; never within a transaction, which would be theirs as well. */
  async #tryUntilFree<Row>(run: () => Promise<QueryResult<Row>>): Promise<QueryResult<Row>> {
    const giveUp = performance.now() + PATIENCE_MS;
    for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(2 * pause, LONGEST_PAUSE_MS)) {
      try {
        return await run();
      } catch (error) {
        if (!isDatabaseBusy(error) || this.#sqlite.inTransaction || performance.now() > giveUp) throw error;
      }
      this.#onBusy();
      await this.releaseConnection();
      await sleep(pause);
      await super.acquireConnection();
    }
  }
}
