/**
 * A signal that fires after some time, whoever holds it. Not `AbortSignal.timeout`: Node keeps that by a weak reference, and
 * one that only `AbortSignal.any` knows never fires once it is collected (nodejs/node#57736).
 * @param ms from now; the process does not wait for it
 * @returns a signal whose reason is a DOMException `TimeoutError`
 */
export function timeLimit(ms: number): AbortSignal {
  const limit = new AbortController();
  setTimeout(() => limit.abort(new DOMException('It took too long', 'TimeoutError')), ms).unref();
  return limit.signal;
}
