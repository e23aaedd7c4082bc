import { pino } from 'pino';
import { readConfig } from '../../src/platform/config.mjs';
import { startServer } from '../../src/server.ts';

/** A server in a process of its own, to be killed at any moment. */
const [dataDir = '', modelsDir = ''] = process.argv.slice(2);
const config = readConfig({ PORT: '0', DATA_DIR: dataDir, ENGINE_WORKERS: '1' }, dataDir);
const { url, stop } = await startServer(config, pino({ level: 'silent' }), { modelsDir });
process.on('SIGTERM', () => {
  void stop().then(() => process.exit(0));
});
process.stdout.write(`${url}\n`);
