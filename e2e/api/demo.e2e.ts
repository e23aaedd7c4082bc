import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from '@playwright/test';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

test('the demonstration of the API walks its whole journey', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', 'e2e/demo/main.ts'], {
    cwd: ROOT,
    timeout: 110_000,
  });
  expect(stdout).toMatch(/job: completed, 100 %/);
  expect(stdout).toMatch(/job\.completed came, its signature holds/);
  expect(stdout.match(/^replace {5}plant before \S+: \d{5,} bytes$/gm)).toHaveLength(2);
  expect(stdout.trim().split('\n').at(-1)).toBe('logout      done: everything worked');
});
