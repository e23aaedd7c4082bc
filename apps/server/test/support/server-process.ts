import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Sqlite from 'better-sqlite3';
import { eventually } from './eventually.ts';
import { ask } from './http-client.ts';
import { tinyModels } from './tiny-api.ts';

const SCRIPT = fileURLToPath(new URL('killable-server.ts', import.meta.url));
const ACCOUNT = { email: 'ada@example.org', password: 'correct horse', name: 'Ada' };

/** What the script that runs the server is told. */
export interface KillableServer {
  readonly dataDir: string;
  readonly modelsDir: string;
  /** Settings as in the environment, beside those of this server. */
  readonly env?: Readonly<Record<string, string>>;
  /** Entry of the engine's threads. */
  readonly threadFile?: string;
  /** How long what is under way may take once the server is to stop, milliseconds. */
  readonly stopWithinMs?: number;
}

/** How a process ended. */
export interface Ended {
  /** `null` when a signal ended it. */
  readonly code: number | null;
  /** From the signal to its end. */
  readonly ms: number;
}

/** A data folder, and the servers that own it one after the other, each in a process of its own. */
export interface ServerProcess {
  readonly dataDir: string;
  /** Starts one where none runs. @returns its address */
  start(): Promise<string>;
  /** Ends the one that runs. */
  end(signal: NodeJS.Signals): Promise<Ended>;
  /** `Bearer` and the access token of the one user. */
  logIn(): Promise<string>;
  /** Asks the database: the file itself, for the process may be dead. */
  rows<Row>(sql: string): Row[];
  /** Ends what runs, and forgets what was kept. */
  remove(): Promise<void>;
}

/** The whole server with a network of a few bytes. */
export function serverProcess(settings: Omit<KillableServer, 'dataDir' | 'modelsDir'> = {}): ServerProcess {
  const models = tinyModels();
  const dataDir = mkdtempSync(join(tmpdir(), 'bgfx-process-'));
  const told: KillableServer = { ...settings, dataDir, modelsDir: models.dir };
  let child: ChildProcess | undefined;
  let url = '';
  let registered = false;

  async function end(signal: NodeJS.Signals): Promise<Ended> {
    const began = performance.now();
    const ended = new Promise<number | null>(resolve => child?.once('close', resolve));
    child?.kill(signal);
    const code = await ended;
    child = undefined;
    return { code, ms: performance.now() - began };
  }

  return {
    dataDir,
    end,
    async start() {
      child = spawn(process.execPath, ['--import', 'tsx', SCRIPT, JSON.stringify(told)]);
      let said = '';
      child.stdout?.on('data', chunk => (said += chunk));
      child.stderr?.on('data', chunk => (said += chunk));
      await eventually(
        () => said.endsWith('\n'),
        () => said,
        30_000,
      );
      if (!/^http:\S+\n$/.test(said)) throw new Error(said);
      url = said.trim();
      return url;
    },
    async logIn() {
      const answer = await ask(`${url}/v1/auth/${registered ? 'login' : 'register'}`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(ACCOUNT),
      });
      registered = true;
      return `Bearer ${answer.json().token}`;
    },
    rows<Row>(sql: string) {
      const database = new Sqlite(join(dataDir, 'backgroundfx.db'), { readonly: true });
      try {
        return database.prepare<[], Row>(sql).all();
      } finally {
        database.close();
      }
    },
    async remove() {
      if (child) await end('SIGKILL');
      models.remove();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
