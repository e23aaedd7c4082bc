import { execFile } from 'node:child_process';
import { type link, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { CompactSign, compactVerify, exportJWK } from 'jose';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createOnce } from '../src/platform/keys/create-once.ts';
import { type KeyFile, makeKeyFile } from '../src/platform/keys/key-file.ts';
import { openKeyRing } from '../src/platform/keys/key-ring.ts';
import { StartError } from '../src/platform/start-error.mjs';

const at = (time: string) => ({ now: () => new Date(time) });
const CLOCK = at('2026-01-01T00:00:00.000Z');

let dir = '';
let file = '';
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'bgfx-keys-'));
  file = join(dir, 'keys.json');
});
afterEach(() => rm(dir, { recursive: true, force: true }));

async function stored(): Promise<KeyFile> {
  return JSON.parse(await readFile(file, 'utf8'));
}

describe('the key ring', () => {
  it('is made once, for its owner alone, and stays', async () => {
    const first = await openKeyRing(file, CLOCK);
    expect(await readdir(dir)).toEqual(['keys.json']);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const text = await readFile(file, 'utf8');

    const again = await openKeyRing(file, at('2027-01-01T00:00:00.000Z'));
    expect(await readFile(file, 'utf8')).toBe(text);
    expect(again.signing[0].kid).toBe(first.signing[0].kid);
    expect(again.fileUrls).toEqual(first.fileUrls);
    expect(again.fileUrls[0].bytes).toHaveLength(32);
    expect((await stored()).signing[0].created).toBe('2026-01-01T00:00:00.000Z');
  });

  it('signs what it verifies', async () => {
    const [{ privateKey, publicKey }] = (await openKeyRing(file, CLOCK)).signing;
    const text = new TextEncoder().encode('text');
    const signed = await new CompactSign(text).setProtectedHeader({ alg: 'ES256' }).sign(privateKey);
    expect((await compactVerify(signed, publicKey)).payload).toEqual(text);
    expect(publicKey.type).toBe('public');
    await expect(exportJWK(privateKey)).rejects.toThrow();
  });

  it('is another one on every server', async () => {
    const one = await openKeyRing(file, CLOCK);
    const other = await openKeyRing(join(dir, 'other.json'), CLOCK);
    expect(one.signing[0].kid).not.toBe(other.signing[0].kid);
    expect(one.fileUrls[0].bytes).not.toEqual(other.fileUrls[0].bytes);
  });

  it('puts the newest key first and keeps the others', async () => {
    const years = ['2025', '2027', '2026'];
    const files = await Promise.all(years.map(year => makeKeyFile(at(`${year}-01-01T00:00:00.000Z`))));
    const ring = {
      version: 1,
      signing: files.map(({ signing }) => signing[0]),
      fileUrls: files.map(({ fileUrls }) => fileUrls[0]),
    };
    await writeFile(file, JSON.stringify(ring));
    const { signing, fileUrls } = await openKeyRing(file, CLOCK);
    const order = [files[1], files[2], files[0]];
    expect(signing.map(({ kid }) => kid)).toEqual(order.map(one => one?.signing[0].kid));
    expect(fileUrls.map(({ kid }) => kid)).toEqual(order.map(one => one?.fileUrls[0].kid));
  });

  it('is one for processes that start together', async () => {
    const module = join(import.meta.dirname, '../src/platform/keys/key-ring.ts');
    const program = `
      import { openKeyRing } from ${JSON.stringify(module)};
      const ring = await openKeyRing(process.argv[1], { now: () => new Date() });
      process.stdout.write(ring.signing[0].kid + ring.fileUrls[0].kid);`;
    const args = ['--import', 'tsx', '--input-type=module', '--eval', program, file];
    const start = async () => (await promisify(execFile)(process.execPath, args)).stdout;
    const rings = await Promise.all([start(), start(), start()]);
    const { signing, fileUrls } = await stored();
    expect(new Set(rings)).toEqual(new Set([signing[0].kid + fileUrls[0].kid]));
    expect(await readdir(dir)).toEqual(['keys.json']);
  });

  it('is one for callers at the same moment', async () => {
    const rings = await Promise.all(Array.from({ length: 8 }, () => openKeyRing(file, CLOCK)));
    expect(new Set(rings.map(({ signing }) => signing[0].kid)).size).toBe(1);
  });
});

describe('damaged keys are refused and left as they are', () => {
  const flipped = (text: string) => (text[10] === 'A' ? 'B' : 'A');
  it.each<[string, (good: KeyFile) => unknown]>([
    ['half a file', good => JSON.stringify(good).slice(0, 200)],
    ['an empty file', () => ''],
    ['no object', () => '[]'],
    ['another version', good => ({ ...good, version: 2 })],
    ['no signing key', good => ({ ...good, signing: [] })],
    ['no secret', good => ({ ...good, fileUrls: [] })],
    ['a short secret', good => ({ ...good, fileUrls: [{ ...good.fileUrls[0], secret: 'c2hvcnQ' }] })],
    [
      'another private half',
      good => {
        const { jwk, ...key } = good.signing[0];
        const d = `${jwk.d.slice(0, 10)}${flipped(jwk.d)}${jwk.d.slice(11)}`;
        return { ...good, signing: [{ ...key, jwk: { ...jwk, d } }] };
      },
    ],
    [
      'a public half that is no point of the curve',
      good => {
        const { jwk, ...key } = good.signing[0];
        return { ...good, signing: [{ ...key, jwk: { ...jwk, x: jwk.y, y: jwk.x } }] };
      },
    ],
  ])('%s', async (_what, damage) => {
    const broken = damage(await makeKeyFile(CLOCK));
    const text = typeof broken === 'string' ? broken : JSON.stringify(broken);
    await writeFile(file, text);
    await expect(openKeyRing(file, CLOCK)).rejects.toThrow(
      new StartError(
        `The keys ${file} are damaged or of a newer version; put a copy of the file in its place (if there is none, delete it: everybody must log in again)`,
      ),
    );
    expect(await readFile(file, 'utf8')).toBe(text);
  });

  it('a folder in their place', async () => {
    await mkdir(file);
    await expect(openKeyRing(file, CLOCK)).rejects.toThrow(
      new StartError(`The keys ${file} cannot be read (EISDIR); set DATA_DIR to another folder`),
    );
  });

  it('a folder that is not there', async () => {
    file = join(dir, 'gone/keys.json');
    await expect(openKeyRing(file, CLOCK)).rejects.toThrow(
      new StartError(`The keys ${file} cannot be written (ENOENT); set DATA_DIR to another folder`),
    );
  });
});

describe('a file made once', () => {
  it('is not made again', async () => {
    expect(await createOnce(file, 'one')).toBe(true);
    expect(await createOnce(file, 'two')).toBe(false);
    expect([await readFile(file, 'utf8'), await readdir(dir)]).toEqual(['one', ['keys.json']]);
  });

  it('is made on a disk without links too', async () => {
    const noLinks: typeof link = () =>
      Promise.reject(Object.assign(new Error('no links'), { code: 'EPERM' }));
    expect(await createOnce(file, 'one', noLinks)).toBe(true);
    expect([await readFile(file, 'utf8'), await readdir(dir)]).toEqual(['one', ['keys.json']]);
  });

  it('leaves nothing behind where it cannot be made', async () => {
    const full: typeof link = () => Promise.reject(Object.assign(new Error('full'), { code: 'ENOSPC' }));
    await expect(createOnce(file, 'one', full)).rejects.toThrow('full');
    expect(await readdir(dir)).toEqual([]);
  });
});
