import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findVariant, type ModelEntry, planCutout, type Quality, removeBackground } from '@backgroundfx/core';
import { openThreadSession } from '@backgroundfx/inference/node';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inspectPicture } from '../src/platform/pictures/picture-file.ts';
import type { CutoutPool } from '../src/processing/engine/cutout.api.ts';
import { decodePicture } from '../src/processing/engine/decode-picture.ts';
import {
  MARKED_THREAD,
  MODEL,
  MODELS_DIR,
  sample,
  settled,
  startPool,
  taskFolder,
} from './support/engine-pool.ts';
import { eventually } from './support/eventually.ts';
import { hasFullDisk, linkToFullDisk } from './support/full-disk.ts';
import { patches } from './support/picture-files.ts';

const MUG = sample('02-mug');
const CANCELLED = { name: 'EngineError', code: 'cancelled' };
const folder = taskFolder();
afterAll(folder.remove);

const pixels = (path: string) => sharp(path).raw().toBuffer();
const greys = (path: string) => sharp(path).extractChannel(0).raw().toBuffer();

async function decoded(path: string) {
  return decodePicture(path, await inspectPicture(path, { maxPixels: 100_000_000 }));
}

describe('a pool that works', { timeout: 60_000 }, () => {
  let pool: CutoutPool;
  beforeAll(async () => {
    pool = startPool({ workers: 2 });
    expect(pool.state).toBe('loading');
    expect(await settled(pool)).toBe('ready');
  }, 60_000);
  afterAll(() => pool.dispose());

  it.each<[Quality, number]>([
    ['low', 50],
    ['low', 0],
    ['ultra', 100],
  ])('makes the cut-out that the engine makes: %s, edge refinement %i', async (quality, edgeRefinement) => {
    const mask = join(folder.dir, `${quality}-${edgeRefinement}.mask`);
    const task = folder.task(MUG, { quality, edgeRefinement, mask });
    expect(await pool.run(task)).toMatchObject({ width: 1280, height: 960 });

    const graphPath = join(MODELS_DIR, findVariant(MODEL, 'int8').graph.name);
    const session = await openThreadSession({ graphPath, model: MODEL, threads: 2 });
    const source = Buffer.from((await decoded(MUG)).data);
    const image = await decoded(MUG);
    const plan = planCutout(quality, MODEL.input, edgeRefinement);
    const { matte } = await removeBackground(image, { model: MODEL, session }, plan);
    await session.dispose();
    expect((await greys(mask)).equals(matte.data)).toBe(true);

    const cut = await pixels(task.target);
    expect(cut.equals(Buffer.from(image.data))).toBe(true);
    let opaque = 0;
    for (let i = 0, p = 0; i < matte.data.length; i++, p += 4) {
      const alpha = matte.data[i]!;
      if (alpha === 255) opaque++;
      if (cut[p + 3] !== alpha) expect.fail(`alpha of pixel ${i}`);
      const isSource = cut.compare(source, p, p + 3, p, p + 3) === 0;
      if (alpha === 255 && !isSource) expect.fail(`colour of pixel ${i}`);
      if (alpha === 0 && cut[p]! + cut[p + 1]! + cut[p + 2]! !== 0)
        expect.fail(`hidden colour of pixel ${i}`);
    }
    expect(opaque / matte.data.length).toBeGreaterThan(0.1);
  });

  it('writes the same pixels as WebP', async () => {
    const png = folder.task(MUG);
    const webp = folder.task(MUG, { format: 'webp' });
    await Promise.all([pool.run(png), pool.run(webp)]);
    expect((await sharp(webp.target).metadata()).format).toBe('webp');
    expect((await pixels(webp.target)).equals(await pixels(png.target))).toBe(true);
  });

  it("multiplies the picture's own alpha with the matte", async () => {
    const { data, info } = await sharp(MUG)
      .resize(320)
      .ensureAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    for (let p = 3; p < data.length; p += 4) data[p] = [255, 200, 0, 77][(p >> 2) % 4]!;
    const source = join(folder.dir, 'see-through.png');
    await sharp(data, { raw: { width: info.width, height: info.height, channels: 4 } })
      .png()
      .toFile(source);
    const task = folder.task(source, { mask: join(folder.dir, 'see-through.mask') });
    await pool.run(task);
    const cut = await pixels(task.target);
    const matte = await greys(task.mask!);
    const expected = Buffer.from(matte.map((share, i) => Math.round((data[i * 4 + 3]! * share) / 255)));
    expect(Buffer.from(matte.map((_, i) => cut[i * 4 + 3]!)).equals(expected)).toBe(true);
    expect(new Set(expected).size).toBeGreaterThan(50);
  });

  it('takes neither place nor maker of a photograph into its results', async () => {
    const source = join(folder.dir, 'gps.jpg');
    await sharp(MUG)
      .resize(320)
      .withExif({ IFD0: { Make: 'A camera' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '52/1 30/1 0/1' } })
      .withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/">A place</x:xmpmeta>')
      .withIccProfile('p3')
      .toFile(source);
    expect(await sharp(source).metadata()).toMatchObject({ exif: expect.anything(), xmp: expect.anything() });
    const mask = join(folder.dir, 'gps.mask');
    for (const format of ['png', 'webp'] as const) {
      const task = folder.task(source, { format, mask });
      await pool.run(task);
      for (const path of [task.target, mask]) {
        const header = await sharp(path).metadata();
        expect([header.exif, header.xmp, header.icc, header.iptc, header.comments]).toEqual(
          Array(5).fill(undefined),
        );
        expect(readFileSync(path).includes('A camera')).toBe(false);
      }
    }
  });

  it('turns a photograph that lies on its side', async () => {
    const source = new URL('../../../e2e/fixtures/mug-exif6.jpg', import.meta.url).pathname;
    const stored = await sharp(source).metadata();
    expect(stored.orientation).toBe(6);
    const task = folder.task(source);
    expect(await pool.run(task)).toMatchObject({ width: stored.height, height: stored.width });
    expect(await sharp(task.target).metadata()).toMatchObject({ width: stored.height, height: stored.width });
    expect((await sharp(task.target).metadata()).orientation).toBeUndefined();
  });

  it('rejects a file it cannot read with a typed error, and leaves nothing', async () => {
    const text = join(folder.dir, 'text.png');
    writeFileSync(text, 'text');
    const torn = join(folder.dir, 'torn.jpg');
    writeFileSync(torn, readFileSync(MUG).subarray(0, 50_000));
    const empty = join(folder.dir, 'empty.jpg');
    writeFileSync(empty, '');
    for (const [source, code] of [
      [text, 'unsupported_image'],
      [torn, 'unreadable_image'],
      [empty, 'empty_file'],
    ] as const) {
      const task = folder.task(source);
      await expect(pool.run(task)).rejects.toMatchObject({ name: 'EngineError', code });
      expect(existsSync(task.target)).toBe(false);
    }
  });

  it('carries the facts of an error across threads', async () => {
    const wide = join(folder.dir, 'wide.png');
    await patches([[[9, 9, 9]]], 20_000, 2)
      .png()
      .toFile(wide);
    const task = folder.task(wide, { format: 'webp' });
    await expect(pool.run(task)).rejects.toMatchObject({
      code: 'image_too_large',
      details: { width: 20_000, height: 2, limitSide: 16_383 },
    });
  });

  it('removes what a failure leaves half done, and says what a full disk is', async () => {
    const mask = join(folder.dir, 'unwanted.mask');
    const target = join(folder.dir, 'no/such/folder/x.png');
    await expect(pool.run(folder.task(MUG, { mask, target }))).rejects.toMatchObject({ code: 'internal' });
    expect(existsSync(mask)).toBe(false);
    if (!hasFullDisk) return;
    const full = join(folder.dir, 'full');
    linkToFullDisk(full);
    const onFullDisk = pool.run(folder.task(MUG, { target: full }));
    await expect(onFullDisk).rejects.toMatchObject({ name: 'EngineError', code: 'disk_full' });
    expect(existsSync(full)).toBe(false);
  });
});

describe('the line in front of the threads', { timeout: 60_000 }, () => {
  let pool: CutoutPool;
  beforeAll(async () => {
    pool = startPool({ threadFile: MARKED_THREAD });
    expect(await settled(pool)).toBe('ready');
  }, 60_000);
  afterAll(() => pool.dispose());

  const begun = ({ target }: { target: string }) => eventually(() => existsSync(`${target}.begun`));

  it('never begins a task that is cancelled while it waits', async () => {
    const cancel = new AbortController();
    const first = pool.run(folder.task(MUG));
    const waiting = folder.task(MUG);
    const dropped = pool.run(waiting, cancel.signal);
    cancel.abort();
    const next = pool.run(folder.task(MUG));
    await expect(dropped).rejects.toMatchObject(CANCELLED);
    await Promise.all([first, next]);
    expect(existsSync(`${waiting.target}.begun`)).toBe(false);
    expect(existsSync(waiting.target)).toBe(false);
  });

  it('rejects a cancelled task at once, and gives its thread to the next without a trace', async () => {
    const cancel = new AbortController();
    const unwanted = folder.task(MUG, { quality: 'ultra', mask: join(folder.dir, 'unwanted-ultra.mask') });
    const running = pool.run(unwanted, cancel.signal);
    await begun(unwanted);
    const next = folder.task(MUG);
    const afterwards = pool.run(next);
    cancel.abort(new Error('The client went away'));
    await expect(running).rejects.toMatchObject({ ...CANCELLED, cause: { message: 'The client went away' } });
    expect(existsSync(`${next.target}.begun`)).toBe(false);
    await afterwards;
    expect([existsSync(unwanted.target), existsSync(unwanted.mask!)]).toEqual([false, false]);
  });

  it('does not take a task that is cancelled already', async () => {
    const task = folder.task(MUG);
    await expect(pool.run(task, AbortSignal.abort())).rejects.toMatchObject(CANCELLED);
    expect(existsSync(`${task.target}.begun`)).toBe(false);
  });

  it('survives the death of its thread, which fails one task alone', async () => {
    const deadly = join(folder.dir, 'deadly');
    copyFileSync(MUG, deadly);
    const task = folder.task(deadly);
    const died = pool.run(task);
    const next = folder.task(MUG);
    const afterwards = pool.run(next);
    await expect(died).rejects.toMatchObject({ name: 'EngineError', code: 'worker_died' });
    expect(existsSync(task.target)).toBe(false);
    expect(await afterwards).toMatchObject({ width: 1280, height: 960 });
    expect(existsSync(next.target)).toBe(true);
    expect(pool.state).toBe('ready');
  });

  it('rejects tasks while no thread can be started, and goes on when one can', async () => {
    process.env.STILLBORN_ENGINE_THREADS = 'yes';
    try {
      for (let i = 0; i < 3; i++) {
        const source = i === 0 ? join(folder.dir, 'deadly') : MUG;
        await expect(pool.run(folder.task(source))).rejects.toMatchObject({ code: 'worker_died' });
      }
    } finally {
      delete process.env.STILLBORN_ENGINE_THREADS;
    }
    expect(await pool.run(folder.task(MUG))).toMatchObject({ width: 1280, height: 960 });
  });

  it('finishes what is under way when it is disposed, and refuses the rest', async () => {
    const under = folder.task(MUG);
    const working = pool.run(under);
    const waiting = pool.run(folder.task(MUG));
    await begun(under);
    const disposing = pool.dispose();
    await expect(waiting).rejects.toMatchObject(CANCELLED);
    await expect(pool.run(folder.task(MUG))).rejects.toMatchObject(CANCELLED);
    await disposing;
    expect(await working).toMatchObject({ width: 1280, height: 960 });
    expect(existsSync(under.target)).toBe(true);
    await pool.dispose();
  });
});

describe('a pool without a model', { timeout: 60_000 }, () => {
  const UNAVAILABLE = { name: 'EngineError', code: 'model_unavailable' };
  const { graph, weights } = findVariant(MODEL, 'int8');

  async function expectFailed(pool: CutoutPool): Promise<void> {
    const early = pool.run(folder.task(MUG));
    await expect(early).rejects.toMatchObject(UNAVAILABLE);
    expect(pool.state).toBe('failed');
    await expect(pool.run(folder.task(MUG))).rejects.toMatchObject(UNAVAILABLE);
    await pool.dispose();
  }

  it('fails when the files are not there', async () => {
    await expectFailed(startPool({ modelsDir: join(folder.dir, 'nowhere') }));
  });

  it('fails when a file is damaged', async () => {
    const modelsDir = join(folder.dir, 'damaged');
    mkdirSync(modelsDir);
    const bytes = readFileSync(join(MODELS_DIR, weights[0]!.name));
    bytes[1_000_000]! ^= 1;
    writeFileSync(join(modelsDir, weights[0]!.name), bytes);
    copyFileSync(join(MODELS_DIR, graph.name), join(modelsDir, graph.name));
    await expectFailed(startPool({ modelsDir }));
  });

  it('fails when the runtime refuses the graph', async () => {
    const modelsDir = join(folder.dir, 'refused');
    mkdirSync(modelsDir);
    writeFileSync(join(modelsDir, 'text.onnx'), 'no graph');
    const sha256 = createHash('sha256').update('no graph').digest('hex');
    const model: ModelEntry = {
      ...MODEL,
      variants: [{ id: 'int8', device: 'cpu', graph: { name: 'text.onnx', bytes: 8, sha256 }, weights: [] }],
    };
    await expectFailed(startPool({ model, modelsDir, workers: 2 }));
  });

  it('can be disposed of while it loads', async () => {
    const pool = startPool();
    const waiting = pool.run(folder.task(MUG));
    const disposing = pool.dispose();
    await expect(waiting).rejects.toMatchObject(CANCELLED);
    await disposing;
  });
});
