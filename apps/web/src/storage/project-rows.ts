import type { FileRef, WorkspaceDb } from './workspace-db.ts';

/**
 * Copies a project with everything that belongs to it; the files are shared, since none is written twice.
 * @returns the copy's id
 */
export function duplicateRows(
  db: WorkspaceDb,
  projectId: string,
  name: string,
  newId: () => string,
): Promise<string> {
  const tables = [db.projects, db.pictures, db.log, db.mattes, db.assets, db.thumbnails];
  return db.transaction('rw', tables, async () => {
    const copy = newId();
    await db.projects.add({ id: copy, name, changedAt: Date.now(), deletedAt: null });
    for (const picture of await db.pictures.where({ projectId }).toArray()) {
      if (picture.removedAt !== null) continue;
      const pictureId = newId();
      await db.pictures.add({ ...picture, id: pictureId, projectId: copy });
      const log = await logOf(db, picture.id).sortBy('seq');
      await db.log.bulkAdd(log.map(({ key, entry }) => ({ pictureId, key: `${pictureId}-${key}`, entry })));
      const mattes = await db.mattes.where({ pictureId: picture.id }).toArray();
      await db.mattes.bulkAdd(mattes.map(row => ({ ...row, pictureId })));
      const thumbnail = await db.thumbnails.get(picture.id);
      if (thumbnail) await db.thumbnails.add({ ...thumbnail, pictureId });
    }
    const assets = await db.assets.where({ projectId }).toArray();
    await db.assets.bulkAdd(assets.map(row => ({ ...row, projectId: copy })));
    return copy;
  });
}

/** Removes the rows of a project; or, with null for it, those of one picture. Their files go when they are swept. */
export function eraseRows(db: WorkspaceDb, projectId: string | null, pictureId?: string): Promise<void> {
  const tables = [db.projects, db.pictures, db.log, db.mattes, db.assets, db.thumbnails];
  return db.transaction('rw', tables, async () => {
    const ids = projectId === null ? [pictureId ?? ''] : await db.pictures.where({ projectId }).primaryKeys();
    for (const id of ids) {
      await logOf(db, id).delete();
      await db.mattes.where({ pictureId: id }).delete();
    }
    await db.thumbnails.bulkDelete(ids);
    await db.pictures.bulkDelete(ids);
    if (projectId === null) return;
    await db.assets.where({ projectId }).delete();
    await db.projects.delete(projectId);
  });
}

/** The keys of all files that rows refer to. */
export async function referredFiles(db: WorkspaceDb): Promise<ReadonlySet<string>> {
  const refs: (FileRef | undefined)[] = [];
  await db.pictures.each(({ file }) => refs.push(file));
  await db.assets.each(({ file }) => refs.push(file));
  await db.mattes.each(({ coarse, served }) => refs.push(coarse?.alpha, served));
  return new Set(refs.flatMap(ref => (ref ? [ref.key] : [])));
}

function logOf(db: WorkspaceDb, pictureId: string) {
  return db.log.where('[pictureId+seq]').between([pictureId, -Infinity], [pictureId, Infinity]);
}
