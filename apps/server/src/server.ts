import { createServer } from 'node:http';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { getRequestListener } from '@hono/node-server';
import type { Logger } from 'pino';
import { buildApp } from './app.ts';
import { readCatalog } from './models/read-catalog.ts';
import { type ServerConfig, shownUrl } from './platform/config.mjs';
import { prepareDataDir } from './platform/data-dir.mjs';
import { checkDisk } from './platform/disk-check.ts';
import { randomIds } from './platform/ids.ts';
import { listen } from './platform/port.mjs';
import { drain } from './platform/shutdown.ts';

const ROOT = resolve(fileURLToPath(import.meta.url), '../../../..');

export interface RunningServer {
  /** Address under which users reach it, without a slash at its end. */
  readonly url: string;
  /** Takes no new requests, lets those under way finish (for a while), and frees everything. */
  stop(): Promise<void>;
}

/**
 * Starts the whole server and resolves when it listens.
 * @throws {StartError} one line, when something that a person can mend is in the way
 */
export async function startServer(config: ServerConfig, log: Logger): Promise<RunningServer> {
  prepareDataDir(config.dataDir);
  const catalogFile = join(ROOT, 'models/catalog.json');
  const catalog = readCatalog(catalogFile);
  const modelsDir = join(ROOT, 'models/dist');
  const app = buildApp({
    catalog,
    catalogFile,
    modelsDir,
    webDir: join(ROOT, 'apps/web/dist'),
    log,
    ids: randomIds,
    api: [],
    checks: {
      database: async () => undefined,
      model: async () => undefined,
      disk: () => checkDisk(config.dataDir),
    },
  });
  const server = createServer(getRequestListener(app.fetch));
  const port = await listen(server, config);
  return { url: shownUrl(config, port), stop: () => drain(server) };
}
