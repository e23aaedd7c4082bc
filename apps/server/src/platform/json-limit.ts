import type { MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { ApiError } from './api-error.ts';

const KIB = 1024;
const USUAL_KIB = 16;
const BODILESS = ['GET', 'HEAD'];

/**
 * Refuses JSON that is too long, before or while it is read.
 * @param kib longest body taken, KiB
 */
export function jsonLimit(kib = USUAL_KIB): MiddlewareHandler {
  const limit = bodyLimit({
    maxSize: kib * KIB,
    onError: () => {
      throw new ApiError(413, 'payload_too_large', `The body must not be longer than ${kib} KiB`, {
        details: { limit_bytes: kib * KIB },
      });
    },
  });
  // Even to ask whether there is a body takes long; the router reads none of these.
  return (context, next) => (BODILESS.includes(context.req.method) ? next() : limit(context, next));
}
