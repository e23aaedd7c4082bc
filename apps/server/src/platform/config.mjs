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
 * @property {LogLevel} logLevel
 * @property {number} maxUploadBytes largest picture file taken, bytes
 * @property {number} maxPixels largest picture taken, pixels
 * @property {number} queueLimit requests for pictures that may be in the house at once: arriving, waiting, worked on or being sent
 * @property {number | undefined} engineWorkers pictures worked on at once; chosen from the processors when undefined
 * @property {number | undefined} engineThreads threads of one network run; chosen from the processors when undefined
 * @property {boolean} modelAutoDownload whether a model that is not here is fetched when somebody asks for it
 * @property {string | undefined} modelMirror folder (absolute) or http(s) address asked first for models
 * @property {number} maxModelBytes largest file of a model of a user's own, bytes
 * @property {number} maxModelBytesOfUser what the models of one user may take in all, bytes
 * @property {number} modelMemoryBytes what the process of a model of a user's own may take, bytes
 * @property {number} maxImageBytesOfUser what the images that one user keeps may take in all, bytes
 * @property {number} maxProjectBytesOfUser what the projects of one user may take in all, with their files, bytes
 * @property {boolean} webhookAllowPrivate whether webhooks and `image_url` may lead to this machine and its network
 * @property {readonly string[]} corsOrigins pages of other origins that may call the API; `*` is all of them
 * @property {number} trustedProxies proxies in front of the server whose `X-Forwarded-For` is believed
 * @property {string | undefined} metricsToken what whoever reads `/metrics` has to show; this machine's programs alone may when undefined
 * @property {number} resultLifeSeconds how long results are kept and their urls work
 */

/** @typedef {(typeof LOG_LEVELS)[number]} LogLevel */
const LOG_LEVELS = /** @type {const} */ (['silent', 'error', 'warn', 'info', 'debug']);

/** Only this machine, unless `HOST` says otherwise. */
const DEFAULT_HOST = '127.0.0.1';
const DEFAULT_PORT = 8000;
const MAX_PORT = 65_535;
const MEGA = 1_000_000;
/** A result that is gone before its client has read of it serves nobody. */
const SHORTEST_LIFE_SECONDS = 60;
const LONGEST_LIFE_SECONDS = 365 * 86_400;

/**
 * Reads the server's settings.
 * @param {Readonly<Record<string, string | undefined>>} env the variables that CONTRIBUTING lists; empty means not set
 * @param {string} root folder against which `DATA_DIR` and a folder in `MODEL_MIRROR` are resolved
 * @returns {Readonly<ServerConfig>}
 * @throws {StartError} one line that names the variable, what it holds and what it may hold
 */
export function readConfig(env, root) {
  return Object.freeze({
    port: readNumber(env, 'PORT', { least: 0, most: MAX_PORT, usual: DEFAULT_PORT }),
    host: readHost(env.HOST),
    dataDir: resolve(root, env.DATA_DIR || 'data'),
    publicUrl: readPublicUrl(env.PUBLIC_URL),
    logLevel: readLogLevel(env.LOG_LEVEL),
    maxUploadBytes: MEGA * readNumber(env, 'MAX_UPLOAD_MB', { least: 1, most: 1000, usual: 50 }),
    maxPixels: MEGA * readNumber(env, 'MAX_MEGAPIXELS', { least: 1, most: 500, usual: 100 }),
    webhookAllowPrivate: readSwitch(env, 'WEBHOOK_ALLOW_PRIVATE', false),
    corsOrigins: readOrigins(env.CORS_ORIGINS),
    trustedProxies: readNumber(env, 'TRUSTED_PROXIES', { least: 0, most: 10, usual: 0 }),
    queueLimit: readNumber(env, 'QUEUE_LIMIT', { least: 1, most: 10_000, usual: 64 }),
    engineWorkers: readNumber(env, 'ENGINE_WORKERS', { least: 1, most: 64, usual: undefined }),
    engineThreads: readNumber(env, 'ENGINE_THREADS', { least: 1, most: 64, usual: undefined }),
    modelAutoDownload: readSwitch(env, 'MODEL_AUTO_DOWNLOAD', true),
    modelMirror: readMirror(env.MODEL_MIRROR, root),
    maxModelBytes: MEGA * readNumber(env, 'MAX_MODEL_MB', { least: 1, most: 2000, usual: 400 }),
    maxModelBytesOfUser:
      MEGA * readNumber(env, 'MODELS_MB_PER_USER', { least: 1, most: 10_000_000, usual: 2000 }),
    modelMemoryBytes: MEGA * readNumber(env, 'MODEL_MEMORY_MB', { least: 300, most: 1_000_000, usual: 2000 }),
    maxImageBytesOfUser:
      MEGA * readNumber(env, 'IMAGES_MB_PER_USER', { least: 1, most: 10_000_000, usual: 5000 }),
    maxProjectBytesOfUser:
      MEGA * readNumber(env, 'PROJECTS_MB_PER_USER', { least: 1, most: 10_000_000, usual: 5000 }),
    metricsToken: readToken(env.METRICS_TOKEN),
    resultLifeSeconds: readLife(env.RESULT_TTL),
  });
}

/**
 * @template {number | undefined} Usual
 * @param {Readonly<Record<string, string | undefined>>} env
 * @param {string} name
 * @param {{ least: number, most: number, usual: Usual }} range both ends included
 * @returns {number | Usual}
 */
function readNumber(env, name, { least, most, usual }) {
  const text = env[name];
  if (!text) return usual;
  const number = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (number >= least && number <= most) return number;
  throw new StartError(`${name} must be a whole number from ${least} to ${most}, not "${text}"`);
}

/** @param {string | undefined} text */
function readToken(text) {
  if (!text) return undefined;
  if (/^[\w.~+/=-]{16,256}$/.test(text)) return text;
  // What it holds is a secret, even where it is wrong.
  throw new StartError('METRICS_TOKEN must have 16 to 256 letters, digits or characters of -._~+/=');
}

/** Seconds of each unit. @type {Readonly<Record<string, number>>} */
const UNITS = { s: 1, m: 60, h: 3600, d: 86_400 };

/** @param {string | undefined} text a whole number and its unit; without one it is seconds */
function readLife(text) {
  const [, number, unit = 's'] = /^(\d{1,9})([smhd])?$/.exec(text || '24h') ?? [];
  const seconds = Number(number) * (UNITS[unit] ?? Number.NaN);
  if (seconds >= SHORTEST_LIFE_SECONDS && seconds <= LONGEST_LIFE_SECONDS) return seconds;
  throw new StartError(
    `RESULT_TTL must be a time from 60s to 365d, such as 24h, 90m or 3600 (seconds), not "${text}"`,
  );
}

const ON = ['on', 'true', '1'];
const OFF = ['off', 'false', '0'];

/**
 * @param {Readonly<Record<string, string | undefined>>} env
 * @param {string} name
 * @param {boolean} usual
 */
function readSwitch(env, name, usual) {
  const text = env[name];
  if (!text) return usual;
  const word = text.toLowerCase();
  if (ON.includes(word)) return true;
  if (OFF.includes(word)) return false;
  throw new StartError(`${name} must be on or off (or true, false, 1, 0), not "${text}"`);
}

/**
 * @param {string | undefined} text
 * @param {string} root
 */
function readMirror(text, root) {
  if (!text) return undefined;
  if (!text.includes('://')) return resolve(root, text);
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return text;
  throw new StartError(`MODEL_MIRROR must be a folder or an http or https address, not "${text}"`);
}

/** @param {string | undefined} text */
function readLogLevel(text) {
  const level = LOG_LEVELS.find(known => known === (text || 'info'));
  if (level) return level;
  throw new StartError(`LOG_LEVEL must be one of ${LOG_LEVELS.join(', ')}, not "${text}"`);
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

/** @param {string | undefined} text origins with commas between them */
function readOrigins(text) {
  if (!text) return [];
  const origins = text.split(',').map(origin => origin.trim());
  const isOrigin = (/** @type {string} */ text) =>
    !text.includes('*') && URL.canParse(text) && new URL(text).origin === text;
  const wrong = origins.find(origin => origin !== '*' && !isOrigin(origin));
  if (wrong === undefined) return origins;
  throw new StartError(
    `CORS_ORIGINS must be origins such as https://shop.example with commas between them, or *, not "${wrong}"`,
  );
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
