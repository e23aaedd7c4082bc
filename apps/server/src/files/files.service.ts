import type { Readable } from 'node:stream';
import type { Logger } from 'pino';
import { ApiError } from '../platform/api-error.ts';
import type { BlobInfo, BlobStore } from '../platform/blobs/blob-store.ts';
import type { ByteSource } from '../platform/byte-response.ts';
import type { Clock } from '../platform/clock.ts';
import { contentTypeOf } from '../platform/content-types.ts';
import type { Ids } from '../platform/ids.ts';
import { cutoutName } from '../platform/picture-name.ts';
import type { FileKeeper } from './file-keeper.ts';
import type { FileUrls } from './file-urls.ts';
import type { ExpiredResult, ResultRecord, ResultRepository } from './result.repository.ts';

/** A finished cut-out. Its files lie in a scratch folder and are moved from there. */
export interface NewResult extends Omit<ResultRecord, 'id' | 'createdAt' | 'expiresAt' | 'hasMask'> {
  /** Of work that may have to be done again: what was kept under it stays as it is. A new one when absent. */
  readonly id?: string;
  /** Absolute paths. */
  readonly image: string;
  readonly mask?: string | undefined;
}

/** One file of a result. */
export interface ResultPart {
  /** Of its blob. */
  readonly key: string;
  /** What tells it from the others of its result in a file's name. */
  readonly suffix: string;
  /** Without a dot. */
  readonly ending: string;
}

/** Where a kept result can be fetched. */
export interface KeptResult {
  readonly id: string;
  readonly imageUrl: string;
  readonly maskUrl: string | undefined;
  readonly expiresAt: Date;
}

/** The picture of a result, open. */
export interface OpenResult extends Pick<ResultRecord, 'format'> {
  /** Bytes. */
  readonly size: number;
  readonly bytes: Readable;
}

/** A file as its address asks for it. */
export interface FileRequest {
  readonly id: string;
  readonly name: string;
  readonly expires: string | undefined;
  readonly signature: string | undefined;
}

export interface OpenFile extends ByteSource {
  /** What the file is to be called by whoever saves it. */
  readonly downloadName: string;
  /** Seconds for which its address still works. */
  readonly secondsLeft: number;
}

interface FoundFile {
  /** Of its blob. */
  readonly key: string;
  readonly downloadName: string;
  /** Who keeps it, where it is no result. */
  readonly keeper?: FileKeeper;
}

/** A picture that its owner can name, to be worked on. */
export interface PictureSource {
  /** Of its blob. */
  readonly key: string;
  /** Without an ending. */
  readonly name: string;
}

export interface FilesDeps {
  readonly results: ResultRepository;
  /** Who keeps files beside results; asked when there is a file to be found. */
  readonly otherKeepers?: () => readonly FileKeeper[];
  readonly blobs: BlobStore;
  readonly urls: FileUrls;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly lifeSeconds: number;
  readonly log: Logger;
}

/** How far a removal goes. */
export interface RemovalOptions {
  /** Results looked up at a time. */
  readonly batch?: number;
  /** Ends it early, between two results. */
  readonly signal?: AbortSignal;
}

export interface OrphanOptions extends Pick<RemovalOptions, 'signal'> {
  /** Files stored later may still be about to get their row. */
  readonly before: Date;
}

/** Folder of the blobs of all results. */
export const RESULTS = 'results';
const MASK = 'mask.png';
const BATCH = 1000;

/** Signed addresses are the same for this long, so that browsers find in their cache what they have. */
const SAME_ADDRESS_MS = 3_600_000;

/** Keeps results for a while, and hands files out to whoever has their address. */
export class FilesService {
  readonly #deps: FilesDeps;

  constructor(deps: FilesDeps) {
    this.#deps = deps;
  }

  /**
   * Takes the files of a result over. When this fails nothing is kept.
   * @throws ApiError 503 `storage_full`
   */
  async keep({ id, image, mask, ...result }: NewResult): Promise<KeptResult> {
    const { blobs, results, clock, ids, lifeSeconds } = this.#deps;
    const before = id === undefined ? undefined : await results.find(id);
    if (before) return this.#kept(before);
    const createdAt = clock.now();
    const { userId, name, format, width, height } = result;
    const record: ResultRecord = {
      id: id ?? ids.next(),
      userId,
      name,
      format,
      width,
      height,
      hasMask: mask !== undefined,
      createdAt,
      expiresAt: wholeSecond(createdAt.getTime() + lifeSeconds * 1000),
    };
    try {
      await blobs.put(keyOf(record.id, imageName(record)), image);
      if (mask !== undefined) await blobs.put(keyOf(record.id, MASK), mask);
      await results.insert(record);
    } catch (error) {
      await this.#forget(record.id).catch(() => undefined);
      throw error;
    }
    return this.#kept(record);
  }

  /** Those of some results that are still kept, by their ids. */
  async kept(ids: readonly string[]): Promise<ReadonlyMap<string, KeptResult>> {
    const now = this.#deps.clock.now();
    const found = await this.#deps.results.findAll(ids);
    const alive = found.filter(({ expiresAt }) => expiresAt > now);
    return new Map(alive.map(record => [record.id, this.#kept(record)]));
  }

  /**
   * The picture of a result. The caller reads its bytes to their end or destroys them.
   * @returns undefined when there is none any more
   */
  async openResult(id: string): Promise<OpenResult | undefined> {
    const { results, clock, blobs } = this.#deps;
    const result = await results.find(id);
    if (!result || result.expiresAt <= clock.now()) return undefined;
    const key = keyOf(id, imageName(result));
    const [info, bytes] = [await blobs.stat(key), await blobs.read(key)];
    return info && bytes && { format: result.format, size: info.size, bytes };
  }

  /** The blobs of a result: its picture, and its matte where it has one. */
  async parts(id: string): Promise<readonly ResultPart[]> {
    const record = await this.#deps.results.find(id);
    if (!record) return [];
    const part = (name: string, suffix: string) => ({
      key: keyOf(id, name),
      suffix,
      ending: name.split('.').at(-1) ?? '',
    });
    return [part(imageName(record), ''), ...(record.hasMask ? [part(MASK, '-mask')] : [])];
  }

  #kept(record: ResultRecord): KeptResult {
    return {
      id: record.id,
      imageUrl: this.#url(record, imageName(record)),
      maskUrl: record.hasMask ? this.#url(record, MASK) : undefined,
      expiresAt: record.expiresAt,
    };
  }

  /**
   * Opens a file for whoever has its whole address.
   * @throws ApiError 403 `forbidden`, 410 `expired`, 404 `not_found`; the first two tell nothing about what exists
   */
  async open({ id, name, expires, signature }: FileRequest): Promise<OpenFile> {
    const { urls, clock, blobs } = this.#deps;
    const moment = new Date(/^[1-9]\d{0,10}$/.test(expires ?? '') ? Number(expires) * 1000 : Number.NaN);
    const signed = signature !== undefined && !Number.isNaN(moment.getTime());
    if (!signed || !urls.verify({ id, name, expires: moment }, signature)) {
      throw new ApiError(403, 'forbidden', 'The address of the file is not valid');
    }
    const secondsLeft = Math.floor((moment.getTime() - clock.now().getTime()) / 1000);
    if (secondsLeft < 0) throw new ApiError(410, 'expired', 'The address of the file has expired');
    const found = await this.#find(id, name);
    const blob = found && ((await blobs.stat(found.key)) ?? (await this.#made(found, id, name)));
    if (!blob) throw missing();
    const { key, downloadName } = found;
    return {
      size: blob.size,
      contentType: contentTypeOf(name),
      // A key's bytes never change.
      etag: `"${id}-${name}"`,
      downloadName,
      secondsLeft,
      async read(range) {
        const stream = await blobs.read(key, range);
        if (!stream) throw missing();
        return stream;
      },
    };
  }

  /** Addresses of files that another keeper has, for about as long as results have theirs. */
  sign(id: string, names: readonly string[]): { urls: readonly string[]; expiresAt: Date } {
    const expires = this.signedUntil();
    return { urls: names.map(name => this.#deps.urls.sign({ id, name, expires })), expiresAt: expires };
  }

  /** When addresses end that `sign` makes now; those that it made before and that end then are the same. */
  signedUntil(): Date {
    const { clock, lifeSeconds } = this.#deps;
    const end = clock.now().getTime() + lifeSeconds * 1000;
    return new Date(Math.ceil(end / SAME_ADDRESS_MS) * SAME_ADDRESS_MS);
  }

  /** The picture of a result, for its owner; undefined when there is none any more. */
  async source(userId: string, id: string): Promise<PictureSource | undefined> {
    const { results, clock } = this.#deps;
    const result = await results.find(id);
    if (result?.userId !== userId || result.expiresAt <= clock.now()) return undefined;
    return { key: keyOf(id, imageName(result)), name: result.name };
  }

  /**
   * Removes everything that has expired, files first: a row without files is found again, files without a row are not.
   * Each is tried once; one that cannot be removed is logged, stays, and keeps no other one waiting.
   * @returns how many are gone
   */
  async removeExpired({ batch = BATCH, signal }: RemovalOptions = {}): Promise<number> {
    const { results, clock } = this.#deps;
    const now = clock.now();
    let removed = 0;
    let last: ExpiredResult | undefined;
    do {
      const expired = await results.findExpired(now, batch, last);
      for (const { id } of expired) {
        if (signal?.aborted) return removed;
        if (await this.#removed(id, () => this.#forget(id).then(() => results.delete(id)))) removed++;
      }
      last = expired.length < batch ? undefined : expired.at(-1);
    } while (last);
    return removed;
  }

  /**
   * Removes files that nobody knows of: their owner's account is gone, or the server stopped between file and row. One that
   * cannot be removed is logged and stays.
   * @returns how many are gone
   */
  async removeOrphans({ before, signal }: OrphanOptions): Promise<number> {
    let removed = 0;
    for (const { folder, exists } of this.#folders()) {
      for await (const { key, storedAt } of this.#deps.blobs.list(folder)) {
        if (signal?.aborted) return removed;
        const id = key.split('/')[1] ?? '';
        if (storedAt >= before || (await exists(id))) continue;
        if (await this.#removed(id, () => this.#deps.blobs.delete(key))) removed++;
      }
    }
    return removed;
  }

  /** Where files lie, and how to find out whether anybody still knows of them. */
  #folders() {
    const own = {
      folder: RESULTS,
      exists: async (id: string) => (await this.#deps.results.find(id)) !== undefined,
    };
    const others = this.#others().map(keeper => ({
      folder: keeper.folder,
      exists: async (id: string) => (await keeper.downloadName(id, '')) !== undefined,
    }));
    return [own, ...others];
  }

  #others(): readonly FileKeeper[] {
    return this.#deps.otherKeepers?.() ?? [];
  }

  async #find(id: string, name: string): Promise<FoundFile | undefined> {
    const result = await this.#deps.results.find(id);
    if (result) return { key: keyOf(id, name), downloadName: downloadName(result, name) };
    for (const keeper of this.#others()) {
      const called = await keeper.downloadName(id, name);
      if (called !== undefined)
        return { key: `${keeper.folder}/${id}/${name}`, downloadName: called, keeper };
    }
    return undefined;
  }

  /** A file that nobody has asked for before. */
  async #made({ keeper, key }: FoundFile, id: string, name: string): Promise<BlobInfo | undefined> {
    if (!keeper?.make) return undefined;
    await keeper.make(id, name);
    return this.#deps.blobs.stat(key);
  }

  async #removed(result: string, removal: () => Promise<void>): Promise<boolean> {
    try {
      await removal();
      return true;
    } catch (error) {
      this.#deps.log.error({ err: error, result }, 'could not remove a result');
      return false;
    }
  }

  #url({ id, expiresAt }: ResultRecord, name: string): string {
    return this.#deps.urls.sign({ id, name, expires: expiresAt });
  }

  async #forget(id: string): Promise<void> {
    for await (const { key } of this.#deps.blobs.list(`${RESULTS}/${id}`)) await this.#deps.blobs.delete(key);
  }
}

function keyOf(id: string, name: string): string {
  return `${RESULTS}/${id}/${name}`;
}

function imageName({ format }: ResultRecord): string {
  return `image.${format}`;
}

function downloadName(result: ResultRecord, name: string): string {
  return name === MASK ? `${result.name}-mask.png` : cutoutName(result.name, result.format);
}

function missing(): ApiError {
  return new ApiError(404, 'not_found', 'There is no such file');
}

/** An address carries whole seconds. */
function wholeSecond(milliseconds: number): Date {
  return new Date(Math.floor(milliseconds / 1000) * 1000);
}
