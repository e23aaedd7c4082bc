import { type ErrorBody, errorAnswer } from './error.ts';

const ID = 'c7f0a2de-51b8-4f43-9a3e-2b6d0c9e8f17';

/** 404 where a model is named that the caller has not. */
export const NO_SUCH_MODEL: ErrorBody = { error: 'not_found', message: 'There is no such model' };

/** 409 where a model is named that cannot be used, not yet or never. */
export const modelNotReady = errorAnswer('The model that is named cannot be used, not yet or never', [
  {
    error: 'model_not_ready',
    message: 'The model is still being tried; try again soon',
    details: { model_id: ID, state: 'pending' },
  },
  {
    error: 'model_not_ready',
    message: 'The model was rejected: The file is not an ONNX model',
    details: { model_id: ID, state: 'rejected', reason: 'not_onnx' },
  },
]);

/** 422 where a model of the caller's own does not get through a picture. */
export const MODEL_FAILED: ErrorBody = {
  error: 'model_failed',
  message: 'The model took longer than 60000 ms',
  details: { model_id: ID, reason: 'timeout' },
};

/** 503 where the file of a model of the caller's own has changed since it was tried. */
export const MODEL_CHANGED: ErrorBody = {
  error: 'model_unavailable',
  message: 'The file of the model is not the one that was tried; upload it again',
  details: { model: ID, reason: 'changed' },
};

/** 503 where such a model is tried again since the server has started, for longer than a request may wait. */
export const MODEL_BEING_TRIED: ErrorBody = {
  error: 'model_unavailable',
  message: 'The model is being tried again by this server; try again soon',
  details: { model: ID, reason: 'being_tried' },
};
