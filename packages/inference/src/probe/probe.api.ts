import type { CustomManifest, CustomRules, OnnxFacts, OnnxLimits, TrialFacts } from '@backgroundfx/core';

/**
 * Types only: what the process that tries a model is asked on standard input, and what it writes to file descriptor 3: a
 * full stop when it is about to touch the model, so that its own troubles are not put down to it, then its answer as JSON.
 */

export interface ProbeRequest {
  readonly path: string;
  readonly manifest: CustomManifest;
  readonly limits: Partial<OnnxLimits>;
  /** Threads of the run. */
  readonly threads: number;
}

/** What a model that was tried turned out to be. */
export interface ProbeFacts {
  /** Of the bytes that were tried, lower-case hex. */
  readonly sha256: string;
  /** What the static checks found. */
  readonly onnx: OnnxFacts;
  /** How the engine is to run it. */
  readonly rules: CustomRules;
  readonly answer: TrialFacts;
  /** For the machine this ran on, with the threads that were allowed. */
  readonly milliseconds: { readonly open: number; readonly run: number };
  /** The most memory that the process had, its own start included; absent where the system does not tell. */
  readonly peakBytes?: number;
}

export type ProbeAnswer =
  | { readonly facts: ProbeFacts }
  | {
      readonly refused: {
        readonly code: 'invalid_model' | 'internal';
        readonly message: string;
        readonly details: Readonly<Record<string, string | number | boolean>>;
      };
    };
