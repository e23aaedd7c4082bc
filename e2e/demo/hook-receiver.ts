import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a webhook brought. */
export interface Delivery {
  readonly headers: Record<string, string>;
  readonly body: string;
}

export interface HookReceiver {
  readonly url: string;
  /** The next delivery that nobody has had yet. */
  next(): Promise<Delivery>;
  close(): void;
}

/** A receiver of webhooks on this machine. */
export async function startReceiver(): Promise<HookReceiver> {
  const arrived: Delivery[] = [];
  const waiting: ((delivery: Delivery) => void)[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', chunk => chunks.push(chunk));
    request.on('end', () => {
      const headers = Object.fromEntries(
        Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
      );
      const delivery = { headers, body: Buffer.concat(chunks).toString() };
      const first = waiting.shift();
      if (first) first(delivery);
      else arrived.push(delivery);
      response.writeHead(204).end();
    });
  });
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    next() {
      const first = arrived.shift();
      return first ? Promise.resolve(first) : new Promise(resolve => waiting.push(resolve));
    },
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
