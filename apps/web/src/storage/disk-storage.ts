import { Dexie, liveQuery } from 'dexie';
import { type FileStore, openFileStore } from './file-store.ts';
import { duplicateRows, eraseRows, referredFiles } from './project-rows.ts';
import { withRoom } from './storage-errors.ts';
import { type FileRef, type MatteRow, type PictureRow, WorkspaceDb } from './workspace-db.ts';
import {
  SourceGone,
  type StoredEntry,
  type StoredMatte,
  type StoredPicture,
  type WorkspaceStorage,
} from './workspace-storage.ts';

/** Nobody undoes a deletion after this long. */
const UNDO_MS = 60_000;
/** A file that is written belongs to something by then. */
const FILE_GRACE_MS = 10 * 60_000;
const SWEEP_LOCK = 'backgroundfx-sweep';

/**
 * Keeps projects in this browser: rows in IndexedDB, large files in the site's own file system.
 * @throws what the browser throws where it keeps nothing
 */
export async function openDiskStorage(name: string, newId: () => string): Promise<WorkspaceStorage> {
  const db = new WorkspaceDb(name);
  await db.open();
  const files = await openFileStore(db);
  let lastAdded = 0;

  async function keepFile(file: Blob): Promise<FileRef> {
    const key = newId();
    await files.write(key, file).catch(async error => {
      throw (await isReadable(file))
        ? error
        : new SourceGone('The file cannot be read any more', { cause: error });
    });
    return { key, type: file.type };
  }

  /** Notes that something of a project changed, for the list. */
  async function touch(projectId: string | undefined): Promise<void> {
    if (projectId !== undefined) await db.projects.update(projectId, { changedAt: Date.now() });
  }

  async function touchOf(pictureId: string): Promise<void> {
    await touch((await db.pictures.get(pictureId))?.projectId);
  }

  async function picturesOf(projectId: string) {
    const rows = await db.pictures.where({ projectId }).sortBy('addedAt');
    return rows.filter(({ removedAt }) => removedAt === null);
  }

  async function readPictures(rows: readonly PictureRow[]): Promise<readonly StoredPicture[]> {
    const thumbnails = await db.thumbnails.bulkGet(rows.map(({ id }) => id));
    const read = async ({ id, file, name: fileName }: PictureRow, i: number): Promise<StoredPicture> => ({
      id,
      name: fileName,
      file: await readFile(files, file, fileName),
      thumbnail: thumbnails[i]?.blob ?? null,
      canvas: thumbnails[i]?.canvas ?? null,
    });
    return Promise.all(rows.map(read));
  }

  async function summaries() {
    const projects = await db.projects.filter(({ deletedAt }) => deletedAt === null).toArray();
    const told = projects.map(async ({ id, name, changedAt }) => {
      const pictures = await picturesOf(id);
      const thumbnails = await db.thumbnails.bulkGet(pictures.map(picture => picture.id));
      const thumbnail = thumbnails.find(row => row !== undefined)?.blob ?? null;
      return { id, name, changedAt, pictures: pictures.length, thumbnail };
    });
    return (await Promise.all(told)).sort((a, b) => b.changedAt - a.changedAt);
  }

  async function entriesBehind(pictureId: string, after: number): Promise<readonly StoredEntry[]> {
    const rows = await db.log
      .where('[pictureId+seq]')
      .between([pictureId, after], [pictureId, Dexie.maxKey], false)
      .toArray();
    return rows.map(({ seq = 0, key, entry }) => ({ seq, key, entry }));
  }

  return {
    isLasting: async () => true,

    projects: summaries,
    watchProjects(listener) {
      let isFirst = true;
      const subscription = liveQuery(summaries).subscribe(() => {
        if (!isFirst) listener();
        isFirst = false;
      });
      return () => subscription.unsubscribe();
    },
    createProject: (id, projectName) =>
      withRoom(async () => {
        await db.projects.put({ id, name: projectName, changedAt: Date.now(), deletedAt: null });
      }),
    renameProject: (id, projectName) =>
      withRoom(async () => {
        await db.projects.update(id, { name: projectName, changedAt: Date.now() });
      }),
    duplicateProject: (id, projectName) => withRoom(() => duplicateRows(db, id, projectName, newId)),
    deleteProject: id =>
      withRoom(async () => {
        await db.projects.update(id, { deletedAt: Date.now() });
      }),
    restoreProject: id =>
      withRoom(async () => {
        await db.projects.update(id, { deletedAt: null });
      }),
    async eraseProject(id) {
      await eraseRows(db, id);
      await files.removeAllBut(await referredFiles(db), Date.now() - UNDO_MS);
    },
    async readProject(id) {
      const project = await db.projects.get(id);
      if (!project || project.deletedAt !== null) return null;
      return { id, name: project.name, pictures: await readPictures(await picturesOf(id)) };
    },

    addPicture: ({ id, projectId, name: fileName, file, start }) =>
      withRoom(async () => {
        const there = await db.pictures.get(id);
        if (there) return readFile(files, there.file, fileName);
        const ref = await keepFile(file);
        lastAdded = Math.max(Date.now(), lastAdded + 1);
        await db.pictures.add({
          id,
          projectId,
          name: fileName,
          addedAt: lastAdded,
          removedAt: null,
          file: ref,
          start,
        });
        await touch(projectId);
        return readFile(files, ref, fileName);
      }),
    watchPictures(projectId, listener) {
      const asked = async () => {
        const rows = await picturesOf(projectId);
        // What is found in them is news as well.
        await db.mattes
          .where('pictureId')
          .anyOf(rows.map(({ id }) => id))
          .primaryKeys();
        return rows;
      };
      const live = liveQuery(asked).subscribe(rows => {
        // Files are read outside of the query: they lie beside the database.
        const tell = (pictures: readonly StoredPicture[]) => {
          if (!live.closed) listener(pictures);
        };
        // A database that was closed meanwhile has nothing to tell.
        readPictures(rows).then(tell, () => undefined);
      });
      return () => live.unsubscribe();
    },
    removePicture: id =>
      withRoom(async () => {
        await db.pictures.update(id, { removedAt: Date.now() });
        await touchOf(id);
      }),
    restorePicture: id =>
      withRoom(async () => {
        await db.pictures.update(id, { removedAt: null });
        await touchOf(id);
      }),
    keepThumbnail: (pictureId, blob, canvas) =>
      withRoom(async () => {
        if (!(await db.pictures.get(pictureId))) return;
        await db.thumbnails.put({ pictureId, blob, ...(canvas && { canvas }) });
      }),

    async readLog(pictureId) {
      const picture = await db.pictures.get(pictureId);
      return picture ? { start: picture.start, entries: await entriesBehind(pictureId, 0) } : null;
    },
    append: (pictureId, key, entry) =>
      withRoom(async () => {
        // One request, so that it is on its way even if the tab goes now.
        const seq = await db.log.add({ pictureId, key, entry }).catch('ConstraintError', async () => {
          const there = await db.log.where({ key }).first();
          return there?.seq ?? 0;
        });
        // When the project changed last is for the list alone.
        touchOf(pictureId).catch(() => undefined);
        return seq;
      }),
    followLog(pictureId, after, listener) {
      let last = after;
      const subscription = liveQuery(() => entriesBehind(pictureId, last)).subscribe(entries => {
        const seq = entries.at(-1)?.seq;
        if (seq === undefined) return;
        last = Math.max(last, seq);
        listener(entries);
      });
      return () => subscription.unsubscribe();
    },

    keepMatte: (pictureId, matte) =>
      withRoom(async () => {
        const { key, facts, quality, coarse, served } = matte;
        const row: MatteRow = {
          pictureId,
          key,
          facts,
          quality,
          ...(coarse && { coarse: { ...coarse, alpha: await keepFile(coarse.alpha) } }),
          ...(served && { served: await keepFile(served) }),
        };
        await db.mattes.put(row);
        return (await readMatteRow(files, row)) ?? matte;
      }),
    async readMatte(pictureId, key) {
      const row = await db.mattes.get([pictureId, key]);
      return row ? readMatteRow(files, row) : null;
    },

    keepAsset: (projectId, id, file) =>
      withRoom(async () => {
        if (await db.assets.get([projectId, id])) return;
        await db.assets.put({ projectId, id, file: await keepFile(file) });
      }),
    async readAsset(projectId, id) {
      const row = await db.assets.get([projectId, id]);
      return row ? readFile(files, row.file, id) : null;
    },

    async use() {
      const { usage, quota } = await navigator.storage.estimate();
      return usage === undefined || quota === undefined ? null : { usedBytes: usage, quotaBytes: quota };
    },
    persist: async () => (await navigator.storage.persisted()) || navigator.storage.persist(),
    sweep: () =>
      alone(async () => {
        const before = Date.now() - UNDO_MS;
        const isOld = (at: number | null) => at !== null && at < before;
        const deleted = await db.projects.filter(({ deletedAt }) => isOld(deletedAt)).primaryKeys();
        for (const id of deleted) await eraseRows(db, id);
        const removed = await db.pictures.filter(({ removedAt }) => isOld(removedAt)).primaryKeys();
        for (const id of removed) await eraseRows(db, null, id);
        await files.removeAllBut(await referredFiles(db), Date.now() - FILE_GRACE_MS);
      }),
    close: () => db.close(),
  };
}

async function isReadable(file: Blob): Promise<boolean> {
  return file
    .slice(0, 1)
    .arrayBuffer()
    .then(
      () => true,
      () => false,
    );
}

async function readFile(files: FileStore, { key, type }: FileRef, name: string): Promise<File> {
  const blob = await files.read(key);
  // An empty file is told as such by whoever reads it.
  return new File(blob ? [blob] : [], name, { type });
}

async function readMatteRow(files: FileStore, row: MatteRow): Promise<StoredMatte | null> {
  const { key, facts, quality, coarse, served } = row;
  const alpha = coarse && (await files.read(coarse.alpha.key));
  // Without its file it was not found.
  if (coarse && !alpha) return null;
  return {
    key,
    facts,
    quality,
    ...(coarse && alpha && { coarse: { ...coarse, alpha } }),
    ...(served && { served: await readFile(files, served, 'cutout.png') }),
  };
}

/** Does the work in one tab at a time; in the others not at all. */
async function alone(work: () => Promise<void>): Promise<void> {
  const { locks } = navigator as { locks?: LockManager };
  if (!locks) return work();
  await locks.request(SWEEP_LOCK, { ifAvailable: true }, lock => (lock ? work() : undefined));
}
