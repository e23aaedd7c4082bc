import type { EdgeSettings, Outcome, Quality } from '@backgroundfx/core';
import type { CoarseMatte } from './cutout.api.ts';
import type { HostedApi } from './hosted-worker.ts';

/** Types only: what the page and the worker that draws edges anew say to each other. */

/** What the edges of a cut-out are drawn from. */
export interface EdgeSource {
  /** Names the cut-out: the worker keeps what it has read for the next time that it is asked about the same one. */
  readonly key: string;
  /** The picture's file. */
  readonly file: Blob;
  readonly coarse: CoarseMatte;
  /** The level at which it was cut out. */
  readonly quality: Quality;
}

/** The cut-out at the picture's own size. */
export interface DrawnCutout {
  /** As in `CutoutResult`. */
  readonly png: Blob;
  readonly coverage: number;
}

/** What the worker answers. */
export interface EdgeWorkerApi extends HostedApi {
  /** The cut-out at a size for looking at; the picture is the caller's to close. */
  draft(source: EdgeSource, settings: EdgeSettings): Promise<Outcome<ImageBitmap>>;
  /** The cut-out that is to be kept. */
  whole(source: EdgeSource, settings: EdgeSettings): Promise<Outcome<DrawnCutout>>;
}

/** What the page calls; made by `createEdgeClient()` in `edges.client.ts`. Calls queue; one runs at a time. */
export interface EdgeClient {
  /**
   * Draws the cut-out with other edges, fast enough to follow a slider: pictures above `DRAFT_PIXELS` come smaller. Borrows
   * the source; the picture is the caller's to close.
   * @throws EngineError `cancelled`, `worker_died`, `invalid_argument`, and what reading the file throws
   */
  draft(source: EdgeSource, settings: EdgeSettings, signal?: AbortSignal): Promise<ImageBitmap>;
  /** The same at the picture's own size, as a file: the bytes that a new cut-out with these settings would have. */
  whole(source: EdgeSource, settings: EdgeSettings, signal?: AbortSignal): Promise<DrawnCutout>;
  /** Ends the worker and frees its memory; the next call starts a new one. */
  dispose(): void;
}
