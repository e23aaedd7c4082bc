import type { IncomingHttpHeaders } from 'node:http';
import { ApiError } from '../api-error.ts';
import { fileTooLarge, malformedForm } from './form-errors.ts';

/** What a form may weigh beside its files: other fields, the lines between the parts. Bytes. */
const SLACK_BYTES = 64 * 1024;
const SLACK_BYTES_A_FILE = 8 * 1024;

/** What all of a form may weigh. Bytes. */
export function maxFormBytes(maxFileBytes: number, mostFiles: number): number {
  return SLACK_BYTES + mostFiles * (maxFileBytes + (mostFiles > 1 ? SLACK_BYTES_A_FILE : 0));
}

/** Up to 70 characters, by RFC 2046, 5.1.1. */
const BOUNDARY = /^boundary=("[^"]{1,70}"|[^"\s]{1,70})$/i;

/** 400: there is nothing to find the parts of the form by. */
export function noBoundary(): ApiError {
  return malformedForm('The Content-Type names no boundary of at most 70 characters');
}

/**
 * Refuses, before a byte of the body is read, what cannot become a form with files of at most `maxFileBytes` each.
 * @throws ApiError 415 `unsupported_media_type`, 400 `invalid_request` (no boundary), 413 `payload_too_large`
 */
export function checkFormHeaders(
  headers: IncomingHttpHeaders,
  { maxFileBytes, mostFiles }: { readonly maxFileBytes: number; readonly mostFiles: number },
): void {
  const [type = '', ...parameters] = (headers['content-type'] ?? '').split(';').map(part => part.trim());
  if (type.toLowerCase() !== 'multipart/form-data') {
    throw new ApiError(415, 'unsupported_media_type', 'The Content-Type must be multipart/form-data');
  }
  if (!parameters.some(parameter => BOUNDARY.test(parameter))) throw noBoundary();
  const length = Number(headers['content-length'] ?? 0);
  if (length > maxFormBytes(maxFileBytes, mostFiles)) throw fileTooLarge(maxFileBytes);
}
