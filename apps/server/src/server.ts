import { createServer } from 'node:http';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { getRequestListener } from '@hono/node-server';
import type { Logger } from 'pino';
import { buildApp } from './app.ts';
import { createAuth } from './auth/create-auth.ts';
import { readCatalog } from './models/read-catalog.ts';
import { systemClock } from './platform/clock.ts';
import { type ServerConfig, shownUrl } from './platform/config.mjs';
import { prepareDataDir } from './platform/data-dir.mjs';
import { checkDatabase, openDatabase } from './platform/database/open-database.ts';
import { checkDisk } from './platform/disk-check.ts';
import { randomIds } from './platform/ids.ts';
import { openKeyRing } from './platform/keys/key-ring.ts';
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
  const clock = systemClock;
  const ids = randomIds;
  const keys = await openKeyRing(join(config.dataDir, 'keys.json'), clock);
  const database = await openDatabase(join(config.dataDir, 'backgroundfx.db'));
  const auth = createAuth({ database, keys, clock, ids });
  const app = buildApp({
    catalog,
    catalogFile,
    modelsDir,
    webDir: join(ROOT, 'apps/web/dist'),
    log,
    ids,
    api: [auth.routes],
    checks: {
      database: () => checkDatabase(database),
      model: async () => undefined,
      disk: () => checkDisk(config.dataDir),
    },
  });
  const server = createServer(getRequestListener(app.fetch));
  const port = await listen(server, config);
  return {
    url: shownUrl(config, port),
    async stop() {
      await drain(server);
      await database.destroy();
    },
  };
}
