import type { EngineErrorCode, Quality } from '@backgroundfx/core';
import type { HostedApi } from './hosted-worker.ts';

/** Types only: what the main thread and the cut-out worker say to each other. */

/** The stages of one cut-out, in order. `download` is skipped when the model lies on the device already. */
export type CutoutStage = 'decode' | 'download' | 'load' | 'infer' | 'refine' | 'encode';

/** Never falls within one job. */
export interface CutoutProgress {
  readonly stage: CutoutStage;
  /** Whole job, 0..1. */
  readonly fraction: number;
  /** Bytes of the model, in the `download` stage only. */
  readonly loadedBytes?: number;
  readonly totalBytes?: number;
  /** Guess from earlier jobs on this device; absent when there is nothing to go by. */
  readonly secondsLeft?: number;
}

/** Which engine made the picture, and why that one. */
export interface EngineReport {
  readonly model: string;
  /** `int8`, `fp16` or `fp32`. */
  readonly variant: string;
  readonly provider: 'wasm' | 'webgpu';
  readonly threads: number;
  readonly inputSize: number;
  /** One sentence for people. */
  readonly why: string;
  readonly modelBytes: number;
}

/** The picture cut out, at its own size. */
export interface CutoutResult {
  readonly width: number;
  readonly height: number;
  /** Straight alpha, sRGB, upright (EXIF orientation applied), no metadata. */
  readonly png: Blob;
  /** Share of the picture that is foreground, 0..1 (mean alpha); 0 when nothing was found. */
  readonly coverage: number;
  /** Wall seconds for the whole job without the model's download. */
  readonly seconds: number;
  readonly stageSeconds: Readonly<Partial<Record<CutoutStage, number>>>;
  readonly report: EngineReport;
}

export interface CutoutOptions {
  readonly quality: Quality;
}

/** What `postMessage` can carry of an EngineError. */
export interface WireError {
  readonly code: EngineErrorCode;
  readonly message: string;
  readonly details: Readonly<Record<string, string | number | boolean>>;
}

export type Outcome<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: WireError };

/** What the worker reports while it works; `done` is the share of the stage, 0..1. */
export interface StageEvent {
  readonly stage: CutoutStage;
  readonly done: number;
  readonly loadedBytes?: number;
  readonly totalBytes?: number;
}

/** What the worker answers. Pictures cross as Blobs, by reference: no pixel is copied between threads. */
export interface CutoutWorkerApi extends HostedApi {
  /** Borrows `file`. `report` is called on the page's side. */
  cutout(
    file: Blob,
    options: CutoutOptions,
    report: (event: StageEvent) => void,
  ): Promise<Outcome<CutoutResult>>;
}

/** Where the model is. */
export type ModelState =
  | { readonly state: 'absent'; readonly totalBytes: number; readonly displayName: string }
  | { readonly state: 'ready'; readonly totalBytes: number; readonly displayName: string };

/** What the page calls; made by `createCutoutClient()` in `cutout.client.ts`. */
export interface CutoutClient {
  /**
   * Cuts out one picture. Jobs queue; one runs at a time. Rejects with an `EngineError`; abort rejects with code
   * `cancelled`, and within 500 ms the machine is at rest (up to the end of the step for very large pictures: their PNG is
   * written in one go; up to two seconds on pages that are not cross-origin isolated). Borrows `file`.
   */
  cutout(
    file: Blob,
    options: CutoutOptions & { signal?: AbortSignal; onProgress?: (progress: CutoutProgress) => void },
  ): Promise<CutoutResult>;
  /** Whether the model is kept on this device already. */
  modelState(): Promise<ModelState>;
  /** Ends the worker and frees its memory; the next call starts a new one. */
  dispose(): void;
}
