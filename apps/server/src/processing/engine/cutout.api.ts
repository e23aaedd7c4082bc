import type { Quality } from '@backgroundfx/core';

/** Types only: what the server and an engine thread say to each other. Pixels never cross; files do. */

/** One picture to cut out. Paths are absolute; the files named by `target` and `mask` are made, or replaced. */
export interface CutoutTask {
  readonly source: string;
  readonly target: string;
  /** Where to write the matte (8-bit grey PNG, 255 is subject), if it is wanted. */
  readonly mask?: string;
  readonly format: CutoutFormat;
  readonly quality: Quality;
  /** 0..100; 50 is the engine's default. */
  readonly edgeRefinement: number;
}

export type CutoutFormat = 'png' | 'webp';

/** What was made. */
export interface CutoutFacts {
  /** Pixels, after the picture's orientation is applied. */
  readonly width: number;
  readonly height: number;
}

/** Engine threads with a line in front of them, as long as whoever lets tasks in lets it become. */
export interface CutoutPool {
  /**
   * `failed` when the model cannot be used; runs then reject with `model_unavailable`. It stays so where it never could,
   * and becomes `ready` again when it could not be loaded into a new thread and then could.
   */
  readonly state: 'loading' | 'ready' | 'failed';
  /**
   * Cuts a picture out on the next free thread. A task whose signal fires while it waits gives up its place at once; one
   * under way stops at its next step, and the call rejects at once either way.
   * @throws EngineError `cancelled`, `unsupported_image`, `unreadable_image`, `image_too_large`, `model_unavailable`,
   * `inference_failed`, `out_of_memory`, `worker_died` (the thread is replaced), `internal`.
   */
  run(task: CutoutTask, signal?: AbortSignal): Promise<CutoutFacts>;
  /**
   * Refuses waiting tasks (`cancelled`), lets those under way go on for a while and then stops them at their next step
   * (`cancelled` too), ends the threads.
   */
  dispose(): Promise<void>;
}
