import type { MiddlewareHandler } from 'hono';
import { cors } from 'hono/cors';

/** Headers that requests to the API carry. */
const SENT = [
  'Accept',
  'Authorization',
  'Content-Type',
  'Idempotency-Key',
  'If-Match',
  'If-None-Match',
  'Prefer',
  'Range',
  'X-API-Key',
  'X-Request-Id',
];
/** What scripts may read of answers beside their bodies. */
const READ = [
  'Content-Disposition',
  'ETag',
  'Idempotency-Replayed',
  'Location',
  'Preference-Applied',
  'RateLimit',
  'RateLimit-Policy',
  'Retry-After',
  'X-Classes',
  'X-Confidence',
  'X-Image-Height',
  'X-Image-Width',
  'X-Model',
  'X-Note',
  'X-Processing-Time',
  'X-RateLimit-Limit',
  'X-RateLimit-Remaining',
  'X-RateLimit-Reset',
  'X-Request-Id',
];
const PREFLIGHT_SECONDS = 3600;

/**
 * Lets scripts of other pages call the API. No cookie says who calls, so a page can do no more than the token or key that it
 * holds.
 * @param origins of those pages, such as `https://shop.example`; `*` alone is all of them
 */
export function crossOrigin(origins: readonly string[]): MiddlewareHandler {
  return cors({
    origin: origins.includes('*') ? '*' : [...origins],
    allowMethods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
    allowHeaders: SENT,
    exposeHeaders: READ,
    maxAge: PREFLIGHT_SECONDS,
  });
}
