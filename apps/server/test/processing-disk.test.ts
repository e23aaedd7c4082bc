import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { ApiError } from '../src/platform/api-error.ts';
import { DiskBlobStore } from '../src/platform/blobs/disk-blob-store.ts';
import { openScratch, type Scratch } from '../src/platform/blobs/scratch.ts';
import { listen } from '../src/platform/port.mjs';
import { Admission } from '../src/processing/admission.ts';
import { CutoutMaker } from '../src/processing/cutout-maker.ts';
import type { CutoutPool } from '../src/processing/engine/cutout.api.ts';
import { Pace } from '../src/processing/pace.ts';
import { PictureForm } from '../src/processing/picture-form.ts';
import { ProcessingService, type ResultStore } from '../src/processing/processing.service.ts';
import { ONE_NETWORK, sample, settled, startPool } from './support/engine-pool.ts';
import { hasFullDisk, linkToFullDisk } from './support/full-disk.ts';
import { ask } from './support/http-client.ts';
import { leftOverIn } from './support/left-over.ts';
import { FORM_TYPE, formOf } from './support/multipart.ts';

describe.runIf(hasFullDisk)('a disk without room', { timeout: 60_000 }, () => {
  let dir = '';
  let engine: CutoutPool;
  let scratch: Scratch;
  let server: Server;
  let url = '';
  /** Which file of a piece of work finds no room. */
  let full = '';
  const results: ResultStore = {
    keep: () => Promise.reject(Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' })),
    openResult: () => Promise.resolve(undefined),
  };
  const fetcher = { fetch: () => Promise.reject(new Error('There is no network')) };
  const images = { source: () => Promise.reject(new Error('There are no images')) };
  let outcome: Promise<unknown> = Promise.resolve();

  beforeAll(async () => {
    dir = mkdtempSync(join(tmpdir(), 'bgfx-full-'));
    scratch = await openScratch(dir);
    engine = startPool();
    expect(await settled(engine)).toBe('ready');
    const pace = new Pace();
    const service = new ProcessingService({
      admission: new Admission(1, pace),
      form: new PictureForm({ images, fetcher, blobs: new DiskBlobStore(dir), maxUploadBytes: 1_000_000 }),
      maker: new CutoutMaker({
        engine,
        models: ONE_NETWORK,
        pace,
        backdrops: images,
        blobs: new DiskBlobStore(dir),
        maxPixels: 100_000_000,
      }),
      scratch: {
        ...scratch,
        async newFolder() {
          const folder = await scratch.newFolder();
          linkToFullDisk(folder.file(full));
          return folder;
        },
      },
      results,
    });
    server = createServer((message, response) => {
      const { signal } = new AbortController();
      outcome = service.keepCutout({ message, userId: '', signal }).catch(error => error);
      void outcome.then(() => response.end());
    });
    url = `http://127.0.0.1:${await listen(server, { host: '127.0.0.1', port: 0 })}/`;
  }, 60_000);
  afterEach(() => expect(leftOverIn(dir)).toEqual([]));
  afterAll(async () => {
    server.close();
    await engine.dispose();
    rmSync(dir, { recursive: true });
  });

  it.each(['upload', 'image', 'mask', 'row'])(
    'is told to the client, whatever finds none: %s',
    async what => {
      full = what;
      const picture = { name: 'file', filename: 'mug.jpg', value: readFileSync(sample('02-mug')) };
      const fields = [
        { name: 'quality', value: 'low' },
        { name: 'return_mask', value: 'true' },
      ];
      await ask(url, {
        method: 'POST',
        headers: { 'Content-Type': FORM_TYPE },
        body: formOf(picture, ...fields),
      });
      const { status, code, message } = (await outcome) as ApiError;
      expect({ status, code, message }).toEqual({
        status: 503,
        code: 'storage_full',
        message: 'The server has no room left for files',
      });
    },
  );
});
