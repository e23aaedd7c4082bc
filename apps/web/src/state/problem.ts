import { EngineError, type EngineErrorCode } from '@backgroundfx/core';
import { isMissingPart } from '../engine/missing-part.ts';
import { DocumentRefused } from './document/read-document.ts';

/** What can go wrong where a server cuts a picture out. */
export type ServerProblemCode =
  /** It is not there, or went away. */
  | 'server_unreachable'
  /** It does not know, or no longer, who asks. */
  | 'server_signed_out'
  /** As many pictures as it takes in an hour were sent; `details.reset` says until when. */
  | 'server_limit'
  /** It has too much to do, or too little room. */
  | 'server_busy'
  /** It sees no subject. */
  | 'server_no_subject'
  /** It does not take this picture; `details.code` is the API's. */
  | 'server_refused'
  /** It failed. */
  | 'server_failed';

/** What went wrong with one picture, as facts; the editor finds the words. */
export interface Problem {
  readonly code:
    | Exclude<EngineErrorCode, 'cancelled'>
    | 'sample_unavailable'
    | 'asset_missing'
    | 'part_unavailable'
    | DocumentRefused['code']
    | ServerProblemCode;
  readonly fileName: string;
  readonly details: EngineError['details'];
}

/** A sample picture could not be fetched. */
export class SampleUnavailable extends Error {
  override readonly name = 'SampleUnavailable';
}

/** A server could not cut a picture out. */
export class ServerProblem extends Error {
  override readonly name = 'ServerProblem';
  readonly code: ServerProblemCode;
  readonly details: EngineError['details'];

  constructor(code: ServerProblemCode, message: string, details: EngineError['details'] = {}) {
    super(message);
    this.code = code;
    this.details = details;
  }
}

/** What to tell about an error; `null` when it only says that the job was cancelled. */
export function toProblem(error: unknown, fileName: string): Problem | null {
  if (error instanceof EngineError) {
    if (isMissingAsset(error)) return { code: 'asset_missing', fileName, details: error.details };
    if (isMissingPart(error)) return { code: 'part_unavailable', fileName, details: error.details };
    return error.code === 'cancelled' ? null : { code: error.code, fileName, details: error.details };
  }
  if (error instanceof ServerProblem) return { code: error.code, fileName, details: error.details };
  if (error instanceof DocumentRefused) return { code: error.code, fileName, details: {} };
  const code = error instanceof SampleUnavailable ? 'sample_unavailable' : 'internal';
  return { code, fileName, details: {} };
}

/** A file that the document refers to is not in the storage any more. */
function isMissingAsset({ code, details }: EngineError): boolean {
  return code === 'invalid_argument' && typeof details.asset === 'string';
}

/** Whether a job may succeed with less of everything: the worker ran out of memory, or was ended for it. */
export function isTooMuch(error: unknown): boolean {
  return error instanceof EngineError && (error.code === 'worker_died' || error.code === 'out_of_memory');
}

/** Whether a server is at fault, so that this device may do it. */
export function isAboutServer({ code }: Problem): boolean {
  return code.startsWith('server_');
}

const FILE_CODES: ReadonlySet<Problem['code']> = new Set([
  'empty_file',
  'unsupported_image',
  'unreadable_image',
  'image_too_large',
  'sample_unavailable',
]);

/** Whether what was done to the picture cannot be read by this version: its file may be good, and another try comes to the same. */
export function isAboutDocument({ code }: Problem): boolean {
  return code === 'document_newer' || code === 'document_damaged';
}

/** Whether the file itself is at fault, so that there is no picture to keep and trying again is no use. */
export function isAboutFile(problem: Problem): boolean {
  return FILE_CODES.has(problem.code);
}
