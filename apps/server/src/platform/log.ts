import { type DestinationStream, type Logger, pino } from 'pino';
import type { LogLevel } from './config.mjs';

/** Whatever carries one of these names, at any of the depths we log, is a secret. */
const SECRETS = ['password', 'token', 'refresh_token', 'authorization', 'cookie', 'signature'];

/**
 * The server's log: one JSON object a line. Never holds a password, a token, a query (file urls are secrets) or bytes of
 * a picture.
 * @param destination standard output when absent
 */
export function createLog(level: LogLevel, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    redact: { paths: SECRETS.flatMap(name => [name, `*.${name}`, `*.*.${name}`]), censor: '[secret]' },
  };
  return destination ? pino(options, destination) : pino(options);
}
