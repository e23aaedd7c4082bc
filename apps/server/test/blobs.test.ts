import { randomUUID } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, sep } from 'node:path';
import type { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ApiError } from '../src/platform/api-error.ts';
import type { BlobStore } from '../src/platform/blobs/blob-store.ts';
import { DiskBlobStore, openDiskBlobStore } from '../src/platform/blobs/disk-blob-store.ts';
import { openScratch, type Scratch } from '../src/platform/blobs/scratch.ts';
import { storageError } from '../src/platform/blobs/storage-error.ts';
import { eventually } from './support/eventually.ts';

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
    for (const code of ['ENOSPC', 'EDQUOT', 'SQLITE_FULL', 'disk_full']) {
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

  it('is swept of what nobody has touched for an hour, whoever left it, and of nothing else', async () => {
    const root = join(dir, 'scratch');
    const age = (name: string, minutes: number) => {
      const then = new Date(Date.now() - minutes * 60_000);
      utimesSync(join(root, name), then, then);
    };
    // In containers every server has the same process id; only time tells which of them lives.
    const left = [`${process.pid}-aaaaaaaa`, 'what-is-this'];
    const alive = [`${process.pid}-bbbbbbbb`, randomUUID()];
    for (const name of [...left, ...alive]) {
      mkdirSync(join(root, name, 'folder'), { recursive: true });
      writeFileSync(join(root, name, 'folder/upload'), 'left over');
    }
    for (const name of left) age(name, 61);
    for (const name of alive) age(name, 58);
    const scratch = await openScratch(root);
    const own = await ownFolder(scratch, root);
    expect(readdirSync(root).sort()).toEqual([...alive, own].sort());
    expect(readFileSync(join(root, alive[0] ?? '', 'folder/upload'), 'utf8')).toBe('left over');
    await scratch.close();
  });

  it('is swept again and again, and never of the folder of a server that does nothing for hours', async () => {
    const root = join(dir, 'scratch');
    const scratch = await openScratch(root, { everyMs: 10 });
    const own = await ownFolder(scratch, root);
    const longAgo = new Date(Date.now() - 5 * 3600_000);
    mkdirSync(join(root, 'left'));
    for (const name of ['left', own]) utimesSync(join(root, name), longAgo, longAgo);
    await eventually(() => !existsSync(join(root, 'left')));
    await eventually(() => statSync(join(root, own)).mtimeMs > Date.now() - 60_000);
    const other = await openScratch(root);
    expect(existsSync(join(root, own))).toBe(true);
    await Promise.all([other.close(), scratch.close()]);
  });

  it('is made again when somebody has removed it', async () => {
    const root = join(dir, 'scratch');
    const scratch = await openScratch(root);
    rmSync(root, { recursive: true });
    const folder = await scratch.newFolder();
    writeFileSync(folder.file('upload'), '1');
    expect(readFileSync(folder.file('upload'), 'utf8')).toBe('1');
    await scratch.close();
  });

  it.skipIf(process.platform === 'win32')("is nobody else's to look into, nor are the blobs", async () => {
    const rights = (path: string) => (statSync(join(dir, path)).mode & 0o777).toString(8);
    for (const name of ['scratch', 'blobs']) mkdirSync(join(dir, name), { mode: 0o755 });
    const scratch = await openScratch(join(dir, 'scratch'));
    const blobs = await openDiskBlobStore(join(dir, 'blobs'));
    const folder = await scratch.newFolder();
    writeFileSync(folder.file('image'), 'cut out');
    const made = relative(dir, folder.file(''));
    await blobs.put('results/a/image.png', folder.file('image'));
    expect(['scratch', made, 'blobs', 'blobs/results', 'blobs/results/a'].map(rights)).toEqual(
      Array(5).fill('700'),
    );
    rmSync(join(dir, 'blobs'), { recursive: true });
    await blobs.put('b', fileWith('again'));
    expect(rights('blobs')).toBe('700');
    await scratch.close();
  });

  /** Name of a scratch folder's own folder. */
  async function ownFolder(scratch: Scratch, root: string): Promise<string> {
    const folder = await scratch.newFolder();
    await folder.remove();
    return relative(root, folder.file('')).split(sep)[0] ?? '';
  }
});
