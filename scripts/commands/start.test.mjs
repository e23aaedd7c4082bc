import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensurePortIsFree, listen } from '../../apps/server/src/platform/port.mjs';
import { ROOT } from '../lib/project-root.mjs';

let dir = '';
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'bgfx-start-'));
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

/**
 * Starts one of the house's programs.
 * @param {readonly string[]} args
 * @param {Record<string, string>} env
 */
function startNode(args, env) {
  // What vitest sets for its own code is not meant for the programs.
  const { NODE_ENV: _, ...outside } = process.env;
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    env: { ...outside, npm_lifecycle_event: '', HOST: '', PUBLIC_URL: '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const shown = { stdout: '', stderr: '' };
  child.stdout.on('data', chunk => (shown.stdout += chunk));
  child.stderr.on('data', chunk => (shown.stderr += chunk));
  const ended = new Promise(resolve => child.on('close', code => resolve({ code, ...shown })));
  return { child, shown, ended };
}

/** @param {Record<string, string>} env */
const start = env => startNode(['scripts/start.mjs'], { DATA_DIR: dir, ...env });

describe('npm start refuses in one line, before any step', () => {
  it('a taken port', async () => {
    const other = createServer();
    const port = await listen(other, { host: '127.0.0.1', port: 0 });
    expect(await start({ PORT: String(port) }).ended).toEqual({
      code: 1,
      stdout: '',
      stderr: `Port ${port} is taken; stop the program that uses it or set PORT to another one\n`,
    });
    await new Promise(resolve => other.close(resolve));
  });

  it('a data folder that cannot be written to', async () => {
    const path = join(dir, 'file');
    writeFileSync(path, '');
    expect(await start({ PORT: '0', DATA_DIR: path }).ended).toEqual({
      code: 1,
      stdout: '',
      stderr: `Cannot write to the data folder ${path} (there is a file in its place); set DATA_DIR to another folder\n`,
    });
  });

  it('a port that is none', async () => {
    expect(await start({ PORT: 'eighty' }).ended).toEqual({
      code: 1,
      stdout: '',
      stderr: 'PORT must be a whole number from 0 to 65535, not "eighty"\n',
    });
  });
});

describe('the server', () => {
  const server = (/** @type {Record<string, string>} */ env) =>
    startNode(['--import', 'tsx', 'apps/server/src/main.ts'], { DATA_DIR: dir, ...env });

  it.each(/** @type {const} */ (['SIGTERM', 'SIGINT']))(
    'says where it is, answers, and stops on %s',
    async signal => {
      const { child, shown, ended } = server({ PORT: '0' });
      await expect.poll(() => shown.stdout, { timeout: 20_000 }).toMatch(/\n$/);
      const [, url] = /^BackgroundFX Pro is ready: (http:\/\/localhost:\d+)\n$/.exec(shown.stdout) ?? [];
      const answer = await fetch(`${url}/v1/health`);
      expect(await answer.json()).toEqual({ status: 'ok' });
      child.kill(signal);
      expect(await ended).toMatchObject({ code: 0, stderr: '' });
    },
  );

  it('refuses a taken port in one line', async () => {
    const other = createServer();
    const port = await listen(other, { host: '127.0.0.1', port: 0 });
    expect(await server({ PORT: String(port) }).ended).toEqual({
      code: 1,
      stdout: '',
      stderr: `Port ${port} is taken; stop the program that uses it or set PORT to another one\n`,
    });
    await new Promise(resolve => other.close(resolve));
  });
});

describe('a whole program', () => {
  /** An npm that refuses: a test must not install packages under the others' feet. */
  const noInstall = () => {
    const npm = join(dir, 'npm-cli.js');
    writeFileSync(npm, 'process.exit(1);');
    return { npm_execpath: npm };
  };

  /**
   * The address in what a program shows.
   * @param {{ stdout: string }} shown
   * @param {RegExp} line
   */
  const addressIn = async (shown, line) => {
    await expect.poll(() => shown.stdout, { timeout: 120_000 }).toMatch(line);
    return String(line.exec(shown.stdout)?.[1]);
  };

  it('npm start: every step, the server, and all of it gone after SIGINT', { timeout: 150_000 }, async () => {
    const { child, shown, ended } = start({ PORT: '0', ...noInstall() });
    const url = await addressIn(shown, /^BackgroundFX Pro is ready: (.+)$/m);
    expect(shown.stdout).toMatch(/^\[1\/3\] Packages: .*^\[2\/3\] Models: .*^\[3\/3\] Editor: /ms);
    const answer = await fetch(url);
    expect(await answer.text()).toContain('<title>');
    child.kill('SIGINT');
    expect(await ended).toMatchObject({ code: 0, stderr: '' });
    const port = Number(new URL(url).port);
    expect(await ensurePortIsFree({ host: '127.0.0.1', port })).toBe(port);
  });

  it('npm start: SIGINT in the middle of a step ends it, and nothing follows', async () => {
    const slow = join(dir, 'slow.mjs');
    writeFileSync(
      slow,
      `if (process.argv[1]?.includes('foundry')) {
        process.stdout.write('step under way\\n');
        await new Promise(resolve => setTimeout(resolve, 60_000));
      }`,
    );
    const NODE_OPTIONS = `--import ${pathToFileURL(slow)}`;
    const { child, shown, ended } = start({ PORT: '0', NODE_OPTIONS, ...noInstall() });
    await expect.poll(() => shown.stdout, { timeout: 20_000 }).toContain('step under way');
    child.kill('SIGINT');
    const { code, stdout, stderr } = await ended;
    expect({ code, stderr }).toEqual({ code: 130, stderr: '' });
    expect(stdout).toMatch(/\[2\/3\] Models \.\.\.\nstep under way\n$/);
  });

  it('npm run dev: the editor before the API, on free ports when PORT is 0', {
    timeout: 60_000,
  }, async () => {
    const { child, shown, ended } = startNode(['scripts/dev.mjs'], {
      DATA_DIR: dir,
      PORT: '0',
      ...noInstall(),
    });
    const url = await addressIn(shown, /^BackgroundFX Pro is ready: (.+)$/m);
    await expect
      .poll(() => fetch(`${url}/v1/health`).then(answer => answer.text(), String), { timeout: 20_000 })
      .toBe('{"status":"ok"}');
    child.kill('SIGINT');
    expect((await ended).code).toBe(130);
    const port = Number(new URL(url).port);
    expect(await ensurePortIsFree({ host: '127.0.0.1', port })).toBe(port);
  });
});
