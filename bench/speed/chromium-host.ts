import { readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { serve } from '@hono/node-server';
import { serveStatic } from '@hono/node-server/serve-static';
import { type Browser, chromium } from '@playwright/test';
import { Hono } from 'hono';
import { build, defaultClientConditions } from 'vite';
import { chromiumLaunchOptions } from '../../scripts/lib/chromium.mjs';
import type { SpeedTask } from './browser/page.ts';
import { jpegOf, PICTURES, type Picture } from './pictures.ts';
import type { Timings } from './result.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const out = `${root}.cache/bench/speed`;

/** The measuring page, built as the editor is built and served with the editor's isolation. */
export async function serveSpeedPage(): Promise<{ url: string; close: () => void }> {
  await build({
    root: fileURLToPath(new URL('./browser', import.meta.url)),
    logLevel: 'error',
    configFile: false,
    resolve: { conditions: ['onnxruntime-web-use-extern-wasm', ...defaultClientConditions] },
    worker: { format: 'es' },
    build: { outDir: out, emptyOutDir: true, assetsInlineLimit: 0, target: 'esnext' },
  });
  await mkdir(`${out}/pictures`, { recursive: true });
  for (const picture of PICTURES) await writeFile(`${out}${pathOf(picture)}`, await jpegOf(picture));
  const app = new Hono();
  app.use(async (context, next) => {
    await next();
    context.header('Cross-Origin-Opener-Policy', 'same-origin');
    context.header('Cross-Origin-Embedder-Policy', 'require-corp');
    context.header('Cross-Origin-Resource-Policy', 'same-origin');
  });
  app.use(
    '/models/*',
    serveStatic({ root: `${root}models/dist`, rewriteRequestPath: p => p.replace('/models', '') }),
  );
  app.use(serveStatic({ root: out }));
  const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' });
  await new Promise(resolve => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/`, close: () => void server.close() };
}

function pathOf({ width }: Picture): string {
  return `/pictures/${width}.jpg`;
}

/** Measures one picture in a browser of its own, so that its peak memory is its own. */
export async function measureInChromium(
  url: string,
  picture: Picture,
  threads: number,
  runs: number,
): Promise<{ timings: Timings; peakMegabytes: number }> {
  const browser = await chromium.launch(chromiumLaunchOptions());
  try {
    const page = await browser.newPage();
    await page.goto(url);
    const task: SpeedTask = { picture: pathOf(picture), threads, runs };
    const timings = await page.evaluate(given => globalThis.measureSpeed(given), task);
    return { timings, peakMegabytes: await rendererPeak(browser) };
  } finally {
    await browser.close();
  }
}

/** Highest resident memory of the page's process so far; Linux only, elsewhere NaN. */
async function rendererPeak(browser: Browser): Promise<number> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  const peaks = processInfo
    .filter(({ type }) => type === 'renderer')
    .map(({ id }) => {
      try {
        return Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${id}/status`, 'utf8'))?.[1]) / 1024;
      } catch {
        return Number.NaN;
      }
    });
  return Math.max(...peaks);
}
