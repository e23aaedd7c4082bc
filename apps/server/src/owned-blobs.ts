import { BackgroundRepository } from './backgrounds/background.repository.ts';
import { ResultRepository } from './files/result.repository.ts';
import { ImageRepository } from './images/image.repository.ts';
import { OwnModelRepository } from './models/own/own-model.repository.ts';
import type { Database } from './platform/database/schema.ts';
import type { OwnedBlobs } from './platform/owned-blobs.ts';
import { BatchRepository } from './processing/batch/batch.repository.ts';
import { ProjectFileRepository } from './projects/project-file.repository.ts';

/** Everything that keeps blobs for users, for those who delete one: the server, and the people who run it. */
export function ownedBlobs(database: Database): readonly OwnedBlobs[] {
  const batches = new BatchRepository(database);
  return [
    inFolder('results', new ResultRepository(database)),
    inFolder('images', new ImageRepository(database)),
    inFolder('uploads', { idsOf: (userId, within) => batches.unfinishedOf(userId, within) }),
    inFolder('backgrounds', new BackgroundRepository(database)),
    inFolder('project-files', new ProjectFileRepository(database)),
    inFolder('models', new OwnModelRepository(database)),
  ];
}

interface Rows {
  /** Ids of what belongs to a user; the blobs of each lie in a folder of that name. */
  idsOf(userId: string, within: Database): Promise<readonly string[]>;
}

function inFolder(folder: string, rows: Rows): OwnedBlobs {
  return {
    async foldersOf(userId, within) {
      return (await rows.idsOf(userId, within)).map(id => `${folder}/${id}`);
    },
  };
}
