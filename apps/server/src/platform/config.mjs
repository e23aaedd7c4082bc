import { resolve } from 'node:path';
import { StartError } from './start-error.mjs';

/**
 * Plain JavaScript, because `npm start` reads the settings before anything is installed.
 *
 * @typedef {object} ServerConfig
 * @property {number} port 0 means any free port
 * @property {string} host address to listen on
 * @property {string} dataDir absolute path of the folder that holds everything the server keeps
 * @property {string | undefined} publicUrl address under which users reach the server, without a slash at its end
 */

/** Only this machine, unless `HOST` says otherwise. */
const DEFAULT_HOST = '127.0.0.1';
const DEFAULT_PORT = 8000;
const MAX_PORT = 65_535;

/**
 * Reads the server's settings.
 * @param {Readonly<Record<string, string | undefined>>} env `PORT`, `HOST`, `DATA_DIR`, `PUBLIC_URL`; empty means not set
 * @param {string} root folder against which `DATA_DIR` is resolved
 * @returns {Readonly<ServerConfig>}
 * @throws {StartError} one line that names the variable, what it holds and what it may hold
 */
export function readConfig(env, root) {
  return Object.freeze({
    port: readPort(env.PORT),
    host: readHost(env.HOST),
    dataDir: resolve(root, env.DATA_DIR || 'data'),
    publicUrl: readPublicUrl(env.PUBLIC_URL),
  });
}

/** @param {string | undefined} text */
function readPort(text) {
  if (!text) return DEFAULT_PORT;
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (port >= 0 && port <= MAX_PORT) return port;
  throw new StartError(`PORT must be a whole number from 0 to ${MAX_PORT}, not "${text}"`);
}

/** @param {string | undefined} text */
function readHost(text) {
  if (!text) return DEFAULT_HOST;
  if (/^[\w.:-]+$/.test(text)) return text;
  throw new StartError(`HOST must be a host name or an IP address, not "${text}"`);
}

/** @param {string | undefined} text */
function readPublicUrl(text) {
  if (!text) return undefined;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.search || url.hash) {
    throw new StartError(
      `PUBLIC_URL must be an http or https address such as https://example.org, not "${text}"`,
    );
  }
  // The editor asks for its files from the root of its address.
  if (url.pathname !== '/') {
    throw new StartError(`PUBLIC_URL must have no path, such as ${url.origin}, not "${text}"`);
  }
  return url.href.slice(0, -1);
}

/** Addresses under which this very machine is called `localhost`. */
const LOCAL_ADDRESSES = ['127.0.0.1', '0.0.0.0', '::', '::1', 'localhost'];

/**
 * The address to show to people.
 * @param {Readonly<ServerConfig>} config
 * @param {number} port the port listened on, which differs from `config.port` when that is 0
 */
export function shownUrl({ host, publicUrl }, port) {
  if (publicUrl) return publicUrl;
  if (LOCAL_ADDRESSES.includes(host)) return `http://localhost:${port}`;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}
