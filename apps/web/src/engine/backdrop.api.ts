import type { Outcome, PromptRequest } from '@backgroundfx/core';
import type { HostedApi } from './hosted.api.ts';

/** Types only: what the page and the worker that draws backgrounds to choose from say to each other. */

export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

/** A background that was drawn from words. */
export interface DrawnPrompt {
  /** The receiver closes it. */
  readonly image: ImageBitmap;
  /** The words that had a say. */
  readonly understood: readonly string[];
}

/** What the worker answers. */
export interface BackdropWorkerApi extends HostedApi {
  library(id: string, size: PictureSize): Promise<Outcome<ImageBitmap>>;
  prompt(request: PromptRequest, size: PictureSize): Promise<Outcome<DrawnPrompt>>;
}

/** What the page calls; made by `createBackdropClient()` in `backdrop.client.ts`. Calls queue; one is drawn at a time. */
export interface BackdropClient {
  /**
   * A background of the built-in library, small. The picture is drawn once and stays the client's: it must not be closed.
   * @throws EngineError `invalid_argument` for an id that the library does not have, `worker_died`
   */
  thumbnail(id: string): Promise<ImageBitmap>;
  /**
   * Draws a background from words; the same for the same request. The picture is the caller's to close.
   * @throws EngineError `prompt_rejected` with `details.reason` `too_short` or `no_words`; `invalid_argument`, `cancelled`,
   * `worker_died`
   */
  prompt(request: PromptRequest, size: PictureSize, signal?: AbortSignal): Promise<DrawnPrompt>;
  /** Ends the worker and frees the pictures; the next call starts anew. */
  dispose(): void;
}
