import type { IncomingMessage } from 'node:http';
import { HTTPException } from 'hono/http-exception';
import { ApiError } from '../api-error.ts';

/**
 * Nobody is left to read an answer; only the log sees this one. 499 is no registered status: proxies have long used it
 * for this case, and it cannot be mistaken for an answer that was sent.
 */
export function clientGone(): ApiError {
  return new ApiError(499, 'client_gone', 'The client went away before the answer');
}

/**
 * Whether an error only says that a body broke off because its client left: the adapter's, while it reads, or the
 * router's, which finds that what did come is not whole.
 * @param request absent where an app is called without a server
 */
export function isBodyBrokenOff(error: Error, request: IncomingMessage | undefined): boolean {
  if (!request || request.complete || !request.destroyed) return false;
  return error instanceof HTTPException || (error as NodeJS.ErrnoException).code === 'ECONNRESET';
}
