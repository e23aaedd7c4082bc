import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const READY_WITHIN_MS = 120_000;
const ASK_EVERY_MS = 250;

export interface StartedServer {
  /** Of the API, with its version. */
  readonly baseUrl: string;
  /** Ends it; what it kept stays. Gives the next one that goes on with that, at the same address. */
  pause(): Promise<{ goOn(): Promise<StartedServer> }>;
  /** Ends it, and forgets what it kept. */
  stop(): Promise<void>;
}

/** The built product on a free port, with a fresh data folder, ready to work; its webhooks may lead to this machine. */
export async function startServer(): Promise<StartedServer> {
  return serve(await freePort(), mkdtempSync(join(tmpdir(), 'bgfx-demo-')));
}

async function serve(port: number, dataDir: string): Promise<StartedServer> {
  const server = spawn(process.execPath, ['--import', 'tsx', 'apps/server/src/main.ts'], {
    cwd: ROOT,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      ...process.env,
      PORT: String(port),
      HOST: '127.0.0.1',
      PUBLIC_URL: '',
      DATA_DIR: dataDir,
      WEBHOOK_ALLOW_PRIVATE: 'true',
      LOG_LEVEL: 'error',
    },
  });
  const ended = new Promise<void>(resolve => server.once('exit', () => resolve()));
  const end = async () => {
    server.kill('SIGTERM');
    await ended;
  };
  const stop = async () => {
    await end();
    rmSync(dataDir, { recursive: true, force: true });
  };
  const baseUrl = `http://localhost:${port}/v1`;
  const deadline = Date.now() + READY_WITHIN_MS;
  while (!(await isReady(baseUrl))) {
    if (server.exitCode !== null || Date.now() > deadline) {
      await stop();
      throw new Error('The server did not become ready');
    }
    await new Promise(resolve => setTimeout(resolve, ASK_EVERY_MS));
  }
  const pause = async () => {
    await end();
    return { goOn: () => serve(port, dataDir) };
  };
  return { baseUrl, pause, stop };
}

async function isReady(baseUrl: string): Promise<boolean> {
  return fetch(`${baseUrl}/ready`).then(
    ({ ok }) => ok,
    () => false,
  );
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>(done => probe.listen(0, '127.0.0.1', done));
  const address = probe.address();
  await new Promise(done => probe.close(done));
  if (typeof address !== 'object' || !address) throw new Error('There is no free port');
  return address.port;
}
