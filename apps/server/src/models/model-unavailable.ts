import type { EngineError, ModelEntry } from '@backgroundfx/core';
import { ApiError } from '../platform/api-error.ts';

/** Why a model that the catalogue knows cannot be used now; `details.reason` of the answer. */
export type Unavailability = 'not_installed' | 'being_fetched' | 'not_fetched';

/** The model is not here, and the server fetches none by itself. */
export function notInstalled(model: ModelEntry): ApiError {
  const message = `${model.displayName} is not installed on this server, which fetches no model by itself; ${add(model)}`;
  return unavailable(model, 'not_installed', message);
}

/** The model is on its way for longer than a request may wait. */
export function beingFetched(model: ModelEntry, retrySeconds: number): ApiError {
  const message = `${model.displayName} is still being fetched by this server; try again soon`;
  return unavailable(model, 'being_fetched', message, { retrySeconds });
}

/** The model could not be had. */
export function notFetched(model: ModelEntry, cause: EngineError, retrySeconds: number): ApiError {
  const why = REASONS[String(cause.details.reason)] ?? 'it could not be kept';
  const message = `${model.displayName} could not be fetched by this server: ${why}; ${add(model)}`;
  return unavailable(model, 'not_fetched', message, { retrySeconds, cause });
}

/** There is no network of that name. */
export function noSuchModel(name: string): ApiError {
  return new ApiError(503, 'model_unavailable', `This server has no model "${name}"`, {
    details: { model: name },
  });
}

/** What the model store's reasons mean to a client; its own words name folders of the server. */
const REASONS: Readonly<Record<string, string>> = {
  network_down: 'its source cannot be reached',
  not_found: 'its source does not have it',
  truncated: 'its source sends another file',
  hash_mismatch: 'its source sends another file',
  bad_source: 'its source sends another file',
  disk_full: 'the disk is full',
};

function add({ id }: ModelEntry): string {
  return `whoever runs it can add the model with "npm run models -- add ${id}"`;
}

function unavailable(
  model: ModelEntry,
  reason: Unavailability,
  message: string,
  { retrySeconds, cause }: { readonly retrySeconds?: number; readonly cause?: unknown } = {},
): ApiError {
  return new ApiError(503, 'model_unavailable', message, {
    details: { model: model.id, reason },
    ...(retrySeconds !== undefined && { headers: { 'Retry-After': String(Math.ceil(retrySeconds)) } }),
    cause,
  });
}
