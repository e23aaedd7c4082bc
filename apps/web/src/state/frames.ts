import { EngineError } from '@backgroundfx/core';
import { closeFrame } from '../engine/close-frame.ts';
import type { StageFrame, StudioClient, StudioRequest } from '../engine/studio.api.ts';
import type { EditDocument } from './document/edit-document.ts';
import { isTooMuch } from './problem.ts';

/** What a frame is to show: the very document, and the matte that is named. */
export interface FrameWish {
  readonly pictureId: string;
  readonly document: EditDocument;
  readonly sourceKey: string;
  /** Makes the request: its files may have to be read first. */
  readonly request: () => Promise<StudioRequest>;
  /** Whether more changes will follow soon, as in a drag: it is not worth a large frame then. */
  readonly isMoving: boolean;
}

export interface FramesDeps {
  readonly studio: Pick<StudioClient, 'frame'>;
  readonly pixels: { readonly first: number; readonly rest: number };
  /** The frame is the receiver's. `isFinal` where no better one follows. */
  readonly onFrame: (wish: FrameWish, frame: StageFrame, isFinal: boolean) => void;
  readonly onError: (wish: FrameWish, error: unknown) => void;
  readonly onBusy: (isBusy: boolean) => void;
}

/**
 * Draws frames that follow a document: a small one for each change, of which the last one counts, and a large one when
 * everything rests.
 */
export interface Frames {
  /** What is to be seen now; null for nothing. */
  want(wish: FrameWish | null): void;
}

/** Without a change for this long the document rests. */
const REST_MS = 250;
/** Of the pixels that were too many, as many are tried next. */
const SMALLER = 0.4;

export function createFrames({ studio, pixels, onFrame, onError, onBusy }: FramesDeps): Frames {
  let wish: FrameWish | null = null;
  /** The wish that the last small frame showed. */
  let shown: FrameWish | null = null;
  let isDrawing = false;
  let resting: ReturnType<typeof setTimeout> | undefined;
  let large: AbortController | null = null;
  /** Less than was asked for after the device had too little memory for it. */
  let restPixels = pixels.rest;

  async function draw(mine: FrameWish, most: number, signal?: AbortSignal): Promise<StageFrame | null> {
    const request = await mine.request();
    if (wish !== mine) return null;
    return studio.frame(request, most, signal);
  }

  /** Once more with less, where the worker died of it. */
  async function drawOrLess(mine: FrameWish): Promise<StageFrame | null> {
    try {
      return await draw(mine, pixels.first);
    } catch (error) {
      if (!isTooMuch(error)) throw error;
      return draw(mine, pixels.first * SMALLER);
    }
  }

  async function drawAll(): Promise<void> {
    if (isDrawing) return;
    isDrawing = true;
    onBusy(true);
    while (wish && !isSame(wish, shown)) {
      const mine = wish;
      try {
        const frame = await drawOrLess(mine);
        shown = mine;
        if (frame) give(mine, frame, false);
      } catch (error) {
        shown = mine;
        if (wish === mine && !isCancelled(error)) onError(mine, error);
      }
    }
    isDrawing = false;
    onBusy(false);
    rest();
  }

  function rest(): void {
    clearTimeout(resting);
    if (!wish || wish.isMoving) return;
    const mine = wish;
    resting = setTimeout(() => void drawLarge(mine), REST_MS);
  }

  async function drawLarge(mine: FrameWish): Promise<void> {
    if (isDrawing || wish !== mine) return;
    const stopping = new AbortController();
    large = stopping;
    onBusy(true);
    try {
      const frame = await draw(mine, restPixels, stopping.signal);
      if (frame) give(mine, frame, true);
    } catch (error) {
      if (isTooMuch(error) && restPixels > pixels.first) {
        restPixels = Math.max(pixels.first, restPixels * SMALLER);
        if (wish === mine) rest();
      }
      // The small frame stays: it shows the same, less sharply.
    } finally {
      if (large === stopping) large = null;
      if (!isDrawing && !large) onBusy(false);
    }
  }

  /** A frame of what was wanted a moment ago shows where a drag goes; one of another picture shows nothing. */
  function give(mine: FrameWish, frame: StageFrame, isFinal: boolean): void {
    if (wish?.pictureId === mine.pictureId && (!isFinal || wish === mine)) onFrame(mine, frame, isFinal);
    else closeFrame(frame);
  }

  return {
    want(next) {
      if (wish && next && isSame(wish, next) && wish.isMoving === next.isMoving) return;
      const isOther = !next || !isSame(next, wish);
      wish = next;
      clearTimeout(resting);
      if (isOther) large?.abort();
      if (next === null) shown = null;
      else if (isSame(next, shown) && !isDrawing) rest();
      else void drawAll();
    },
  };
}

function isSame(a: FrameWish | null, b: FrameWish | null): boolean {
  if (!a || !b) return a === b;
  return a.pictureId === b.pictureId && a.document === b.document && a.sourceKey === b.sourceKey;
}

function isCancelled(error: unknown): boolean {
  return error instanceof EngineError && error.code === 'cancelled';
}
