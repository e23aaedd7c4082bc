import { SourceGone, StorageFull } from '../storage/workspace-storage.ts';

/** What the outbox is at: `full` while there is no room, `stuck` while writing fails for another reason. */
export type OutboxStatus = 'empty' | 'writing' | 'full' | 'stuck';

/**
 * Writes one thing after another, in the order in which they were posted; nothing is dropped because writing failed, but what
 * cannot be read any more: nothing that comes after it waits for that.
 */
export interface Outbox {
  /** @returns a promise that is fulfilled when it is written; it waits for as long as there is no room. @throws SourceGone */
  post<T>(write: () => Promise<T>): Promise<T>;
  /** Whether everything that was posted is written. */
  isEmpty(): boolean;
  /** Tries again now, such as after something was deleted. */
  retry(): void;
  /** Writes nothing more. */
  close(): void;
}

interface Post {
  readonly write: () => Promise<void>;
  readonly giveUp: (why: SourceGone) => void;
}

/** Between tries while nothing else happens. */
const RETRY_MS = 10_000;

export function createOutbox(onStatus: (status: OutboxStatus) => void): Outbox {
  const waiting: Post[] = [];
  let isWriting = false;
  let isClosed = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function writeAll(): Promise<void> {
    if (isWriting || isClosed) return;
    clearTimeout(timer);
    isWriting = true;
    try {
      for (let next = waiting[0]; next && !isClosed; next = waiting[0]) {
        await written(next);
        waiting.shift();
      }
      onStatus('empty');
    } catch (error) {
      onStatus(error instanceof StorageFull ? 'full' : 'stuck');
      timer = setTimeout(() => void writeAll(), RETRY_MS);
    } finally {
      isWriting = false;
    }
  }

  return {
    post: write =>
      new Promise((resolve, giveUp) => {
        waiting.push({ write: async () => resolve(await write()), giveUp });
        if (waiting.length === 1) onStatus('writing');
        void writeAll();
      }),
    isEmpty: () => waiting.length === 0,
    retry: () => void writeAll(),
    close() {
      isClosed = true;
      clearTimeout(timer);
    },
  };
}

async function written({ write, giveUp }: Post): Promise<void> {
  try {
    await write();
  } catch (error) {
    if (!(error instanceof SourceGone)) throw error;
    giveUp(error);
  }
}
