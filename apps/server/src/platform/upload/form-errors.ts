import { ApiError, invalidRequest } from '../api-error.ts';

/** 400: the body is not a multipart form, whatever its fields. */
export function malformedForm(why: string): ApiError {
  return invalidRequest([{ path: '', message: why }], 'The form cannot be read');
}

/** 400: one field of the form is wrong. */
export function wrongField(path: string, message: string): ApiError {
  return invalidRequest([{ path, message }]);
}

/** 413, with the limit. */
export function fileTooLarge(limitBytes: number): ApiError {
  const message = `The file must not be larger than ${limitBytes / 1e6} MB`;
  return new ApiError(413, 'payload_too_large', message, { details: { limit_bytes: limitBytes } });
}

/** 408: the client is too slow. */
export function uploadTimeout(message: string): ApiError {
  return new ApiError(408, 'request_timeout', message);
}
