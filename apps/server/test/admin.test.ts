import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiServer, startApi } from './support/api-server.ts';
import { caller, PASSWORD, person } from './support/caller.ts';
import { sample } from './support/engine-pool.ts';

const ROOT = join(import.meta.dirname, '../../..');
const TSX = join(ROOT, 'node_modules/tsx/dist/cli.mjs');
const ADMIN = join(ROOT, 'apps/server/src/admin.ts');

let api: ApiServer;
let dataDir = '';

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'bgfx-admin-'));
  api = await startApi({ dataDir });
});
afterAll(async () => {
  await api.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command in a process of its own, beside the server. */
function admin(args: readonly string[], env: Record<string, string> = { DATA_DIR: dataDir }): Promise<Ended> {
  return new Promise(resolve => {
    execFile(
      process.execPath,
      [TSX, ADMIN, ...args],
      { env: { ...process.env, ...env } },
      (error, stdout, stderr) => resolve({ code: Number(error?.code ?? 0), stdout, stderr }),
    );
  });
}

describe('the admin command', () => {
  it('changes a plan while the server runs', async () => {
    const ada = await person(api.url, 'admin-ada');
    expect(await admin(['set-plan', '  ADMIN-ada@example.org ', 'pro'])).toEqual({
      code: 0,
      stdout: 'admin-ada@example.org has the plan pro now\n',
      stderr: '',
    });
    const answer = await ada.call('GET', '/users/me');
    expect([answer.json().plan, answer.headers['x-ratelimit-limit']]).toEqual(['pro', '1000']);
  });

  it('lists users and tells what they have used', async () => {
    const bob = await person(api.url, 'admin-bob');
    await bob.call('GET', '/users/me');
    const { code, stdout } = await admin(['list-users']);
    expect(code).toBe(0);
    const line = stdout.split('\n').find(text => text.endsWith('admin-bob@example.org'));
    expect(line).toMatch(/^free +1\/100 +1 {2}\d{4}-\d\d-\d\dT[\d:.]+Z {2}admin-bob@example\.org$/);
    expect(stdout).not.toMatch(/argon2|password/);
    const told = await admin(['usage', bob.email]);
    expect(told.stdout).toMatch(
      /^plan {7}free\nused {7}1 of 100 units in this hour\nremaining {2}99\nreset {6}.*Z\nin all {5}1\n$/,
    );
  });

  it('deletes a user with everything, at once', async () => {
    const eve = await person(api.url, 'admin-eve');
    const picture = { name: 'file', filename: 'mug.jpg', value: readFileSync(sample('02-mug')) };
    const authorization = `Bearer ${eve.token}`;
    expect((await api.post([picture], { authorization })).status).toBe(200);
    expect((await api.post([picture], { authorization, path: '/v1/images' })).status).toBe(201);
    const left = () => ['results', 'images'].flatMap(name => listed(join(dataDir, 'blobs', name)));
    expect(left()).toHaveLength(2);
    expect(await admin(['delete-user', eve.email])).toEqual({
      code: 0,
      stdout: 'admin-eve@example.org and everything of theirs is gone\n',
      stderr: '',
    });
    expect(left()).toEqual([]);
    expect((await eve.call('GET', '/users/me')).status).toBe(401);
    const login = { email: eve.email, password: PASSWORD };
    expect((await caller(api.url).call('POST', '/auth/login', login)).status).toBe(401);
    expect(await admin(['delete-user', eve.email])).toEqual({
      code: 1,
      stdout: '',
      stderr: 'There is no user with the e-mail address "admin-eve@example.org"\n',
    });
  });
});

describe('the admin command tells what is wrong', () => {
  it.each([
    [
      ['set-plan', 'nobody@example.org', 'pro'],
      1,
      'There is no user with the e-mail address "nobody@example.org"',
    ],
    [['set-plan', 'x', 'gold'], 1, 'The plan must be one of free, pro, enterprise, not "gold"'],
    [['usage', "' or 1=1 --"], 1, 'There is no user with the e-mail address "\' or 1=1 --"'],
    [['usage', '\u001b[2J'], 1, 'There is no user with the e-mail address "?[2J"'],
    [['set-plan', 'x'], 2, 'It is: npm run admin -- set-plan <email> <plan>'],
    [['list-users', 'x'], 2, 'It is: npm run admin -- list-users'],
    [['constructor'], 2, 'There is no command "constructor"'],
  ])('%j', async (args, code, message) => {
    const ended = await admin(args);
    expect([ended.code, ended.stdout, ended.stderr.split('\n')[0]]).toEqual([code, '', message]);
  });

  it('when there is no database, and makes none', async () => {
    const empty = mkdtempSync(join(tmpdir(), 'bgfx-empty-'));
    const ended = await admin(['list-users'], { DATA_DIR: empty });
    expect(ended).toEqual({
      code: 1,
      stdout: '',
      stderr: `There is no database in ${empty}; start the server once, or set DATA_DIR\n`,
    });
    expect(readdirSync(empty)).toEqual([]);
    rmSync(empty, { recursive: true });
  });

  it('with --help, and without a word', async () => {
    const asked = await admin(['--help']);
    expect([asked.code, asked.stderr]).toEqual([0, '']);
    for (const name of ['list-users', 'set-plan <email> <plan>', 'delete-user <email>', 'usage <email>']) {
      expect(asked.stdout).toContain(`npm run admin -- ${name}`);
    }
    expect(await admin([])).toEqual({ code: 2, stdout: '', stderr: asked.stdout });
  });
});

function listed(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder) : [];
}
