import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import type { Drawing } from '../src/backgrounds/drawing/drawing.api.ts';
import { createDrawingPool, type DrawingPool } from '../src/backgrounds/drawing/drawing-pool.ts';
import { eventually } from './support/eventually.ts';

const threadFile = fileURLToPath(new URL('./support/marked-drawing.worker.mjs', import.meta.url));
const dir = mkdtempSync(join(tmpdir(), 'bgfx-drawing-'));
let pool: DrawingPool | undefined;
afterEach(() => pool?.dispose());
afterAll(() => rmSync(dir, { recursive: true }));

const open = (finishWithinMs?: number): DrawingPool => {
  pool = createDrawingPool({
    log: pino({ level: 'silent' }),
    threads: 1,
    threadFile,
    ...(finishWithinMs !== undefined && { finishWithinMs }),
  });
  return pool;
};
const drawing = (name: string, changes: Partial<Drawing> = {}): Drawing => ({
  scene: { library: 'gradient-dawn' },
  width: 64,
  height: 36,
  format: 'jpg',
  target: join(dir, name),
  ...changes,
});
/** Takes seconds. */
const large = (name: string) =>
  drawing(name, { scene: { prompt: 'forest in the mist' }, width: 4096, height: 4096 });
const begun = (name: string) => eventually(() => existsSync(join(dir, `${name}.begun`)));

describe('the drawing threads', { timeout: 30_000 }, () => {
  it('draw one after the other, the same bytes each time', async () => {
    const { draw } = open();
    const [first, second] = await Promise.all([draw(drawing('a')), draw(drawing('b'))]);
    expect([first, second]).toEqual([{ understood: [] }, { understood: [] }]);
    expect(readFileSync(join(dir, 'a')).equals(readFileSync(join(dir, 'b')))).toBe(true);
    expect((await draw(drawing('c', { scene: { prompt: 'Blue sea' } }))).understood).toEqual(['blue', 'sea']);
  });

  it('say what the engine says', async () => {
    const { draw } = open();
    await expect(draw(drawing('d', { scene: { prompt: '...' } }))).rejects.toMatchObject({
      code: 'prompt_rejected',
      details: { reason: 'no_words' },
    });
  });

  it('are replaced when they die, and others do not wait for the dead', async () => {
    const { draw } = open();
    await expect(draw(drawing('deadly'))).rejects.toMatchObject({ code: 'worker_died' });
    expect(await draw(drawing('e'))).toEqual({ understood: [] });
    process.env.STILLBORN_DRAWING_THREADS = 'yes';
    try {
      const { draw: drawStillborn } = open();
      await expect(drawStillborn(drawing('f'))).rejects.toMatchObject({ code: 'worker_died' });
    } finally {
      delete process.env.STILLBORN_DRAWING_THREADS;
    }
  });

  it('stop when nobody wants the drawing any more', async () => {
    const { draw } = open();
    const leaving = new AbortController();
    const result = draw(large('g'), leaving.signal);
    await begun('g');
    leaving.abort();
    await expect(result).rejects.toMatchObject({ code: 'cancelled' });
    expect(existsSync(join(dir, 'g'))).toBe(false);
    await expect(draw(drawing('h'), leaving.signal)).rejects.toMatchObject({ code: 'cancelled' });
  });

  it('finish what they do when the server stops, unless it takes too long', async () => {
    const patient = open();
    const small = patient.draw(drawing('i', { width: 640, height: 360 }));
    await begun('i');
    await patient.dispose();
    expect(await small).toEqual({ understood: [] });
    await expect(patient.draw(drawing('j'))).rejects.toMatchObject({ code: 'cancelled' });
    const hurried = open(10);
    const result = hurried.draw(large('k'));
    result.catch(() => undefined);
    await begun('k');
    await hurried.dispose();
    await expect(result).rejects.toMatchObject({ code: 'cancelled' });
  });
});
