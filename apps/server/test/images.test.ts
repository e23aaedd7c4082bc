import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Image, ImagePage } from '@backgroundfx/contract';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { ApiServer } from './support/api-server.ts';
import { damaged, GIF, pngThatClaims, SVG } from './support/bad-pictures.ts';
import { eventually } from './support/eventually.ts';
import { type Answer, ask } from './support/http-client.ts';
import { FORM_TYPE, formOf, type Part } from './support/multipart.ts';
import { colours, field, filePart, startTinyApi } from './support/tiny-api.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const HOUR_MS = 3_600_000;

let api: ApiServer;
let other: string;
let png: Buffer;
beforeAll(async () => {
  api = await startTinyApi({ env: { IMAGES_MB_PER_USER: '1' } });
  other = await api.logIn('bob@example.org');
  png = await colours();
}, 60_000);
afterEach(async () => {
  await eventually(
    () => api.leftOver().length === 0,
    () => `left over: ${api.leftOver()}`,
  );
});
afterAll(() => api.stop());

function upload(parts: readonly Part[], authorization = api.authorization): Promise<Answer> {
  const headers = { 'Content-Type': FORM_TYPE, Authorization: authorization };
  return ask(`${api.url}/v1/images`, { method: 'POST', headers, body: formOf(...parts) });
}
function call(method: string, path: string, authorization = api.authorization): Promise<Answer> {
  return ask(`${api.url}/v1/images${path}`, { method, headers: { Authorization: authorization } });
}
const of = (answer: Answer) => answer.json() as unknown as Image;
const folders = () => {
  const blobs = join(api.dataDir, 'blobs/images');
  return existsSync(blobs) ? readdirSync(blobs).sort() : [];
};
const told = ({ status, json }: Answer) => [status, json().error];

describe('an image', () => {
  it('is kept as it was sent, with a small copy beside it, until it is deleted', async () => {
    const photo = await sharp(await colours(960, 640))
      .jpeg()
      .withMetadata({ orientation: 6 })
      .toBuffer();
    const answer = await upload([filePart(photo, 'C:\\Bilder\\Mein Becher.JPG')]);
    const image = of(answer);
    expect([answer.status, answer.headers.location]).toEqual([201, `/v1/images/${image.id}`]);
    expect(image).toEqual({
      id: expect.stringMatching(UUID),
      name: 'Mein Becher',
      url: expect.stringContaining(`${api.url}/v1/files/${image.id}/image.jpg?`),
      thumbnail: expect.stringContaining(`${api.url}/v1/files/${image.id}/thumbnail.webp?`),
      width: 640,
      height: 960,
      format: 'jpg',
      bytes: photo.length,
      created_at: new Date(api.clock.time).toISOString(),
      expires_at: expect.any(String),
    });
    expect(of(await call('GET', `/${image.id}`))).toEqual(image);

    const file = await ask(image.url);
    expect([file.headers['content-type'], file.headers['content-disposition']]).toEqual([
      'image/jpeg',
      'inline; filename="Mein Becher.jpg"',
    ]);
    expect(file.body.equals(photo)).toBe(true);
    const small = await ask(image.thumbnail);
    expect(small.headers['content-type']).toBe('image/webp');
    expect(await sharp(small.body).metadata()).toMatchObject({ width: 213, height: 320, format: 'webp' });
    expect((await sharp(small.body).metadata()).exif).toBeUndefined();

    expect((await call('DELETE', `/${image.id}`)).status).toBe(204);
    for (const url of [image.url, image.thumbnail]) expect((await ask(url)).status).toBe(404);
    expect(told(await call('GET', `/${image.id}`))).toEqual([404, 'not_found']);
    expect(told(await call('DELETE', `/${image.id}`))).toEqual([404, 'not_found']);
    expect(folders()).toEqual([]);
  });

  it('has addresses that end, and new ones when it is asked for again', async () => {
    const before = of(await upload([filePart(png)]));
    expect(Date.parse(before.expires_at)).toBeGreaterThanOrEqual(api.clock.time + 24 * HOUR_MS);
    const was = api.clock.time;
    api.clock.time = Date.parse(before.expires_at) + 1000;
    const authorization = await api.logIn('ada@example.org');
    expect(told(await ask(before.url))).toEqual([410, 'expired']);
    const after = of(await call('GET', `/${before.id}`, authorization));
    expect((await ask(after.url)).body.equals(png)).toBe(true);
    api.clock.time = was;
    await call('DELETE', `/${before.id}`);
  });

  it('is nobody else’s', async () => {
    const { id } = of(await upload([filePart(png)]));
    for (const method of ['GET', 'DELETE']) {
      expect(told(await call(method, `/${id}`, other))).toEqual([404, 'not_found']);
    }
    expect((await call('GET', '', other)).json()).toMatchObject({ items: [], total: 0 });
    expect((await call('GET', `/${id}`, '')).status).toBe(401);
    expect((await call('DELETE', `/${id}`)).status).toBe(204);
  });

  it.each([
    ["x'%20or%20'1'='1", 404],
    ['..%2f..%2fkeys.json', 404],
    ['%2e%2e%2fkeys.json', 404],
    ['%00', 404],
    ['0'.repeat(5000), 404],
  ])('is not found under %s', async (id, status) => {
    for (const method of ['GET', 'DELETE']) expect((await call(method, `/${id}`)).status).toBe(status);
  });
});

describe('a list of images', () => {
  it('comes in pages, the newest first', async () => {
    const ids: string[] = [];
    for (let i = 0; i < 5; i++) {
      api.clock.time += 1000;
      ids.unshift(of(await upload([filePart(png, `${i}.png`)])).id);
    }
    const page = async (query: string) => (await call('GET', query)).json() as unknown as ImagePage;
    const first = await page('?limit=2');
    expect(first).toMatchObject({ total: 5, page: 1, pages: 3 });
    expect(first.items.map(({ id }) => id)).toEqual(ids.slice(0, 2));
    const last = await page('?page=3&limit=2');
    expect([last.page, last.items.map(({ id }) => id)]).toEqual([3, ids.slice(4)]);
    expect(await page('?page=4&limit=2')).toEqual({ items: [], total: 5, page: 4, pages: 3 });
    expect((await page('')).items).toHaveLength(5);
    for (const id of ids) await call('DELETE', `/${id}`);
  });

  it.each([
    'page=0',
    'page=-1',
    'page=1.5',
    'page=x',
    'limit=0',
    'limit=101',
    'limit=1e2',
    'limit=',
    'page=99999999999',
  ])('is not to be had with %s', async query => {
    const answer = await call('GET', `?${query}`);
    const [name = ''] = query.split('=');
    expect(told(answer)).toEqual([400, 'invalid_request']);
    expect(answer.json().details).toMatchObject({ fields: [{ path: name }] });
  });
});

describe('what is no image', () => {
  it.each<[string, () => Promise<Part[]>, number, string]>([
    ['no file', async () => [], 400, 'invalid_request'],
    ['two files', async () => [filePart(png), filePart(png)], 400, 'invalid_request'],
    ['a field nobody knows', async () => [filePart(png), field('name', 'x')], 400, 'invalid_request'],
    ['text', async () => [filePart(Buffer.from('no picture'))], 400, 'invalid_image'],
    ['a GIF', async () => [filePart(GIF)], 400, 'invalid_image'],
    ['an SVG', async () => [filePart(Buffer.from(SVG))], 400, 'invalid_image'],
    ['nothing', async () => [filePart(Buffer.alloc(0))], 400, 'invalid_image'],
    ['a picture that is damaged', async () => [filePart(damaged(await noise()))], 400, 'invalid_image'],
    ['too many pixels', async () => [filePart(pngThatClaims(60_000, 60_000))], 413, 'payload_too_large'],
    ['too many bytes', async () => [filePart(Buffer.alloc(50_000_001))], 413, 'payload_too_large'],
  ])('is refused: %s', async (_, parts, status, error) => {
    expect(told(await upload(await parts()))).toEqual([status, error]);
    expect(folders()).toEqual([]);
  });

  it('is refused when it is no form, and from nobody', async () => {
    const headers = { 'Content-Type': 'application/json', Authorization: api.authorization };
    const json = await ask(`${api.url}/v1/images`, { method: 'POST', headers, body: '{}' });
    expect(told(json)).toEqual([415, 'unsupported_media_type']);
    expect(told(await upload([filePart(png)], ''))).toEqual([401, 'unauthorized']);
  });
});

const noise = () =>
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

describe('names of files', () => {
  it.each([
    ['../../etc/passwd.png', 'passwd'],
    ['a\u202Egnp.exe', 'agnp'],
    ['🐈 שלום.png', '🐈 שלום'],
    ["'; drop table images; --.png", "'; drop table images; --"],
    ['.png', 'picture'],
  ])('%s becomes harmless', async (filename, name) => {
    const image = of(await upload([filePart(png, filename)]));
    expect(image.name).toBe(name);
    expect((await ask(image.url)).status).toBe(200);
    await call('DELETE', `/${image.id}`);
  });

  it('of 64 KiB are cut', async () => {
    const image = of(await upload([filePart(png, `${'n'.repeat(65_536)}.png`)]));
    expect(image.name).toMatch(/^(n{100}|picture)$/);
    await call('DELETE', `/${image.id}`);
  });
});

describe('the room for images', () => {
  it('ends, and begins again when some are deleted', async () => {
    const large = await noise();
    const ids: string[] = [];
    let answer = await upload([filePart(large)]);
    while (answer.status === 201) {
      ids.push(of(answer).id);
      answer = await upload([filePart(large)]);
    }
    expect(ids.length).toBe(Math.floor(1_000_000 / large.length));
    expect([answer.status, answer.json()]).toEqual([
      403,
      {
        error: 'quota_exceeded',
        message: 'Your images may take 1 MB in all; delete some first',
        details: { limit_bytes: 1_000_000 },
      },
    ]);
    expect(folders()).toEqual(ids.toSorted());
    const bobs = of(await upload([filePart(png)], other));
    expect((await call('DELETE', `/${bobs.id}`, other)).status).toBe(204);
    await call('DELETE', `/${ids.pop()}`);
    const again = await upload([filePart(large)]);
    expect(again.status).toBe(201);
    for (const id of [...ids, of(again).id]) await call('DELETE', `/${id}`);
  });
});

describe('an image whose time is never over', () => {
  it('is not swept away, and what no row knows is', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'bgfx-images-'));
    const first = await startTinyApi({ dataDir });
    const headers = { 'Content-Type': FORM_TYPE, Authorization: first.authorization };
    const send = () =>
      ask(`${first.url}/v1/images`, { method: 'POST', headers, body: formOf(filePart(png)) });
    const [kept, orphan] = [of(await send()), of(await send())];
    await first.stop();
    const Sqlite = (await import('better-sqlite3')).default;
    const database = new Sqlite(join(dataDir, 'backgroundfx.db'));
    database.prepare('delete from images where id = ?').run(orphan.id);
    database.close();
    const later = await startTinyApi({ dataDir, time: first.clock.time + 48 * HOUR_MS });
    await eventually(() => readdirSync(join(dataDir, 'blobs/images')).length === 1);
    expect(readdirSync(join(dataDir, 'blobs/images'))).toEqual([kept.id]);
    await later.stop();
    rmSync(dataDir, { recursive: true });
  });
});
