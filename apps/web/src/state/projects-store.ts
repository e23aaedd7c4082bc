import { createStore, type StoreApi } from 'zustand/vanilla';
import type { StorageUse, WorkspaceStorage } from '../storage/workspace-storage.ts';
import type { Outbox } from './outbox.ts';

/** A project in the list of those that are kept. */
export interface ProjectEntry {
  readonly id: string;
  readonly name: string;
  /** Milliseconds since 1970. */
  readonly changedAt: number;
  readonly pictures: number;
  /** A `blob:` address. */
  readonly thumbnail: string | null;
}

export interface ProjectsState {
  /** Latest first; null until they were read. */
  readonly projects: readonly ProjectEntry[] | null;
  /** Null where the browser does not tell. */
  readonly use: StorageUse | null;
  /** Whether what is kept outlives the page; null until that is known. */
  readonly isLasting: boolean | null;

  /** Keeps the list up to date, with what other tabs do. @returns what ends that */
  watch(): () => void;
  rename(id: string, name: string): void;
  duplicate(id: string, name: string): void;
  /** @returns what undoes it */
  remove(id: string): () => void;
}

export type ProjectsStore = StoreApi<ProjectsState>;

export interface ProjectsDeps {
  readonly storage: WorkspaceStorage;
  readonly outbox: Outbox;
  readonly urls: Pick<typeof URL, 'createObjectURL' | 'revokeObjectURL'>;
}

/** For as long a deletion is offered to be undone. */
const UNDO_MS = 12_000;

/** The projects that are kept. */
export function createProjectsStore({ storage, outbox, urls }: ProjectsDeps): ProjectsStore {
  return createStore<ProjectsState>()((set, get) => {
    let reading = 0;
    let isSwept = false;
    /** Deleted here, whatever the store says yet. */
    const hidden = new Set<string>();
    const erasing = new Map<string, ReturnType<typeof setTimeout>>();

    async function read(): Promise<void> {
      const mine = ++reading;
      const [summaries, use, isLasting] = await Promise.all([
        storage.projects(),
        storage.use(),
        storage.isLasting(),
      ]).catch(() => [[], null, false] as const);
      if (mine !== reading) return;
      const old = get().projects ?? [];
      const listed = summaries.filter(({ id }) => !hidden.has(id));
      const projects = listed.map(({ thumbnail, ...project }) => ({
        ...project,
        thumbnail: thumbnail && urls.createObjectURL(thumbnail),
      }));
      set({ projects, use, isLasting });
      for (const { thumbnail } of old) if (thumbnail) urls.revokeObjectURL(thumbnail);
    }

    /** Once a visit, when nobody waits for anything. */
    async function sweepOnce(): Promise<void> {
      if (isSwept) return;
      isSwept = true;
      await storage.sweep().catch(() => undefined);
    }

    function change(changes: (entries: readonly ProjectEntry[]) => readonly ProjectEntry[]): void {
      const { projects } = get();
      if (projects) set({ projects: changes(projects) });
    }

    return {
      projects: null,
      use: null,
      isLasting: null,
      watch() {
        void read().then(sweepOnce);
        return storage.watchProjects(() => void read());
      },
      rename(id, name) {
        const trimmed = name.trim();
        if (trimmed === '') return;
        change(entries => entries.map(entry => (entry.id === id ? { ...entry, name: trimmed } : entry)));
        void outbox.post(() => storage.renameProject(id, trimmed));
      },
      duplicate(id, name) {
        void outbox.post(() => storage.duplicateProject(id, name));
      },
      remove(id) {
        hidden.add(id);
        change(entries => entries.filter(entry => entry.id !== id));
        const deleting = storage.deleteProject(id).catch(() => {
          // A full disk takes not even a note: it goes when nobody undoes it any more.
          erasing.set(
            id,
            setTimeout(() => void storage.eraseProject(id).then(outbox.retry), UNDO_MS),
          );
        });
        return () => {
          hidden.delete(id);
          void deleting.then(async () => {
            clearTimeout(erasing.get(id));
            if (!erasing.delete(id)) await storage.restoreProject(id);
            await read();
          });
        };
      },
    };
  });
}
