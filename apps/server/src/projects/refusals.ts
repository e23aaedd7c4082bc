import { ApiError } from '../platform/api-error.ts';

/** 403: the projects of a user take all the room there is for them. */
export function noRoomForProjects(limitBytes: number): ApiError {
  const message = `Your projects may take ${limitBytes / 1e6} MB in all; delete some first`;
  return new ApiError(403, 'quota_exceeded', message, { details: { limit_bytes: limitBytes } });
}

/** 409: there are as many as there can be. */
export function tooMany(things: string, limit: number): ApiError {
  const message = `There can be at most ${limit} ${things}; delete one first`;
  return new ApiError(409, 'limit_reached', message, { details: { limit } });
}

/** 404, whether there is none or it is somebody else's. */
export function noProject(): ApiError {
  return new ApiError(404, 'not_found', 'There is no such project');
}
