import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { makeZip } from 'client-zip';
import { ApiError } from '../../platform/api-error.ts';
import type { BlobStore } from '../../platform/blobs/blob-store.ts';
import { pictureName } from '../../platform/picture-name.ts';
import { archiveNames } from './archive-names.ts';
import type { Batch } from './batch.repository.ts';

export interface ArchiveDeps {
  readonly blobs: BlobStore;
  /** The files of a result; none when it is not kept any more. */
  readonly results: {
    parts(
      id: string,
    ): Promise<readonly { readonly key: string; readonly suffix: string; readonly ending: string }[]>;
  };
}

/**
 * All results of a batch as one archive, which is opened by calling what comes back, and made while it is read. Its files are stored as they are: pictures do not get
 * smaller.
 * @throws ApiError 409 `job_not_finished`, `no_results`; 410 `expired`
 */
export async function archiveOf(batch: Batch, { blobs, results }: ArchiveDeps): Promise<() => Readable> {
  if (!batch.finishedAt) throw new ApiError(409, 'job_not_finished', 'The job is not over yet');
  const done = batch.items.filter(({ status }) => status === 'completed');
  if (done.length === 0) throw new ApiError(409, 'no_results', 'No file of the job has a result');
  const files: { key: string; stem: string; suffix: string; ending: string }[] = [];
  for (const { id, fileName } of done) {
    const stem = pictureName(fileName);
    files.push(...(await results.parts(id)).map(part => ({ ...part, stem })));
  }
  if (files.length === 0) throw new ApiError(410, 'expired', 'The results of the job have expired');
  const names = archiveNames(files);
  const lastModified = batch.finishedAt;
  async function* entries() {
    for (const [i, { key }] of files.entries()) {
      const input = await blobs.read(key);
      // Swept away since: an archive that is cut off says that something is missing.
      if (!input) throw new Error(`The blob ${key} is gone`);
      try {
        yield { name: names[i] ?? '', input, lastModified };
      } finally {
        input.destroy();
      }
    }
  }
  return () => Readable.fromWeb(makeZip(entries()) as ReadableStream);
}
