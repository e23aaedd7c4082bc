import type {
  CanvasPlan,
  Frame,
  MatteEdit,
  Outcome,
  Quality,
  Recipe,
  SubjectPlace,
} from '@backgroundfx/core';
import type { CoarseMatte } from './cutout.api.ts';
import type { HostedApi } from './hosted.api.ts';
import type { StopFlag } from './stop-flag.ts';

/** Types only: what the page and the worker that draws the open picture say to each other. */

/** A picture whose subject was found. */
export interface StudioSource {
  /** Another one for another picture or another coarse matte: the worker keeps what it has read for the same key. */
  readonly key: string;
  /** The picture's file. */
  readonly file: Blob;
  readonly coarse: CoarseMatte;
  /** The level at which it was looked at. */
  readonly quality: Quality;
}

/** What is to be drawn. */
export interface StudioRequest {
  readonly source: StudioSource;
  readonly recipe: Recipe;
  readonly edits: readonly MatteEdit[];
  /** The files that recipe and edits refer to, by their ids. */
  readonly assets: Readonly<Record<string, Blob>>;
}

/** Where everything lies, at full size. */
export interface StageGeometry {
  readonly picture: { readonly width: number; readonly height: number };
  readonly canvas: CanvasPlan;
  /** The subject on the canvas; `pivot` in pixels of the picture. */
  readonly place: SubjectPlace;
  /** Of the subject, in pixels of the picture; null where nothing is left of it. */
  readonly box: Frame | null;
}

/** The upright original, to look at; the receiver closes the bitmap. */
export interface StageOriginal {
  readonly bitmap: ImageBitmap;
  /** At full size. */
  readonly picture: { readonly width: number; readonly height: number };
}

/** The open picture as bitmaps of at most so many pixels; the receiver closes them. */
export interface StageFrame {
  readonly geometry: StageGeometry;
  /** Pixels of `subject` and `matte` for one of the picture, along a side. */
  readonly pictureScale: number;
  /** The cut-out in picture space, edits and finish included, straight alpha. */
  readonly subject: ImageBitmap;
  /** The matte in picture space, grey and opaque. */
  readonly matte: ImageBitmap;
  /** Pixels of `behind` and `composed` for one of the canvas, along a side. */
  readonly canvasScale: number;
  /** Background and shadow on the canvas; null where there is neither. */
  readonly behind: ImageBitmap | null;
  /** The result on the canvas. */
  readonly composed: ImageBitmap;
}

/** Straight alpha, RGBA, row by row, in memory that was handed over. */
export interface WholePicture {
  readonly width: number;
  readonly height: number;
  readonly data: ArrayBuffer;
}

/** The parts of the result, each of the canvas's size, for files with layers. */
export interface WholeLayers {
  readonly original: WholePicture;
  readonly background: WholePicture | null;
  readonly shadow: WholePicture | null;
  readonly subject: WholePicture;
  readonly composed: WholePicture;
}

/** Stops one call without ending the worker, where there is shared memory. */
type Stop = StopFlag | undefined;

/** What the worker answers; see `StudioClient`. */
export interface StudioWorkerApi extends HostedApi {
  original(file: Blob, pixels: number, stop: Stop): Promise<Outcome<StageOriginal>>;
  glance(file: Blob, pixels: number, stop: Stop): Promise<Outcome<StageOriginal>>;
  warm(file: Blob, stop: Stop): Promise<Outcome<void>>;
  frame(request: StudioRequest, pixels: number, stop: Stop): Promise<Outcome<StageFrame>>;
  whole(request: StudioRequest, stop: Stop): Promise<Outcome<WholePicture>>;
  layers(request: StudioRequest, stop: Stop): Promise<Outcome<WholeLayers>>;
  matte(request: StudioRequest, stop: Stop): Promise<Outcome<Blob>>;
}

/**
 * What the page calls; made by `createStudioClient()` in `studio.client.ts`. Calls queue; one runs at a time. A call that is
 * aborted rejects at once; what the worker has read and drawn before stays for the next one.
 */
export interface StudioClient {
  /** The original with at most `pixels` pixels; borrows the file. @throws EngineError as `decodePicture` does */
  original(file: Blob, pixels: number, signal?: AbortSignal): Promise<StageOriginal>;
  /** The same of a file that is not being opened: what the worker has read of the open picture stays. */
  glance(file: Blob, pixels: number, signal?: AbortSignal): Promise<StageOriginal>;
  /** Reads a picture whole, so that its first frame comes sooner; borrows the file. @throws EngineError as `original` does */
  warm(file: Blob, signal?: AbortSignal): Promise<void>;
  /**
   * Draws the picture as its document says. A frame of fewer pixels is quicker; lengths mean the same at every size.
   * @throws EngineError `cancelled`, `worker_died`, `out_of_memory`, `invalid_argument`, and what reading a file throws
   */
  frame(request: StudioRequest, pixels: number, signal?: AbortSignal): Promise<StageFrame>;
  /** What is exported: the composition by `core` from the original at full size. */
  whole(request: StudioRequest, signal?: AbortSignal): Promise<WholePicture>;
  layers(request: StudioRequest, signal?: AbortSignal): Promise<WholeLayers>;
  /** The matte at the picture's size, with edits and finish, as a grey PNG. */
  matte(request: StudioRequest, signal?: AbortSignal): Promise<Blob>;
  /** Ends the worker and frees its memory; the next call starts a new one. */
  dispose(): void;
}
