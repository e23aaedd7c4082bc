import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SegmentationSession, Tensor } from '@backgroundfx/core';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { keptSession } from './kept-session.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kept-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function counting(): SegmentationSession & { runs: number } {
  return {
    runs: 0,
    async run({ data }) {
      this.runs++;
      return { dims: [1, 1, 1, data.length], data: data.map(v => v * 2) };
    },
    async dispose() {},
  };
}

const ask = (...values: number[]): Tensor => ({
  dims: [1, 1, 1, values.length],
  data: Float32Array.from(values),
});

it('asks once for the same input of the same graph, and gives the same answer', async () => {
  const session = counting();
  const first = await keptSession(session, 'a', folder).run(ask(1, 2.5));
  const second = await keptSession(session, 'a', folder).run(ask(1, 2.5));
  expect(second).toEqual(first);
  expect(second.data).toEqual(Float32Array.of(2, 5));
  expect(session.runs).toBe(1);
  await keptSession(session, 'a', folder).run(ask(1, 3));
  await keptSession(session, 'b', folder).run(ask(1, 2.5));
  expect(session.runs).toBe(3);
  expect(readdirSync(folder).every(name => name.endsWith('.tensor'))).toBe(true);
});
