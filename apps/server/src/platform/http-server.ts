import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { getRequestListener, RequestError } from '@hono/node-server';
import type { Hono } from 'hono';
import { ApiError } from './api-error.ts';
import type { AppEnv } from './app-env.ts';
import { BAD_EXPECTATION, BAD_HOST, BrokenRequests, type RefusalDeps, refusal } from './raw-errors.ts';
import { SECURITY_HEADERS } from './security-headers.ts';
import { limitBodyTime } from './upload/body-time.ts';
import { continueWhenRead } from './upload/expect-continue.ts';
import { PICTURE_UPLOAD } from './upload/picture-upload.ts';

/** More than any upload may take, which the reader of forms sees to. */
const REQUEST_MS = PICTURE_UPLOAD.time.longestMs + 60_000;
/** For every other body: they are short. */
const BODY_MS = 300_000;

/** Whose address a request without one has; only HTTP/1.0 may leave it out. */
const NO_HOST = 'localhost';

/**
 * Node's server in front of an app. It does not listen. What Node or the adapter would refuse without a word, before the
 * app sees it, is answered as the app answers its own errors.
 * @param bodyMs how long a body that is no form may take to arrive
 */
export function createHttpServer(
  app: Pick<Hono<AppEnv>, 'fetch'>,
  deps: RefusalDeps,
  bodyMs = BODY_MS,
): Server {
  const broken = new BrokenRequests(deps);
  const toApp = getRequestListener(app.fetch as Parameters<typeof getRequestListener>[0], {
    hostname: NO_HOST,
    errorHandler(error) {
      // The app answers for its own; whatever else comes up here is ours.
      if (!(error instanceof RequestError)) deps.log.error({ err: error }, 'request failed');
      const { status, headers, body } = refusal(error instanceof RequestError ? BAD_HOST : DEFECT, deps);
      return new Response(body, { status, headers });
    },
  });
  const refuse = (response: ServerResponse, error: ApiError): void => {
    const { status, headers, body } = refusal(error, deps);
    response.writeHead(status, headers).end(body);
  };
  const listener = (request: IncomingMessage, response: ServerResponse): void => {
    broken.begun(request, response);
    limitBodyTime(request, bodyMs, () => broken.refuse(LATE, request.socket));
    if (!request.headers.host && request.httpVersion !== '1.0') refuse(response, BAD_HOST);
    else if (request.method === 'OPTIONS' && request.url === '*')
      response.writeHead(204, SECURITY_HEADERS).end();
    else void toApp(request, response);
  };
  return createServer({ requireHostHeader: false, requestTimeout: REQUEST_MS }, listener)
    .on('checkContinue', continueWhenRead(listener))
    .on('checkExpectation', (request, response) => {
      broken.begun(request, response);
      refuse(response, BAD_EXPECTATION);
    })
    .on('clientError', (error, socket) => broken.refuse(error, socket));
}

/** What Node itself says when a request takes too long. */
const LATE = Object.assign(new Error('The body is late'), { code: 'ERR_HTTP_REQUEST_TIMEOUT' });
const DEFECT = new ApiError(500, 'internal', 'Something went wrong on the server');
