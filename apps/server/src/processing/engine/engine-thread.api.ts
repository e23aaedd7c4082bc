import type { Outcome } from '@backgroundfx/core';
import type { CatalogueNetwork, CutoutFacts, CutoutTask } from './cutout.api.ts';

/** Types only: what the pool and one of its threads say to each other. */

/** Fixed for the life of the thread. */
export interface EngineThreadSettings {
  /** Loaded when the thread starts, and kept; for tasks that name no other. */
  readonly network: CatalogueNetwork;
  /** Folder of the models. */
  readonly modelsDir: string;
  /** Threads of one network run. */
  readonly threads: number;
  readonly maxPixels: number;
}

export interface ThreadTask {
  readonly task: CutoutTask;
  /** Whether there is memory for a float graph; without, the usual one does its work. */
  readonly hasRoomForFloat: boolean;
  /** One integer of shared memory; not 0 once nobody wants the result. */
  readonly stop: Int32Array<SharedArrayBuffer>;
}

/** What a thread's entry exports. It does not reject: errors would lose their type on the way between threads. */
export interface EngineThread {
  /** Loads the thread's own network and runs it once. */
  warmUp(): Promise<Outcome<void>>;
  cutOut(task: ThreadTask): Promise<Outcome<CutoutFacts>>;
}
