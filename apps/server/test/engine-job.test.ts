import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EngineError, type SegmentationSession } from '@backgroundfx/core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CutoutTask } from '../src/processing/engine/cutout.api.ts';
import { cutOutFile } from '../src/processing/engine/cutout-job.ts';
import { patches } from './support/picture-files.ts';

const MODEL = {
  id: 'red',
  input: {
    name: 'i',
    mean: [0, 0, 0],
    scale: [1 / 255, 1 / 255, 1 / 255],
    multipleOf: 64,
    bestSize: 128,
    fit: 'stretch',
  },
  output: { name: 'o', values: 'unit' },
} as const;

/** A network that takes what is red for the subject. */
const red: SegmentationSession = {
  async run({ data, dims }) {
    const [, , height = 0, width = 0] = dims;
    return { data: data.slice(0, width * height), dims: [1, 1, height, width] };
  },
  async dispose() {},
};

const context = {
  segmenter: { model: MODEL, session: red },
  limits: { maxPixels: 1_000_000 },
  checkpoint: async () => undefined,
};

let dir = '';
let source = '';
beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'bgfx-job-'));
  source = join(dir, 'source.png');
  const colours = [
    [255, 10, 20],
    [0, 200, 90],
  ];
  await patches([colours], 100, 160).png().toFile(source);
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

let tasks = 0;
function task(changes: Partial<CutoutTask> = {}): CutoutTask {
  const target = join(dir, `${tasks++}.result`);
  return { source, target, format: 'png', quality: 'high', edgeRefinement: 50, ...changes };
}

describe('cutOutFile', () => {
  it('writes the subject and its matte', async () => {
    const wanted = task({ mask: join(dir, 'mask.png') });
    expect(await cutOutFile(wanted, context)).toMatchObject({ width: 200, height: 160 });
    const cut = await sharp(wanted.target).raw().toBuffer();
    const matte = await sharp(join(dir, 'mask.png')).extractChannel(0).raw().toBuffer();
    const at = (x: number) => (80 * 200 + x) * 4;
    expect([...cut.subarray(at(20), at(21))]).toEqual([255, 10, 20, 255]);
    expect([...cut.subarray(at(180), at(181))]).toEqual([0, 0, 0, 0]);
    expect(matte.every((alpha, i) => alpha === cut[i * 4 + 3])).toBe(true);
  });

  it('stops at every step when it is told to, without a picture', async () => {
    let steps = 0;
    const whole = task({ quality: 'ultra' });
    await cutOutFile(whole, { ...context, checkpoint: async () => void steps++ });
    // Decoded or not, prepared, two runs, bands of refinement, before the picture is written.
    expect(steps).toBeGreaterThanOrEqual(7);
    for (let last = 0; last < steps; last++) {
      let passed = 0;
      const stopped = task({ quality: 'ultra' });
      const checkpoint = async () => {
        if (passed++ === last) throw new EngineError('cancelled', 'Cancelled');
      };
      const job = cutOutFile(stopped, { ...context, checkpoint });
      await expect(job).rejects.toMatchObject({ code: 'cancelled' });
      expect(passed).toBe(last + 1);
      expect(existsSync(stopped.target)).toBe(false);
    }
  });

  it('refuses what it cannot do before it decodes', async () => {
    const unread = { ...context, checkpoint: () => Promise.reject(new Error('It went on')) };
    const refused = { name: 'EngineError', code: 'invalid_argument' };
    await expect(cutOutFile(task({ edgeRefinement: 101 }), unread)).rejects.toMatchObject(refused);
    await expect(cutOutFile(task({ finish: { feather: -1 } }), unread)).rejects.toMatchObject(refused);
    const wide = join(dir, 'wide.png');
    await patches([[[255, 0, 0]]], 16_384, 1)
      .png()
      .toFile(wide);
    const tooWide = cutOutFile(task({ source: wide, format: 'webp' }), unread);
    await expect(tooWide).rejects.toMatchObject({ code: 'image_too_large' });
  });

  it('moves and softens edges as it is told', async () => {
    const alphaOf = async (finish: CutoutTask['finish']) => {
      const wanted = task({ ...(finish && { finish }), mask: join(dir, 'finished.png') });
      await cutOutFile(wanted, context);
      const cut = await sharp(wanted.target).extractChannel(3).raw().toBuffer();
      const matte = await sharp(join(dir, 'finished.png')).extractChannel(0).raw().toBuffer();
      expect(matte.equals(cut)).toBe(true);
      return cut;
    };
    const sum = (alpha: Buffer) => alpha.reduce((total, value) => total + value, 0);
    const grey = (alpha: Buffer) => alpha.filter(value => value > 0 && value < 255).length;
    const [usual, wide, soft] = [
      await alphaOf(undefined),
      await alphaOf({ shiftEdge: 4 }),
      await alphaOf({ feather: 3 }),
    ];
    expect(sum(wide)).toBeGreaterThan(sum(usual) + 3 * 160 * 255);
    expect(grey(soft)).toBeGreaterThan(grey(usual) + 5 * 160);
  });

  it('leaves the source as it was', async () => {
    const before = readFileSync(source);
    await cutOutFile(task(), context);
    expect(readFileSync(source).equals(before)).toBe(true);
  });
});
