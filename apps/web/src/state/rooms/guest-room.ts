import type { StoredPicture } from '../../storage/workspace-storage.ts';
import { type Desk, pictureOf } from '../workspace-desk.ts';
import type { PictureItem } from '../workspace-state.ts';
import type { CutoutRoom } from './cutout-room.ts';
import type { LogRoom } from './log-room.ts';

/** Pictures that another tab adds to the project that is open here: they come in as they are kept. */
export interface GuestRoom {
  /** Looks for them from now on, in this project and no other. */
  watch(projectId: string): void;
  end(): void;
  /** A picture that was taken out here is no guest, whatever is still told of it. */
  refuse(pictureId: string): void;
  admit(pictureId: string): void;
}

interface GuestHosts {
  readonly logs: LogRoom;
  readonly cutouts: () => CutoutRoom;
  readonly shown: (stored: StoredPicture) => PictureItem;
}

export function createGuestRoom(desk: Desk, { logs, cutouts, shown }: GuestHosts): GuestRoom {
  const { storage, get, set } = desk;
  const refused = new Set<string>();
  /** Those that came, until it is known what was found in them. */
  const guests = new Set<string>();
  let endWatching: () => void = () => undefined;

  async function receive(pictureId: string): Promise<void> {
    // What cannot be read is told when the picture is opened.
    await logs.load(pictureId).catch(() => undefined);
    if (!pictureOf(desk, pictureId)) return;
    // The tab that added it cuts it out: once is enough.
    await cutouts().takeKept(pictureId);
    if (pictureOf(desk, pictureId)?.work.name !== 'waiting') guests.delete(pictureId);
  }

  function end(): void {
    endWatching();
    endWatching = () => undefined;
    refused.clear();
    guests.clear();
  }

  return {
    watch(projectId) {
      end();
      endWatching = storage.watchPictures(projectId, stored => {
        if (get().project?.id !== projectId) return;
        const fresh = stored.filter(({ id }) => !pictureOf(desk, id) && !refused.has(id));
        if (fresh.length > 0) set({ pictures: [...get().pictures, ...fresh.map(shown)] });
        for (const { id } of fresh) guests.add(id);
        for (const id of guests) void receive(id);
      });
    },
    end,
    refuse: pictureId => refused.add(pictureId),
    admit: pictureId => refused.delete(pictureId),
  };
}
