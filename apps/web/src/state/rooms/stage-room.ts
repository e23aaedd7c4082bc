import { closeFrame } from '../../engine/close-frame.ts';
import type { StageFrame, StudioRequest, StudioSource } from '../../engine/studio.api.ts';
import type { EditDocument } from '../document/edit-document.ts';
import { createFrames, type FrameWish } from '../frames.ts';
import { toProblem } from '../problem.ts';
import { type Desk, pictureOf } from '../workspace-desk.ts';
import type { AssetRoom } from './asset-room.ts';
import { isDraftKey } from './cutout-room.ts';
import { createStandInRoom } from './stand-in.ts';
import type { ThumbnailRoom } from './thumbnail-room.ts';

/** The bitmaps of the active picture; no other picture holds any. */
export interface StageRoom {
  /** Looks what is to be drawn now; called after each change of the state. */
  look(): void;
  /** What to draw for the active picture, at any size. */
  request(): StudioRequest | null;
  dispose(): void;
}

/** Whoever draws a bitmap in this frame may still do so when the next one is there. */
const CLOSE_AFTER_MS = 200;

export function createStageRoom(
  desk: Desk,
  assets: AssetRoom,
  thumbnails: ThumbnailRoom,
  documentOf: () => EditDocument | null,
): StageRoom {
  const { studio, get, set, plan } = desk;
  const standIns = createStandInRoom(desk);
  /** Of which picture `original` is or is being made, and how large. */
  let original: {
    readonly pictureId: string;
    readonly pixels: number;
    readonly stop: AbortController;
  } | null = null;
  /** The picture that is read whole once its preview is there. */
  let warmed: { readonly pictureId: string; readonly stop: AbortController } | null = null;

  let marked = '';
  /** Pictures whose thumbnails show their compositions. */
  const composed = new Set<string>();
  /** Files that are missing, and were told of. */
  const toldMissing = new Set<string>();

  const frames = createFrames({
    studio,
    pixels: { first: plan.previewPixels, rest: plan.stagePixels },
    onBusy: isDrawing => set({ isDrawing }),
    onFrame(wish, frame, isFinal) {
      const { frame: before, drawn } = get();
      closeSoon(before);
      set({ frame, drawn: wish.document });
      standIns.end();
      mark(wish);
      if (!isDraftKey(wish.sourceKey)) warm(wish.pictureId);
      if (isFinal) void showOriginal(wish.pictureId, plan.stagePixels);
      // Whoever leaves at once finds the cut-out in the list all the same.
      if (isFinal || !(isDraftKey(wish.sourceKey) || composed.has(wish.pictureId))) {
        composed.add(wish.pictureId);
        const { width, height } = frame.geometry.canvas;
        // Its preview is large enough for that; to scale a whole picture would hold the page up.
        const { composed: bitmap } = (isFinal && drawn === wish.document && before) || frame;
        void thumbnails.paintComposed(wish.pictureId, bitmap, { width, height });
      }
    },
    onError(wish, error) {
      const problem = toProblem(error, pictureOf(desk, wish.pictureId)?.name ?? '');
      // Once, not with every change that follows.
      const missing = problem?.code === 'asset_missing' ? `${wish.pictureId}/${problem.details.asset}` : null;
      if (missing !== null && toldMissing.has(missing)) return;
      if (missing !== null) toldMissing.add(missing);
      if (problem) set({ notice: { kind: 'problem', problem } });
    },
  });

  function closeSoon(old: StageFrame | null): void {
    if (old) setTimeout(() => closeFrame(old), CLOSE_AFTER_MS);
  }

  function clear(): void {
    const { frame, original: bitmap } = get();
    original?.stop.abort();
    original = null;
    if (!frame && !bitmap) return;
    closeSoon(frame);
    if (bitmap) setTimeout(() => bitmap.close(), CLOSE_AFTER_MS);
    set({ frame: null, drawn: null, original: null, originalSize: null });
  }

  async function showOriginal(pictureId: string, pixels: number): Promise<void> {
    const picture = pictureOf(desk, pictureId);
    if (!picture || picture.file.size === 0) return;
    if (original?.pictureId === pictureId && original.pixels >= pixels) return;
    const mine = { pictureId, pixels, stop: new AbortController() };
    original = mine;
    // What is wrong with a file is told by its cut-out.
    const read = await studio.original(picture.file, pixels, mine.stop.signal).catch(() => null);
    if (!read) return;
    if (original !== mine) return read.bitmap.close();
    const old = get().original;
    set({ original: read.bitmap, originalSize: read.picture });
    void thumbnails.paintOriginal(pictureId, read.bitmap);
    if (old) setTimeout(() => old.close(), CLOSE_AFTER_MS);
  }

  /** A picture that is looked at will be drawn large as soon as it rests. Not before its preview: that needs the processor. */
  function warm(pictureId: string | null): void {
    if (warmed?.pictureId === pictureId) return;
    warmed?.stop.abort();
    warmed = null;
    const file = pictureOf(desk, pictureId)?.file;
    if (pictureId === null || !file || file.size === 0) return;
    warmed = { pictureId, stop: new AbortController() };
    void studio.warm(file, warmed.stop.signal).catch(() => undefined);
  }

  /** With the file as it is kept now: the one that was chosen may have been moved since. */
  function sourceOf(pictureId: string | null): StudioSource | null {
    const picture = pictureOf(desk, pictureId);
    const source = picture && 'source' in picture.work ? picture.work.source : undefined;
    return picture && source ? { ...source, file: picture.file } : null;
  }

  function wishOf(): FrameWish | null {
    const { activeId, draft } = get();
    const document = documentOf();
    const source = sourceOf(activeId);
    if (!activeId || !document || !source) return null;
    const isDraft = isDraftKey(source.key);
    return {
      pictureId: activeId,
      document,
      sourceKey: source.key,
      // Nobody needs a quick matte sharply, while the engine works on the one that follows.
      isMoving: draft !== null || isDraft,
      request: async () => {
        await assets.fetch(document);
        const full = request(source, document);
        return isDraft ? { ...full, recipe: { ...full.recipe, edge_refinement: 0 } } : full;
      },
    };
  }

  function request(source: StudioSource, document: EditDocument): StudioRequest {
    const { recipe, edits } = document;
    return { source, recipe, edits, assets: assets.of(document) };
  }

  /** For whoever measures how long a picture takes. */
  function mark({ pictureId, sourceKey }: FrameWish): void {
    const name = isDraftKey(sourceKey) ? 'picture-quick' : 'picture-sharp';
    if (marked === name + sourceKey) return;
    marked = name + sourceKey;
    performance.mark(name, { detail: pictureId });
  }

  let stagedId: string | null = null;
  return {
    look() {
      const { activeId } = get();
      if (activeId !== stagedId) {
        const left = stagedId;
        stagedId = activeId;
        if (left) void thumbnails.paintOriginal(left);
        warm(null);
        frames.want(null);
        clear();
        standIns.show(pictureOf(desk, activeId));
      }
      const picture = pictureOf(desk, activeId);
      if (activeId) void showOriginal(activeId, plan.previewPixels);
      frames.want(wishOf());
      thumbnails.paintFound();
      const work = picture?.work;
      standIns.review(work);
      // A picture without a subject has no frame, not even the one of the network before.
      if (get().frame && work?.name === 'ready' && !work.source) {
        closeSoon(get().frame);
        set({ frame: null, drawn: null });
      }
    },
    request() {
      const document = documentOf();
      const source = sourceOf(get().activeId);
      return source && document && request(source, document);
    },
    dispose() {
      warm(null);
      standIns.end();
      frames.want(null);
      clear();
    },
  };
}
