import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Where models are published: a server of this machine. */
export interface ModelServer {
  readonly url: string;
  /** Names of the files that were asked for, in order. */
  readonly asked: string[];
  /** What it has, by name; what it does not have is 404. */
  readonly files: Map<string, Uint8Array>;
  /** From now on nobody is answered, until what this returns is called. */
  hold(): () => void;
  stop(): Promise<void>;
}

export async function startModelServer(): Promise<ModelServer> {
  const asked: string[] = [];
  const files = new Map<string, Uint8Array>();
  const waiting: (() => void)[] = [];
  let held = false;
  const send = (name: string, response: ServerResponse) => {
    const bytes = files.get(name);
    if (bytes) response.writeHead(200, { 'Content-Length': bytes.length }).end(bytes);
    else response.writeHead(404).end();
  };
  const server = createServer((request, response) => {
    const name = (request.url ?? '/').slice(1);
    asked.push(name);
    if (held) waiting.push(() => send(name, response));
    else send(name, response);
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    files,
    hold() {
      held = true;
      return () => {
        held = false;
        for (const go of waiting.splice(0)) go();
      };
    },
    stop: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
