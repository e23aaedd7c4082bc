import type { IncomingMessage } from 'node:http';
import { LONGEST_MANIFEST } from '@backgroundfx/contract';
import { type CustomManifest, EngineError, parseManifest } from '@backgroundfx/core';
import { ApiError, invalidRequest } from '../../platform/api-error.ts';
import type { BlobStore } from '../../platform/blobs/blob-store.ts';
import type { Scratch, ScratchFolder } from '../../platform/blobs/scratch.ts';
import { storageError } from '../../platform/blobs/storage-error.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Database } from '../../platform/database/schema.ts';
import type { Ids } from '../../platform/ids.ts';
import type { JobKinds } from '../../platform/jobs/job-kinds.ts';
import type { JobQueue } from '../../platform/jobs/job-queue.ts';
import { pictureName } from '../../platform/picture-name.ts';
import { clientGone } from '../../platform/upload/client-gone.ts';
import { wrongField } from '../../platform/upload/form-errors.ts';
import { PICTURE_UPLOAD } from '../../platform/upload/picture-upload.ts';
import { receiveForm } from '../../platform/upload/receive-form.ts';
import type { ModelCheck } from './model-check.ts';
import type { ModelRoom, OwnModel, OwnModelRepository } from './own-model.repository.ts';
import { FOLDER, keyOf, type OwnNetworks } from './own-networks.ts';
import { noRoomForModels, noSuchModel, tooManyModels, tooManyTrials } from './refusals.ts';

/** A model on its way in. */
export interface ModelUpload {
  /** Its body is a form that nobody has read from. */
  readonly message: IncomingMessage;
  readonly userId: string;
  /** Fires when the client goes away. */
  readonly signal: AbortSignal;
  /** The id to give it; when there is one of that id already, it came with an earlier try of the same request. */
  readonly id: string | undefined;
}

export interface OwnModelsDeps {
  readonly database: Database;
  readonly models: OwnModelRepository;
  readonly networks: Pick<OwnNetworks, 'drop'>;
  readonly check: Pick<ModelCheck, 'check'>;
  readonly queue: JobQueue<JobKinds>;
  readonly blobs: BlobStore;
  readonly scratch: Scratch;
  readonly clock: Clock;
  readonly ids: Ids;
  /** Bounds what arrives at once. */
  readonly admission: { enter(userId: string): () => void };
  /** Largest file taken. */
  readonly maxModelBytes: number;
  /** What the models of one user may come to. */
  readonly room: ModelRoom;
}

/** One model is tried at a time, and nobody is to keep the others waiting for long. */
const MOST_PENDING = 3;

/** Models that users upload for themselves. */
export class OwnModelsService {
  /** Of the blobs. */
  readonly folder = FOLDER;
  readonly #deps: OwnModelsDeps;

  constructor(deps: OwnModelsDeps) {
    this.#deps = deps;
  }

  /**
   * Receives a model, checks it and has it tried. When this fails nothing is kept.
   * @throws ApiError for the form, the manifest and the room there is; EngineError `invalid_model` for the file
   */
  async add(upload: ModelUpload): Promise<OwnModel> {
    const { admission, scratch } = this.#deps;
    const before = upload.id === undefined ? undefined : await this.#deps.models.find(upload.id);
    // Known before the upload rather than after it; what an earlier try has kept takes no room again.
    if (!before) await this.#checkRoom(upload.userId, 0);
    const leave = admission.enter(upload.userId);
    try {
      const folder = await scratch.newFolder();
      try {
        return await this.#receive(upload, folder);
      } finally {
        await folder.remove();
      }
    } catch (error) {
      if (upload.signal.aborted) throw clientGone();
      throw storageError(error);
    } finally {
      leave();
    }
  }

  /** All of a user's, the newest first. */
  list(userId: string): Promise<OwnModel[]> {
    return this.#deps.models.list(userId);
  }

  /** @throws ApiError 404 */
  async read(userId: string, id: string): Promise<OwnModel> {
    const model = await this.#deps.models.find(id);
    if (model?.userId !== userId) throw noSuchModel();
    return model;
  }

  /** Pictures under way are finished. @throws ApiError 404 */
  async delete(userId: string, id: string): Promise<void> {
    const { models, blobs, networks } = this.#deps;
    await this.read(userId, id);
    // The file first: a row without one can be deleted again, a file without a row belongs to nobody.
    await blobs.delete(keyOf(id));
    await models.delete(id);
    networks.drop(id);
  }

  /** For the sweep of files that nobody knows: they have no address. */
  async downloadName(id: string): Promise<string | undefined> {
    const model = await this.#deps.models.find(id);
    return model && model.state !== 'rejected' ? 'model' : undefined;
  }

  async #receive({ message, userId, signal, id }: ModelUpload, folder: ScratchFolder): Promise<OwnModel> {
    const { check, clock, ids, maxModelBytes: mostBytes, models } = this.#deps;
    const rules = { ...PICTURE_UPLOAD, maxFileBytes: mostBytes, maxFieldBytes: LONGEST_MANIFEST };
    const { file, fields } = await receiveForm(message, rules, folder, signal);
    const { manifest: text, ...strangers } = fields;
    const unknown = Object.keys(strangers);
    if (unknown.length > 0) {
      throw invalidRequest(unknown.map(path => ({ path, message: `There is no field called "${path}"` })));
    }
    const before = id === undefined ? undefined : await models.find(id);
    if (before?.userId === userId) return before;
    const manifest = text === undefined ? undefined : readManifest(text);
    const task = { path: file.path, manifest, name: pictureName(file.name), mostBytes };
    const { classes, suggestion } = await check.check(task, signal);
    signal.throwIfAborted();
    if (!manifest) throw manifestMissing(suggestion?.manifest, suggestion?.guessed);
    const model: OwnModel = {
      id: id ?? ids.next(),
      userId,
      manifest,
      classes,
      bytes: file.bytes,
      state: 'pending',
      sha256: undefined,
      rejection: undefined,
      createdAt: clock.now(),
    };
    await this.#keep(model, file.path);
    return model;
  }

  /** The file first: what no row knows is swept away, what has no file would fail. */
  async #keep(model: OwnModel, file: string): Promise<void> {
    const { database, blobs, models, queue } = this.#deps;
    const { id, userId, bytes } = model;
    try {
      await blobs.put(keyOf(id), file);
      await database.transaction().execute(async within => {
        await this.#checkRoom(userId, bytes, within);
        await models.insert(model, within);
        await queue.add([{ kind: 'try-model', payload: { modelId: id }, lane: userId }], within);
      });
    } catch (error) {
      await blobs.delete(keyOf(id)).catch(() => undefined);
      throw error;
    }
    queue.wake();
  }

  async #checkRoom(userId: string, bytes: number, within?: Database): Promise<void> {
    const { models, room } = this.#deps;
    const taken = await models.taken(userId, within);
    if (taken.models >= room.models) throw tooManyModels(room);
    if (taken.bytes + bytes > room.bytes) throw noRoomForModels(room);
    if (taken.pending >= MOST_PENDING) throw tooManyTrials();
  }
}

const LONGEST_PATH = 100;

/** @throws ApiError 400 that tells the field that is wrong */
function readManifest(text: string): CustomManifest {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw wrongField('manifest', 'manifest must be a JSON object');
  }
  try {
    return parseManifest(json);
  } catch (error) {
    if (!(error instanceof EngineError && error.code === 'invalid_argument')) throw error;
    throw wrongField(String(error.details.field).slice(0, LONGEST_PATH), error.message);
  }
}

/** 400 with a manifest to begin with, for which the file was read. */
function manifestMissing(suggested: CustomManifest | undefined, guessed: readonly string[] = []): ApiError {
  return new ApiError(400, 'invalid_request', 'The request is not valid', {
    details: {
      fields: [{ path: 'manifest', message: 'manifest is missing' }],
      suggested_manifest: suggested,
      guessed,
    },
    afterWork: true,
  });
}
