import { createMemoryStorage } from './memory-storage.ts';
import type { WorkspaceStorage } from './workspace-storage.ts';

const NAME = 'backgroundfx';

/**
 * Keeps projects in this browser, or in memory where it keeps nothing for anybody. The code for the former is fetched when
 * there is something to read or to write: not by the first visit, before its first picture.
 */
export function createBrowserStorage(newId: () => string): WorkspaceStorage {
  let opening: Promise<WorkspaceStorage> | undefined;
  let tellOpened: (storage: WorkspaceStorage) => void = () => undefined;
  const opened = new Promise<WorkspaceStorage>(resolve => {
    tellOpened = resolve;
  });

  function open(): Promise<WorkspaceStorage> {
    if (!opening) {
      opening = import('./disk-storage.ts')
        .then(({ openDiskStorage }) => openDiskStorage(NAME, newId))
        .catch(() => createMemoryStorage(newId, Date.now));
      void opening.then(tellOpened);
    }
    return opening;
  }

  /** The storage, unless nothing was ever kept. */
  async function peek(): Promise<WorkspaceStorage | null> {
    return opening || (await mayHaveKept()) ? open() : null;
  }

  /** Begins what ends with the function that it gives, even where that is called before the storage is open. */
  function begin(start: (storage: WorkspaceStorage) => () => void): () => void {
    let end: (() => void) | null = null;
    let isEnded = false;
    void opened.then(storage => {
      if (!isEnded) end = start(storage);
    });
    return () => {
      isEnded = true;
      end?.();
    };
  }

  return {
    isLasting: async () => (await peek())?.isLasting() ?? true,
    projects: async () => (await peek())?.projects() ?? [],
    watchProjects: listener =>
      begin(storage => {
        // Whatever opened it may have changed it already.
        listener();
        return storage.watchProjects(listener);
      }),
    createProject: async (...args) => (await open()).createProject(...args),
    renameProject: async (...args) => (await open()).renameProject(...args),
    duplicateProject: async (...args) => (await open()).duplicateProject(...args),
    deleteProject: async (...args) => (await open()).deleteProject(...args),
    restoreProject: async (...args) => (await open()).restoreProject(...args),
    eraseProject: async (...args) => (await open()).eraseProject(...args),
    readProject: async (...args) => (await open()).readProject(...args),
    addPicture: async (...args) => (await open()).addPicture(...args),
    watchPictures: (...args) => begin(storage => storage.watchPictures(...args)),
    removePicture: async (...args) => (await open()).removePicture(...args),
    restorePicture: async (...args) => (await open()).restorePicture(...args),
    keepThumbnail: async (...args) => (await open()).keepThumbnail(...args),
    readLog: async (...args) => (await open()).readLog(...args),
    append: async (...args) => (await open()).append(...args),
    followLog: (...args) => begin(storage => storage.followLog(...args)),
    keepMatte: async (...args) => (await open()).keepMatte(...args),
    readMatte: async (...args) => (await open()).readMatte(...args),
    keepAsset: async (...args) => (await open()).keepAsset(...args),
    readAsset: async (...args) => (await open()).readAsset(...args),
    use: async () => (await peek())?.use() ?? null,
    persist: async () => (await open()).persist(),
    sweep: async () => (await peek())?.sweep(),
    close: () => void opening?.then(storage => storage.close()),
  };
}

/** False only where the browser knows that there is no database of ours. */
async function mayHaveKept(): Promise<boolean> {
  try {
    const databases = await indexedDB.databases();
    return databases.some(({ name }) => name === NAME);
  } catch {
    return true;
  }
}
