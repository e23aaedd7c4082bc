import { basename, dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { serve } from '@hono/node-server';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import { build, defaultClientConditions } from 'vite';

/** A page of the benchmarks, built as the editor is built and served with the editor's isolation. */
export interface ServedPage {
  readonly url: string;
  /** What is put here is served too. */
  readonly folder: string;
  close(): void;
}

const root = fileURLToPath(new URL('../', import.meta.url));

/** Builds the page in `source` and serves it on a free port, the models under `/models/`. */
export async function servePage(source: URL): Promise<ServedPage> {
  const from = fileURLToPath(source);
  const folder = `${root}.cache/bench/${basename(dirname(from))}`;
  await build({
    root: from,
    logLevel: 'error',
    configFile: false,
    resolve: { conditions: ['onnxruntime-web-use-extern-wasm', ...defaultClientConditions] },
    worker: { format: 'es' },
    build: { outDir: folder, emptyOutDir: true, assetsInlineLimit: 0, target: 'esnext' },
  });
  const app = new Hono();
  app.use(async (context, next) => {
    await next();
    context.header('Cross-Origin-Opener-Policy', 'same-origin');
    context.header('Cross-Origin-Embedder-Policy', 'require-corp');
    context.header('Cross-Origin-Resource-Policy', 'same-origin');
  });
  const models = serveStatic({
    root: `${root}models/dist`,
    rewriteRequestPath: p => p.replace('/models', ''),
  });
  app.use('/models/*', models);
  app.use(serveStatic({ root: folder }));
  const server = await new Promise<ReturnType<typeof serve>>(resolve => {
    const starting = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, () => resolve(starting));
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The page has no port');
  return { url: `http://127.0.0.1:${address.port}/`, folder, close: () => void server.close() };
}
