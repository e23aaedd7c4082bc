/**
 * Types only: the headers of the frames between a host and the process that runs a model. The process says when it is ready;
 * the first question then opens the model, and every further one runs it on the numbers that come with it.
 */

export interface OpenRequest {
  readonly path: string;
  /** Of the bytes that were tried; others are not opened. */
  readonly sha256: string;
  /** Names of the tensor that is given and of the one that is wanted. */
  readonly input: string;
  readonly output: string;
  /** Threads of a run. */
  readonly threads: number;
}

export interface RunRequest {
  readonly dims: readonly number[];
}

export type RunAnswer =
  /** What goes wrong before this is not the model's fault. */
  | { readonly ready: true }
  | { readonly opened: true }
  /** With the numbers of the answer. */
  | { readonly dims: readonly number[] }
  | {
      readonly failed: 'unreadable' | 'changed' | 'memory' | 'refused' | 'run';
      readonly message: string;
    };
