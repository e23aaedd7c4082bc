import { EngineError, type EngineErrorCode } from '@backgroundfx/core';

/** What went wrong with one picture, as facts; the editor finds the words. */
export interface Problem {
  readonly code: Exclude<EngineErrorCode, 'cancelled'> | 'sample_unavailable';
  readonly fileName: string;
  readonly details: EngineError['details'];
}

/** A sample picture could not be fetched. */
export class SampleUnavailable extends Error {
  override readonly name = 'SampleUnavailable';
}

/** What to tell about an error; `null` when it only says that the job was cancelled. */
export function toProblem(error: unknown, fileName: string): Problem | null {
  if (error instanceof EngineError) {
    return error.code === 'cancelled' ? null : { code: error.code, fileName, details: error.details };
  }
  const code = error instanceof SampleUnavailable ? 'sample_unavailable' : 'internal';
  return { code, fileName, details: {} };
}

const FILE_CODES: ReadonlySet<Problem['code']> = new Set([
  'empty_file',
  'unsupported_image',
  'unreadable_image',
  'image_too_large',
  'sample_unavailable',
]);

/** Whether the file itself is at fault, so that there is no picture to keep and trying again is no use. */
export function isAboutFile(problem: Problem): boolean {
  return FILE_CODES.has(problem.code);
}
