import type { Outcome, PromptRequest } from '@backgroundfx/core';

/** Types only: what the server and a drawing thread say to each other. Pixels never cross; files do. */

/** One background to draw. */
export interface Drawing {
  /** Which: of the library, by its id, or from a prompt. */
  readonly scene: { readonly library: string } | PromptRequest;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  readonly format: 'jpg' | 'webp';
  /** Absolute path of the file to make. */
  readonly target: string;
}

export interface DrawingTask {
  readonly drawing: Drawing;
  /** One integer of shared memory; not 0 once nobody wants the result. */
  readonly stop: Int32Array<SharedArrayBuffer>;
}

export interface DrawingFacts {
  /** The words of the prompt that had a say; none for the library. */
  readonly understood: readonly string[];
}

/** What a thread's entry exports. It does not reject: errors would lose their type on the way between threads. */
export interface DrawingThread {
  draw(task: DrawingTask): Promise<Outcome<DrawingFacts>>;
}
