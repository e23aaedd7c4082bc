import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from '@playwright/test';
import { chromiumLaunchOptions } from './scripts/lib/chromium.mjs';
import { threadPoolEnv } from './scripts/lib/thread-pool.mjs';

/** `npm test` picks a free one. */
const port = Number(process.env.E2E_PORT ?? 8791);
const baseURL = `http://localhost:${port}`;

/** Journeys through the built product, as `npm start` serves it. */
export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.e2e.ts',
  outputDir: '.cache/tests/e2e',
  forbidOnly: Boolean(process.env.CI),
  // One browser at a time: the engine takes every core there is.
  workers: 1,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  use: {
    baseURL,
    browserName: 'chromium',
    launchOptions: chromiumLaunchOptions(),
    screenshot: 'only-on-failure',
  },
  webServer: {
    command: 'node --import tsx apps/server/src/main.ts',
    url: `${baseURL}/v1/health`,
    env: {
      PORT: String(port),
      HOST: '127.0.0.1',
      PUBLIC_URL: '',
      DATA_DIR: join(tmpdir(), `bgfx-e2e-${port}`),
      ...threadPoolEnv(process.env),
    },
    gracefulShutdown: { signal: 'SIGTERM', timeout: 30_000 },
    stdout: 'ignore',
    stderr: 'pipe',
  },
});
