import { randomBytes, randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Hono } from 'hono';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFiles, type Files } from '../src/files/create-files.ts';
import type { KeptResult, NewResult, OrphanOptions } from '../src/files/files.service.ts';
import { startSweep } from '../src/files/sweep.ts';
import type { AppEnv } from '../src/platform/app-env.ts';
import { DiskBlobStore } from '../src/platform/blobs/disk-blob-store.ts';
import { openDatabase } from '../src/platform/database/open-database.ts';
import type { Database } from '../src/platform/database/schema.ts';
import { answerError } from '../src/platform/error-answers.ts';
import { randomIds } from '../src/platform/ids.ts';
import { createLog } from '../src/platform/log.ts';

const DAY = 86_400;
const IMAGE = randomBytes(5000);
const MASK = randomBytes(700);
const SECRETS = [randomBytes(32), randomBytes(32)] as const;
const owner = randomUUID();
const log = createLog('silent');

let folder = '';
let database: Database;
let time = 0;
const clock = { now: () => new Date(time) };
let files: Files;
let app: Hono<AppEnv>;

function setUp(
  secrets: readonly [Buffer, ...Buffer[]],
  { blobs = new DiskBlobStore(join(folder, 'blobs')), log: itsLog = log } = {},
): void {
  files = createFiles({
    database,
    blobs,
    log: itsLog,
    clock,
    ids: randomIds,
    secrets,
    publicUrl: () => 'https://fx.example',
    lifeSeconds: DAY,
  });
  app = new Hono<AppEnv>();
  app.use(async (context, next) => {
    context.set('log', () => log);
    await next();
  });
  app.route('/v1', files.routes);
  app.onError(answerError);
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'bgfx-files-'));
  database = await openDatabase(join(folder, 'test.db'));
  time = Date.UTC(2026, 0, 1, 12, 0, 0, 250);
  await database
    .insertInto('users')
    .values({ id: owner, email: 'a@b.co', name: 'Me', plan: 'free', password_hash: 'x', created_at: time })
    .execute();
  setUp([SECRETS[0]]);
});
afterEach(async () => {
  await database.destroy();
  rmSync(folder, { recursive: true });
});

async function keep(changes: Partial<NewResult> = {}): Promise<KeptResult> {
  const image = join(folder, `image-${randomUUID()}`);
  const mask = join(folder, `mask-${randomUUID()}`);
  writeFileSync(image, IMAGE);
  writeFileSync(mask, MASK);
  return files.service.keep({
    userId: owner,
    name: 'cat',
    format: 'png',
    width: 4,
    height: 3,
    image,
    mask,
    ...changes,
  });
}

/** Path and query of an address, for the app. */
function pathOf(url: string | undefined): string {
  const { origin, pathname, search } = new URL(url ?? '');
  expect(origin).toBe('https://fx.example');
  return pathname + search;
}

async function refusal(path: string): Promise<unknown[]> {
  const answer = await app.request(path);
  const { error, message } = (await answer.json()) as { error: string; message: string };
  return [answer.status, error, message];
}

const INVALID = [403, 'forbidden', 'The address of the file is not valid'];

describe('a kept result', () => {
  it('is fetched from its addresses, byte for byte', async () => {
    const { id, imageUrl, maskUrl, expiresAt } = await keep();
    expect(expiresAt.toISOString()).toBe('2026-01-02T12:00:00.000Z');
    const image = await app.request(pathOf(imageUrl));
    expect([image.status, Buffer.from(await image.arrayBuffer()).equals(IMAGE)]).toEqual([200, true]);
    expect(Object.fromEntries(image.headers)).toMatchObject({
      'content-type': 'image/png',
      'content-length': '5000',
      'content-disposition': 'inline; filename="cat-cutout.png"',
      'cache-control': `private, max-age=${DAY - 1}, immutable`,
      'cross-origin-resource-policy': 'cross-origin',
      'access-control-allow-origin': '*',
      etag: `"${id}-image.png"`,
    });
    const mask = await app.request(pathOf(maskUrl));
    expect(mask.headers.get('content-disposition')).toBe('inline; filename="cat-mask.png"');
    expect(Buffer.from(await mask.arrayBuffer()).equals(MASK)).toBe(true);
  });

  it('is fetched in parts, not twice, and without its bytes', async () => {
    const path = pathOf((await keep()).imageUrl);
    const part = await app.request(path, { headers: { Range: 'bytes=10-19' } });
    expect([part.status, part.headers.get('content-range')]).toEqual([206, 'bytes 10-19/5000']);
    expect(Buffer.from(await part.arrayBuffer())).toEqual(IMAGE.subarray(10, 20));
    const beyond = await app.request(path, { headers: { Range: 'bytes=5000-' } });
    expect(beyond.status).toBe(416);
    const tag = part.headers.get('etag') ?? '';
    expect((await app.request(path, { headers: { 'If-None-Match': tag } })).status).toBe(304);
    const head = await app.request(path, { method: 'HEAD' });
    expect([head.status, head.headers.get('content-length'), await head.text()]).toEqual([200, '5000', '']);
  });

  it('has no mask unless there is one', async () => {
    const { maskUrl, imageUrl } = await keep({ mask: undefined, format: 'webp' });
    expect(maskUrl).toBeUndefined();
    const image = await app.request(pathOf(imageUrl));
    expect([image.headers.get('content-type'), image.headers.get('content-disposition')]).toEqual([
      'image/webp',
      'inline; filename="cat-cutout.webp"',
    ]);
  });

  it('leaves nothing behind when it cannot be kept', async () => {
    await expect(keep({ userId: randomUUID() })).rejects.toThrow(/FOREIGN KEY/);
    await expect(keep({ mask: join(folder, 'nowhere') })).rejects.toThrow(/ENOENT/);
    expect(readdirSync(join(folder, 'blobs/results'))).toEqual([]);
    expect(await database.selectFrom('results').selectAll().execute()).toEqual([]);
  });
});

describe('an address', () => {
  it('works to its last second and not beyond', async () => {
    const path = pathOf((await keep()).imageUrl);
    time = Date.UTC(2026, 0, 2, 12, 0, 0, 0);
    const last = await app.request(path);
    expect([last.status, last.headers.get('cache-control')]).toEqual([200, 'private, max-age=0, immutable']);
    time += 1000;
    expect(await refusal(path)).toEqual([410, 'expired', 'The address of the file has expired']);
  });

  it('works with every secret that the server had, and signs with the newest', async () => {
    const before = pathOf((await keep()).imageUrl);
    setUp([SECRETS[1], SECRETS[0]]);
    expect((await app.request(before)).status).toBe(200);
    const after = pathOf((await keep()).imageUrl);
    setUp([SECRETS[0]]);
    expect(await refusal(after)).toEqual(INVALID);
  });

  it('is refused when any part of it was changed', async () => {
    const { id, imageUrl } = await keep();
    const other = await keep();
    const path = pathOf(imageUrl);
    const expires = new URL(imageUrl).searchParams.get('expires') ?? '';
    const changed = [
      path.replace(id, other.id),
      path.replace('image.png', 'mask.png'),
      path.replace(expires, String(Number(expires) + 1)),
      path.replace(expires, `0${expires}`),
      path.replace(expires, `${expires}.0`),
      path.replace(expires, `${expires}e0`),
      path.replace('signature=', 'signature=A'),
      path.replace(/signature=.*/, 'signature='),
      path.replace(/&signature=.*/, ''),
      path.replace(/\?.*/, ''),
    ];
    expect(new Set(changed).size).toBe(changed.length);
    for (const each of changed) expect(await refusal(each), each).toEqual(INVALID);
  });

  it('leads to nothing once the file is gone', async () => {
    const { id, imageUrl } = await keep();
    rmSync(join(folder, 'blobs/results', id, 'image.png'));
    expect(await refusal(pathOf(imageUrl))).toEqual([404, 'not_found', 'There is no such file']);
  });
});

describe('the sweep', () => {
  let stop = async (): Promise<void> => undefined;
  /** A stopped sweep goes no further; so it is stopped when its first round, which ends with the orphans, is over. */
  async function sweepOnce(): Promise<void> {
    const { service } = files;
    const round = new Promise<void>(resolve => {
      const watched = {
        removeExpired: service.removeExpired.bind(service),
        removeOrphans: (options: OrphanOptions) => service.removeOrphans(options).finally(resolve),
      };
      stop = startSweep({ files: watched, clock, log });
    });
    await round;
    await stop();
  }
  const kept = () => readdirSync(join(folder, 'blobs/results'));

  it('removes what has expired, files and rows', async () => {
    const old = await keep();
    time += (DAY * 1000) / 2;
    const young = await keep();
    await sweepOnce();
    expect(kept().sort()).toEqual([old.id, young.id].sort());
    time += (DAY * 1000) / 2;
    await sweepOnce();
    expect(kept()).toEqual([young.id]);
    expect(await database.selectFrom('results').select('id').execute()).toEqual([{ id: young.id }]);
  });

  it('removes files without a row, but for those that may yet get one', async () => {
    const { id } = await keep();
    const fresh = await keep();
    await database.deleteFrom('results').execute();
    const longAgo = new Date(time - 2 * 3600 * 1000);
    for (const name of ['image.png', 'mask.png'])
      utimesSync(join(folder, 'blobs/results', id, name), longAgo, longAgo);
    utimesSync(join(folder, 'blobs/results', fresh.id, 'image.png'), new Date(time), new Date(time));
    utimesSync(join(folder, 'blobs/results', fresh.id, 'mask.png'), new Date(time), new Date(time));
    await sweepOnce();
    expect(kept()).toEqual([fresh.id]);
  });

  it('removes what has expired beside files that it did not make', async () => {
    const old = await keep();
    const other = await keep();
    writeFileSync(join(folder, 'blobs/results', old.id, '.nfs000001'), '');
    mkdirSync(join(folder, 'blobs/results/.DS_Store.d'));
    time += DAY * 1000;
    await sweepOnce();
    expect(kept().sort()).toEqual(['.DS_Store.d', old.id].sort());
    expect(readdirSync(join(folder, 'blobs/results', old.id))).toEqual(['.nfs000001']);
    expect(await database.selectFrom('results').select('id').execute()).toEqual([]);
    expect(kept()).not.toContain(other.id);
  });

  it('removes everything that has expired, however much it is', async () => {
    for (let result = 0; result < 5; result++) await keep({ mask: undefined });
    time += DAY * 1000;
    expect(await files.service.removeExpired({ batch: 2 })).toBe(5);
    expect([kept(), await database.selectFrom('results').select('id').execute()]).toEqual([[], []]);
  });

  it('goes on past results that cannot be removed, and tries them again', async () => {
    const lines: string[] = [];
    const stuck = new Set<string>();
    class SickDisk extends DiskBlobStore {
      override async delete(key: string): Promise<void> {
        if (stuck.has(key.split('/')[1] ?? '')) throw Object.assign(new Error('i/o error'), { code: 'EIO' });
        await super.delete(key);
      }
    }
    setUp([SECRETS[0]], {
      blobs: new SickDisk(join(folder, 'blobs')),
      log: createLog('info', { write: line => lines.push(line) }),
    });
    // The oldest ones, more than fit into a batch.
    for (let result = 0; result < 3; result++) stuck.add((await keep()).id);
    time += 1000;
    await keep();
    await keep();
    time += DAY * 1000;
    expect(await files.service.removeExpired({ batch: 2 })).toBe(2);
    expect(kept().sort()).toEqual([...stuck].sort());
    const rows = await database.selectFrom('results').select('id').execute();
    expect(rows.map(({ id }) => id).sort()).toEqual([...stuck].sort());
    expect(lines.map(line => JSON.parse(line))).toEqual(
      [...stuck]
        .sort()
        .map(result => expect.objectContaining({ level: 'error', msg: 'could not remove a result', result })),
    );
    stuck.clear();
    expect(await files.service.removeExpired({ batch: 2 })).toBe(3);
    expect(kept()).toEqual([]);
  });

  it('ends early when the server stops', async () => {
    await keep();
    time += DAY * 1000;
    expect(await files.service.removeExpired({ signal: AbortSignal.abort() })).toBe(0);
    expect(kept()).toHaveLength(1);
  });

  it('goes on past orphans that cannot be removed', async () => {
    const [first, second] = [await keep(), await keep()];
    class SickDisk extends DiskBlobStore {
      override async delete(key: string): Promise<void> {
        if (key.includes(first.id)) throw Object.assign(new Error('i/o error'), { code: 'EIO' });
        await super.delete(key);
      }
    }
    setUp([SECRETS[0]], { blobs: new SickDisk(join(folder, 'blobs')) });
    await database.deleteFrom('results').execute();
    expect(await files.service.removeOrphans({ before: new Date(Date.now() + 1000) })).toBe(2);
    expect([kept(), second.id === first.id]).toEqual([[first.id], false]);
  });

  it('goes on after a failure', async () => {
    const lines: string[] = [];
    const noisy = createLog('info', { write: line => lines.push(line) });
    let calls = 0;
    const broken = {
      removeExpired: async () => {
        calls++;
        throw new Error('no disk');
      },
      removeOrphans: async () => 2,
    };
    const stop = startSweep({ files: broken, clock, log: noisy }, 5);
    await expect.poll(() => calls).toBeGreaterThan(2);
    await stop();
    const after = calls;
    expect(lines.map(line => JSON.parse(line).msg).slice(0, 2)).toEqual([
      'could not remove expired results',
      'files without a result',
    ]);
    await new Promise(resolve => setTimeout(resolve, 30));
    expect(calls).toBe(after);
  });
});
