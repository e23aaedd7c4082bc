import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Hono } from 'hono';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { securityHeaders } from '../src/platform/security-headers.ts';
import { webRoutes } from '../src/web/web.routes.ts';

let webDir: string;

beforeAll(() => {
  webDir = mkdtempSync(join(tmpdir(), 'bgfx-web-'));
  writeFileSync(join(webDir, 'service.worker.js'), 'self');
});
afterAll(() => rmSync(webDir, { recursive: true, force: true }));

it('serves the service worker from the root it answers for, asked for again each time, and isolated', async () => {
  const app = new Hono().use(securityHeaders).route('/', webRoutes({ webDir }));
  const { status, headers } = await app.request('/service.worker.js');
  expect(status).toBe(200);
  expect(headers.get('cache-control')).toBe('no-cache');
  expect(headers.get('content-type')).toBe('text/javascript; charset=utf-8');
  // An isolated page starts only a worker that is isolated, too; and what it fetches stays on this origin.
  expect(headers.get('cross-origin-embedder-policy')).toBe('require-corp');
  expect(headers.get('content-security-policy')).toContain("connect-src 'self'");
});
