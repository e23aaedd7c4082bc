import type { Desk } from '../workspace-desk.ts';
import type { PictureItem } from '../workspace-state.ts';

type Addressed = Pick<PictureItem, 'thumbnail'>;

/** The addresses under which the page shows thumbnails: each holds its picture in memory until it is given back. */
export interface PictureAddresses {
  /** Of a picture that was removed and may come back. */
  hold(picture: Addressed): void;
  release(picture: Addressed): void;
  /** None of those that were removed comes back any more. */
  forgetRemoved(): void;
  /** Nobody shows these any more. */
  letGo(pictures: readonly Addressed[]): void;
}

export function createPictureAddresses({ urls }: Pick<Desk, 'urls'>): PictureAddresses {
  const held = new Set<string>();

  // A sample's is the server's, and holds nothing.
  function revoke(url: string | null | undefined): void {
    if (url?.startsWith('blob:')) urls.revokeObjectURL(url);
  }

  return {
    hold({ thumbnail }) {
      if (thumbnail) held.add(thumbnail);
    },
    release({ thumbnail }) {
      if (thumbnail) held.delete(thumbnail);
    },
    forgetRemoved() {
      for (const url of held) revoke(url);
      held.clear();
    },
    letGo(pictures) {
      for (const { thumbnail } of pictures) revoke(thumbnail);
    },
  };
}
