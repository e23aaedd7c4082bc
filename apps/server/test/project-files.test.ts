import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ProjectFile } from '@backgroundfx/contract';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { ApiServer } from './support/api-server.ts';
import { type Person, person } from './support/caller.ts';
import { eventually } from './support/eventually.ts';
import { ask } from './support/http-client.ts';
import { fileOf, foldersOf, projectOf, told } from './support/project-client.ts';
import { colours, field, filePart, startTinyApi } from './support/tiny-api.ts';
import { MOV, MP4, OLD_MOV, WEBM } from './support/video-files.ts';

const HOUR_MS = 3_600_000;

let api: ApiServer;
let png: Buffer;
let count = 0;

beforeAll(async () => {
  api = await startTinyApi({ env: { PROJECTS_MB_PER_USER: '70' } });
  png = await colours();
}, 60_000);
afterEach(async () => {
  await eventually(
    () => api.leftOver().length === 0,
    () => `left over: ${api.leftOver()}`,
  );
});
afterAll(() => api.stop());

const somebody = () => person(api.url, `keeper${++count}`);
describe('a file of a project', () => {
  it('is a picture, kept as it was sent, with a small copy beside it, until it is deleted', async () => {
    const ada = await somebody();
    const project = await projectOf(api, ada);
    const photo = await sharp(await colours(960, 640))
      .jpeg()
      .withMetadata({ orientation: 6 })
      .toBuffer();
    const answer = await project.upload([filePart(photo, 'C:\\Bilder\\Becher 🐈.JPG')]);
    const file = fileOf(answer);
    expect(answer.status).toBe(201);
    expect(answer.headers.location).toBe(`/v1${project.path}/files/${file.id}`);
    expect(file).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      name: 'Becher 🐈',
      kind: 'image',
      format: 'jpg',
      bytes: photo.length,
      width: 640,
      height: 960,
      url: expect.stringContaining(`${api.url}/v1/files/${file.id}/file.jpg?`),
      thumbnail: expect.stringContaining(`${api.url}/v1/files/${file.id}/thumbnail.webp?`),
      created_at: new Date(api.clock.time).toISOString(),
      expires_at: expect.any(String),
    });
    expect(fileOf(await project.call('GET', `/${file.id}`))).toEqual(file);

    const sent = await ask(file.url);
    expect(sent.headers).toMatchObject({
      'content-type': 'image/jpeg',
      'x-content-type-options': 'nosniff',
      'content-disposition': 'inline; filename="Becher __.jpg"; filename*=UTF-8\'\'Becher%20%F0%9F%90%88.jpg',
    });
    expect(sent.body.equals(photo)).toBe(true);
    const part = await ask(file.url, { headers: { Range: 'bytes=2-9' } });
    expect([part.status, part.body.equals(photo.subarray(2, 10))]).toEqual([206, true]);
    const known = await ask(file.url, { headers: { 'If-None-Match': String(sent.headers.etag) } });
    expect(known.status).toBe(304);
    const small = await ask(String(file.thumbnail));
    expect(await sharp(small.body).metadata()).toMatchObject({ width: 213, height: 320, format: 'webp' });

    expect((await project.call('DELETE', `/${file.id}`)).status).toBe(204);
    for (const url of [file.url, String(file.thumbnail)]) expect((await ask(url)).status).toBe(404);
    for (const method of ['GET', 'DELETE']) {
      expect(told(await project.call(method, `/${file.id}`))).toEqual([404, 'not_found']);
    }
    expect(foldersOf(api)).toEqual([]);
  });

  it.each([
    ['mp4', MP4, 'video/mp4'],
    ['webm', WEBM, 'video/webm'],
    ['mov', MOV, 'video/quicktime'],
    ['mov', OLD_MOV, 'video/quicktime'],
  ])('is a video, whatever its name says: %s', async (format, bytes, type) => {
    const project = await projectOf(api, await somebody(), 'video');
    const file = fileOf(await project.upload([filePart(bytes, 'holiday.png')]));
    expect(file).toMatchObject({
      name: 'holiday',
      kind: 'video',
      format,
      bytes: bytes.length,
      width: null,
      height: null,
      thumbnail: null,
    });
    const whole = await ask(file.url);
    expect([whole.headers['content-type'], whole.headers['accept-ranges']]).toEqual([type, 'bytes']);
    expect(whole.body.equals(bytes)).toBe(true);
    const part = await ask(file.url, { headers: { Range: 'bytes=4-7' } });
    expect([part.status, part.headers['content-range']]).toEqual([206, `bytes 4-7/${bytes.length}`]);
    await project.call('DELETE', `/${file.id}`);
  });

  it('is a video larger than any picture', async () => {
    const project = await projectOf(api, await somebody(), 'video');
    const large = Buffer.concat([MP4, Buffer.alloc(60_000_000)]);
    const file = fileOf(await project.upload([filePart(large, 'long.mp4')]));
    expect([file.kind, file.bytes]).toEqual(['video', large.length]);
    const end = await ask(file.url, { headers: { Range: 'bytes=-10' } });
    expect([end.status, end.body.length]).toEqual([206, 10]);
    const again = await project.upload([filePart(large, 'again.mp4')]);
    expect([again.status, again.json()]).toEqual([
      403,
      {
        error: 'quota_exceeded',
        message: 'Your projects may take 70 MB in all; delete some first',
        details: { limit_bytes: 70_000_000 },
      },
    ]);
    expect(foldersOf(api)).toEqual([file.id]);
    // Nothing of it is waited for: there is no room for what it says it is.
    const headers = { 'Content-Length': String(large.length), Connection: 'close' };
    expect(told(await project.upload([filePart(MP4)], headers))).toEqual([403, 'quota_exceeded']);
    const keyed = await project.upload([filePart(large, 'again.mp4')], { 'Idempotency-Key': 'large' });
    expect(told(keyed)).toEqual([403, 'quota_exceeded']);
    await project.call('DELETE', `/${file.id}`);
    const after = await project.upload([filePart(large, 'again.mp4')]);
    expect(after.status).toBe(201);
    await project.call('DELETE', `/${fileOf(after).id}`);
  });

  it('can be cut out when it is a picture of the caller’s, and not yet when it is a video', async () => {
    const [ada, eve] = [await somebody(), await somebody()];
    const project = await projectOf(api, ada, 'video');
    const picture = fileOf(await project.upload([filePart(png)]));
    const video = fileOf(await project.upload([filePart(MP4, 'a.mp4')]));
    const cut = (id: string, owner: Person, headers = {}) =>
      api.post([field('image_id', id)], { authorization: `Bearer ${owner.token}`, headers });
    const done = await cut(picture.id, ada);
    expect([done.status, done.json()]).toMatchObject([200, { metadata: { width: 96, height: 64 } }]);
    for (const headers of [{}, { Prefer: 'respond-async' }]) {
      const refused = await cut(video.id, ada, headers);
      expect(told(refused)).toEqual([400, 'invalid_request']);
      expect(refused.json().details).toEqual({
        fields: [{ path: 'image_id', message: 'The file is a video; videos cannot be cut out yet' }],
      });
    }
    const replace = (id: string, owner: Person) =>
      owner.call('POST', '/process/replace-background', { image_id: id, background_id: 'solid-sage' });
    expect((await replace(picture.id, ada)).status).toBe(200);
    expect(told(await replace(video.id, ada))).toEqual([400, 'invalid_request']);
    expect(told(await replace(picture.id, eve))).toEqual([404, 'not_found']);
    for (const { id } of [picture, video]) expect(told(await cut(id, eve))).toEqual([404, 'not_found']);
    await ada.call('DELETE', project.path);
  });

  it('is put there once, however often it is sent', async () => {
    const project = await projectOf(api, await somebody());
    const key = { 'Idempotency-Key': 'the-file' };
    const first = await project.upload([filePart(png, 'a.png')], key);
    const second = await project.upload([filePart(png, 'a.png')], key);
    expect([second.status, second.headers['idempotency-replayed']]).toEqual([201, 'true']);
    expect(second.json()).toEqual(first.json());
    expect(told(await project.upload([filePart(png, 'b.png')], key))).toEqual([
      422,
      'idempotency_key_reused',
    ]);
    expect((await project.read()).files_count).toBe(1);
    await project.call('DELETE', `/${fileOf(first).id}`);
  });

  it('is nobody else’s, nor another project’s', async () => {
    const [ada, eve] = [await somebody(), await somebody()];
    const [own, other] = [await projectOf(api, ada), await projectOf(api, ada)];
    const hers = await projectOf(api, eve);
    const { id } = fileOf(await own.upload([filePart(png)]));
    const { id: eves } = fileOf(await hers.upload([filePart(png)]));
    for (const method of ['GET', 'DELETE']) {
      expect(told(await eve.call(method, `${own.path}/files/${id}`))).toEqual([404, 'not_found']);
      expect(told(await hers.call(method, `/${id}`))).toEqual([404, 'not_found']);
      expect(told(await other.call(method, `/${id}`))).toEqual([404, 'not_found']);
      expect(told(await own.call(method, `/${eves}`))).toEqual([404, 'not_found']);
    }
    expect(told(await eve.call('GET', `${own.path}/files`))).toEqual([404, 'not_found']);
    const foreign = await api.post([filePart(png)], {
      path: `/v1${own.path}/files`,
      authorization: `Bearer ${eve.token}`,
    });
    expect(told(foreign)).toEqual([404, 'not_found']);
    expect(told(await own.upload([filePart(png)], { Authorization: '' }))).toEqual([401, 'unauthorized']);
    expect((await own.call('GET')).json()).toMatchObject({ total: 1 });
    for (const [owner, { path }] of [
      [ada, own],
      [eve, hers],
    ] as const)
      await owner.call('DELETE', path);
  });

  it.each([
    ['a trick with SQL', "x'%20or%20'1'='1"],
    ['a path', '..%2f..%2fkeys.json'],
    ['a hidden path', '%2e%2e%2f%2e%2e%2fkeys.json'],
    ['a zero', '%00'],
    ['5000 digits', '0'.repeat(5000)],
    ['a fox', encodeURIComponent('🦊')],
  ])('is not found under %s', async (_, id) => {
    const project = await projectOf(api, await somebody());
    for (const method of ['GET', 'DELETE']) {
      expect(told(await project.call(method, `/${id}`))).toEqual([404, 'not_found']);
    }
    const elsewhere = await api.post([filePart(png)], { path: `/v1/projects/${id}/files` });
    expect(told(elsewhere)).toEqual([404, 'not_found']);
  });
});

describe('a project', () => {
  it('counts its files and says how far they are', async () => {
    const project = await projectOf(api, await somebody());
    const state = async () => {
      const { status, files_count } = await project.read();
      return [status, files_count];
    };
    expect(await state()).toEqual(['draft', 0]);
    await project.save({ recipe: { quality: 'high' } });
    expect(await state()).toEqual(['draft', 0]);
    const ids: string[] = [];
    for (const name of ['a.png', 'b.png']) ids.push(fileOf(await project.upload([filePart(png, name)])).id);
    expect(await state()).toEqual(['processing', 2]);
    await project.save({ note: 'nothing is decided' });
    expect(await state()).toEqual(['processing', 2]);
    await project.save({ recipe: {} });
    expect(await state()).toEqual(['completed', 2]);
    ids.push(fileOf(await project.upload([filePart(png, 'c.png')])).id);
    expect(await state()).toEqual(['processing', 3]);
    await project.save({ recipe: {} });
    await project.call('DELETE', `/${ids.pop()}`);
    expect(await state()).toEqual(['completed', 2]);
    for (const id of ids) await project.call('DELETE', `/${id}`);
    expect(await state()).toEqual(['draft', 0]);
  });

  it('lists its files in pages, in the order in which they came', async () => {
    const ada = await somebody();
    const project = await projectOf(api, ada);
    const names = ['c', 'a', 'd', 'b', 'e'];
    for (const name of names) await project.upload([filePart(png, `${name}.png`)]);
    const page = async (query: string) => {
      const { items, ...rest } = (await project.call('GET', query)).json();
      return { ...rest, names: (items as ProjectFile[]).map(({ name }) => name) };
    };
    expect(await page('?limit=2')).toEqual({ names: names.slice(0, 2), total: 5, page: 1, pages: 3 });
    expect(await page('?limit=2&page=3')).toEqual({ names: ['e'], total: 5, page: 3, pages: 3 });
    for (const query of ['page=0', 'limit=101', 'limit=x']) {
      expect(told(await project.call('GET', `?${query}`))).toEqual([400, 'invalid_request']);
    }
    await ada.call('DELETE', project.path);
    expect(foldersOf(api)).toEqual([]);
  });

  it('goes with its files, and with its owner', async () => {
    const ada = await somebody();
    const [one, two] = [await projectOf(api, ada), await projectOf(api, ada, 'video')];
    const file = fileOf(await one.upload([filePart(png)]));
    const rest = [fileOf(await two.upload([filePart(png)])), fileOf(await two.upload([filePart(MP4)]))];
    expect(foldersOf(api)).toHaveLength(3);
    expect((await ada.call('DELETE', one.path)).status).toBe(204);
    expect((await ask(file.url)).status).toBe(404);
    expect(foldersOf(api)).toEqual(rest.map(({ id }) => id).toSorted());
    expect((await ada.call('DELETE', '/users/me')).status).toBe(204);
    await eventually(() => foldersOf(api).length === 0);
    for (const { url } of rest) expect((await ask(url)).status).toBe(404);
  });
});

describe('a file of a project whose time is never over', () => {
  it('is not swept away, and what no row knows is', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'bgfx-projects-'));
    const first = await startTinyApi({ dataDir });
    const project = await projectOf(first, await person(first.url, 'sweeper'), 'video');
    const kept = [
      fileOf(await project.upload([filePart(png)])),
      fileOf(await project.upload([filePart(MP4)])),
    ];
    const orphan = fileOf(await project.upload([filePart(png)]));
    await first.stop();
    const Sqlite = (await import('better-sqlite3')).default;
    const database = new Sqlite(join(dataDir, 'backgroundfx.db'));
    database.prepare('delete from project_files where id = ?').run(orphan.id);
    database.close();
    const later = await startTinyApi({ dataDir, time: first.clock.time + 48 * HOUR_MS });
    await eventually(() => foldersOf(later).length === 2);
    expect(foldersOf(later)).toEqual(kept.map(({ id }) => id).toSorted());
    await later.stop();
    rmSync(dataDir, { recursive: true });
  });
});
