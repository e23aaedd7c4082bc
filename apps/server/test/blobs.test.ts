import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ApiError } from '../src/platform/api-error.ts';
import type { BlobStore } from '../src/platform/blobs/blob-store.ts';
import { DiskBlobStore } from '../src/platform/blobs/disk-blob-store.ts';
import { openScratch } from '../src/platform/blobs/scratch.ts';
import { storageError } from '../src/platform/blobs/storage-error.ts';

let dir = '';
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'bgfx-blobs-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

function fileWith(text: string, name = 'finished'): string {
  const path = join(dir, name);
  writeFileSync(path, text);
  return path;
}

async function textOf(bytes: Readable | undefined): Promise<string | undefined> {
  if (!bytes) return undefined;
  const chunks: Buffer[] = [];
  for await (const chunk of bytes) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

async function listed(blobs: BlobStore, prefix: string): Promise<[string, number][]> {
  const found: [string, number][] = [];
  for await (const { key, size } of blobs.list(prefix)) found.push([key, size]);
  return found.sort();
}

describe('blobs on the disk', () => {
  const store = () => new DiskBlobStore(join(dir, 'blobs'));

  it('take a file over', async () => {
    const blobs = store();
    const file = fileWith('some bytes');
    await blobs.put('results/ab/cutout.png', file);
    expect(existsSync(file)).toBe(false);
    expect(readFileSync(join(dir, 'blobs/results/ab/cutout.png'), 'utf8')).toBe('some bytes');
    const info = await blobs.stat('results/ab/cutout.png');
    expect(info).toMatchObject({ key: 'results/ab/cutout.png', size: 10 });
    expect(Math.abs(Date.now() - Number(info?.storedAt))).toBeLessThan(60_000);
  });

  it('are read whole and in part', async () => {
    const blobs = store();
    await blobs.put('a', fileWith('0123456789'));
    expect(await textOf(await blobs.read('a'))).toBe('0123456789');
    expect(await textOf(await blobs.read('a', { start: 2, end: 4 }))).toBe('234');
  });

  it('are read to their end when they are deleted meanwhile', async () => {
    const blobs = store();
    await blobs.put('a', fileWith('0123456789'));
    const bytes = await blobs.read('a');
    await blobs.delete('a');
    expect(await textOf(bytes)).toBe('0123456789');
    expect(await blobs.stat('a')).toBeUndefined();
  });

  it('that are not there are said not to be', async () => {
    const blobs = store();
    expect(await blobs.stat('none')).toBeUndefined();
    expect(await blobs.read('none')).toBeUndefined();
    await expect(blobs.delete('none')).resolves.toBeUndefined();
    expect(await listed(blobs, 'none')).toEqual([]);
  });

  it('are listed by folder', async () => {
    const blobs = store();
    await blobs.put('results/a/1.png', fileWith('1'));
    await blobs.put('results/b/2.png', fileWith('22'));
    await blobs.put('others/3.png', fileWith('333'));
    expect(await listed(blobs, 'results')).toEqual([
      ['results/a/1.png', 1],
      ['results/b/2.png', 2],
    ]);
  });

  it('are listed without what lies between them and is none', async () => {
    const blobs = store();
    await blobs.put('results/a/1.png', fileWith('1'));
    const results = join(dir, 'blobs/results');
    for (const name of ['a/.nfs000001', 'a/Thumbs db', '.DS_Store']) writeFileSync(join(results, name), '');
    mkdirSync(join(results, 'Lost+Found/b'), { recursive: true });
    writeFileSync(join(results, 'Lost+Found/b/1.png'), '');
    expect(await listed(blobs, 'results')).toEqual([['results/a/1.png', 1]]);
  });

  it('are not said to be all when a folder could not be read', async () => {
    const blobs = store();
    await blobs.put('results/a', fileWith('1'));
    await expect(listed(blobs, 'results/a')).rejects.toThrow('Could not list all of "results/a"');
  });

  it.each([
    '',
    '/etc/passwd',
    '../a',
    'a/../b',
    'a//b',
    'a/',
    '.hidden',
    'a/.hidden',
    'a\\b',
    'A',
    'a\0',
    'a b',
  ])('have no key such as "%s"', async key => {
    const blobs = store();
    const file = fileWith('stays');
    await expect(blobs.put(key, file)).rejects.toThrow(TypeError);
    await expect(blobs.stat(key)).rejects.toThrow(TypeError);
    await expect(blobs.read(key)).rejects.toThrow(TypeError);
    await expect(blobs.delete(key)).rejects.toThrow(TypeError);
    expect(readFileSync(file, 'utf8')).toBe('stays');
    expect(readdirSync(dir)).toEqual(['finished']);
  });

  it('have no key that a file name cannot hold', async () => {
    await expect(store().stat('a'.repeat(201))).rejects.toThrow(TypeError);
  });
});

describe('a disk without room', () => {
  it('is told to the client', async () => {
    for (const code of ['ENOSPC', 'EDQUOT', 'SQLITE_FULL']) {
      const full = Object.assign(new Error('no space left on device'), { code });
      const error = storageError(full) as ApiError;
      expect(error).toBeInstanceOf(ApiError);
      expect([error.status, error.code, error.cause]).toEqual([503, 'storage_full', full]);
    }
  });

  it('is not what every other error means', () => {
    const other = Object.assign(new Error('denied'), { code: 'EACCES' });
    expect(storageError(other)).toBe(other);
    expect(storageError(undefined)).toBeUndefined();
  });
});

describe('the scratch folder', () => {
  const entries = (path: string) => readdirSync(path, { recursive: true });

  it('is given out in folders that go with what is in them', async () => {
    const scratch = await openScratch(join(dir, 'scratch'));
    const [first, second] = [await scratch.newFolder(), await scratch.newFolder()];
    writeFileSync(first.file('upload'), '1');
    writeFileSync(second.file('upload'), '2');
    expect(first.file('upload')).not.toBe(second.file('upload'));
    await first.remove();
    await first.remove();
    expect(existsSync(first.file('upload'))).toBe(false);
    expect(readFileSync(second.file('upload'), 'utf8')).toBe('2');
    expect(() => writeFileSync(first.file('late'), '')).toThrow('ENOENT');
    await scratch.close();
    expect(entries(join(dir, 'scratch'))).toEqual([]);
  });

  it('keeps nothing of what a store has taken over, and the store keeps it', async () => {
    const scratch = await openScratch(join(dir, 'scratch'));
    const blobs = new DiskBlobStore(join(dir, 'blobs'));
    const folder = await scratch.newFolder();
    writeFileSync(folder.file('target'), 'cut out');
    await blobs.put('a', folder.file('target'));
    await folder.remove();
    expect(await textOf(await blobs.read('a'))).toBe('cut out');
  });

  it('is swept of what dead processes left, and of nothing else', async () => {
    const root = join(dir, 'scratch');
    const dead = spawnSync(process.execPath, ['-e', '']).pid;
    const left = [`${dead}-aaaaaaaa`, `${process.pid}-bbbbbbbb`, 'what-is-this'];
    const alive = `${process.ppid}-cccccccc`;
    for (const name of [...left, alive]) {
      mkdirSync(join(root, name, 'folder'), { recursive: true });
      writeFileSync(join(root, name, 'folder/upload'), 'left over');
    }
    const scratch = await openScratch(root);
    const own = (await scratch.newFolder())
      .file('')
      .slice(root.length + 1)
      .split('/')[0];
    expect(readdirSync(root).sort()).toEqual([alive, own].sort());
    expect(readFileSync(join(root, alive, 'folder/upload'), 'utf8')).toBe('left over');
  });
});
