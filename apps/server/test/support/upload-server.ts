import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import { pino } from 'pino';
import { ApiError } from '../../src/platform/api-error.ts';
import type { AppEnv } from '../../src/platform/app-env.ts';
import { openScratch, type ScratchFolder } from '../../src/platform/blobs/scratch.ts';
import { answerError } from '../../src/platform/error-answers.ts';
import { listen } from '../../src/platform/port.mjs';
import { continueWhenRead } from '../../src/platform/upload/expect-continue.ts';
import { type DrainLimits, lingeringAnswers } from '../../src/platform/upload/lingering-answers.ts';
import { type FormRules, receiveForm } from '../../src/platform/upload/receive-form.ts';
import { leftOverIn } from './left-over.ts';

export const RULES: FormRules = {
  fileField: 'file',
  maxFileBytes: 100_000,
  maxFieldBytes: 1000,
  leastPace: { bytes: 1000, ms: 20_000 },
  time: { graceMs: 20_000, leastBytesPerSecond: 1, longestMs: 20_000 },
};

/** A server that takes forms at `/form`, refuses them unread at `/refused`, and does nothing else. */
export interface UploadServer {
  readonly url: string;
  rules: FormRules;
  /** Where uploads are written, if not into the scratch folder. */
  target: string | undefined;
  /** Everything its handlers threw. */
  readonly thrown: unknown[];
  /** Bytes that have come in over the connection of the last request. */
  readonly received: () => number;
  readonly leftOver: () => string[];
  readonly stop: () => Promise<void>;
}

/** Starts it on a free port of this machine, with a scratch folder of its own. */
export async function startUploadServer(limits?: DrainLimits): Promise<UploadServer> {
  const dir = mkdtempSync(join(tmpdir(), 'bgfx-upload-'));
  const scratch = await openScratch(dir);
  let received = (): number => 0;
  const app = new Hono<AppEnv>();
  app.use(async (context, next) => {
    const { socket } = context.env.incoming;
    received = () => socket.bytesRead;
    context.set('log', () => pino({ level: 'silent' }));
    await next();
  });
  app.use(lingeringAnswers(limits));
  app.post('/refused', () => {
    throw new ApiError(401, 'unauthorized', 'No');
  });
  app.post('/form', async context => {
    const own = await scratch.newFolder();
    const { target } = server;
    const folder: ScratchFolder = target === undefined ? own : { ...own, file: () => target };
    try {
      const { file, fields } = await receiveForm(
        context.env.incoming,
        server.rules,
        folder,
        context.req.raw.signal,
      );
      const content = file.bytes < 100 ? readFileSync(file.path, 'latin1') : '';
      return context.json({ content, bytes: file.bytes, name: file.name, fields });
    } finally {
      await own.remove();
    }
  });
  app.onError((error, context) => {
    server.thrown.push(error);
    return answerError(error, context);
  });
  const listener = getRequestListener(app.fetch);
  const http = createServer(listener).on('checkContinue', continueWhenRead(listener));
  const port = await listen(http, { host: '127.0.0.1', port: 0 });
  const server: UploadServer = {
    url: `http://127.0.0.1:${port}`,
    rules: RULES,
    target: undefined,
    thrown: [],
    received: () => received(),
    leftOver: () => leftOverIn(dir),
    stop: async () => {
      http.closeAllConnections();
      await new Promise(resolve => http.close(resolve));
      rmSync(dir, { recursive: true, force: true });
    },
  };
  return server;
}
