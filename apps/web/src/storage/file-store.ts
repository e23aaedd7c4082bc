import type { FileRow, WorkspaceDb } from './workspace-db.ts';

/** Large files under keys, none of which is written twice. */
export interface FileStore {
  write(key: string, file: Blob): Promise<void>;
  /** Lies on the disk: whoever holds it holds no bytes. Null where there is none. */
  read(key: string): Promise<Blob | null>;
  /** Removes all files that were written before a moment and are not to be kept. */
  removeAllBut(kept: ReadonlySet<string>, before: number): Promise<void>;
}

const FOLDER = 'pictures';

/** The site's own file system where files can be written to it, else rows of the database. */
export async function openFileStore(db: WorkspaceDb): Promise<FileStore> {
  const rows = rowStore(db);
  const folder = await openFolder();
  if (!folder) return rows;
  const files = folderStore(folder);
  return {
    write: files.write,
    // Written before the browser could do better.
    read: async key => (await files.read(key)) ?? rows.read(key),
    async removeAllBut(kept, before) {
      await files.removeAllBut(kept, before);
      await rows.removeAllBut(kept, before);
    },
  };
}

async function openFolder(): Promise<FileSystemDirectoryHandle | null> {
  try {
    // Safari wrote to it from workers only until version 26.
    if (!('createWritable' in FileSystemFileHandle.prototype)) return null;
    const root = await navigator.storage.getDirectory();
    return await root.getDirectoryHandle(FOLDER, { create: true });
  } catch {
    return null;
  }
}

function folderStore(folder: FileSystemDirectoryHandle): FileStore {
  return {
    async write(key, file) {
      const handle = await folder.getFileHandle(key, { create: true });
      try {
        // Appears whole when it is closed, or not at all.
        const writable = await handle.createWritable();
        await writable.write(file).catch(async error => {
          await writable.abort().catch(() => undefined);
          throw error;
        });
        await writable.close();
      } catch (error) {
        await folder.removeEntry(key).catch(() => undefined);
        throw error;
      }
    },
    async read(key) {
      const handle = await folder.getFileHandle(key).catch(() => null);
      return handle === null ? null : handle.getFile();
    },
    async removeAllBut(kept, before) {
      for await (const [key, handle] of folder.entries()) {
        if (kept.has(key) || handle.kind !== 'file') continue;
        const { lastModified } = await (handle as FileSystemFileHandle).getFile();
        // One that another tab has open stays until the next time.
        if (lastModified < before) await folder.removeEntry(key).catch(() => undefined);
      }
    },
  };
}

function rowStore({ files }: WorkspaceDb): FileStore {
  return {
    async write(key, blob) {
      await files.put({ key, blob, at: Date.now() } satisfies FileRow);
    },
    read: async key => (await files.get(key))?.blob ?? null,
    async removeAllBut(kept, before) {
      await files.filter(({ key, at }) => at < before && !kept.has(key)).delete();
    },
  };
}
