import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Background, BackgroundPage } from '@backgroundfx/contract';
import { BACKDROP_CATEGORIES, findBackdrop, listBackdrops, renderBackdrop } from '@backgroundfx/core';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { ApiServer } from './support/api-server.ts';
import { damaged, GIF, pngThatClaims, SVG } from './support/bad-pictures.ts';
import { type Person, person } from './support/caller.ts';
import { eventually } from './support/eventually.ts';
import { type Answer, ask } from './support/http-client.ts';
import { FORM_TYPE, formOf, type Part } from './support/multipart.ts';
import { colours, field, filePart, startTinyApi } from './support/tiny-api.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const HOUR_MS = 3_600_000;
const PATH = '/backgrounds';

let api: ApiServer;
let png: Buffer;
let count = 0;
beforeAll(async () => {
  api = await startTinyApi({ env: { IMAGES_MB_PER_USER: '1' } });
  png = await colours();
}, 60_000);
afterEach(async () => {
  await eventually(
    () => api.leftOver().length === 0,
    () => `left over: ${api.leftOver()}`,
  );
});
afterAll(() => api.stop());

/** Each has an account of its own, so that no test takes another one's units. */
const somebody = () => person(api.url, `somebody${++count}`);
const upload = (who: Pick<Person, 'token'>, parts: readonly Part[]): Promise<Answer> =>
  ask(`${api.url}/v1${PATH}`, {
    method: 'POST',
    headers: { 'Content-Type': FORM_TYPE, Authorization: `Bearer ${who.token}` },
    body: formOf(...parts),
  });
const of = (answer: Answer) => answer.json() as unknown as Background;
const pageOf = (answer: Answer) => answer.json() as unknown as BackgroundPage;
const told = ({ status, json }: Answer) => [status, json().error];
const problems = (answer: Answer) =>
  (answer.json().details as { fields: { path: string }[] }).fields.map(({ path }) => path);
const ownFolders = () => {
  const blobs = join(api.dataDir, 'blobs/backgrounds');
  return existsSync(blobs) ? readdirSync(blobs).filter(name => UUID.test(name)) : [];
};

describe('the library', () => {
  it('is there for everybody, category by category', async () => {
    const ada = await somebody();
    const all = pageOf(await ada.call('GET', `${PATH}?limit=100`));
    expect([all.total, all.page, all.pages]).toEqual([listBackdrops().length, 1, 1]);
    expect(all.items.map(({ id }) => id)).toEqual(listBackdrops().map(({ id }) => id));
    for (const category of BACKDROP_CATEGORIES) {
      const some = pageOf(await ada.call('GET', `${PATH}?limit=100&category=${category}`));
      expect(some.items).toEqual(all.items.filter(item => item.category === category));
      expect(some.total).toBeGreaterThanOrEqual(6);
      expect(some.total).toBe(some.items.length);
    }
    const sage = all.items.find(({ id }) => id === 'solid-sage');
    expect(sage).toEqual({
      id: 'solid-sage',
      title: 'Sage',
      url: expect.stringContaining(`${api.url}/v1/files/solid-sage/image-1.jpg?`),
      thumbnail: expect.stringContaining(`${api.url}/v1/files/solid-sage/thumbnail-1.webp?`),
      category: 'solid',
      tags: ['green', 'soft', 'calm'],
      source: 'library',
      width: 1920,
      height: 1080,
      expires_at: expect.any(String),
    });
    expect(of(await ada.call('GET', `${PATH}/solid-sage`))).toEqual(sage);
  });

  it('comes in pages', async () => {
    const ada = await somebody();
    const ids = listBackdrops().map(({ id }) => id);
    const usual = pageOf(await ada.call('GET', PATH));
    expect([usual.items.length, usual.total, usual.page, usual.pages]).toEqual([20, 52, 1, 3]);
    const seen: string[] = [];
    for (let page = 1; page <= 6; page++) {
      const { items, pages } = pageOf(await ada.call('GET', `${PATH}?limit=10&page=${page}`));
      expect(pages).toBe(6);
      seen.push(...items.map(({ id }) => id));
    }
    expect(seen).toEqual(ids);
    const beyond = pageOf(await ada.call('GET', `${PATH}?limit=10&page=7`));
    expect(beyond).toEqual({ items: [], total: 52, page: 7, pages: 6 });
  });

  it('has pictures that are what the engine draws', async () => {
    const ada = await somebody();
    const { url, thumbnail } = of(await ada.call('GET', `${PATH}/gradient-daylight`));
    const drawn = await renderBackdrop(findBackdrop('gradient-daylight')!, 1920, 1080);
    const file = await ask(url);
    expect([file.status, file.headers['content-type']]).toEqual([200, 'image/jpeg']);
    expect(file.headers['content-disposition']).toBe('inline; filename="Daylight.jpg"');
    const { data, info } = await sharp(file.body).raw().toBuffer({ resolveWithObject: true });
    expect([info.width, info.height, info.channels]).toEqual([1920, 1080, 3]);
    let far = 0;
    for (let i = 0; i < data.length / 3; i++) {
      for (let c = 0; c < 3; c++) {
        far = Math.max(far, Math.abs((data[i * 3 + c] ?? 0) - (drawn.data[i * 4 + c] ?? 0)));
      }
    }
    expect(far).toBeLessThanOrEqual(8);
    const small = await ask(thumbnail);
    expect(small.headers['content-type']).toBe('image/webp');
    expect(await sharp(small.body).metadata()).toMatchObject({ width: 320, height: 180 });
    expect((await ask(url)).body.equals(file.body)).toBe(true);
  });

  it('has files as all files are: in parts, with a tag, for whoever has the address', async () => {
    const ada = await somebody();
    const { url } = of(await ada.call('GET', `${PATH}/solid-ink`));
    // Many at once are one drawing.
    const [whole, ...others] = await Promise.all(Array.from({ length: 5 }, () => ask(url)));
    if (!whole) throw new Error('No answer');
    for (const other of others) expect(other.body.equals(whole.body)).toBe(true);
    const part = await ask(url, { headers: { Range: 'bytes=2-5' } });
    expect([part.status, part.headers['content-range']]).toEqual([206, `bytes 2-5/${whole.body.length}`]);
    expect(part.body.equals(whole.body.subarray(2, 6))).toBe(true);
    const etag = String(whole.headers.etag);
    expect((await ask(url, { headers: { 'If-None-Match': etag } })).status).toBe(304);
    expect(whole.headers['x-content-type-options']).toBe('nosniff');
    expect(told(await ask(url.replace('solid-ink', 'solid-sky')))).toEqual([403, 'forbidden']);
    expect(told(await ask(url.replace('image-1', 'image-2')))).toEqual([403, 'forbidden']);
  });

  it('has addresses that are the same for an hour at least, and end', async () => {
    const ada = await somebody();
    const before = of(await ada.call('GET', `${PATH}/solid-sage`));
    const was = api.clock.time;
    api.clock.time = Date.parse(before.expires_at) + 1000;
    const bob = await somebody();
    const after = pageOf(await bob.call('GET', `${PATH}?category=solid`)).items.find(
      ({ id }) => id === 'solid-sage',
    );
    expect(Date.parse(String(after?.expires_at))).toBeGreaterThan(api.clock.time + 23 * HOUR_MS);
    expect(told(await ask(before.url))).toEqual([410, 'expired']);
    expect((await ask(String(after?.url))).status).toBe(200);
    api.clock.time = was;
  });

  it('cannot be deleted', async () => {
    const ada = await somebody();
    expect(told(await ada.call('DELETE', `${PATH}/solid-sage`))).toEqual([403, 'forbidden']);
    expect((await ada.call('GET', `${PATH}/solid-sage`)).status).toBe(200);
  });

  it('is not for nobody', async () => {
    for (const path of [PATH, `${PATH}/solid-sage`]) {
      expect(told(await ask(`${api.url}/v1${path}`))).toEqual([401, 'unauthorized']);
    }
  });
});

describe('a background of one’s own', () => {
  it('is kept as it was sent, with a small copy beside it, until it is deleted', async () => {
    const ada = await somebody();
    const photo = await sharp(await colours(960, 640))
      .jpeg()
      .withMetadata({ orientation: 6 })
      .toBuffer();
    const parts = [filePart(photo, 'C:\\Bilder\\Meine Wand.JPG'), field('tags', 'wall, grey ,, wall')];
    const answer = await upload(ada, parts);
    const background = of(answer);
    expect([answer.status, answer.headers.location]).toEqual([201, `/v1/backgrounds/${background.id}`]);
    expect(background).toEqual({
      id: expect.stringMatching(UUID),
      title: 'Meine Wand',
      url: expect.stringContaining(`${api.url}/v1/files/${background.id}/image.jpg?`),
      thumbnail: expect.stringContaining(`${api.url}/v1/files/${background.id}/thumbnail.webp?`),
      category: 'custom',
      tags: ['wall', 'grey'],
      source: 'upload',
      width: 640,
      height: 960,
      created_at: new Date(api.clock.time).toISOString(),
      expires_at: expect.any(String),
    });
    expect(of(await ada.call('GET', `${PATH}/${background.id}`))).toEqual(background);
    expect((await ask(background.url)).body.equals(photo)).toBe(true);
    const small = await ask(background.thumbnail);
    expect(await sharp(small.body).metadata()).toMatchObject({ width: 213, height: 320, format: 'webp' });

    expect((await ada.call('DELETE', `${PATH}/${background.id}`)).status).toBe(204);
    for (const url of [background.url, background.thumbnail]) expect((await ask(url)).status).toBe(404);
    expect(told(await ada.call('GET', `${PATH}/${background.id}`))).toEqual([404, 'not_found']);
    expect(told(await ada.call('DELETE', `${PATH}/${background.id}`))).toEqual([404, 'not_found']);
    expect(ownFolders()).toEqual([]);
  });

  it('comes before those of everybody, the newest first', async () => {
    const ada = await somebody();
    const ids: string[] = [];
    for (const title of ['first', 'second', 'third']) {
      api.clock.time += 1000;
      ids.unshift(of(await upload(ada, [filePart(png), field('title', title)])).id);
    }
    const page = async (query: string) => pageOf(await ada.call('GET', `${PATH}?${query}`));
    const two = await page('limit=2');
    expect([two.items.map(({ id }) => id), two.total, two.pages]).toEqual([ids.slice(0, 2), 55, 28]);
    const next = await page('limit=2&page=2');
    expect(next.items.map(({ id }) => id)).toEqual([ids[2], listBackdrops()[0]?.id]);
    const third = await page('limit=2&page=3');
    expect(third.items.map(({ id }) => id)).toEqual(
      listBackdrops()
        .slice(1, 3)
        .map(({ id }) => id),
    );
    const custom = await page('category=custom');
    expect([custom.items.map(({ id }) => id), custom.total, custom.pages]).toEqual([ids, 3, 1]);
    expect(custom.items.map(({ title }) => title)).toEqual(['third', 'second', 'first']);
    expect((await page('category=solid')).total).toBe(10);
    for (const id of ids) await ada.call('DELETE', `${PATH}/${id}`);
  });

  it('is listed as soon as it is there, and no longer than that', async () => {
    const ada = await somebody();
    const totals: number[] = [];
    const look = async () => {
      totals.push(pageOf(await ada.call('GET', `${PATH}?category=custom`)).total);
    };
    await look();
    const { id } = of(await upload(ada, [filePart(png)]));
    await look();
    await ada.call('POST', `${PATH}/generate`, { prompt: 'sea', width: 64, height: 64 });
    await look();
    await ada.call('DELETE', `${PATH}/${id}`);
    await look();
    expect(totals).toEqual([0, 1, 2, 1]);
    const made = pageOf(await ada.call('GET', `${PATH}?category=custom`)).items;
    for (const item of made) await ada.call('DELETE', `${PATH}/${item.id}`);
  });

  it('is nobody else’s', async () => {
    const [ada, bob] = [await somebody(), await somebody()];
    const { id } = of(await upload(ada, [filePart(png)]));
    for (const method of ['GET', 'DELETE']) {
      expect(told(await bob.call(method, `${PATH}/${id}`))).toEqual([404, 'not_found']);
    }
    expect(pageOf(await bob.call('GET', `${PATH}?category=custom`))).toMatchObject({ items: [], total: 0 });
    expect((await ada.call('DELETE', `${PATH}/${id}`)).status).toBe(204);
  });

  it('goes with its owner', async () => {
    const ada = await somebody();
    await upload(ada, [filePart(png)]);
    expect(ownFolders()).toHaveLength(1);
    expect((await ada.call('DELETE', '/users/me')).status).toBe(204);
    expect(ownFolders()).toEqual([]);
  });

  it('is not swept away, and what no row knows is', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'bgfx-backgrounds-'));
    const first = await startTinyApi({ dataDir });
    const send = async () =>
      of(
        await ask(`${first.url}/v1${PATH}`, {
          method: 'POST',
          headers: { 'Content-Type': FORM_TYPE, Authorization: first.authorization },
          body: formOf(filePart(png)),
        }),
      );
    const [kept, orphan] = [await send(), await send()];
    const headers = { Authorization: first.authorization };
    const { thumbnail } = of(await ask(`${first.url}/v1${PATH}/solid-sage`, { headers }));
    expect((await ask(thumbnail)).status).toBe(200);
    await first.stop();
    const Sqlite = (await import('better-sqlite3')).default;
    const database = new Sqlite(join(dataDir, 'backgroundfx.db'));
    database.prepare('delete from backgrounds where id = ?').run(orphan.id);
    database.close();
    const later = await startTinyApi({ dataDir, time: first.clock.time + 48 * HOUR_MS });
    const folders = () => readdirSync(join(dataDir, 'blobs/backgrounds')).sort();
    await eventually(() => folders().length === 2);
    expect(folders()).toEqual([kept.id, 'solid-sage'].sort());
    await later.stop();
    rmSync(dataDir, { recursive: true });
  });

  it('takes the room that there is, and no more', async () => {
    const ada = await somebody();
    const noise = { type: 'gaussian', mean: 99, sigma: 30 } as const;
    const large = await sharp({ create: { width: 400, height: 400, channels: 3, background: '#888', noise } })
      .png()
      .toBuffer();
    const ids: string[] = [];
    let answer = await upload(ada, [filePart(large)]);
    while (answer.status === 201) {
      ids.push(of(answer).id);
      answer = await upload(ada, [filePart(large)]);
    }
    expect(ids).toHaveLength(Math.floor(1_000_000 / large.length));
    expect([answer.status, answer.json()]).toEqual([
      403,
      {
        error: 'quota_exceeded',
        message: 'Your backgrounds may take 1 MB in all; delete some first',
        details: { limit_bytes: 1_000_000 },
      },
    ]);
    expect(ownFolders().sort()).toEqual(ids.toSorted());
    for (const id of ids) await ada.call('DELETE', `${PATH}/${id}`);
  });

  it('is made once under one Idempotency-Key', async () => {
    const ada = await somebody();
    const headers = {
      'Content-Type': FORM_TYPE,
      Authorization: `Bearer ${ada.token}`,
      'Idempotency-Key': 'k',
    };
    const send = () => ask(`${api.url}/v1${PATH}`, { method: 'POST', headers, body: formOf(filePart(png)) });
    const [first, second] = [await send(), await send()];
    expect(second.body.equals(first.body)).toBe(true);
    expect(pageOf(await ada.call('GET', `${PATH}?category=custom`)).total).toBe(1);
    await ada.call('DELETE', `${PATH}/${of(first).id}`);
  });
});

describe('what is no background', () => {
  it.each<[string, () => Promise<Part[]>, number, string]>([
    ['no file', async () => [], 400, 'invalid_request'],
    ['two files', async () => [filePart(png), filePart(png)], 400, 'invalid_request'],
    ['a field nobody knows', async () => [filePart(png), field('category', 'solid')], 400, 'invalid_request'],
    ['no title', async () => [filePart(png), field('title', '  ')], 400, 'invalid_request'],
    ['a long title', async () => [filePart(png), field('title', 'x'.repeat(101))], 400, 'invalid_request'],
    ['21 tags', async () => [filePart(png), field('tags', 'x,'.repeat(21))], 400, 'invalid_request'],
    ['a long tag', async () => [filePart(png), field('tags', 'x'.repeat(41))], 400, 'invalid_request'],
    ['text', async () => [filePart(Buffer.from('no picture'))], 400, 'invalid_image'],
    ['a GIF', async () => [filePart(GIF)], 400, 'invalid_image'],
    ['an SVG', async () => [filePart(Buffer.from(SVG))], 400, 'invalid_image'],
    ['nothing', async () => [filePart(Buffer.alloc(0))], 400, 'invalid_image'],
    ['a picture that is damaged', async () => [filePart(damaged(await noisy()))], 400, 'invalid_image'],
    ['too many pixels', async () => [filePart(pngThatClaims(60_000, 60_000))], 413, 'payload_too_large'],
  ])('is refused: %s', async (_, parts, status, error) => {
    const ada = await somebody();
    expect(told(await upload(ada, await parts()))).toEqual([status, error]);
    expect(pageOf(await ada.call('GET', `${PATH}?category=custom`)).total).toBe(0);
  });

  const noisy = () =>
    sharp({
      create: {
        width: 300,
        height: 300,
        channels: 3,
        background: '#888',
        noise: { type: 'gaussian', mean: 99, sigma: 30 },
      },
    })
      .png()
      .toBuffer();

  it('of 64 KiB in a name is cut or refused, and a title may be in any writing', async () => {
    const ada = await somebody();
    const long = await upload(ada, [filePart(png, `${'n'.repeat(65_536)}.png`)]);
    expect(of(long).title).toMatch(/^(n{100}|picture)$/);
    const title = await upload(ada, [filePart(png), field('title', 'n'.repeat(65_536))]);
    expect(title.status).toBeGreaterThanOrEqual(400);
    expect(title.status).toBeLessThan(500);
    for (const text of ['🐈 שלום', "'; drop table backgrounds; --", '../../x', 'a\u202Egnp.exe']) {
      const answer = await upload(ada, [filePart(png), field('title', text)]);
      expect([answer.status, of(answer).title]).toEqual([201, text]);
      expect((await ask(of(answer).url)).status).toBe(200);
    }
  });

  it.each([
    'x',
    "x'%20or%20'1'='1",
    '..%2f..%2fkeys.json',
    '%2e%2e%2fkeys.json',
    '%00',
    'generate',
    '0'.repeat(5000),
  ])('is not found under %s', async id => {
    const ada = await somebody();
    for (const method of ['GET', 'DELETE']) {
      expect(told(await ada.call(method, `${PATH}/${id}`))).toEqual([404, 'not_found']);
    }
  });

  it.each([
    'page=0',
    'page=x',
    'limit=0',
    'limit=101',
    'limit=1e2',
    'page=99999999999',
    'category=',
    'category=space',
    "category='%20or%201=1",
    'category=__proto__',
  ])('is not listed with %s', async query => {
    const ada = await somebody();
    const answer = await ada.call('GET', `${PATH}?${query}`);
    expect(told(answer)).toEqual([400, 'invalid_request']);
    expect(problems(answer)).toEqual([query.split('=')[0]]);
  });
});
