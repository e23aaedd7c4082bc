import type { CutoutResult, EngineReport } from '../../engine/cutout.api.ts';
import { modelWords } from './choice-words.ts';
import { duration, megabytes } from './sizes.ts';

/** What was found, by name: `Found: person, dog`; empty where the network names nothing. */
export function foundWords({ found }: Pick<CutoutResult, 'found'>): string {
  return found.length > 0 ? `Found: ${found.map(spoken).join(', ')}` : '';
}

/** Names that the data set writes as one word. */
const SPOKEN: Readonly<Record<string, string>> = {
  diningtable: 'dining table',
  pottedplant: 'potted plant',
  tvmonitor: 'screen',
};

function spoken(name: string): string {
  return SPOKEN[name] ?? name;
}

/** The truth about how a cut-out was made: models, looks, size, processor, picture, time. */
export function reportWords({ report, width, height, seconds }: CutoutResult): readonly string[] {
  const threads = `${report.threads} ${report.threads === 1 ? 'thread' : 'threads'}`;
  return [
    [report.models.map(nameOf).join(' + '), report.variant].filter(Boolean).join(' '),
    ...(report.looks > 1 ? [`${report.looks} looks`] : []),
    `${megabytes(report.modelBytes)} MB`,
    report.provider === 'webgpu' ? 'your graphics card' : `your processor, ${threads}`,
    `${width} × ${height}`,
    duration(seconds),
  ];
}

function nameOf({ id, displayName }: EngineReport['models'][number]): string {
  return modelWords(id, displayName).name;
}
