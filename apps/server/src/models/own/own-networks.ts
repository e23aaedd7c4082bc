import { rmSync } from 'node:fs';
import { EngineError } from '@backgroundfx/core';
import { type ProbedModel, type ProbeLimits, probeCustomModel } from '@backgroundfx/inference/probe';
import type { BlobStore } from '../../platform/blobs/blob-store.ts';
import { fetchBlob } from '../../platform/blobs/fetch-blob.ts';
import type { Scratch, ScratchFolder } from '../../platform/blobs/scratch.ts';
import { hashFile } from '../../platform/hash-file.ts';
import { timeLimit } from '../../platform/time-limit.ts';
import type { OwnModel, OwnModelRepository } from './own-model.repository.ts';
import { beingTried, fileChanged, tooManyPictures } from './refusals.ts';
import { Slots } from './slots.ts';

/** A model that was tried, and where it lies. */
export interface OwnNetwork {
  /** Tells models apart: what has the same key is the same file, and runs by the same rules. */
  readonly key: string;
  readonly id: string;
  readonly probed: ProbedModel;
  readonly limits: OwnNetworkLimits;
  readonly graphPath: string;
}

export interface OwnNetworkLimits {
  /** Of all runs for one picture. */
  readonly milliseconds: number;
  /** Of the process that runs it. */
  readonly memoryBytes: number;
}

export interface OwnNetworksDeps {
  readonly models: Pick<OwnModelRepository, 'find'>;
  readonly blobs: BlobStore;
  readonly scratch: Scratch;
  /** What a trial may take. */
  readonly trial: Partial<ProbeLimits>;
  /** What one picture may take. */
  readonly picture: OwnNetworkLimits;
  /** Pictures that are worked on at the same time with models of users' own. */
  readonly atOnce: number;
  /** How long a request may wait for its model, or for its turn, milliseconds. */
  readonly waitMs?: number;
}

/** Shorter than the minute after which clients and proxies commonly give up. */
const WAIT_MS = 40_000;
const NEVER = new AbortController().signal;

/** A model that was tried since the server started, or is being tried. */
interface Known {
  readonly probed: Promise<ProbedModel>;
  /** Its file, which is here while it is used, and for a while after; undefined when it was removed. */
  file: Promise<string> | undefined;
  users: number;
  /** Whether it was used since the last sweep. */
  fresh: boolean;
}

export function keyOf(id: string): string {
  return `${FOLDER}/${id}/${FILE}`;
}

/** Folder of the blobs of all models. */
export const FOLDER = 'models';
const FILE = 'model.onnx';
const KEY_PREFIX = 'own.';

/**
 * Tries models of users' own and has their files where engine threads find them. A trial holds as long as the server runs,
 * and whoever asks while it is under way waits for the same one. One model is tried at a time.
 */
export class OwnNetworks {
  readonly #deps: OwnNetworksDeps;
  readonly #known = new Map<string, Known>();
  readonly #trials = new Slots(1);
  readonly #pictures: Slots;
  readonly #ending = new AbortController();
  #opening: Promise<ScratchFolder> | undefined;
  #folder: ScratchFolder | undefined;

  constructor(deps: OwnNetworksDeps) {
    this.#deps = deps;
    this.#pictures = new Slots(deps.atOnce);
  }

  /**
   * Tries a model, unless that was done.
   * @throws EngineError `invalid_model`; ApiError 503 where its file is gone or has changed; what trials and disks say; the
   *   signal's reason when it fires, while the trial goes on
   */
  async try(model: OwnModel, signal: AbortSignal): Promise<ProbedModel> {
    const known = this.#enter(model);
    try {
      return await orAborted(known.probed, signal);
    } finally {
      this.#leave(model.id, known);
    }
  }

  /**
   * Makes a model usable for one picture, and waits until it is that picture's turn.
   * @param patient whether to wait for as long as it takes
   * @returns the network, and what gives it back; to be called once
   * @throws ApiError 503 for those who are not patient, when it takes too long; as `try`
   */
  async lease(
    model: OwnModel,
    signal: AbortSignal,
    patient = false,
  ): Promise<{ readonly network: OwnNetwork; readonly release: () => void }> {
    const { id } = model;
    const { waitMs = WAIT_MS, picture: limits } = this.#deps;
    const tooLong = patient ? NEVER : timeLimit(waitMs);
    const enough = AbortSignal.any([signal, tooLong]);
    const known = this.#enter(model);
    let tried = false;
    try {
      const probed = await orAborted(known.probed, enough);
      const graphPath = await orAborted(this.#file(model, known), enough);
      tried = true;
      const giveBack = await this.#pictures.enter(enough);
      const network = { key: `${KEY_PREFIX}${id}`, id, probed, limits, graphPath };
      const release = () => {
        giveBack();
        this.#leave(id, known);
      };
      return { network, release };
    } catch (error) {
      this.#leave(id, known);
      if (error !== tooLong.reason || !tooLong.aborted) throw error;
      throw tried ? tooManyPictures() : beingTried(id);
    }
  }

  /** The network of that key could not be opened: its file is fetched again, and tried again. */
  forget(key: string): void {
    if (key.startsWith(KEY_PREFIX)) this.#known.delete(key.slice(KEY_PREFIX.length));
  }

  /** A model is gone, and its file with it once nobody uses it. */
  drop(id: string): void {
    const known = this.#known.get(id);
    this.#known.delete(id);
    if (known?.users === 0) this.#removeFile(id);
  }

  /** Removes files that nobody has used for a while, and what is known of models that are gone. @returns how many */
  async removeExpired(): Promise<number> {
    let removed = 0;
    for (const [id, known] of [...this.#known]) {
      const idle = known.users === 0 && !known.fresh;
      known.fresh = false;
      if (!idle) continue;
      if (!(await this.#deps.models.find(id))) this.#known.delete(id);
      if (known.users > 0 || !known.file) continue;
      known.file = undefined;
      this.#removeFile(id);
      removed++;
    }
    return removed;
  }

  /** Ends the trials under way. */
  async end(): Promise<void> {
    this.#ending.abort(new EngineError('cancelled', 'Cancelled'));
    await Promise.allSettled([...this.#known.values()].map(({ probed }) => probed));
  }

  #enter(model: OwnModel): Known {
    const { id } = model;
    const known = this.#known.get(id) ?? this.#begin(model);
    known.users++;
    known.fresh = true;
    return known;
  }

  #begin(model: OwnModel): Known {
    const { id } = model;
    const file = this.#fetch(model);
    const known: Known = { file, probed: this.#trial(model, file), users: 0, fresh: true };
    this.#known.set(id, known);
    // What was in the way may have passed when it is asked for again.
    known.probed.catch(() => {
      if (this.#known.get(id) !== known) return;
      this.#known.delete(id);
      this.#removeFile(id);
    });
    return known;
  }

  #leave(id: string, known: Known): void {
    known.users--;
    if (known.users === 0 && !this.#known.has(id)) this.#removeFile(id);
  }

  /** Of a model whose trial holds; another one under the same name is found out when it is opened. */
  #file(model: OwnModel, known: Known): Promise<string> {
    if (known.file) return known.file;
    const file = this.#fetch(model);
    known.file = file;
    file.catch(() => {
      if (known.file === file) known.file = undefined;
    });
    return file;
  }

  async #fetch({ id }: OwnModel): Promise<string> {
    const { blobs, scratch } = this.#deps;
    this.#opening ??= scratch.newFolder();
    this.#folder = await this.#opening;
    const path = this.#folder.file(fileName(id));
    const { signal } = this.#ending;
    const isThere = await fetchBlob(blobs, keyOf(id), path, signal).catch((error: unknown) => {
      throw signal.aborted ? signal.reason : error;
    });
    if (!isThere) throw fileChanged(id);
    return path;
  }

  /** At once: whoever fetches it again may begin in a moment. */
  #removeFile(id: string): void {
    if (this.#folder) rmSync(this.#folder.file(fileName(id)), { force: true });
  }

  async #trial({ id, manifest, sha256 }: OwnModel, file: Promise<string>): Promise<ProbedModel> {
    const { signal } = this.#ending;
    const path = await file;
    if (sha256 !== undefined && (await hashFile(path)) !== sha256) throw fileChanged(id);
    const leave = await this.#trials.enter(signal);
    try {
      const probed = await probeCustomModel({ path, manifest, limits: this.#deps.trial, signal });
      if (sha256 !== undefined && probed.facts.sha256 !== sha256) throw fileChanged(id);
      return probed;
    } finally {
      leave();
    }
  }
}

/** The same whenever it is fetched: a process that has to be started again looks for it there. */
function fileName(id: string): string {
  return `${id}.onnx`;
}

/** What a promise says, or the signal's reason when that fires before. */
async function orAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  let onAbort: () => void = () => undefined;
  const aborted = new Promise<never>((_, reject) => {
    onAbort = () => reject(signal.reason);
    signal.addEventListener('abort', onAbort, { once: true });
  });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
