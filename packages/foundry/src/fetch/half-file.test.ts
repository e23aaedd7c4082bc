import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { sendWithRanges, serve } from '../../test/local-server.ts';
import { fileOf } from '../../test/tiny-model.ts';
import { writeChecked } from './half-file.ts';
import { download } from './url.ts';

const disk = vi.hoisted(() => ({ failure: '' }));

// Every file that is opened fails to take bytes while `disk.failure` is set, as on a full disk.
vi.mock('node:fs/promises', async original => {
  const fs = await original<typeof import('node:fs/promises')>();
  return {
    ...fs,
    open: async (...args: Parameters<typeof fs.open>) => {
      const handle = await fs.open(...args);
      if (disk.failure) {
        const error = Object.assign(new Error(`${disk.failure}: write`), { code: disk.failure });
        handle.writeFile = () => Promise.reject(error);
      }
      return handle;
    },
  };
});

const bytes = Uint8Array.from({ length: 1000 }, (_, i) => i % 256);
const expected = fileOf('graph.onnx', bytes);
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'foundry-'));
});

afterEach(async () => {
  disk.failure = '';
  await rm(folder, { recursive: true });
});

test('writes a right file under its name, over an old one', async () => {
  const to = join(folder, 'deeper', 'graph.onnx');
  await writeChecked(to, bytes, expected);
  await writeChecked(to, bytes, expected);
  expect(Buffer.compare(await readFile(to), bytes)).toBe(0);
  expect(await readdir(join(folder, 'deeper'))).toEqual(['graph.onnx']);
});

test.each([
  ['truncated', bytes.subarray(1)],
  ['hash_mismatch', bytes.slice().reverse()],
  ['hash_mismatch', new Uint8Array(1001)],
])('refuses wrong bytes as %s and keeps the old file', async (code, wrong) => {
  const to = join(folder, 'graph.onnx');
  await writeFile(to, 'old');
  await expect(writeChecked(to, wrong, expected)).rejects.toMatchObject({ code, file: to });
  expect(await readFile(to, 'utf8')).toBe('old');
  expect(await readdir(folder)).toEqual(['graph.onnx']);
});

test.each([
  ['ENOSPC', 'disk_full', 'Free some and start again'],
  ['EDQUOT', 'disk_full', 'Free some and start again'],
  ['EIO', 'unwritable', 'EIO: write'],
])('%s is told as %s, and no half file stays', async (failure, code, message) => {
  disk.failure = failure;
  await expect(writeChecked(join(folder, 'graph.onnx'), bytes, expected)).rejects.toMatchObject({
    code,
    message: expect.stringContaining(message),
  });
  expect(await readdir(folder)).toEqual([]);
});

test('a download that fills the disk leaves nothing, not even a part', async () => {
  const server = await serve((request, response) => sendWithRanges(bytes, request, response));
  try {
    disk.failure = 'ENOSPC';
    const to = join(folder, 'graph.onnx');
    await expect(download({ url: server.origin, to, expected, resume: true })).rejects.toMatchObject({
      code: 'disk_full',
    });
    expect(await readdir(folder)).toEqual([]);
  } finally {
    await server.close();
  }
});

test('a folder that is a file is told as unwritable', async () => {
  await writeFile(join(folder, 'dist'), '');
  const to = join(folder, 'dist', 'graph.onnx');
  await expect(writeChecked(to, bytes, expected)).rejects.toMatchObject({ code: 'unwritable' });
});
