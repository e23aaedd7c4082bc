import { ApiError, invalidRequest } from '../../platform/api-error.ts';
import type { ModelRoom, OwnModel } from './own-model.repository.ts';

export function noSuchModel(): ApiError {
  return new ApiError(404, 'not_found', 'There is no such model');
}

/** 403: a user has as many models as one may have. */
export function tooManyModels({ models }: ModelRoom): ApiError {
  const message = `You may have ${models} models; delete some first`;
  return new ApiError(403, 'quota_exceeded', message, { details: { limit_models: models } });
}

/** 403: the models of a user take all the room there is for them. */
export function noRoomForModels({ bytes }: ModelRoom): ApiError {
  const message = `Your models may take ${bytes / 1e6} MB in all; delete some first`;
  return new ApiError(403, 'quota_exceeded', message, { details: { limit_bytes: bytes } });
}

/** 503: several models of a user wait for their trial already, and others want theirs too. */
export function tooManyTrials(): ApiError {
  return new ApiError(503, 'busy', 'Too many of your models are being tried; try again soon', {
    headers: { 'Retry-After': '5' },
  });
}

/** 409 for a model that is not ready. */
export function notReady({ id, state, rejection }: OwnModel): ApiError {
  if (rejection) {
    const { reason, message } = rejection;
    return new ApiError(409, 'model_not_ready', `The model was rejected: ${message}`, {
      details: { model_id: id, state, reason },
    });
  }
  return new ApiError(409, 'model_not_ready', 'The model is still being tried; try again soon', {
    details: { model_id: id, state },
    headers: { 'Retry-After': '2' },
  });
}

/** 503: the file of a model has changed since it was tried, or is gone. */
export function fileChanged(id: string): ApiError {
  const message = 'The file of the model is not the one that was tried; upload it again';
  return new ApiError(503, 'model_unavailable', message, { details: { model: id, reason: 'changed' } });
}

const LATER = { 'Retry-After': '10' };

/** 503: a model is tried again since the server has started, and that takes longer than a request may wait. */
export function beingTried(id: string): ApiError {
  const message = 'The model is being tried again by this server; try again soon';
  const details = { model: id, reason: 'being_tried' };
  return new ApiError(503, 'model_unavailable', message, { details, headers: LATER });
}

/** 503: others work with models of their own for longer than a request may wait. */
export function tooManyPictures(): ApiError {
  return new ApiError(503, 'busy', 'Too many pictures are waiting; try again soon', { headers: LATER });
}

/** As many names as one reads. */
const MOST_NAMED = 50;
const LONGEST_NAME = 60;

/** 400: classes are chosen that a model does not tell apart. */
export function unknownClasses(name: string, known: readonly string[] | undefined): ApiError {
  if (!known) {
    return invalidRequest([{ path: 'classes', message: 'The model tells no classes apart' }]);
  }
  const told = known.slice(0, MOST_NAMED).join(', ');
  const more = known.length > MOST_NAMED ? ` and ${known.length - MOST_NAMED} more` : '';
  const message = `The model knows no "${[...name].slice(0, LONGEST_NAME).join('')}", only ${told}${more}`;
  return invalidRequest([{ path: 'classes', message }]);
}
