import { createMemoryStorage } from './memory-storage.ts';
import type { WorkspaceStorage } from './workspace-storage.ts';

const NAME = 'backgroundfx';

/**
 * Keeps projects in this browser, or in memory where it keeps nothing for anybody. The code for the former is fetched when
 * there is something to read or to write: not by the first visit, before its first picture. Where it cannot be opened, who
 * only reads finds nothing, and the next use tries again; the first write settles for memory until the page is left, so that
 * nothing of one visit lies in two places.
 */
export function createBrowserStorage(
  newId: () => string,
  importDisk: () => Promise<Pick<typeof import('./disk-storage.ts'), 'openDiskStorage'>> = () =>
    import('./disk-storage.ts'),
): WorkspaceStorage {
  /** Null: not now. */
  let opening: Promise<WorkspaceStorage | null> | undefined;
  let writing: Promise<WorkspaceStorage> | undefined;
  let tellOpened: (storage: WorkspaceStorage) => void = () => undefined;
  const opened = new Promise<WorkspaceStorage>(resolve => {
    tellOpened = resolve;
  });

  /** The storage for those who read; null where it cannot be opened now. */
  function reach(): Promise<WorkspaceStorage | null> {
    if (!opening) {
      const tried = importDisk()
        .then(({ openDiskStorage }) => openDiskStorage(NAME, newId))
        .catch(() => null);
      opening = tried;
      void tried.then(storage => {
        if (storage) tellOpened(storage);
        else if (opening === tried) opening = undefined;
      });
    }
    return opening;
  }

  /** The storage for those who write: from the first of them on it is the same for everybody. */
  function open(): Promise<WorkspaceStorage> {
    if (!writing) {
      writing = reach().then(storage => storage ?? createMemoryStorage(newId, Date.now));
      opening = writing;
      void writing.then(tellOpened);
    }
    return writing;
  }

  /** Whether there may be something to read. */
  async function isUsed(): Promise<boolean> {
    return opening !== undefined || (await mayHaveKept());
  }

  /** The storage, unless nothing was ever kept, or it cannot be opened now. */
  async function peek(): Promise<WorkspaceStorage | null> {
    return (await isUsed()) ? reach() : null;
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
    isLasting: async () => !(await isUsed()) || ((await reach())?.isLasting() ?? false),
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
    readProject: async (...args) => (await reach())?.readProject(...args) ?? null,
    addPicture: async (...args) => (await open()).addPicture(...args),
    watchPictures: (...args) => begin(storage => storage.watchPictures(...args)),
    removePicture: async (...args) => (await open()).removePicture(...args),
    restorePicture: async (...args) => (await open()).restorePicture(...args),
    keepThumbnail: async (...args) => (await open()).keepThumbnail(...args),
    readLog: async (...args) => (await reach())?.readLog(...args) ?? null,
    append: async (...args) => (await open()).append(...args),
    followLog: (...args) => begin(storage => storage.followLog(...args)),
    keepMatte: async (...args) => (await open()).keepMatte(...args),
    readMatte: async (...args) => (await reach())?.readMatte(...args) ?? null,
    keepAsset: async (...args) => (await open()).keepAsset(...args),
    readAsset: async (...args) => (await reach())?.readAsset(...args) ?? null,
    use: async () => (await peek())?.use() ?? null,
    persist: async () => (await open()).persist(),
    sweep: async () => (await peek())?.sweep(),
    close: () => void opening?.then(storage => storage?.close()),
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
