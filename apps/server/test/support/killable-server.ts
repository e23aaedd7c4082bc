import { pino } from 'pino';
import { readConfig } from '../../src/platform/config.mjs';
import { startServer } from '../../src/server.ts';
import type { KillableServer } from './server-process.ts';

/** A server in a process of its own, to be told to stop, or killed at any moment. */
const { dataDir, modelsDir, env, ...parts }: KillableServer = JSON.parse(process.argv[2] ?? '');
const config = readConfig({ PORT: '0', DATA_DIR: dataDir, ENGINE_WORKERS: '1', ...env }, dataDir);
const { url, stop } = await startServer(config, pino({ level: 'silent' }), { modelsDir, ...parts });
process.on('SIGTERM', () => {
  void stop().then(() => process.exit(0));
});
process.stdout.write(`${url}\n`);
