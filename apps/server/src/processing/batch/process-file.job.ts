import { EngineError } from '@backgroundfx/core';
import type { Logger } from 'pino';
import type { Scratch } from '../../platform/blobs/scratch.ts';
import type { Clock } from '../../platform/clock.ts';
import { toApiError } from '../../platform/error-answers.ts';
import type { JobKinds } from '../../platform/jobs/job-kinds.ts';
import type { JobContext, JobHandler } from '../../platform/jobs/job-queue.ts';
import { pictureName } from '../../platform/picture-name.ts';
import type { CutoutMaker } from '../cutout-maker.ts';
import type { ResultStore } from '../processing.service.ts';
import type { BatchRepository, ItemError } from './batch.repository.ts';
import type { BatchWatch } from './batch-watch.ts';
import type { BegunItem, ProgressRepository } from './progress.repository.ts';
import type { Uploads } from './uploads.ts';

export interface ProcessFileDeps {
  readonly progress: Pick<ProgressRepository, 'begin' | 'finish'>;
  readonly batches: Pick<BatchRepository, 'isUnfinished'>;
  readonly uploads: Uploads;
  readonly scratch: Scratch;
  readonly maker: Pick<CutoutMaker, 'make'>;
  readonly results: ResultStore;
  readonly watch: BatchWatch;
  readonly clock: Clock;
  readonly log: Logger;
  /** Files at work at the same time. */
  readonly atOnce: number;
}

/** Files that anybody's models work on, and files for models of users' own. */
export type FileKind = 'process-file' | 'process-own-file';

/** In all about twenty seconds: what is wrong for longer is not wrong by chance. */
const TRIES = 4;
const FIRST_WAIT_MS = 1000;

/** Works on one file of a batch. Every step bears being done again, so that a process may end at any moment. */
export class ProcessFileJob<Kind extends FileKind> implements JobHandler<JobKinds, Kind> {
  readonly kind: Kind;
  readonly tries = TRIES;
  readonly atOnce: number;
  readonly #deps: ProcessFileDeps;
  readonly #running = new Map<string, AbortController>();

  constructor(kind: Kind, deps: ProcessFileDeps) {
    this.kind = kind;
    this.#deps = deps;
    this.atOnce = deps.atOnce;
  }

  waitMs(failures: number): number {
    return FIRST_WAIT_MS * 4 ** (failures - 1);
  }

  /** Stops the work on files whose result nobody wants any more. */
  stop(itemIds: readonly string[]): void {
    for (const id of itemIds) this.#running.get(id)?.abort();
  }

  async run({ itemId }: { readonly itemId: string }, { signal }: JobContext): Promise<void> {
    const { progress, uploads, watch, clock } = this.#deps;
    const item = await progress.begin(itemId);
    if (item) {
      watch.changed(item.batchId);
      const unwanted = new AbortController();
      this.#running.set(itemId, unwanted);
      try {
        await this.#work(item, AbortSignal.any([signal, unwanted.signal]));
      } catch (error) {
        // It has ended then, by another hand.
        if (unwanted.signal.aborted) return await uploads.delete(itemId);
        const refusal = toApiError(error);
        if (signal.aborted || refusal.status >= 500) throw error;
        await progress.finish(itemId, failed(refusal, false), clock.now());
      } finally {
        this.#running.delete(itemId);
      }
      watch.changed(item.batchId);
    }
    await uploads.delete(itemId);
  }

  /** What fails again and again is not its owner's fault. */
  async giveUp({ itemId }: { readonly itemId: string }, error: unknown): Promise<void> {
    const { progress, uploads, watch, clock } = this.#deps;
    const item = await progress.begin(itemId);
    await progress.finish(itemId, failed(toApiError(error), true), clock.now());
    await uploads.delete(itemId);
    if (item) watch.changed(item.batchId);
  }

  async #work(item: BegunItem, signal: AbortSignal): Promise<void> {
    const { progress, batches, uploads, scratch, maker, results, clock } = this.#deps;
    const folder = await scratch.newFolder();
    try {
      const path = folder.file('upload');
      if (!(await uploads.fetch(item.id, path, signal))) throw lost();
      const format = item.options.format ?? 'png';
      const order = { userId: item.userId, path, options: item.options, format, patient: true };
      const { image, mask, ...report } = await maker.make(order, folder, signal);
      // Another hand may have ended it while this one could not be stopped any more.
      if (!(await batches.isUnfinished(item.id))) return;
      const { id, userId } = item;
      const name = pictureName(item.fileName);
      await results.keep({ ...report, id, userId, name, image, mask });
      await progress.finish(id, { status: 'completed', report }, clock.now());
    } finally {
      await folder.remove();
    }
  }
}

function lost(): EngineError {
  return new EngineError('internal', 'The upload of a batch is gone');
}

function failed({ code, message, details }: ReturnType<typeof toApiError>, refund: boolean) {
  const error: ItemError = { error: code, message, ...(details && { details }) };
  return { status: 'failed', error, refund } as const;
}
