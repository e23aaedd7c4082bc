import type { BatchItem as BatchItemAnswer, BatchJob } from '@backgroundfx/contract';
import type { KeptResult } from '../processing.service.ts';
import { toResult } from '../result-answer.ts';
import type { Batch, BatchItem, BatchSummary } from './batch.repository.ts';

/** Knows where results can be fetched. */
export interface KeptResults {
  /** Those of some results that are still kept, by their ids. */
  kept(ids: readonly string[]): Promise<ReadonlyMap<string, KeptResult>>;
}

/** Where a job is asked after. */
export function jobPath(id: string): string {
  return `/v1/process/jobs/${id}`;
}

/** A batch as the contract has it, with its files, and with those of its results that are still kept. */
export function toJob(batch: Batch, kept: ReadonlyMap<string, KeptResult>): BatchJob {
  const results = batch.items.flatMap(({ id, report }) => {
    const place = kept.get(id);
    return report && place ? [toResult({ ...report, ...place })] : [];
  });
  return { ...toSummary(batch), results, items: batch.items.map(toItem) };
}

/** The same without files and results. */
export function toSummary(batch: BatchSummary): BatchJob {
  const { id, status, total, processed, failed, cancelled, createdAt, finishedAt } = batch;
  return {
    id,
    status,
    progress: Math.floor((processed / total) * 100),
    total_files: total,
    processed_files: processed,
    failed_files: failed,
    cancelled,
    created_at: createdAt.toISOString(),
    ...(finishedAt && { finished_at: finishedAt.toISOString() }),
  };
}

/** A file of a batch as the contract has it. */
export function toItem({ id, position, fileName, status, error }: BatchItem): BatchItemAnswer {
  return {
    position,
    file: fileName,
    status,
    ...(status === 'completed' && { result_id: id }),
    ...(error && { error }),
  };
}
