import { createServer } from 'node:net';
import { StartError } from './start-error.mjs';

/**
 * Waits until a server listens.
 * @param {import('node:net').Server} server
 * @param {{ host: string, port: number }} address
 * @returns {Promise<number>} the port, which differs from the one asked for when that was 0
 * @throws {StartError} when the address cannot be had
 */
export function listen(server, { host, port }) {
  return new Promise((resolve, reject) => {
    server.once('error', error => reject(explain(error, host, port)));
    server.listen({ host, port }, () => {
      const address = server.address();
      resolve(address && typeof address === 'object' ? address.port : port);
    });
  });
}

/**
 * Proves that an address can be listened on, by doing so for a moment.
 * @param {{ host: string, port: number }} address
 * @returns {Promise<number>} the port, a free one when 0 was asked for
 * @throws {StartError} when it cannot
 */
export async function ensurePortIsFree(address) {
  const probe = createServer();
  const port = await listen(probe, address);
  await new Promise(resolve => probe.close(resolve));
  return port;
}

/**
 * @param {NodeJS.ErrnoException} error
 * @param {string} host
 * @param {number} port
 */
function explain(error, host, port) {
  switch (error.code) {
    case 'EADDRINUSE':
      return new StartError(
        `Port ${port} is taken; stop the program that uses it or set PORT to another one`,
      );
    case 'EACCES':
      return new StartError(`Port ${port} may not be used by this account; set PORT to a number above 1023`);
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new StartError(`HOST "${host}" is not an address of this machine`);
    default:
      return new StartError(`Cannot listen on ${host}:${port} (${error.code ?? error.message})`);
  }
}
