import type { CoarseMatte } from '../../engine/cutout.api.ts';
import { pictureKind } from '../../engine/picture-kind.ts';
import type { CanvasSize } from '../../storage/workspace-storage.ts';
import { THUMBNAIL_PIXELS } from '../thumbnails.ts';
import { changePicture, type Desk, pictureOf } from '../workspace-desk.ts';
import type { PictureItem } from '../workspace-state.ts';

/** The small pictures of the open project. */
export interface ThumbnailRoom {
  /**
   * Of the original, for a picture that has none yet. Borrows the bitmap. Without one the file is read, unless the picture is
   * open: the stage reads it anyway.
   */
  paintOriginal(pictureId: string, bitmap?: ImageBitmap): Promise<void>;
  /** Of a composition. Borrows the bitmap until the call returns. */
  paintComposed(pictureId: string, bitmap: ImageBitmap, canvas: CanvasSize): Promise<void>;
  /**
   * Of what was found in pictures that nobody looks at: the one that is looked at is composed, unless it is left before that.
   */
  paintFound(isLeft?: boolean): void;
}

/** Whoever shows the address may do so for a moment longer. */
const REVOKE_AFTER_MS = 200;
/** Of a file whose pixels may be more than a weak device has room for, bytes. */
const LARGE_BYTES = 12_000_000;
/** As much as tells a file's kind. */
const HEAD_BYTES = 256;

export function createThumbnailRoom(desk: Desk): ThumbnailRoom {
  const { thumbnails, studio, storage, outbox, urls, get } = desk;
  /** What was found and is painted, or was tried to. */
  const tried = new Map<string, unknown>();

  async function open(file: Blob): Promise<ImageBitmap | null> {
    if (file.size === 0) return null;
    // The worker looks at its size first: what is too large for this device is never decoded.
    if (file.size > LARGE_BYTES) return (await studio.glance(file, THUMBNAIL_PIXELS)).bitmap;
    const bitmap = await thumbnails.open(file);
    if (bitmap) return bitmap;
    const head = new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer());
    // Few browsers read these themselves.
    return pictureKind(head) === 'heic' ? (await studio.glance(file, THUMBNAIL_PIXELS)).bitmap : null;
  }

  /** One after another: a whole photograph is in memory while it is painted. */
  let last: Promise<unknown> = Promise.resolve();
  function paintFile(file: Blob, coarse?: CoarseMatte): Promise<Blob | null> {
    const mine = last.then(() => paintNow(file, coarse));
    last = mine.catch(() => undefined);
    return mine;
  }

  async function paintNow(file: Blob, coarse?: CoarseMatte): Promise<Blob | null> {
    const bitmap = await open(file);
    try {
      return bitmap && (await thumbnails.paint(bitmap, coarse));
    } finally {
      bitmap?.close();
    }
  }

  async function keep(
    pictureId: string,
    made: Promise<Blob | null>,
    canvas: CanvasSize | null,
    isWanted: () => boolean = () => true,
  ): Promise<void> {
    const thumbnail = await made.catch(() => null);
    if (!thumbnail || !isWanted()) return;
    const old = pictureOf(desk, pictureId)?.thumbnail;
    if (old !== undefined)
      changePicture(desk, pictureId, { thumbnail: urls.createObjectURL(thumbnail), canvas });
    if (old?.startsWith('blob:')) setTimeout(() => urls.revokeObjectURL(old), REVOKE_AFTER_MS);
    // Of a project that was left meanwhile too: the list of projects shows it.
    void outbox.post(() => storage.keepThumbnail(pictureId, thumbnail, canvas));
  }

  function paintFoundIn({ id, file, work }: PictureItem): void {
    if (work.name !== 'ready' || tried.get(id) === work.facts) return;
    tried.set(id, work.facts);
    const { source, served, facts } = work;
    const made = served ? paintFile(served) : source ? paintFile(file, source.coarse) : null;
    const { width, height } = facts;
    const isStill = () => get().activeId !== id && pictureOf(desk, id)?.canvas == null;
    if (made) void keep(id, made, { width, height }, isStill);
  }

  return {
    async paintOriginal(pictureId, bitmap) {
      const picture = pictureOf(desk, pictureId);
      if (picture?.thumbnail !== null || (!bitmap && get().activeId === pictureId)) return;
      const isStill = () => pictureOf(desk, pictureId)?.thumbnail === null;
      await keep(pictureId, bitmap ? thumbnails.paint(bitmap) : paintFile(picture.file), null, isStill);
    },
    paintComposed: (pictureId, bitmap, canvas) => keep(pictureId, thumbnails.paint(bitmap), canvas),
    paintFound(isLeft = false) {
      const { pictures, activeId } = get();
      for (const picture of pictures) {
        if ((isLeft || picture.id !== activeId) && !picture.canvas) paintFoundIn(picture);
      }
    },
  };
}
