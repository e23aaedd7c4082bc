import { createServer, type RequestListener } from 'node:http';
import type { Socket } from 'node:net';
import { Readable } from 'node:stream';
import { afterEach, describe, expect, it } from 'vitest';
import { listen } from '../src/platform/port.mjs';
import { drain } from '../src/platform/shutdown.ts';
import { cutStalledAnswers } from '../src/platform/stalled-answers.ts';
import { eventually } from './support/eventually.ts';
import { openConnection, readToEnd } from './support/http-client.ts';

const STALL_MS = 600;
const PIECE = Buffer.alloc(256 * 1024);
const later = (ms: number) => new Promise(resolve => setTimeout(resolve, ms));

/** An answer without an end. */
function* pieces(): Generator<Buffer> {
  for (;;) yield PIECE;
}

describe('an answer that its client', () => {
  let stop = async (): Promise<void> => undefined;
  afterEach(() => stop());

  /** Sends a request to a server that answers so, and reads nothing of the answer. */
  async function askOf(listener: RequestListener): Promise<Socket> {
    const server = createServer(listener);
    cutStalledAnswers(server, STALL_MS);
    const port = await listen(server, { host: '127.0.0.1', port: 0 });
    stop = () => drain(server, { drainMs: 0 });
    const socket = await openConnection(`http://127.0.0.1:${port}`);
    socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
    return socket;
  }

  it('does not read is cut off, and lets go of what it was made from', async () => {
    const bytes = Readable.from(pieces());
    await askOf((_, response) => {
      bytes.pipe(response);
      response.once('close', () => bytes.destroy());
    });
    await eventually(() => bytes.destroyed);
  });

  it('sends more requests for, and does not read, is cut off too', async () => {
    let closed = false;
    const socket = await askOf((_, response) => {
      Readable.from(pieces()).pipe(response);
      response.once('close', () => {
        closed = true;
      });
    });
    socket.write('GET /');
    const more = setInterval(() => socket.write('a'), STALL_MS / 10);
    await eventually(() => closed);
    clearInterval(more);
  });

  it('reads slowly is sent on', async () => {
    let closed = false;
    const socket = await askOf((_, response) => {
      Readable.from(pieces()).pipe(response);
      response.once('close', () => {
        closed = true;
      });
    });
    // Slower than it comes, but what the system holds on the way, some megabytes, moves on within the time.
    socket.on('data', () => {
      socket.pause();
      setTimeout(() => socket.resume(), 2);
    });
    await later(4 * STALL_MS);
    expect(closed).toBe(false);
    socket.destroy();
  });

  it('waits for longer than that comes, and the connection can be used again', async () => {
    const socket = await askOf((_, response) => {
      setTimeout(() => response.end('at last'), 2 * STALL_MS);
    });
    await later(5 * STALL_MS);
    socket.write('GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
    const both = await readToEnd(socket);
    expect(both.match(/at last/g)).toHaveLength(2);
  });
});
