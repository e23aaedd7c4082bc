import type { Logger } from 'pino';
import type { BlobStore } from '../platform/blobs/blob-store.ts';
import type { Clock } from '../platform/clock.ts';
import type { Database } from '../platform/database/schema.ts';
import type { Ids } from '../platform/ids.ts';
import type { FileKeeper } from './file-keeper.ts';
import { FileUrls, type FileUrlsDeps } from './file-urls.ts';
import { filesRoutes } from './files.routes.ts';
import { FilesService } from './files.service.ts';
import { ResultRepository } from './result.repository.ts';

export interface FilesSetup extends FileUrlsDeps {
  readonly database: Database;
  readonly blobs: BlobStore;
  readonly clock: Clock;
  readonly ids: Ids;
  /** Who keeps files beside results. */
  readonly otherKeepers?: () => readonly FileKeeper[];
  /** How long results are kept and their addresses work. */
  readonly lifeSeconds: number;
  readonly log: Logger;
}

export interface Files {
  readonly routes: ReturnType<typeof filesRoutes>;
  readonly service: FilesService;
}

/** Puts the capability together. */
export function createFiles({ database, secrets, publicUrl, ...rest }: FilesSetup): Files {
  const service = new FilesService({
    ...rest,
    results: new ResultRepository(database),
    urls: new FileUrls({ secrets, publicUrl }),
  });
  return { routes: filesRoutes(service), service };
}
