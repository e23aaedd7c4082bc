import type { Readable } from 'node:stream';
import { MOST_FILES, parseBatchOptions } from '@backgroundfx/contract';
import { ApiError, type FieldProblem, invalidRequest } from '../../platform/api-error.ts';
import type { CurrentUser } from '../../platform/app-env.ts';
import type { Scratch, ScratchFolder } from '../../platform/blobs/scratch.ts';
import { storageError } from '../../platform/blobs/storage-error.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Database } from '../../platform/database/schema.ts';
import type { Ids } from '../../platform/ids.ts';
import type { JobKinds } from '../../platform/jobs/job-kinds.ts';
import type { JobQueue } from '../../platform/jobs/job-queue.ts';
import type { Page } from '../../platform/paging.ts';
import { clientGone } from '../../platform/upload/client-gone.ts';
import { PICTURE_UPLOAD } from '../../platform/upload/picture-upload.ts';
import { receiveFiles } from '../../platform/upload/receive-form.ts';
import type { Admission } from '../admission.ts';
import type { CutoutMaker } from '../cutout-maker.ts';
import type { PictureForm, PictureRequest, ReceivedPicture } from '../picture-form.ts';
import type {
  Batch,
  BatchRepository,
  BatchSummary,
  ItemError,
  ListWish,
  NewBatch,
} from './batch.repository.ts';
import { type ArchiveDeps, archiveOf } from './batch-archive.ts';
import type { BatchEvents } from './batch-events.ts';
import type { BatchWatch } from './batch-watch.ts';
import type { FileKind, ProcessFileJob } from './process-file.job.ts';
import type { ProgressRepository } from './progress.repository.ts';
import type { Uploads } from './uploads.ts';

/** A request for work that is done later. */
export interface BatchRequest extends Omit<PictureRequest, 'userId'> {
  readonly user: Pick<CurrentUser, 'id' | 'plan'>;
  /** The id to give to the batch; one that is there already came with an earlier try of the same request. */
  readonly id: string | undefined;
}

/** Takes units for pictures. */
export interface Units {
  /** All or none. @throws ApiError 429 when fewer are left */
  charge(
    user: BatchRequest['user'],
    units: number,
    within: Database,
  ): Promise<{ readonly windowStart: number }>;
}

export interface BatchesDeps extends ArchiveDeps {
  readonly database: Database;
  readonly batches: BatchRepository;
  readonly progress: Pick<ProgressRepository, 'cancel'>;
  readonly uploads: Uploads;
  readonly queue: JobQueue<JobKinds>;
  /** Those who work on files. */
  readonly jobs: readonly Pick<ProcessFileJob<FileKind>, 'stop'>[];
  readonly events: BatchEvents;
  readonly watch: BatchWatch;
  readonly units: Units;
  readonly admission: Admission;
  readonly scratch: Scratch;
  readonly form: Pick<PictureForm, 'receive'>;
  readonly maker: Pick<CutoutMaker, 'checkModel'>;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly maxUploadBytes: number;
  /** How long batches are known once they are over, seconds. */
  readonly lifeSeconds: number;
}

/** Files of one user that may wait at once: as many as one may pay for in an hour, on the larger of the plans. */
const MOST_WAITING = 1000;
const MAX_OPTIONS_BYTES = 64 * 1024;
/** Of a name that is kept; disks have no longer ones. */
const MAX_NAME = 255;
const CANCELLED: ItemError = { error: 'cancelled', message: 'The job was cancelled' };

/** Files in, results later. */
export class BatchesService {
  readonly #deps: BatchesDeps;

  constructor(deps: BatchesDeps) {
    this.#deps = deps;
  }

  /**
   * Receives the files of a batch and has them worked on.
   * @throws ApiError for the form, its options, their models and the units; nothing is kept or taken then
   */
  create(request: BatchRequest): Promise<Batch> {
    return this.#receive(request, folder => this.#files(request, folder));
  }

  /** Receives one picture, as it is received to be cut out at once, and has it worked on later. Throws as `create`. */
  defer(request: BatchRequest): Promise<Batch> {
    const { user, message, signal } = request;
    return this.#receive(request, async folder => [
      await this.#deps.form.receive({ message, signal, userId: user.id }, folder),
    ]);
  }

  list(userId: string, wish: ListWish): Promise<Page<BatchSummary>> {
    return this.#deps.batches.list(userId, wish);
  }

  /** @throws ApiError 404 */
  async read(userId: string, id: string): Promise<Batch> {
    const batch = await this.#deps.batches.find(id);
    if (batch?.userId !== userId) throw new ApiError(404, 'not_found', 'There is no such job');
    return batch;
  }

  /** Ends what is not over. @throws ApiError 404; 409 `job_finished` */
  async cancel(userId: string, id: string): Promise<Batch> {
    const { progress, jobs, watch, uploads, clock } = this.#deps;
    await this.read(userId, id);
    const ended = await progress.cancel(id, CANCELLED, clock.now());
    if (ended.length === 0) throw new ApiError(409, 'job_finished', 'The job is over already');
    for (const job of jobs) job.stop(ended);
    watch.changed(id);
    for (const itemId of ended) await uploads.delete(itemId);
    return this.read(userId, id);
  }

  /** Throws as `read`, and as `archiveOf`. */
  async archive(userId: string, id: string): Promise<() => Readable> {
    return archiveOf(await this.read(userId, id), this.#deps);
  }

  /** Throws as `read`, and what it gives back as `BatchEvents.follow`. */
  async follow(userId: string, id: string, signal: AbortSignal): Promise<() => Readable> {
    const batch = await this.read(userId, id);
    return () => this.#deps.events.follow(batch, signal);
  }

  /** Forgets batches whose results have gone. @returns how many */
  async removeExpired(): Promise<number> {
    const { batches, clock, lifeSeconds } = this.#deps;
    return batches.deleteFinished(new Date(clock.now().getTime() - lifeSeconds * 1000));
  }

  async #receive(
    request: BatchRequest,
    receive: (folder: ScratchFolder) => Promise<readonly ReceivedPicture[]>,
  ): Promise<Batch> {
    const { admission, scratch, batches } = this.#deps;
    const userId = request.user.id;
    const leave = admission.enter(userId);
    try {
      const folder = await scratch.newFolder();
      try {
        if ((await batches.countWaiting(userId)) >= MOST_WAITING) throw admission.refusal();
        const pictures = await receive(folder);
        const before = request.id === undefined ? undefined : await batches.find(request.id);
        if (before?.userId === userId) return before;
        // As a rule all files have the same options.
        for (const [options, at] of new Map(pictures.map(picture => [picture.options, picture.optionsAt]))) {
          await this.#deps.maker.checkModel(userId, options).catch(error => {
            throw at === undefined ? error : withPlace(error, at);
          });
        }
        return await this.#keep(request, pictures);
      } finally {
        await folder.remove();
      }
    } catch (error) {
      if (request.signal.aborted) throw clientGone();
      throw storageError(error);
    } finally {
      leave();
    }
  }

  async #files({ message, signal }: BatchRequest, folder: ScratchFolder): Promise<ReceivedPicture[]> {
    const rules = {
      ...PICTURE_UPLOAD,
      fileField: 'files',
      leastFiles: 1,
      mostFiles: MOST_FILES,
      maxFileBytes: this.#deps.maxUploadBytes,
      maxFieldBytes: MAX_OPTIONS_BYTES,
    };
    const { files, fields } = await receiveFiles(message, rules, folder, signal);
    const { options: text, ...strangers } = fields;
    const unknown = Object.keys(strangers);
    if (unknown.length > 0) {
      throw invalidRequest(unknown.map(path => ({ path, message: `There is no field called "${path}"` })));
    }
    const parsed = parseBatchOptions(text);
    if (!parsed.ok) throw invalidRequest(parsed.problems);
    const { usual, byFileName } = parsed.fields;
    const names = new Set(files.map(({ name }) => name));
    const missing = [...byFileName.keys()].find(name => !names.has(name));
    if (missing !== undefined) {
      throw invalidRequest([{ path: placeOf(missing), message: 'No file of this name was sent' }]);
    }
    return files.map(({ path, name }, i) => {
      const own = byFileName.get(name ?? '');
      const optionsAt = own ? placeOf(name ?? '') : 'options';
      return { path, fileName: name ?? `picture-${i + 1}`, options: own ?? usual, optionsAt };
    });
  }

  /** The files first: what no row knows is swept away, what has no file would fail. */
  async #keep({ user, id }: BatchRequest, pictures: readonly ReceivedPicture[]): Promise<Batch> {
    const { database, batches, uploads, units, queue, ids, clock } = this.#deps;
    const items = pictures.map(({ path, fileName, options }) => ({
      id: ids.next(),
      path,
      fileName: [...fileName].slice(0, MAX_NAME).join(''),
      options,
    }));
    const batchId = id ?? ids.next();
    try {
      for (const item of items) await uploads.keep(item.id, item.path);
      await database.transaction().execute(async within => {
        const { windowStart } = await units.charge(user, items.length, within);
        const batch: NewBatch = { id: batchId, userId: user.id, windowStart, createdAt: clock.now(), items };
        await batches.insert(batch, within);
        const jobs = items.map(({ id: itemId, options }) => {
          const kind: FileKind = options.model === 'custom' ? 'process-own-file' : 'process-file';
          return { kind, payload: { itemId }, lane: user.id };
        });
        await queue.add(jobs, within);
      });
    } catch (error) {
      for (const item of items) await uploads.delete(item.id).catch(() => undefined);
      throw error;
    }
    // Told as it was written down: the work on it begins after that.
    const batch = await this.read(user.id, batchId);
    queue.wake();
    return batch;
  }
}

const LONGEST_SHOWN = 60;

/** Way to the options of a single file. */
function placeOf(fileName: string): string {
  return `options.files.${fileName.slice(0, LONGEST_SHOWN)}`;
}

/** An error that names fields of the options, as fields of the form. */
function withPlace(error: unknown, place: string): unknown {
  if (!(error instanceof ApiError && error.code === 'invalid_request')) return error;
  const { fields } = error.details as { readonly fields: readonly FieldProblem[] };
  return invalidRequest(fields.map(({ path, message }) => ({ path: `${place}.${path}`, message })));
}
