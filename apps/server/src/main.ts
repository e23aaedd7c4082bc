import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readConfig } from './platform/config.mjs';
import { createLog } from './platform/log.ts';
import { StartError } from './platform/start-error.mjs';
import { startServer } from './server.ts';

const ROOT = resolve(fileURLToPath(import.meta.url), '../../../..');

async function start(): Promise<void> {
  const config = readConfig(process.env, ROOT);
  const log = createLog(config.logLevel);
  const server = await startServer(config, log);

  let stopping = false;
  const stop = (signal: NodeJS.Signals): void => {
    // A terminal and `npm start` each pass the same Ctrl-C on.
    if (stopping) return;
    stopping = true;
    log.info({ signal }, 'stopping');
    server.stop().then(
      () => process.exit(0),
      error => {
        log.error({ err: error }, 'could not stop in good order');
        process.exit(1);
      },
    );
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  process.stdout.write(`BackgroundFX Pro is ready: ${server.url}\n`);
}

try {
  await start();
} catch (error) {
  if (!(error instanceof StartError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}
