import type { IncomingMessage } from 'node:http';

/**
 * Calls `late` when a body is not there after `withinMs`. Forms have a time of their own: they can be long, and whoever
 * reads them looks at how fast they come.
 */
export function limitBodyTime(request: IncomingMessage, withinMs: number, late: () => void): void {
  const {
    'content-length': length,
    'transfer-encoding': chunked,
    'content-type': type = '',
  } = request.headers;
  if (chunked === undefined && !(Number(length) > 0)) return;
  if (type.toLowerCase().startsWith('multipart/form-data')) return;
  const timer = setTimeout(() => {
    if (!request.complete) late();
  }, withinMs);
  timer.unref();
  request.once('close', () => clearTimeout(timer));
}
