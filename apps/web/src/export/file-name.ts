import type { ExportFormat } from './export-settings.ts';

export const EXTENSIONS: Readonly<Record<ExportFormat, string>> = {
  png: 'png',
  webp: 'webp',
  jpeg: 'jpg',
  avif: 'avif',
  psd: 'psd',
};

/** Long enough for every name, short enough for every file system. */
const MOST_CHARACTERS = 120;

/** `photo.of.me.jpg` becomes `photo.of.me-cutout`, or `-matte`. */
export function suggestedName(pictureName: string, isMatteOnly: boolean): string {
  const stem = pictureName.replace(/\.[^.]*$/, '');
  return `${stem || 'picture'}-${isMatteOnly ? 'matte' : 'cutout'}`;
}

/** A name with its extension that every file system takes: without what separates folders or is not seen. */
export function fileName(name: string, format: ExportFormat): string {
  const clean = [...name]
    .map(character => (/[\\/:*?"<>|\p{Cc}\p{Cf}]/u.test(character) ? '-' : character))
    .slice(0, MOST_CHARACTERS)
    .join('')
    .replace(/^[.\s]+|[.\s]+$/g, '');
  return `${clean || 'picture'}.${EXTENSIONS[format]}`;
}
