import { ApiError } from '../api-error.ts';

/**
 * Nobody is left to read an answer; only the log sees this one. 499 is no registered status: proxies have long used it
 * for this case, and it cannot be mistaken for an answer that was sent.
 */
export function clientGone(): ApiError {
  return new ApiError(499, 'client_gone', 'The client went away before the answer');
}
