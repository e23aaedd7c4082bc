import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const cli = fileURLToPath(new URL('../src/cli.ts', import.meta.url));

function run(...args: string[]) {
  return spawnSync(process.execPath, ['--import', 'tsx', cli, ...args], { encoding: 'utf8' });
}

test('explains itself', () => {
  const { status, stdout } = run('--help');
  expect(status).toBe(0);
  expect(stdout).toContain('npm run models');
  expect(stdout).toContain('MODEL_MIRROR');
});

test('lists the models', () => {
  const { status, stdout } = run('list');
  expect(status).toBe(0);
  for (const text of ['isnet, rembg', 'u2netp', '176.0 MB', 'Apache-2.0']) expect(stdout).toContain(text);
});

test.each([
  [['add'], 'models: Which models? "npm run models -- list" names them'],
  [['add', 'u2netp', 'sam'], 'models: No model named "sam" in the catalogue'],
  [['--wrong'], 'npm run models'],
  [['no-such-model'], 'models: No model named "no-such-model" in the catalogue'],
])('refuses %j with exit code 2', (args, message) => {
  const { status, stderr } = run(...args);
  expect(stderr).toContain(message);
  expect(status).toBe(2);
});
