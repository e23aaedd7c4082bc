import type { Database, WorkStatus } from '../../platform/database/schema.ts';
import type { CutoutReport } from '../cutout-maker.ts';
import { type BatchItem, type ItemError, toItem } from './batch.repository.ts';

/** Gives units of files back that are not worked on after all. */
export interface UnitRefunds {
  giveBack(
    receipt: { readonly userId: string; readonly windowStart: number },
    units: number,
    within: Database,
  ): Promise<void>;
}

/** Hears of batches that are over, in the transaction in which they end. */
export interface BatchNews {
  finished(batch: FinishedBatch, within: Database): Promise<void>;
}

/** A batch that is over. */
export interface FinishedBatch {
  readonly id: string;
  readonly userId: string;
  readonly status: 'completed' | 'failed';
  /** Files, and those of them that failed. */
  readonly total: number;
  readonly failed: number;
}

export interface ProgressDeps {
  readonly database: Database;
  readonly units: UnitRefunds;
  readonly news: BatchNews;
}

/** A file that is being worked on, and whose it is. */
export interface BegunItem extends BatchItem {
  readonly userId: string;
}

export type ItemEnd =
  | { readonly status: 'completed'; readonly report: CutoutReport }
  | {
      readonly status: 'failed';
      readonly error: ItemError;
      /** Whether its unit comes back. */
      readonly refund: boolean;
    };

const UNFINISHED = ['pending', 'processing'] as const;

/**
 * How the files of batches go on, in the database. Each step is one transaction and happens once, however often it is asked
 * for: what was told to end has ended, and its unit came back or did not.
 */
export class ProgressRepository {
  readonly #deps: ProgressDeps;

  constructor(deps: ProgressDeps) {
    this.#deps = deps;
  }

  /** Begins the work on a file, or goes on with it; undefined when it is over, or gone with its owner. */
  begin(itemId: string): Promise<BegunItem | undefined> {
    return this.#deps.database.transaction().execute(async within => {
      const row = await within
        .updateTable('batch_items')
        .set({ status: 'processing' })
        .where('id', '=', itemId)
        .where('status', 'in', UNFINISHED)
        .returningAll()
        .executeTakeFirst();
      if (!row) return undefined;
      const batch = await within
        .updateTable('batches')
        .set({ status: 'processing' })
        .where('id', '=', row.batch_id)
        .returning('user_id')
        .executeTakeFirstOrThrow();
      return { ...toItem(row), userId: batch.user_id };
    });
  }

  /** Ends the work on a file, and with the last one the batch. What is over already stays as it is. */
  finish(itemId: string, end: ItemEnd, now: Date): Promise<void> {
    return this.#deps.database.transaction().execute(async within => {
      const row = await within
        .updateTable('batch_items')
        .set({
          status: end.status,
          report: end.status === 'completed' ? JSON.stringify(end.report) : null,
          error: end.status === 'failed' ? JSON.stringify(end.error) : null,
        })
        .where('id', '=', itemId)
        .where('status', 'in', UNFINISHED)
        .returning('batch_id')
        .executeTakeFirst();
      if (!row) return;
      if (end.status === 'failed' && end.refund) await this.#giveBack(row.batch_id, 1, within);
      await this.#finishBatch(row.batch_id, now, within);
    });
  }

  /**
   * Ends the work on all files of a batch that are not over. Units of those that have waited come back.
   * @returns ids of the files that were ended; none when the batch was over
   */
  cancel(batchId: string, error: ItemError, now: Date): Promise<readonly string[]> {
    return this.#deps.database.transaction().execute(async within => {
      const end = (status: WorkStatus) =>
        within
          .updateTable('batch_items')
          .set({ status: 'failed', error: JSON.stringify(error) })
          .where('batch_id', '=', batchId)
          .where('status', '=', status)
          .returning('id')
          .execute();
      const [waiting, begun] = [await end('pending'), await end('processing')];
      if (waiting.length + begun.length === 0) return [];
      if (waiting.length > 0) await this.#giveBack(batchId, waiting.length, within);
      await within.updateTable('batches').set({ cancelled: 1 }).where('id', '=', batchId).execute();
      await this.#finishBatch(batchId, now, within);
      return [...waiting, ...begun].map(({ id }) => id);
    });
  }

  async #giveBack(batchId: string, units: number, within: Database): Promise<void> {
    const { user_id, window_start } = await within
      .selectFrom('batches')
      .select(['user_id', 'window_start'])
      .where('id', '=', batchId)
      .executeTakeFirstOrThrow();
    await this.#deps.units.giveBack({ userId: user_id, windowStart: window_start }, units, within);
  }

  async #finishBatch(batchId: string, now: Date, within: Database): Promise<void> {
    const rows = await within
      .selectFrom('batch_items')
      .select(['status', ({ fn }) => fn.countAll<number>().as('files')])
      .where('batch_id', '=', batchId)
      .groupBy('status')
      .execute();
    const files = new Map(rows.map(row => [row.status, row.files]));
    if (UNFINISHED.some(status => files.has(status))) return;
    const [completed, failed] = [files.get('completed') ?? 0, files.get('failed') ?? 0];
    const status = completed > 0 ? 'completed' : 'failed';
    const { user_id } = await within
      .updateTable('batches')
      .set({ status, finished_at: now.getTime() })
      .where('id', '=', batchId)
      .returning('user_id')
      .executeTakeFirstOrThrow();
    const batch = { id: batchId, userId: user_id, status, total: completed + failed, failed } as const;
    await this.#deps.news.finished(batch, within);
  }
}
