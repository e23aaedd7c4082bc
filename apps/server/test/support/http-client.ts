import { type Agent, type IncomingHttpHeaders, type OutgoingHttpHeaders, request } from 'node:http';
import { connect, type Socket } from 'node:net';
import { departures } from './conformance.ts';

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  /** The client's end of the connection. */
  readonly localPort: number | undefined;
  /** The body as JSON. */
  json(): Record<string, unknown>;
}

export interface Asked {
  readonly method?: string;
  readonly headers?: OutgoingHttpHeaders;
  readonly body?: Uint8Array | string;
  /** Whose connection to use; one of its own when absent. */
  readonly agent?: Agent;
}

/**
 * Asks with Node's own client. The path goes out as it is. Rejects when the answer is not one that the API's document
 * declares.
 */
export function ask(url: string, { method = 'GET', headers = {}, body, agent }: Asked = {}): Promise<Answer> {
  const { hostname, port } = new URL(url);
  const path = url.slice(url.indexOf('/', 'http://'.length));
  return new Promise((resolve, reject) => {
    const asked = request({ hostname, port, path, method, headers, agent: agent ?? false }, response => {
      const chunks: Buffer[] = [];
      const { localPort } = response.socket;
      response.on('data', chunk => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const bytes = Buffer.concat(chunks);
        const { statusCode: status = 0, headers: received } = response;
        const wrong = departures({ method, path, status, headers: received, body: bytes });
        if (wrong.length > 0) return reject(new Error(`Not as the document has it: ${wrong.join('; ')}`));
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: bytes,
          localPort,
          json: () => JSON.parse(bytes.toString()),
        });
      });
    });
    // Once there is an answer, a connection that the server cuts is no news.
    asked.on('error', reject);
    asked.end(body);
  });
}

/** A connection to write to by hand, for clients that break off or write nonsense. */
export async function openConnection(url: string): Promise<Socket> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.on('error', () => {});
  await new Promise(resolve => socket.once('connect', resolve));
  return socket;
}

/** Everything that comes until the server closes the connection. */
export async function readToEnd(socket: Socket): Promise<string> {
  const chunks: Buffer[] = [];
  socket.on('data', chunk => chunks.push(chunk));
  await new Promise(resolve => socket.once('close', resolve));
  return Buffer.concat(chunks).toString('latin1');
}
