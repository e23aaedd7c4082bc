import type { Project } from '@backgroundfx/contract';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { ApiServer } from './support/api-server.ts';
import { damaged, GIF, pngThatClaims, SVG } from './support/bad-pictures.ts';
import { person } from './support/caller.ts';
import { eventually } from './support/eventually.ts';
import { ask, openConnection } from './support/http-client.ts';
import { FORM_TYPE, type Part, partHead } from './support/multipart.ts';
import { copyRows, fileOf, foldersOf, projectOf, told } from './support/project-client.ts';
import { colours, field, filePart, startTinyApi } from './support/tiny-api.ts';
import { HEIC, MKV, MP4, WEBM } from './support/video-files.ts';

let api: ApiServer;
let png: Buffer;
let count = 0;

beforeAll(async () => {
  api = await startTinyApi();
  png = await colours();
}, 60_000);
afterEach(async () => {
  await eventually(
    () => api.leftOver().length === 0,
    () => `left over: ${api.leftOver()}`,
  );
});
afterAll(() => api.stop());

const somebody = () => person(api.url, `refused${++count}`);

describe('what is no file of a project', () => {
  it.each<[string, Project['type'], () => Promise<Part[]>, number, string]>([
    ['no file', 'image', async () => [], 400, 'invalid_request'],
    ['two files', 'image', async () => [filePart(png), filePart(png)], 400, 'invalid_request'],
    [
      'a field nobody knows',
      'image',
      async () => [filePart(png), field('name', 'x')],
      400,
      'invalid_request',
    ],
    ['a text for a file', 'image', async () => [field('files', 'x')], 400, 'invalid_request'],
    ['nothing', 'image', async () => [filePart(Buffer.alloc(0))], 400, 'invalid_image'],
    ['text', 'image', async () => [filePart(Buffer.from('no picture'))], 400, 'invalid_image'],
    ['text among videos', 'video', async () => [filePart(Buffer.from('no video'))], 400, 'invalid_image'],
    ['a GIF', 'image', async () => [filePart(GIF)], 400, 'invalid_image'],
    ['an SVG', 'video', async () => [filePart(Buffer.from(SVG))], 400, 'invalid_image'],
    ['a HEIC, which begins as videos do', 'video', async () => [filePart(HEIC)], 400, 'invalid_image'],
    ['a Matroska', 'video', async () => [filePart(MKV)], 400, 'invalid_image'],
    ['a damaged picture', 'batch', async () => [filePart(damaged(await noise()))], 400, 'invalid_image'],
    [
      'too many pixels',
      'image',
      async () => [filePart(pngThatClaims(60_000, 60_000))],
      413,
      'payload_too_large',
    ],
    ['a video', 'image', async () => [filePart(MP4)], 400, 'invalid_request'],
    ['a video', 'batch', async () => [filePart(WEBM)], 400, 'invalid_request'],
  ])('is refused: %s in a project of type %s', async (_, type, parts, status, error) => {
    const project = await projectOf(api, await somebody(), type);
    expect(told(await project.upload(await parts()))).toEqual([status, error]);
    expect(await project.read()).toMatchObject({ files_count: 0, status: 'draft' });
    expect(foldersOf(api)).toEqual([]);
  });

  it('is refused for its size: pictures of more than 50 MB, videos of more than 500 MB', async () => {
    const ada = await somebody();
    const [images, videos] = [await projectOf(api, ada), await projectOf(api, ada, 'video')];
    const large = Buffer.concat([png, Buffer.alloc(50_000_001 - png.length)]);
    for (const project of [images, videos]) {
      const answer = await project.upload([filePart(large)]);
      expect([answer.status, answer.json().details]).toEqual([413, { limit_bytes: 50_000_000 }]);
    }
    const huge = await videos.upload([filePart(MP4)], { 'Content-Length': '500100000', Connection: 'close' });
    expect([huge.status, huge.json().details]).toEqual([413, { limit_bytes: 500_000_000 }]);
    expect(foldersOf(api)).toEqual([]);
  });

  it('is refused when there are as many as there can be', async () => {
    const ada = await somebody();
    const project = await projectOf(api, ada);
    const { id } = fileOf(await project.upload([filePart(png)]));
    copyRows(api, 'project_files', id, 999);
    const answer = await project.upload([filePart(png)]);
    expect([answer.status, answer.json()]).toEqual([
      409,
      {
        error: 'limit_reached',
        message: 'There can be at most 1000 files in a project; delete one first',
        details: { limit: 1000 },
      },
    ]);
    expect((await project.read()).files_count).toBe(1000);
    expect(foldersOf(api)).toEqual([id]);
    await ada.call('DELETE', project.path);
    expect(foldersOf(api)).toEqual([]);
  });

  it('is refused when it is no form', async () => {
    const project = await projectOf(api, await somebody());
    const json = await project.upload([], { 'Content-Type': 'application/json' });
    expect(told(json)).toEqual([415, 'unsupported_media_type']);
  });

  it('is one whose client went away', async () => {
    const ada = await somebody();
    const project = await projectOf(api, ada, 'video');
    const socket = await openConnection(api.url);
    const head = [
      `POST /v1${project.path}/files HTTP/1.1`,
      'Host: localhost',
      `Authorization: Bearer ${ada.token}`,
      `Content-Type: ${FORM_TYPE}`,
      'Content-Length: 400000000',
    ];
    socket.write(`${head.join('\r\n')}\r\n\r\n${partHead({ name: 'file', filename: 'a.mp4' })}`);
    socket.write(MP4);
    await eventually(() => api.leftOver().length > 0);
    socket.destroy();
    await eventually(() => api.leftOver().length === 0);
    expect((await project.read()).files_count).toBe(0);
    expect(foldersOf(api)).toEqual([]);
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
    ["'; drop table project_files; --.png", "'; drop table project_files; --"],
    ['.png', 'picture'],
  ])('%s become harmless', async (filename, name) => {
    const ada = await somebody();
    const project = await projectOf(api, ada);
    const file = fileOf(await project.upload([filePart(png, filename)]));
    expect(file.name).toBe(name);
    expect((await ask(file.url)).status).toBe(200);
    await ada.call('DELETE', project.path);
  });

  it('of 64 KiB are cut', async () => {
    const ada = await somebody();
    const project = await projectOf(api, ada);
    const file = fileOf(await project.upload([filePart(png, `${'n'.repeat(65_536)}.png`)]));
    expect(file.name).toMatch(/^(n{100}|picture)$/);
    await ada.call('DELETE', project.path);
  });
});
