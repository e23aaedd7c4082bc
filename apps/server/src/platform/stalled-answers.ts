import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/** A picture that nobody takes holds its file, its descriptor and a place in the house. */
const STALL_MS = 60_000;
/** Looks in that time; one that falls between two of them is noticed at the second. */
const LOOKS = 6;

/**
 * Cuts every connection whose client takes nothing of its answer for `stallMs`, whatever the answer is. Neither an answer
 * that is still being worked on nor a connection at rest has anything to be taken.
 *
 * Taken is what the system has taken for the client. Its buffers make room in steps, on Linux of up to about a megabyte
 * once a fast start has made them large; a client slower than one step in that time counts as one that takes nothing.
 */
export function cutStalledAnswers(server: Server, stallMs = STALL_MS): void {
  server.on('connection', (socket: Socket) => {
    let taken = 0;
    let idleLooks = 0;
    const look = setInterval(() => {
      const now = socket.bytesWritten - socket.writableLength;
      const stalls = now === taken && socket.writableLength > 0;
      idleLooks = stalls ? idleLooks + 1 : 0;
      taken = now;
      if (idleLooks >= LOOKS) socket.destroy();
    }, stallMs / LOOKS);
    look.unref();
    socket.once('close', () => clearInterval(look));
  });
}
