import type { Server } from 'node:http';

/** How long answers under way may take after a stop was asked for. */
const DRAIN_MS = 8000;
/** A connection kept alive after its last answer would hold the server for seconds. */
const LOOK_MS = 50;

/**
 * Takes no new connections, lets answers under way finish, and cuts off what is left after `drainMs`.
 * Resolves when every connection is closed.
 */
export function drain(server: Server, drainMs = DRAIN_MS): Promise<void> {
  return new Promise(resolve => {
    const cut = setTimeout(() => server.closeAllConnections(), drainMs);
    const look = setInterval(() => server.closeIdleConnections(), LOOK_MS);
    server.close(() => {
      clearTimeout(cut);
      clearInterval(look);
      resolve();
    });
    server.closeIdleConnections();
  });
}
