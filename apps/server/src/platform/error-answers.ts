import { EngineError, type EngineErrorCode } from '@backgroundfx/core';
import type { ErrorHandler } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { ApiError, invalidRequest } from './api-error.ts';
import type { AppEnv } from './app-env.ts';
import { storageError, storageFull } from './blobs/storage-error.ts';
import { isDatabaseBusy } from './database/database-busy.ts';
import { clientGone, isBodyBrokenOff } from './upload/client-gone.ts';

/**
 * Turns whatever a handler threw into the answer `{ error, message, details? }`. Only an `ApiError`, an `EngineError`,
 * what the router refuses, a full disk and a locked database are shown to the client; anything else is a defect of ours,
 * logged whole and answered with 500 `internal`.
 */
export const answerError: ErrorHandler<AppEnv> = (error, context) => {
  const known = isBodyBrokenOff(error, context.env?.incoming) ? clientGone() : asKnown(error);
  const log = context.get('log')();
  if (!(known instanceof ApiError) || known.status === 500) log.error({ err: error }, 'request failed');
  else if (known.status > 500) log.warn({ err: error }, 'request refused');
  const { status, code, message, details, headers } = shown(known);
  context.header('Cache-Control', 'no-store');
  for (const [name, value] of Object.entries(headers)) context.header(name, value);
  return context.json(
    { error: code, message, ...(details && { details }) },
    // A handler cannot throw an answer without a body.
    status as ContentfulStatusCode,
  );
};

/** What a client is told of an error, wherever it was thrown. */
export function toApiError(error: unknown): ApiError {
  return shown(error instanceof Error ? asKnown(error) : error);
}

function shown(known: unknown): ApiError {
  return known instanceof ApiError ? known : DEFECT;
}

function asKnown(error: Error): unknown {
  if (error instanceof EngineError) return fromEngine(error);
  if (error instanceof HTTPException) return fromRouter(error);
  if (isDatabaseBusy(error)) return databaseBusy(error);
  return storageError(error);
}

/** What the router refuses before a schema of the contract has seen it: all bodies that it reads itself are JSON. */
function fromRouter(error: HTTPException): Error {
  if (error.status === 400) return invalidRequest([{ path: '', message: 'The body is not valid JSON' }]);
  if (error.status !== 415) return error;
  return new ApiError(415, 'unsupported_media_type', 'The Content-Type must be application/json');
}

const DEFECT = new ApiError(500, 'internal', 'Something went wrong on the server');
const SOON = { 'Retry-After': '1' };

function databaseBusy(cause: Error): ApiError {
  return new ApiError(503, 'busy', 'The database is busy; try again soon', { headers: SOON, cause });
}

/** What each of the engine's errors is called over HTTP. */
const ENGINE_ANSWERS: Readonly<Record<EngineErrorCode, (error: EngineError) => ApiError>> = {
  cancelled: error => new ApiError(503, 'busy', 'The server is stopping', { headers: SOON, cause: error }),
  empty_file: invalidImage,
  unsupported_image: invalidImage,
  unreadable_image: invalidImage,
  image_too_large: tooLarge,
  model_unavailable: modelUnavailable,
  model_corrupt: modelUnavailable,
  invalid_model: ({ message, details }) => new ApiError(400, 'invalid_model', message, { details }),
  inference_failed: failed,
  out_of_memory: error =>
    new ApiError(503, 'out_of_memory', 'The server is out of memory; try again or send a smaller picture', {
      headers: { 'Retry-After': '10' },
      cause: error,
    }),
  disk_full: storageFull,
  worker_died: error =>
    new ApiError(503, 'worker_died', 'The engine had to be restarted; send the picture again', {
      headers: SOON,
      cause: error,
    }),
  invalid_argument: failed,
  prompt_rejected: ({ message, details }) => new ApiError(422, 'prompt_rejected', message, { details }),
  internal: failed,
};

function fromEngine(error: EngineError): ApiError {
  return ENGINE_ANSWERS[error.code](error);
}

function invalidImage({ message, code }: EngineError): ApiError {
  return new ApiError(400, 'invalid_image', message, { details: { reason: code } });
}

function tooLarge({ message, details: { width, height, limitPixels, limitSide } }: EngineError): ApiError {
  const limit = limitPixels === undefined ? { limit_side: limitSide } : { limit_pixels: limitPixels };
  return new ApiError(413, 'payload_too_large', message, { details: { ...limit, width, height } });
}

function modelUnavailable(error: EngineError): ApiError {
  return new ApiError(503, 'model_unavailable', 'The model cannot be used on this server', { cause: error });
}

function failed(error: EngineError): ApiError {
  return new ApiError(500, 'internal', DEFECT.message, { cause: error });
}
