import type { Logger } from 'pino';
import type { Database } from '../platform/database/schema.ts';
import type { Gates } from '../platform/gates.ts';
import type { newRouter } from '../platform/router.ts';
import { BatchRepository } from './batch/batch.repository.ts';
import { batchRoutes } from './batch/batch.routes.ts';
import { BatchEvents } from './batch/batch-events.ts';
import { BatchWatch } from './batch/batch-watch.ts';
import { type BatchesDeps, BatchesService, type Units } from './batch/batches.service.ts';
import { type KeptResults, toItem, toSummary } from './batch/job-answer.ts';
import { ProcessFileJob } from './batch/process-file.job.ts';
import { type BatchNews, ProgressRepository, type UnitRefunds } from './batch/progress.repository.ts';
import { Uploads } from './batch/uploads.ts';
import { CutoutMaker, type CutoutMakerDeps } from './cutout-maker.ts';
import { PictureForm, type PictureFormDeps } from './picture-form.ts';
import { processingRoutes } from './processing.routes.ts';
import { type ProcessingDeps, ProcessingService, type ResultStore } from './processing.service.ts';
import { replaceRoutes } from './replace/replace.routes.ts';
import { ReplaceForm, type ReplaceFormDeps } from './replace/replace-form.ts';

export interface ProcessingSetup
  extends CutoutMakerDeps,
    PictureFormDeps,
    ReplaceFormDeps,
    Omit<ProcessingDeps<never>, 'maker' | 'form' | 'results'>,
    Pick<BatchesDeps, 'queue' | 'clock' | 'ids' | 'lifeSeconds'> {
  readonly gates: Gates;
  readonly database: Database;
  readonly results: ResultStore & KeptResults & BatchesDeps['results'];
  readonly units: Units & UnitRefunds;
  readonly news: BatchNews;
  readonly log: Logger;
  /** Files of batches that are worked on at the same time. */
  readonly filesAtOnce: number;
  /** The same, of those with models of users' own. */
  readonly ownFilesAtOnce: number;
}

export interface Processing {
  readonly routes: readonly ReturnType<typeof newRouter>[];
  readonly jobs: readonly [ProcessFileJob<'process-file'>, ProcessFileJob<'process-own-file'>];
  readonly uploads: Uploads;
  readonly batches: BatchesService;
  /** Ends the streams that would hold up a server that stops. */
  endStreams(): void;
}

/** Puts the capability together. */
export function createProcessing(setup: ProcessingSetup): Processing {
  const { database, gates, results } = setup;
  const form = new PictureForm(setup);
  const maker = new CutoutMaker(setup);
  const repository = new BatchRepository(database);
  const progress = new ProgressRepository(setup);
  const uploads = new Uploads(setup.blobs, repository);
  const watch = new BatchWatch();
  const shared = { ...setup, batches: repository, progress, uploads, watch, form, maker };
  const jobs = [
    new ProcessFileJob('process-file', { ...shared, atOnce: setup.filesAtOnce }),
    new ProcessFileJob('process-own-file', { ...shared, atOnce: setup.ownFilesAtOnce }),
  ] as const;
  const find = repository.find.bind(repository);
  const events = new BatchEvents({ watch, find, tell: { job: toSummary, item: toItem } });
  const batches = new BatchesService({ ...shared, jobs, events });
  const service = new ProcessingService({ ...setup, form, maker });
  const replacing = new ProcessingService({ ...setup, form: new ReplaceForm(setup), maker });
  return {
    routes: [
      processingRoutes({ service, batches, results, gates }),
      replaceRoutes(replacing, gates),
      batchRoutes(batches, results, gates),
    ],
    jobs,
    uploads,
    batches,
    endStreams: () => events.end(),
  };
}
