import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BatchJob } from '@backgroundfx/contract';
import Sqlite from 'better-sqlite3';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from './support/eventually.ts';
import { ask } from './support/http-client.ts';
import { BATCH, JOBS } from './support/job-client.ts';
import type { ModelsFolder } from './support/models-folder.ts';
import { FORM_TYPE, formOf } from './support/multipart.ts';
import { colours, field, filePart, tinyModels } from './support/tiny-api.ts';

const SCRIPT = fileURLToPath(new URL('support/killable-server.ts', import.meta.url));
const FILES = 40;
const KILLS = 5;

let models: ModelsFolder;
let dataDir = '';
let child: ChildProcess | undefined;
beforeAll(() => {
  models = tinyModels();
  dataDir = mkdtempSync(join(tmpdir(), 'bgfx-killed-'));
});
afterEach(async () => {
  if (child?.exitCode === null && child.signalCode === null) await end('SIGKILL');
});
afterAll(() => {
  models.remove();
  rmSync(dataDir, { recursive: true, force: true });
});

async function start(): Promise<string> {
  child = spawn(process.execPath, ['--import', 'tsx', SCRIPT, dataDir, models.dir]);
  let said = '';
  child.stdout?.on('data', chunk => (said += chunk));
  child.stderr?.on('data', chunk => (said += chunk));
  await eventually(
    () => said.endsWith('\n'),
    () => said,
    30_000,
  );
  expect(said).toMatch(/^http:\S+\n$/);
  return said.trim();
}
async function end(signal: NodeJS.Signals): Promise<void> {
  const ended = new Promise(resolve => child?.once('close', resolve));
  child?.kill(signal);
  await ended;
}

const ACCOUNT = { email: 'ada@example.org', password: 'correct horse', name: 'Ada' };
async function logIn(url: string, path = 'login'): Promise<string> {
  const headers = { 'Content-Type': 'application/json' };
  const body = JSON.stringify(ACCOUNT);
  return `Bearer ${(await ask(`${url}/v1/auth/${path}`, { method: 'POST', headers, body })).json().token}`;
}
const read = async (url: string, id: string, authorization: string) =>
  (
    await ask(`${url}${JOBS}/${id}`, { headers: { Authorization: authorization } })
  ).json() as unknown as BatchJob;

/** Where the work stands, read from the disk: the process may be dead. */
function onDisk() {
  const database = new Sqlite(join(dataDir, 'backgroundfx.db'));
  const count = (what: string) => Number(database.prepare(`select ${what}`).pluck().get());
  const state = {
    over: count("count(*) from batch_items where status in ('completed', 'failed')"),
    used: count('sum(used) from usage'),
    jobs: count('count(*) from jobs'),
  };
  database.close();
  return state;
}

describe('a batch of forty files', { timeout: 180_000 }, () => {
  it('is the same after kills as without any, and is paid for once', async () => {
    const pictures = await Promise.all(Array.from({ length: FILES }, (_, i) => colours(300 + 3 * i, 200)));
    const form = formOf(
      ...pictures.map((png, i) => filePart(png, `${i}.png`, 'files')),
      field('options', JSON.stringify({ quality: 'low', return_mask: true })),
    );
    let url = await start();
    const authorization = await logIn(url, 'register');
    const headers = { 'Content-Type': FORM_TYPE, Authorization: authorization };
    const sent = await ask(url + BATCH, { method: 'POST', headers, body: form });
    expect(sent.status).toBe(202);
    const id = String(sent.json().id);
    let kills = 0;
    for (; kills < KILLS; kills++) {
      // Each time a little further, whatever is under way.
      const wanted = Math.min(FILES - 1, kills * 3);
      await eventually(
        () => onDisk().over >= wanted,
        () => JSON.stringify(onDisk()),
        30_000,
      );
      await new Promise(resolve => setTimeout(resolve, Math.random() * 60));
      await end('SIGKILL');
      url = await start();
    }
    let job = await read(url, id, await logIn(url));
    await eventually(
      async () => {
        job = await read(url, id, await logIn(url));
        return job.status === 'completed';
      },
      () => JSON.stringify(job),
      60_000,
    );
    expect(job).toMatchObject({ processed_files: FILES, failed_files: 0, progress: 100 });
    expect(job.results?.map(({ metadata }) => metadata.width)).toEqual(pictures.map((_, i) => 300 + 3 * i));
    const after = await ask(`${url}/v1/users/me/usage`, { headers: { Authorization: await logIn(url) } });
    expect([onDisk(), after.json().used]).toEqual([{ over: FILES, used: FILES, jobs: 0 }, FILES]);

    const again = await ask(url + BATCH, { method: 'POST', headers, body: form });
    expect(again.status).toBe(202);
    let calm = await read(url, String(again.json().id), authorization);
    await eventually(async () => {
      calm = await read(url, String(again.json().id), authorization);
      return calm.status === 'completed';
    });
    for (const [i, { image, mask }] of (job.results ?? []).entries()) {
      const other = calm.results?.[i];
      for (const [mine, theirs] of [
        [image, other?.image],
        [mask, other?.mask],
      ]) {
        const [a, b] = await Promise.all([mine, theirs].map(address => ask(String(address))));
        expect([a?.status, a?.body.equals(b?.body ?? Buffer.of())]).toEqual([200, true]);
      }
    }
    expect(readdirSync(join(dataDir, 'blobs/uploads'))).toEqual([]);
    await end('SIGTERM');
  });

  it('goes on after a stop in good order where it was, with nothing counted as failed', async () => {
    const pictures = await Promise.all(Array.from({ length: 10 }, () => colours(1200, 800)));
    const form = formOf(
      ...pictures.map((png, i) => filePart(png, `${i}.png`, 'files')),
      field('options', '{"quality":"low"}'),
    );
    const url = await start();
    const headers = { 'Content-Type': FORM_TYPE, Authorization: await logIn(url) };
    const sent = await ask(url + BATCH, { method: 'POST', headers, body: form });
    expect(sent.status).toBe(202);
    const before = onDisk().over;
    await eventually(() => onDisk().over > before);
    const asked = performance.now();
    await end('SIGTERM');
    expect(performance.now() - asked).toBeLessThan(20_000);
    const database = new Sqlite(join(dataDir, 'backgroundfx.db'));
    const waiting = database.prepare('select failures, crashes, lease_owner from jobs').all();
    database.close();
    expect(waiting.length).toBeGreaterThan(0);
    expect(waiting).toEqual(waiting.map(() => ({ failures: 0, crashes: 0, lease_owner: null })));
    const later = await start();
    await eventually(
      () => onDisk().jobs === 0,
      () => JSON.stringify(onDisk()),
      30_000,
    );
    const job = await read(later, String(sent.json().id), await logIn(later));
    expect(job).toMatchObject({ status: 'completed', failed_files: 0 });
    await end('SIGTERM');
  });
});
