import { ApiProblem } from '@backgroundfx/client';
import { ServerProblem, type ServerProblemCode } from '../state/problem.ts';

/** The API's codes for what passes by itself. */
const PASSING: ReadonlySet<string> = new Set([
  'busy',
  'model_unavailable',
  'storage_full',
  'worker_died',
  'out_of_memory',
]);
const REFUSING: ReadonlySet<string> = new Set([
  'invalid_image',
  'invalid_request',
  'payload_too_large',
  'unsupported_media_type',
]);

/** What to tell about an answer that is none, or a request that came to nothing. */
export function toServerProblem(error: unknown): ServerProblem {
  if (error instanceof ServerProblem) return error;
  if (!(error instanceof ApiProblem)) {
    // A connection that breaks is a TypeError, an answer that is not the API's a SyntaxError.
    const isGone = error instanceof TypeError || error instanceof SyntaxError;
    return new ServerProblem(isGone ? 'server_unreachable' : 'server_failed', String(error));
  }
  const { status, code, details, message } = error;
  if (status === 401) return new ServerProblem('server_signed_out', message);
  if (status === 429 && details.at_once === undefined) {
    return new ServerProblem('server_limit', message, plain(details));
  }
  if (status === 429 || status === 502 || status === 504) return new ServerProblem('server_busy', message);
  return problemOfCode(code, message, details);
}

/** The same for a job that failed, of which only the code of the error is told. */
export function problemOfCode(
  code: string,
  message: string,
  details: Readonly<Record<string, unknown>> = {},
): ServerProblem {
  return new ServerProblem(kindOf(code), message, { ...plain(details), code });
}

function kindOf(code: string): ServerProblemCode {
  if (code === 'no_foreground') return 'server_no_subject';
  if (PASSING.has(code)) return 'server_busy';
  return REFUSING.has(code) ? 'server_refused' : 'server_failed';
}

function plain(details: Readonly<Record<string, unknown>>): ServerProblem['details'] {
  const entries = Object.entries(details).filter(
    (entry): entry is [string, string | number] =>
      typeof entry[1] === 'string' || typeof entry[1] === 'number',
  );
  return Object.fromEntries(entries);
}
