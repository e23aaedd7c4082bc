import { createServer } from 'node:http';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { getRequestListener } from '@hono/node-server';
import { buildApp } from './app.ts';
import { readCatalog } from './models/read-catalog.ts';
import { readConfig, shownUrl } from './platform/config.mjs';
import { prepareDataDir } from './platform/data-dir.mjs';
import { listen } from './platform/port.mjs';
import { drain } from './platform/shutdown.ts';
import { StartError } from './platform/start-error.mjs';

const ROOT = resolve(fileURLToPath(import.meta.url), '../../../..');

async function start(): Promise<void> {
  const config = readConfig(process.env, ROOT);
  prepareDataDir(config.dataDir);
  const catalogFile = join(ROOT, 'models/catalog.json');
  const app = buildApp({
    catalog: readCatalog(catalogFile),
    catalogFile,
    modelsDir: join(ROOT, 'models/dist'),
    webDir: join(ROOT, 'apps/web/dist'),
    logError: line => process.stderr.write(`${line}\n`),
  });
  const server = createServer(getRequestListener(app.fetch));
  const port = await listen(server, config);

  let stopping = false;
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    void drain(server).then(() => process.exit(0));
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  process.stdout.write(`BackgroundFX Pro is ready: ${shownUrl(config, port)}\n`);
}

try {
  await start();
} catch (error) {
  if (!(error instanceof StartError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}
