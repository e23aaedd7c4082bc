import type { Database } from '../platform/database/schema.ts';
import { BackgroundRepository } from './background.repository.ts';
import { BackgroundPages } from './background-pages.ts';
import { type BackgroundsDeps, BackgroundsService, FOLDER } from './backgrounds.service.ts';
import { Library } from './library.ts';
import { OwnCounts } from './own-counts.ts';

export interface BackgroundsSetup
  extends Omit<BackgroundsDeps, 'backgrounds' | 'counts' | 'library' | 'pages'> {
  readonly database: Database;
}

/** Puts the capability together; its routes need gates as well, see `backgroundsRoutes`. */
export function createBackgrounds({ database, ...rest }: BackgroundsSetup): BackgroundsService {
  const backgrounds = new BackgroundRepository(database);
  const library = new Library({ ...rest, folder: FOLDER });
  const counts = new OwnCounts({ backgrounds, clock: rest.clock });
  const pages = new BackgroundPages({ backgrounds, counts, library, signer: rest.signer });
  return new BackgroundsService({ ...rest, backgrounds, counts, library, pages });
}
