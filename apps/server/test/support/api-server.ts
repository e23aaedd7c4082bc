import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { readConfig } from '../../src/platform/config.mjs';
import { type ServerParts, startServer } from '../../src/server.ts';
import { eventually } from './eventually.ts';
import { type Answer, ask } from './http-client.ts';
import { leftOverIn } from './left-over.ts';
import { type ModelsFolder, modelsFolder } from './models-folder.ts';
import { FORM_TYPE, formOf, type Part } from './multipart.ts';

export interface ApiSettings {
  /** Settings as in the environment, beside those of this server: `QUEUE_LIMIT`, ... */
  readonly env?: Readonly<Record<string, string>>;
  /** Entry of the engine's threads. */
  readonly threadFile?: string;
  /** Its catalogue and models; the network that ships and no other when absent. */
  readonly models?: ModelsFolder;
  readonly modelWaits?: ServerParts['modelWaits'];
  readonly modelTimes?: ServerParts['modelTimes'];
  /** What a server before this one kept; its own, which goes with it, when absent. */
  readonly dataDir?: string;
  /** Milliseconds since 1970. */
  readonly time?: number;
  /** How long a client may take nothing of its answer, milliseconds. */
  readonly stallMs?: number;
  /** Room that must be left on the disk for uploads to be taken, bytes. */
  readonly minFreeBytes?: number;
}

/** How a picture is posted. */
export interface PostOptions {
  /** `Authorization` header; that of a registered user when absent, none when empty. */
  readonly authorization?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Where to; the path that removes a background when absent. */
  readonly path?: string;
}

/** The whole server: real HTTP, database, disk, and one engine thread with the shipped network. */
export interface ApiServer {
  readonly url: string;
  readonly dataDir: string;
  /** The server's time; tests move it. */
  readonly clock: { time: number; now(): Date };
  /** `Bearer` and the access token of a registered user. */
  readonly authorization: string;
  /** The same of another user. */
  logIn(email: string): Promise<string>;
  /** Posts a form. */
  post(form: Uint8Array | readonly Part[], options?: PostOptions): Promise<Answer>;
  /** What lies in the scratch folder. */
  leftOver(): string[];
  stop(): Promise<void>;
}

export const PROCESS = '/v1/process/remove-background';
const ADA = 'ada@example.org';

/** Starts it on a free port of this machine, and resolves when its model is loaded, or cannot be. */
export async function startApi(settings: ApiSettings = {}): Promise<ApiServer> {
  const { env = {}, threadFile, modelWaits, modelTimes, stallMs, minFreeBytes, time = Date.now() } = settings;
  const models = settings.models ?? modelsFolder();
  const dataDir = settings.dataDir ?? mkdtempSync(join(tmpdir(), 'bgfx-api-'));
  const clock = { time, now: () => new Date(clock.time) };
  const config = readConfig({ PORT: '0', DATA_DIR: dataDir, ENGINE_WORKERS: '1', ...env }, dataDir);
  const parts = {
    clock,
    ...(threadFile && { threadFile }),
    modelsDir: models.dir,
    ...(modelWaits && { modelWaits }),
    ...(modelTimes && { modelTimes }),
    ...(stallMs && { stallMs }),
    ...(minFreeBytes !== undefined && { minFreeBytes }),
  };
  const { url, stop } = await startServer(config, pino({ level: 'silent' }), parts);
  await eventually(
    async () => !/is being loaded/.test((await ask(`${url}/v1/ready`)).body.toString()),
    () => 'the model is still being loaded',
    60_000,
  );
  const authorization = await logIn(url, ADA);
  return {
    url,
    dataDir,
    clock,
    authorization,
    logIn: email => logIn(url, email),
    post(form, { authorization: other = authorization, headers = {}, path = PROCESS } = {}) {
      const body = form instanceof Uint8Array ? form : formOf(...form);
      const all = { 'Content-Type': FORM_TYPE, ...(other && { Authorization: other }), ...headers };
      return ask(url + path, { method: 'POST', headers: all, body });
    },
    leftOver: () => leftOverIn(join(dataDir, 'scratch')),
    async stop() {
      await stop();
      if (settings.models === undefined) models.remove();
      if (settings.dataDir === undefined) rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** `Bearer` and the access token of a user, who is registered if that was not done before. */
async function logIn(url: string, email: string): Promise<string> {
  const post = (path: string) =>
    ask(`${url}/v1/auth/${path}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ email, password: 'correct horse', name: 'Somebody' }),
    });
  const registered = await post('register');
  const answer = registered.status === 201 ? registered : await post('login');
  return `Bearer ${answer.json().token}`;
}
