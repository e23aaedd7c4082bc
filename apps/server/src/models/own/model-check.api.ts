import type { CustomManifest, ManifestSuggestion, Outcome } from '@backgroundfx/core';

/** Types only: what the server and the thread that checks models say to each other. */

export interface CheckTask {
  /** Absolute path of the file. */
  readonly path: string;
  /** Absent: one is suggested. */
  readonly manifest: CustomManifest | undefined;
  /** What a suggested manifest calls the model. */
  readonly name: string;
  /** Largest file. */
  readonly mostBytes: number;
}

/** What a file is found to be that has passed the checks. */
export interface CheckedModel {
  /** The background first; undefined where it tells none apart. */
  readonly classes: readonly string[] | undefined;
  /** Where no manifest came with it. */
  readonly suggestion: ManifestSuggestion | undefined;
}

/** What the thread's entry exports. It does not reject: errors would lose their type on the way between threads. */
export interface CheckThread {
  check(task: CheckTask): Promise<Outcome<CheckedModel>>;
}
