import type { Command } from '../document/commands.ts';
import type { EditDocument } from '../document/edit-document.ts';
import type { History, LogEntry } from '../document/history.ts';
import { type Log, openLog, settle, write } from '../document/log.ts';
import { readEntry, readStoredLog } from '../document/read-document.ts';
import type { Desk } from '../workspace-desk.ts';

/** The logs of the open project's pictures: every change of a document goes through here, and is kept. */
export interface LogRoom {
  /** Begins the log of a new picture. */
  begin(pictureId: string, start: EditDocument): void;
  /** Reads a log from the store, unless it is here. @throws DocumentRefused; what the store throws */
  load(pictureId: string): Promise<void>;
  history(pictureId: string): History | null;
  perform(pictureId: string, command: Command): void;
  undo(pictureId: string): void;
  redo(pictureId: string): void;
  /** Takes over what other tabs do to a picture, and to no other any more. */
  follow(pictureId: string | null): void;
  forgetAll(): void;
}

export interface LogListener {
  /** After each change of a picture's history, whoever made it. */
  changed(pictureId: string): void;
  /** Another tab wrote what this one cannot read: the picture is not changed here any more. */
  refused(pictureId: string, error: unknown): void;
}

export function createLogRoom({ storage, outbox, newId, set }: Desk, listener: LogListener): LogRoom {
  const logs = new Map<string, Log>();
  let endFollowing: () => void = () => undefined;
  let isPersistAsked = false;

  function change(pictureId: string, next: Log): void {
    const before = logs.get(pictureId);
    logs.set(pictureId, next);
    if (before?.history !== next.history) listener.changed(pictureId);
  }

  function enter(pictureId: string, entry: LogEntry): void {
    const log = logs.get(pictureId);
    if (!log) return;
    const key = newId();
    change(pictureId, write(log, key, entry));
    void outbox
      .post(() => storage.append(pictureId, key, entry))
      .then(seq => {
        const now = logs.get(pictureId);
        if (now) change(pictureId, settle(now, [{ seq, key, entry }]));
        // Asked when there is something to lose: browsers refuse those who ask at the door.
        if (!isPersistAsked) void storage.persist().catch(() => false);
        isPersistAsked = true;
      });
  }

  return {
    begin: (pictureId, start) => change(pictureId, openLog(start)),
    async load(pictureId) {
      if (logs.has(pictureId)) return;
      const stored = await storage.readLog(pictureId);
      if (!stored || logs.has(pictureId)) return;
      const { start, kept } = readStoredLog(stored);
      change(pictureId, openLog(start, kept));
    },
    history: pictureId => logs.get(pictureId)?.history ?? null,
    perform(pictureId, command) {
      set({ draft: null });
      enter(pictureId, { kind: 'do', id: newId(), command });
    },
    undo(pictureId) {
      const step = logs.get(pictureId)?.history.done.at(-1);
      if (step) enter(pictureId, { kind: 'undo', of: step.id });
    },
    redo(pictureId) {
      const step = logs.get(pictureId)?.history.undone.at(-1);
      if (step) enter(pictureId, { kind: 'redo', of: step.id });
    },
    follow(pictureId) {
      endFollowing();
      endFollowing = () => undefined;
      const log = pictureId === null ? undefined : logs.get(pictureId);
      if (pictureId === null || !log) return;
      endFollowing = storage.followLog(pictureId, log.kept.at(-1)?.seq ?? 0, entries => {
        const now = logs.get(pictureId);
        if (!now) return;
        const known = new Set(now.kept.map(({ seq }) => seq));
        const fresh = entries.filter(({ seq }) => !known.has(seq));
        try {
          const read = fresh.map(({ entry, ...kept }) => ({ ...kept, entry: readEntry(entry, now.start) }));
          change(pictureId, settle(now, read));
        } catch (error) {
          logs.delete(pictureId);
          listener.refused(pictureId, error);
        }
      });
    },
    forgetAll() {
      this.follow(null);
      logs.clear();
    },
  };
}
