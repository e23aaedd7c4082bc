import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ALL_MIGRATIONS } from '../src/platform/database/migrations/all-migrations.ts';
import { openDatabase } from '../src/platform/database/open-database.ts';
import { eventually } from './support/eventually.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const PICTURE = readFileSync(join(ROOT, 'public/samples/02-mug.jpg'));
const PASSWORD = 'correct horse battery';

let dataDir = '';
let children: ChildProcess[] = [];
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'bgfx-main-'));
  children = [];
});
afterEach(() => {
  for (const child of children) if (child.exitCode === null) child.kill('SIGKILL');
  rmSync(dataDir, { recursive: true, force: true });
});

/** The program as `npm start` runs it. */
function run(env: Record<string, string> = {}) {
  const child = spawn(process.execPath, ['--import', 'tsx', 'apps/server/src/main.ts'], {
    cwd: ROOT,
    env: { ...process.env, PORT: '0', HOST: '', PUBLIC_URL: '', DATA_DIR: dataDir, ...env },
  });
  children.push(child);
  const said = { out: '', err: '' };
  child.stdout.on('data', chunk => (said.out += chunk));
  child.stderr.on('data', chunk => (said.err += chunk));
  const exit = new Promise<number | null>(resolve => child.once('close', resolve));
  return { child, said, exit };
}

async function start(env: Record<string, string> = {}) {
  const { child, said, exit } = run(env);
  await eventually(
    () => /is ready: \S+\n/.test(said.out),
    () => JSON.stringify(said),
    20_000,
  );
  const url = /is ready: (\S+)\n/.exec(said.out)?.[1] ?? '';
  return { child, said, exit, url };
}

async function register(url: string): Promise<string> {
  const answer = await fetch(`${url}/v1/auth/register`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ email: 'ada@example.org', password: PASSWORD, name: 'Ada' }),
  });
  expect(answer.status).toBe(201);
  return ((await answer.json()) as { token: string }).token;
}

function post(url: string, token: string): Promise<Response> {
  const form = new FormData();
  form.set('file', new Blob([PICTURE]), 'mug.jpg');
  form.set('quality', 'low');
  return fetch(`${url}/v1/process/remove-background`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${token}` },
    body: form,
  });
}

describe('told to stop, the server', () => {
  it('finishes the pictures it works on, sends the waiting ones away, and ends well', async () => {
    const { child, said, exit, url } = await start({ ENGINE_WORKERS: '1' });
    const token = await register(url);
    await eventually(async () => (await (await fetch(`${url}/v1/ready`)).text()).includes('"ready"'));
    const [first, second] = [post(url, token), post(url, token)];
    // Both uploads have arrived when both have a folder; then the one thread has one of them.
    const scratch = join(dataDir, 'scratch');
    const uploads = () =>
      readdirSync(scratch, { recursive: true }).filter(name => String(name).endsWith('upload')).length;
    await eventually(() => uploads() === 2);
    await new Promise(resolve => setTimeout(resolve, 100));
    child.kill('SIGTERM');
    const statuses = await Promise.all([first, second].map(async answer => (await answer).status));
    expect(statuses.sort()).toEqual([200, 503]);
    const refused = await Promise.all([first, second]).then(all => all.find(({ status }) => status === 503));
    expect(await refused?.json()).toEqual({ error: 'busy', message: 'The server is stopping' });
    expect(refused?.headers.get('retry-after')).toBe('1');
    expect(await exit).toBe(0);
    expect(said.err).toBe('');
    expect(readdirSync(scratch)).toEqual([]);
    await expect(fetch(`${url}/v1/health`)).rejects.toThrow();
  });

  it('has told its log neither passwords nor tokens nor addresses of files', async () => {
    const { child, said, exit, url } = await start({ LOG_LEVEL: 'debug' });
    const token = await register(url);
    const answer = await post(url, token);
    const { image, id } = (await answer.json()) as { image: string; id: string };
    const kept = await fetch(image);
    expect(kept.status).toBe(200);
    expect((await kept.blob()).size).toBeGreaterThan(10_000);
    child.kill('SIGTERM');
    expect(await exit).toBe(0);
    const signature = new URL(image).searchParams.get('signature') ?? '';
    for (const secret of [PASSWORD, token, signature]) expect(said.out).not.toContain(secret);
    const lines = said.out.split('\n').filter(line => line.startsWith('{'));
    expect(lines.map(line => JSON.parse(line))).toContainEqual(
      expect.objectContaining({ path: `/v1/files/${id}/image.png`, status: 200 }),
    );
  });

  it('knows everybody again after a restart', async () => {
    const first = await start();
    const token = await register(first.url);
    const { image } = (await (await post(first.url, token)).json()) as { image: string };
    first.child.kill('SIGTERM');
    expect(await first.exit).toBe(0);
    const second = await start();
    const answer = await post(second.url, token);
    expect([answer.status, await answer.json()]).toEqual([200, expect.anything()]);
    const kept = await fetch(image.replace(first.url, second.url));
    expect([kept.status, kept.headers.get('content-type')]).toEqual([200, 'image/png']);
    expect((await kept.blob()).size).toBeGreaterThan(10_000);
    second.child.kill('SIGTERM');
    expect(await second.exit).toBe(0);
  });
});

describe('what a person can mend ends the start with one line:', () => {
  it.each([
    [{ QUEUE_LIMIT: 'many' }, /^QUEUE_LIMIT must be a whole number from 1 to 10000, not "many"\n$/],
    [{ HOST: '192.0.2.1' }, /^HOST "192\.0\.2\.1" is not an address of this machine\n$/],
  ])('%j', async (env, line) => {
    const { said, exit } = run(env);
    expect(await exit).toBe(1);
    expect(said.err).toMatch(line);
    expect(said.out).toBe('');
  });

  it('a database of a newer version', async () => {
    const newer = { name: '9999-of-tomorrow', up: async () => undefined };
    const database = await openDatabase(join(dataDir, 'backgroundfx.db'), [...ALL_MIGRATIONS, newer]);
    await database.destroy();
    const { said, exit } = run();
    expect(await exit).toBe(1);
    expect(said.err).toMatch(/^The database .*backgroundfx\.db .*newer version.*\n$/);
  });
});
