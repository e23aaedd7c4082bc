import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { SERVER_FLAGS } from '../../scripts/lib/server-flags.mjs';
import { threadPoolEnv } from '../../scripts/lib/thread-pool.mjs';

/** The server as it is shipped, in a process of its own with a data folder of its own. */
export interface ApiServer {
  readonly url: string;
  readonly pid: number;
  /** Absolute path of its data folder. */
  readonly dataDir: string;
  /** Asks it to stop, waits until it has, and removes its data. @throws Error when it did not stop in good order. */
  stop(): Promise<void>;
}

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const MAIN = 'apps/server/src/main.ts';
/** Loading the model takes a second or two. */
const READY_WITHIN_MS = 60_000;
const ASK_AGAIN_MS = 100;

/** Starts it on a free port with its own choice of threads, and waits until it says that it can take work. */
export async function startApiServer(): Promise<ApiServer> {
  const data = await mkdtemp(join(tmpdir(), 'backgroundfx-api-'));
  const child = spawn(process.execPath, [...SERVER_FLAGS, '--import', 'tsx', MAIN], {
    cwd: ROOT,
    env: {
      PATH: process.env.PATH,
      HOST: '127.0.0.1',
      PORT: '0',
      DATA_DIR: data,
      LOG_LEVEL: 'warn',
      NODE_ENV: 'production',
      ...threadPoolEnv(process.env),
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const gone = once(child, 'exit') as Promise<[number | null, string | null]>;
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    const [code, signal] = await gone;
    await rm(data, { recursive: true });
    if (code !== 0) throw new Error(`The server ended with ${signal ?? code}`);
  };
  try {
    const url = await Promise.race([
      readUrl(child.stdout),
      gone.then(([code, signal]) => Promise.reject(new Error(`The server ended with ${signal ?? code}`))),
    ]);
    await untilReady(url);
    return { url, pid: child.pid ?? -1, dataDir: data, stop };
  } catch (error) {
    await stop().catch(() => undefined);
    throw error;
  }
}

/** The address in its first line; what it prints after that is read and dropped, lest it wait for a reader. */
async function readUrl(output: NodeJS.ReadableStream): Promise<string> {
  let text = '';
  return new Promise(resolve => {
    output.on('data', (chunk: Buffer) => {
      text = (text + String(chunk)).slice(-1000);
      const [, port] = /is ready: http:\/\/[^\s:]+:(\d+)\s/.exec(text) ?? [];
      if (port) resolve(`http://127.0.0.1:${port}`);
    });
  });
}

async function untilReady(url: string): Promise<void> {
  const deadline = performance.now() + READY_WITHIN_MS;
  for (;;) {
    const answer = await fetch(`${url}/v1/ready`);
    const said = await answer.text();
    if (answer.ok) return;
    if (performance.now() > deadline) throw new Error(`The server does not get ready: ${said}`);
    await sleep(ASK_AGAIN_MS);
  }
}
