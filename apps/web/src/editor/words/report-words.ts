import type { CutoutResult, ModelState } from '../../engine/cutout.api.ts';
import { duration, megabytes } from './sizes.ts';

/** The truth about how a cut-out was made: model, size, processor, picture, time. */
export function reportWords({ report, width, height, seconds }: CutoutResult): readonly string[] {
  const threads = `${report.threads} ${report.threads === 1 ? 'thread' : 'threads'}`;
  return [
    `${report.model} ${report.variant}`,
    `${megabytes(report.modelBytes)} MB`,
    report.provider === 'webgpu' ? 'your graphics card' : `your processor, ${threads}`,
    `${width} × ${height}`,
    duration(seconds),
  ];
}

/** Which model there is and whether it lies on this device. */
export function modelWords({ displayName, totalBytes, state }: ModelState): string {
  const where = state === 'ready' ? 'ready on this device' : 'downloads on first use';
  return `${displayName}, ${megabytes(totalBytes)} MB, ${where}`;
}
