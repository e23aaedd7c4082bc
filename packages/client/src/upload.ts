import type { ApiClient } from './client.ts';

/** How far an upload is. */
export interface UploadProgress {
  readonly sentBytes: number;
  /** Of the whole body; 0 while nobody knows. */
  readonly totalBytes: number;
}

/**
 * A `fetch` for browsers that tells how much of the body has left, which their own cannot; to be given to one request of the
 * client as `fetch`. Another try begins at nothing again. Where there is no XMLHttpRequest (Node) it sends without telling.
 */
export function uploadFetch(
  client: Pick<ApiClient, 'sendingBy'>,
  onProgress: (progress: UploadProgress) => void,
): (request: Request) => Promise<Response> {
  return client.sendingBy(request =>
    typeof XMLHttpRequest === 'undefined' ? fetch(request) : sendTelling(request, onProgress),
  );
}

async function sendTelling(
  request: Request,
  onProgress: (progress: UploadProgress) => void,
): Promise<Response> {
  const body = await request.blob();
  return new Promise((resolve, reject) => {
    const sending = new XMLHttpRequest();
    sending.open(request.method, request.url);
    sending.responseType = 'blob';
    for (const [name, value] of request.headers) sending.setRequestHeader(name, value);
    sending.upload.onprogress = ({ loaded, total }) => onProgress({ sentBytes: loaded, totalBytes: total });
    sending.onload = () => resolve(toResponse(sending));
    sending.onerror = () => reject(new TypeError('The server cannot be reached'));
    sending.onabort = () => reject(request.signal.reason);
    request.signal.addEventListener('abort', () => sending.abort(), { once: true });
    if (request.signal.aborted) reject(request.signal.reason);
    else sending.send(body);
  });
}

const EMPTY = new Set([204, 205, 304]);

function toResponse(sent: XMLHttpRequest): Response {
  const headers = new Headers();
  for (const line of sent.getAllResponseHeaders().trim().split(/\r\n/)) {
    const at = line.indexOf(':');
    if (at > 0) headers.append(line.slice(0, at), line.slice(at + 1).trim());
  }
  const body = EMPTY.has(sent.status) ? null : sent.response;
  return new Response(body, { status: sent.status, statusText: sent.statusText, headers });
}
