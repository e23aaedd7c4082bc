import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';

/**
 * Listener for a server's `checkContinue` event: a client that waits for `100 Continue` (`Expect: 100-continue`, as curl
 * does for large bodies) gets it when somebody begins to read the body. One that is refused by its headers never sends it.
 */
export function continueWhenRead(listener: RequestListener): RequestListener {
  return (request: IncomingMessage, response: ServerResponse) => {
    request.once('resume', () => response.writeContinue());
    listener(request, response);
  };
}

/** From now on the body may be read without being asked for: the answer has been given. */
export function neverContinue(request: IncomingMessage): void {
  request.removeAllListeners('resume');
}
