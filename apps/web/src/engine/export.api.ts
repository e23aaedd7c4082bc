import type { Outcome } from '@backgroundfx/core';
import type { HostedApi } from './hosted.api.ts';
import type { KeptMetadata } from './metadata/kept-metadata.ts';
import type { WholeLayers, WholePicture } from './studio.api.ts';

/** Types only: what the page and the worker that writes files say to each other. */

export const RASTER_FORMATS = ['png', 'webp', 'jpeg', 'avif'] as const;
/** Kinds of files that hold one flat picture. */
export type RasterFormat = (typeof RASTER_FORMATS)[number];

/** A composed picture that is to become a file. Its pixels are a blob, so that sending them again copies nothing. */
export interface ExportSource {
  /** Another one for other pixels: the worker keeps what it has read for the same key. */
  readonly key: string;
  readonly width: number;
  readonly height: number;
  /** Straight alpha, RGBA, row by row. */
  readonly pixels: Blob;
  /** The picture's file as it came, for what it says about camera, date and author. */
  readonly original: Blob;
}

export interface EncodeSettings {
  readonly format: RasterFormat;
  /** 1 to 100; says nothing where nothing is lost. */
  readonly quality: number;
  /** For WebP: pixel for pixel. */
  readonly lossless: boolean;
  /** `#rrggbb`, behind what JPEG cannot let through. */
  readonly matteColour: string;
  /** Pixels of the longer side, at most; null leaves the size. Nothing is enlarged. */
  readonly maxSide: number | null;
  readonly metadata: KeptMetadata;
}

export interface EncodedPicture {
  readonly file: Blob;
  readonly width: number;
  readonly height: number;
}

/** The layers of a file, with the names that they get in it. */
export interface LayeredSource {
  readonly layers: WholeLayers;
  readonly names: {
    readonly original: string;
    readonly background: string;
    readonly shadow: string;
    readonly subject: string;
  };
  /** The picture's file as it came, for what it says about camera, date and author. */
  readonly original: Blob;
  readonly metadata: KeptMetadata;
}

/** What the worker answers. */
export interface ExportWorkerApi extends HostedApi {
  encode(source: ExportSource, settings: EncodeSettings): Promise<Outcome<EncodedPicture>>;
  psd(source: LayeredSource): Promise<Outcome<Blob>>;
  /** See `readPng` in `worker/png-reader.ts`. */
  read(png: Blob): Promise<Outcome<WholePicture>>;
}

/** What the page calls; made by `createExportClient()` in `export.client.ts`. Calls queue; one runs at a time. */
export interface ExportClient {
  /**
   * Writes a picture as a file. Borrows the source.
   * @throws EngineError `cancelled` (the encoder is stopped at once), `out_of_memory`, `image_too_large` for a format that
   * cannot hold so many pixels, `worker_died`
   */
  encode(source: ExportSource, settings: EncodeSettings, signal?: AbortSignal): Promise<EncodedPicture>;
  /** Writes a Photoshop file; takes the layers. @throws EngineError as `encode` does */
  psd(source: LayeredSource, signal?: AbortSignal): Promise<Blob>;
  /** A PNG's very pixels, such as those that a server cut out; borrows it. @throws EngineError `unreadable_image` */
  read(png: Blob, signal?: AbortSignal): Promise<WholePicture>;
  /** Ends the worker and frees its memory; the next call starts a new one. */
  dispose(): void;
}
