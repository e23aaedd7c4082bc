import type { EdgeSettings, OnnxFacts, Outcome, Quality } from '@backgroundfx/core';
import type { ChosenModel, ModelInfo, OwnModel } from './chosen-model.ts';
import type { HostedApi } from './hosted.api.ts';

/** Types only: what the main thread and the cut-out worker say to each other. */

/** The stages of looking for a subject, in order. `download` is skipped when the model lies on the device already. */
export type CutoutStage = 'decode' | 'download' | 'load' | 'infer';

/** The stages of a cut-out that a server makes, in order: the photo goes there, waits, is worked on, and the cut-out comes. */
export type ServerStage = 'send' | 'queue' | 'remote' | 'fetch';

/** Never falls within one job. */
export interface CutoutProgress {
  readonly stage: CutoutStage | ServerStage;
  /** Whole job, 0..1. */
  readonly fraction: number;
  /** Bytes of the model in the stage `download`, of the photo in the stage `send`; in no other. */
  readonly loadedBytes?: number;
  readonly totalBytes?: number;
  /** Guess from earlier jobs on this device; absent when there is nothing to go by. */
  readonly secondsLeft?: number;
  /** It takes longer than was thought. */
  readonly isLate?: boolean;
  /** What runs the network, once it is open. */
  readonly provider?: EngineReport['provider'];
}

/** Which engine made the picture, and why that one. */
export interface EngineReport {
  /** The networks that ran, each once, in order. */
  readonly models: readonly { readonly id: string; readonly displayName: string }[];
  /** `int8`, `fp16`, `fp32`, or `fp32 + int8`; absent for a network of the user's own. */
  readonly variant?: string;
  readonly provider: 'wasm' | 'webgpu';
  readonly threads: number;
  /** How often a network looked at the picture or a part of it. */
  readonly looks: number;
  /** One sentence for people. */
  readonly why: string;
  readonly modelBytes: number;
}

/** Which server made the picture. */
export interface ServerReport {
  readonly provider: 'server';
  readonly models: EngineReport['models'];
  /** When the server deletes what it keeps of it; absent where it did not say. */
  readonly deletedAt?: Date;
  /** What it says about how it was made, for people; may be empty. */
  readonly why: string;
}

/** What a network saw, not refined: edges are drawn anew from it. */
export interface CoarseMatte {
  /** Pixels; any size, it covers the whole picture. */
  readonly width: number;
  readonly height: number;
  /** Alpha 0..1 as 32-bit floats of this machine, row by row. */
  readonly alpha: Blob;
}

/** The picture cut out, at its own size. */
export interface CutoutResult {
  readonly width: number;
  readonly height: number;
  /** Straight alpha, sRGB, upright (EXIF orientation applied), no metadata. */
  readonly png: Blob;
  /** Share of the picture that is foreground, 0..1 (mean alpha); 0 when nothing was found; servers do not tell it. */
  readonly coverage?: number;
  /** False when the engine sees no subject; the picture is empty then. */
  readonly hasForeground: boolean;
  /** How sure the engine is that the right subject was found whole, 0..1. */
  readonly confidence: number;
  /** Where the engine is unsure, as an overlay of the picture's shape; only where it is worth showing. */
  readonly doubt?: Blob;
  /** For drawing its edges anew; absent when nothing was found, and from a server, which keeps it to itself. */
  readonly coarse?: CoarseMatte;
  /** Names of the things that were found, largest first; none from networks that tell no things apart. */
  readonly found: readonly string[];
  /** Wall seconds for the whole job without the model's download; a server's time is with its way there and back. */
  readonly seconds: number;
  readonly stageSeconds: Readonly<Partial<Record<CutoutStage, number>>>;
  readonly report: EngineReport | ServerReport;
}

/** What looking at a picture came to: all but its edges, which the studio draws. `coverage` is the coarse matte's. */
export type FoundSubject = Omit<CutoutResult, 'png'>;

export interface FindOptions {
  readonly quality: Quality;
  readonly model: ChosenModel;
}

export interface CutoutOptions {
  readonly quality: Quality;
  readonly model: ChosenModel;
  /** Neutral where absent. */
  readonly edges: EdgeSettings;
}

/** What one job will take. */
export interface Expectation {
  /** From file to subject, without a download. */
  readonly seconds: number;
  /** False until a job of this network and level has finished on this device; the figure is a guess then. */
  readonly learned: boolean;
}

/** A model file that passed the static checks. */
export interface InspectedModel {
  readonly facts: OnnxFacts;
  /** Of the file, lower-case hex. */
  readonly sha256: string;
}

/** What the worker reports while it works; `done` is the share of the stage, 0..1. */
export interface StageEvent {
  readonly stage: CutoutStage;
  readonly done: number;
  readonly loadedBytes?: number;
  readonly totalBytes?: number;
  /** What runs the network; told once, when it begins to. */
  readonly provider?: EngineReport['provider'];
}

/** What is told while a subject is looked for: how far it is, and once what the first look saw. */
export interface FindListener {
  stage(event: StageEvent): void;
  draft(coarse: CoarseMatte): void;
}

/** What the worker answers. Pictures cross as Blobs, by reference: no pixel is copied between threads. */
export interface CutoutWorkerApi extends HostedApi {
  /** Borrows `file`. The listener is called on the page's side. */
  find(file: Blob, options: FindOptions, listener: FindListener): Promise<Outcome<FoundSubject>>;
  /** See `inspectModel` in `worker/own-model.ts`. */
  inspectModel(file: Blob): Promise<Outcome<InspectedModel>>;
  /** See `tryModel` in `worker/own-model.ts`. */
  tryModel(model: OwnModel): Promise<Outcome<void>>;
}

/** Cuts pictures out whole, edges and all: a server. */
export interface CutoutMaker {
  /** Rejects with an `EngineError`, whose code is `cancelled` after an abort, or with a `ServerProblem`. Borrows `file`. */
  cutout(
    file: Blob,
    options: CutoutOptions & { signal?: AbortSignal; onProgress?: (progress: CutoutProgress) => void },
  ): Promise<CutoutResult>;
}

/** What the page calls; made by `createCutoutClient()` in `cutout.client.ts`. */
export interface CutoutClient {
  /**
   * Looks for the subject without drawing its edges, which the studio does. Jobs queue; one runs at a time. `onDraft` is called
   * once, with what the first look saw, where more looks follow. Rejects with an `EngineError`; abort rejects with code
   * `cancelled`, and within 500 ms the machine is at rest (up to two seconds on pages that are not cross-origin isolated).
   * Borrows `file`.
   */
  find(
    file: Blob,
    options: FindOptions & {
      signal?: AbortSignal;
      onProgress?: (progress: CutoutProgress) => void;
      onDraft?: (coarse: CoarseMatte) => void;
    },
  ): Promise<FoundSubject>;
  /** The catalogue's networks, and where they are: on this device, and on the server too with `ask`. */
  models(ask: boolean): Promise<readonly ModelInfo[]>;
  /**
   * Checks a model file without running it. Borrows `file`.
   * @throws EngineError `invalid_model` with `details.reason`, `cancelled`, `model_unavailable` when it cannot be read
   */
  inspectModel(file: Blob, signal?: AbortSignal): Promise<InspectedModel>;
  /**
   * Runs a network of the user's own once, to see that it can be used. Whatever it does to the worker (takes too long,
   * takes all memory, ends it), it costs no more than the worker.
   * @throws EngineError `invalid_model` with `details.reason`, `cancelled`
   */
  tryModel(model: OwnModel, signal?: AbortSignal): Promise<void>;
  /** What a job will take, by what earlier ones took on this device. */
  expect(model: ChosenModel, quality: Quality): Expectation;
  /** Ends the worker and frees its memory; the next call starts a new one. */
  dispose(): void;
}
