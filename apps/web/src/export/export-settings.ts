import { type EncodeSettings, RASTER_FORMATS, type RasterFormat } from '../engine/export.api.ts';
import type { KeptMetadata } from '../engine/metadata/kept-metadata.ts';
import { keep, kept } from '../ui/kept.ts';

export const EXPORT_FORMATS = [...RASTER_FORMATS, 'psd'] as const;
/** `psd` is the one kind of file with layers. */
export type ExportFormat = RasterFormat | 'psd';

/** What the dialog was last set to; kept on this device, for every picture. */
export interface ExportSettings {
  readonly format: ExportFormat;
  /** 1 to 100, each format's own: the same number is another picture in another format. */
  readonly quality: Readonly<Record<'webp' | 'jpeg' | 'avif', number>>;
  readonly lossless: boolean;
  /** `#rrggbb`. */
  readonly matteColour: string;
  /** Pixels of the longer side, at most; null leaves the size. */
  readonly maxSide: number | null;
  readonly isMatteOnly: boolean;
  readonly metadata: KeptMetadata;
}

export const DEFAULT_SETTINGS: ExportSettings = {
  format: 'png',
  quality: { webp: 82, jpeg: 88, avif: 60 },
  lossless: false,
  matteColour: '#ffffff',
  maxSide: null,
  isMatteOnly: false,
  metadata: { camera: false, date: false, author: true },
};

/** Longer sides that are offered by name. */
export const SIDES = [3840, 2048, 1080, 512] as const;
export const SIDE = { min: 16, max: 30_000 } as const;

const KEY = 'export-settings';

/** What was kept, as far as it makes sense; the matte alone is a thing of the moment. */
export function readSettings(text: string | null = kept(KEY)): ExportSettings {
  const read = parsed(text);
  const from = DEFAULT_SETTINGS;
  const { quality, metadata } = read;
  return {
    format: EXPORT_FORMATS.find(format => format === read.format) ?? from.format,
    quality: {
      webp: qualityOf(quality, 'webp'),
      jpeg: qualityOf(quality, 'jpeg'),
      avif: qualityOf(quality, 'avif'),
    },
    lossless: read.lossless === true,
    matteColour: /^#[\da-f]{6}$/.test(String(read.matteColour)) ? String(read.matteColour) : from.matteColour,
    maxSide: isWhole(read.maxSide, SIDE.min, SIDE.max) ? read.maxSide : null,
    isMatteOnly: false,
    metadata: {
      camera: flagOf(metadata, 'camera'),
      date: flagOf(metadata, 'date'),
      author: flagOf(metadata, 'author'),
    },
  };
}

export function keepSettings(settings: ExportSettings): void {
  keep(KEY, JSON.stringify(settings));
}

/** What the encoder is told; null for a file with layers. */
export function encodeSettings(settings: ExportSettings): EncodeSettings | null {
  const { format, lossless, matteColour, maxSide, metadata } = settings;
  if (format === 'psd') return null;
  const quality = format === 'png' ? 100 : settings.quality[format];
  return { format, quality, lossless: format === 'webp' && lossless, matteColour, maxSide, metadata };
}

/** The chosen format where it has a quality to choose. */
export function lossyFormat({ format, lossless }: ExportSettings): 'webp' | 'jpeg' | 'avif' | null {
  if (format === 'png' || format === 'psd') return null;
  return format === 'webp' && lossless ? null : format;
}

function parsed(text: string | null): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text ?? '{}');
    return isRecord(value) ? value : {};
  } catch {
    return {};
  }
}

function qualityOf(value: unknown, format: 'webp' | 'jpeg' | 'avif'): number {
  const quality = isRecord(value) ? value[format] : undefined;
  return isWhole(quality, 1, 100) ? quality : DEFAULT_SETTINGS.quality[format];
}

function flagOf(value: unknown, name: keyof KeptMetadata): boolean {
  const flag = isRecord(value) ? value[name] : undefined;
  return typeof flag === 'boolean' ? flag : DEFAULT_SETTINGS.metadata[name];
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function isWhole(value: unknown, min: number, max: number): value is number {
  return Number.isInteger(value) && Number(value) >= min && Number(value) <= max;
}
