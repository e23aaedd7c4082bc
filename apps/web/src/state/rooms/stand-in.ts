import type { Desk } from '../workspace-desk.ts';
import type { PictureItem, PictureWork } from '../workspace-state.ts';

/** What is seen of a picture that was composed before, until its first frame is there. */
export interface StandInRoom {
  /** Shows a picture's; nothing for one that was never composed. */
  show(picture: PictureItem | undefined): void;
  /** Ends it, where no frame will come. */
  review(work: PictureWork | undefined): void;
  end(): void;
}

/** Whoever draws it in this frame may still do so. */
const CLOSE_AFTER_MS = 200;

export function createStandInRoom({ thumbnails, get, set }: Desk): StandInRoom {
  let round = 0;

  function end(): void {
    round++;
    const { standIn } = get();
    if (standIn === null) return;
    set({ standIn: null });
    if (standIn !== 'coming') setTimeout(() => standIn.picture.close(), CLOSE_AFTER_MS);
  }

  async function open(url: string, canvas: NonNullable<PictureItem['canvas']>): Promise<void> {
    const mine = round;
    const picture = await thumbnails.reopen(url).catch(() => null);
    if (mine !== round) return picture?.close();
    set({ standIn: picture && { picture, canvas } });
  }

  return {
    show(picture) {
      end();
      if (!picture?.canvas || !picture.thumbnail) return;
      set({ standIn: 'coming' });
      void open(picture.thumbnail, picture.canvas);
    },
    review(work) {
      const isComing = work?.name === 'waiting' || work?.name === 'working';
      const hasSource = work?.name === 'ready' && work.source !== undefined;
      if (!isComing && !hasSource) end();
    },
    end,
  };
}
