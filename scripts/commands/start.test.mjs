import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listen } from '../../apps/server/src/platform/port.mjs';
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
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    env: { ...process.env, npm_lifecycle_event: '', HOST: '', PUBLIC_URL: '', ...env },
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
