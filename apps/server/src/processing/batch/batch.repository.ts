import type { CutoutOptions } from '@backgroundfx/contract';
import type { BatchesTable, BatchItemsTable, Database, WorkStatus } from '../../platform/database/schema.ts';
import { offsetOf, type Page, type PageWish } from '../../platform/paging.ts';
import type { CutoutReport } from '../cutout-maker.ts';

/** What is told of a file that has no result. */
export interface ItemError {
  readonly error: string;
  readonly message: string;
  readonly details?: Readonly<Record<string, unknown>>;
}

/** A file of a batch. */
export interface BatchItem {
  /** Of its result, too. */
  readonly id: string;
  readonly batchId: string;
  readonly position: number;
  /** As it was sent. */
  readonly fileName: string;
  readonly options: CutoutOptions;
  readonly status: WorkStatus;
  readonly report: CutoutReport | undefined;
  readonly error: ItemError | undefined;
}

/** A batch without its files. */
export interface BatchSummary {
  readonly id: string;
  readonly userId: string;
  readonly status: WorkStatus;
  readonly total: number;
  /** Files that are over. */
  readonly processed: number;
  readonly failed: number;
  readonly cancelled: boolean;
  readonly createdAt: Date;
  readonly finishedAt: Date | undefined;
}

export interface Batch extends BatchSummary {
  readonly items: readonly BatchItem[];
}

/** A batch to be written down. */
export interface NewBatch {
  readonly id: string;
  readonly userId: string;
  /** Names the window that its units were taken from. */
  readonly windowStart: number;
  readonly createdAt: Date;
  readonly items: readonly Pick<BatchItem, 'id' | 'fileName' | 'options'>[];
}

export interface ListWish extends PageWish {
  readonly status?: WorkStatus | undefined;
}

const MOST_AT_ONCE = 500;

/** Batches and their files, in the database, for whoever asks. */
export class BatchRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async insert(batch: NewBatch, within: Database): Promise<void> {
    const { id, userId, windowStart, createdAt, items } = batch;
    await within
      .insertInto('batches')
      .values({
        id,
        user_id: userId,
        status: 'pending',
        total: items.length,
        window_start: windowStart,
        cancelled: 0,
        created_at: createdAt.getTime(),
        finished_at: null,
      })
      .execute();
    const rows = items.map((item, position) => ({
      id: item.id,
      batch_id: id,
      position,
      file_name: item.fileName,
      options: JSON.stringify(item.options),
      status: 'pending' as const,
      report: null,
      error: null,
    }));
    await within.insertInto('batch_items').values(rows).execute();
  }

  /** A batch with its files, in their order; undefined when there is none of that id. */
  async find(id: string): Promise<Batch | undefined> {
    const row = await this.#database
      .selectFrom('batches')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirst();
    if (!row) return undefined;
    const rows = await this.#database
      .selectFrom('batch_items')
      .selectAll()
      .where('batch_id', '=', id)
      .orderBy('position')
      .execute();
    const items = rows.map(toItem);
    return { ...toSummary(row, countsOf(items)), items };
  }

  /** A page of a user's batches, the newest first. */
  async list(userId: string, wish: ListWish): Promise<Page<BatchSummary>> {
    let own = this.#database.selectFrom('batches').where('user_id', '=', userId);
    if (wish.status) own = own.where('status', '=', wish.status);
    const { total } = await own
      .select(({ fn }) => fn.countAll<number>().as('total'))
      .executeTakeFirstOrThrow();
    const rows = await own
      .selectAll()
      .orderBy('created_at', 'desc')
      .orderBy('id')
      .limit(wish.limit)
      .offset(offsetOf(wish))
      .execute();
    const counts = await this.#counts(rows.map(({ id }) => id));
    return { items: rows.map(row => toSummary(row, counts.get(row.id) ?? NO_COUNTS)), total };
  }

  /** Files of a user that are not over yet. */
  async countWaiting(userId: string): Promise<number> {
    const { count } = await this.#database
      .selectFrom('batch_items')
      .innerJoin('batches', 'batches.id', 'batch_items.batch_id')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('batches.user_id', '=', userId)
      .where('batches.finished_at', 'is', null)
      .where('batch_items.status', 'in', ['pending', 'processing'])
      .executeTakeFirstOrThrow();
    return count;
  }

  /** Whether a file is still to be worked on. */
  async isUnfinished(itemId: string): Promise<boolean> {
    const row = await this.#database
      .selectFrom('batch_items')
      .select('id')
      .where('id', '=', itemId)
      .where('status', 'in', ['pending', 'processing'])
      .executeTakeFirst();
    return row !== undefined;
  }

  /** Ids of the files of a user that are still to be worked on. */
  async unfinishedOf(userId: string, within: Database): Promise<string[]> {
    const rows = await within
      .selectFrom('batch_items')
      .innerJoin('batches', 'batches.id', 'batch_items.batch_id')
      .select('batch_items.id')
      .where('batches.user_id', '=', userId)
      .where('batch_items.status', 'in', ['pending', 'processing'])
      .execute();
    return rows.map(({ id }) => id);
  }

  /** Forgets batches that were over before a moment. @returns how many */
  async deleteFinished(before: Date): Promise<number> {
    const old = this.#database
      .selectFrom('batches')
      .select('id')
      .where('finished_at', '<', before.getTime())
      .limit(MOST_AT_ONCE);
    const { numDeletedRows } = await this.#database
      .deleteFrom('batches')
      .where('id', 'in', old)
      .executeTakeFirstOrThrow();
    return Number(numDeletedRows);
  }

  async #counts(ids: readonly string[]): Promise<ReadonlyMap<string, Counts>> {
    if (ids.length === 0) return new Map();
    const rows = await this.#database
      .selectFrom('batch_items')
      .select(({ fn }) => ['batch_id', 'status', fn.countAll<number>().as('count')])
      .where('batch_id', 'in', ids)
      .where('status', 'in', ['completed', 'failed'])
      .groupBy(['batch_id', 'status'])
      .execute();
    const counts = new Map<string, Counts>();
    for (const { batch_id, status, count } of rows) {
      const { processed, failed } = counts.get(batch_id) ?? NO_COUNTS;
      const more = status === 'failed' ? count : 0;
      counts.set(batch_id, { processed: processed + count, failed: failed + more });
    }
    return counts;
  }
}

type Counts = Pick<BatchSummary, 'processed' | 'failed'>;

const NO_COUNTS: Counts = { processed: 0, failed: 0 };

function countsOf(items: readonly BatchItem[]): Counts {
  const failed = items.filter(({ status }) => status === 'failed').length;
  const completed = items.filter(({ status }) => status === 'completed').length;
  return { processed: failed + completed, failed };
}

function toSummary(row: BatchesTable, counts: Counts): BatchSummary {
  return {
    id: row.id,
    userId: row.user_id,
    status: row.status,
    total: row.total,
    ...counts,
    cancelled: row.cancelled === 1,
    createdAt: new Date(row.created_at),
    finishedAt: row.finished_at === null ? undefined : new Date(row.finished_at),
  };
}

/** A row as what it holds. */
export function toItem(row: BatchItemsTable): BatchItem {
  return {
    id: row.id,
    batchId: row.batch_id,
    position: row.position,
    fileName: row.file_name,
    options: JSON.parse(row.options),
    status: row.status,
    report: row.report === null ? undefined : JSON.parse(row.report),
    error: row.error === null ? undefined : JSON.parse(row.error),
  };
}
