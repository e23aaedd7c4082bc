import type { Quality } from '@backgroundfx/core';

/** Types only: what is asked of the process that plays the API's clients. */
export interface ClientTask {
  /** Clients at work at once; each posts its next picture when its last one is answered. */
  readonly clients: number;
  /** Paths of JPEG files, posted in turns. */
  readonly pictures: readonly string[];
  readonly quality: Quality;
  /** When to stop: after so many pictures, or after a stretch of time of which the first part does not count. */
  readonly until: { readonly pictures: number } | { readonly leadInMs: number; readonly windowMs: number };
}

export interface ClientReport {
  /** Pictures answered with a PNG; with a window, those that were answered within it. */
  readonly done: number;
  /** Length of the window, or from the first post to the last answer, milliseconds. */
  readonly elapsedMs: number;
  /** Typed 503s; each was retried when the server said. */
  readonly refused: number;
  /** Connections that broke without an answer, in their own words; each was tried again. */
  readonly unanswered: readonly string[];
}
