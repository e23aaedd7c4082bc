import { statSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { openScratch } from '../src/platform/blobs/scratch.ts';
import type { ApiServer } from './support/api-server.ts';
import { eventually } from './support/eventually.ts';
import { ask, openConnection, readToEnd } from './support/http-client.ts';
import { FORM_END, FORM_TYPE, formOf, partHead } from './support/multipart.ts';
import { colours, filePart, startTinyApi } from './support/tiny-api.ts';

const MEGA = 1_000_000;
const FLOOR = 500 * MEGA;
/** A made-up disk: what lies in the folder that is asked for takes of its room, and nothing else does. */
const disk = vi.hoisted(() => ({ bytes: 0 }));

vi.mock('../src/platform/disk-check.ts', async original => ({
  ...(await original<typeof import('../src/platform/disk-check.ts')>()),
  freeBytes: async (folder: string) => {
    const paths = await readdir(folder, { recursive: true });
    const sizes = paths.map(path => statSync(join(folder, path), { throwIfNoEntry: false }));
    return sizes.reduce((free, stats) => free - (stats?.isFile() ? stats.size : 0), disk.bytes);
  },
}));

describe('room', () => {
  let dir = '';
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'bgfx-room-'));
  });
  afterAll(() => rm(dir, { recursive: true }));

  const FULL = { status: 503, code: 'storage_full' };
  /** A folder on a disk with so much room above the floor. */
  async function folderWith(room: number) {
    disk.bytes = FLOOR + room;
    const scratch = await openScratch(dir, { minFreeBytes: FLOOR });
    return scratch.newFolder();
  }

  it('is promised once, to those who ask at the same time too', async () => {
    const folder = await folderWith(119);
    const asked = await Promise.allSettled([1, 2, 3, 4, 5].map(() => folder.reserve(50)));
    const refused = asked.filter(one => one.status === 'rejected');
    expect(refused.map(({ reason }) => reason)).toEqual(Array(3).fill(expect.objectContaining(FULL)));
    expect((await folder.reserve(19)).left).toBe(19);
    await expect(folder.reserve(1)).rejects.toMatchObject(FULL);
  });

  it('is counted once: promised, or taken', async () => {
    const folder = await folderWith(100);
    const first = await folder.reserve(60);
    first.came(50);
    disk.bytes -= 50;
    expect(first.left).toBe(10);
    await expect(folder.reserve(41)).rejects.toMatchObject(FULL);
    const second = await folder.reserve(40);
    first.came(25);
    expect(first.left).toBe(0);
    second.end();
    await expect(folder.reserve(51)).rejects.toMatchObject(FULL);
    await folder.reserve(50);
  });

  it('comes in steps, and goes back once', async () => {
    const folder = await folderWith(100);
    const room = await folder.reserve(40);
    await room.more(40);
    await expect(room.more(40)).rejects.toMatchObject(FULL);
    expect(room.left).toBe(80);
    room.end();
    room.end();
    expect(room.left).toBe(0);
    await room.more(40);
    expect(room.left).toBe(0);
    const late = await folder.reserve(30);
    const asked = late.more(70);
    late.end();
    await asked;
    expect((await folder.reserve(100)).left).toBe(100);
  });
});

describe('uploads at the same time', () => {
  const ROOM = 119 * MEGA;
  let api: ApiServer;
  let path = '';
  const open: Socket[] = [];
  beforeAll(async () => {
    disk.bytes = FLOOR + ROOM;
    api = await startTinyApi({ minFreeBytes: FLOOR, env: { MAX_UPLOAD_MB: '200' } });
    const headers = { Authorization: api.authorization, 'Content-Type': 'application/json' };
    const body = JSON.stringify({ name: 'Kept', type: 'video' });
    const project = await ask(`${api.url}/v1/projects`, { method: 'POST', headers, body });
    path = `/v1/projects/${project.json().id}/files`;
  }, 60_000);
  afterEach(async () => {
    for (const socket of open.splice(0)) socket.destroy();
    await eventually(() => api.leftOver().length === 0);
  });
  afterAll(() => api.stop());

  const used = async () => {
    const headers = { Authorization: api.authorization };
    return Number((await ask(`${api.url}/v1/users/me/usage`, { headers })).json().used);
  };
  /** Sends the head of a form, and nothing else. */
  async function begin(...headers: string[]): Promise<Socket> {
    const socket = await openConnection(api.url);
    open.push(socket);
    const own = ['Host: x', `Authorization: ${api.authorization}`, `Content-Type: ${FORM_TYPE}`];
    socket.write([`POST ${path} HTTP/1.1`, ...own, ...headers, '', ''].join('\r\n'));
    return socket;
  }
  /** Announces a form: "100" when it may come, else the code of the refusal. */
  async function announce(bytes: number): Promise<string> {
    const socket = await begin(`Content-Length: ${bytes}`, 'Expect: 100-continue', 'Connection: close');
    let answer = '';
    for await (const piece of socket.iterator({ destroyOnReturn: false })) {
      answer += String(piece);
      const [, found] = /^HTTP\/1\.1 (100) |"error":"(\w+)"/.exec(answer)?.filter(Boolean) ?? [];
      if (found) return found;
    }
    return answer;
  }
  const chunk = (bytes: Uint8Array | string) =>
    Buffer.concat([
      Buffer.from(`${bytes.length.toString(16)}\r\n`),
      Buffer.from(bytes as string),
      Buffer.from('\r\n'),
    ]);
  /** Sends a file without saying how long it is, for as long as nothing is answered; resolves with the answer. */
  async function stream(bytes: number): Promise<string> {
    const socket = await begin('Transfer-Encoding: chunked', 'Connection: close');
    const answer = readToEnd(socket);
    let answered = false;
    const first = new Promise<void>(resolve => {
      for (const event of ['data', 'close']) {
        socket.once(event, () => {
          answered = true;
          resolve();
        });
      }
    });
    socket.write(chunk(partHead({ name: 'file', filename: 'a.mp4' })));
    const piece = chunk(Buffer.alloc(MEGA, 'x'));
    for (let sent = 0; sent < bytes && !answered; sent += MEGA) {
      if (socket.write(piece)) continue;
      await Promise.race([first, new Promise(resolve => socket.once('drain', resolve))]);
    }
    if (!answered) socket.write(Buffer.concat([chunk(`\r\n${FORM_END}`), Buffer.from('0\r\n\r\n')]));
    return answer;
  }

  it('share the room that there is: those for whom none is left are refused, for no unit', async () => {
    const before = await used();
    const statuses = await Promise.all([1, 2, 3, 4, 5].map(() => announce(50 * MEGA)));
    expect(statuses.sort()).toEqual(['100', '100', ...Array(3).fill('storage_full')]);
    expect(await used()).toBe(before + 2);
  });

  it('without a length find out as they come, for no unit', { timeout: 30_000 }, async () => {
    const before = await used();
    expect(await announce(90 * MEGA)).toBe('100');
    const answer = await stream(60 * MEGA);
    expect(answer).toMatch(/^HTTP\/1\.1 503 /);
    expect(answer).toContain('"error":"storage_full"');
    expect(await used()).toBe(before + 1);
    // What it had taken is there again.
    expect(await announce(29 * MEGA)).toBe('100');
  });

  it('without a length come in where there is room', { timeout: 30_000 }, async () => {
    // It is no video, which is found when all of it is there.
    expect(await stream(60 * MEGA)).toContain('"error":"invalid_image"');
    expect(await announce(ROOM)).toBe('100');
  });

  describe('give back what they do not take', () => {
    const send = async (body: Uint8Array, more: Record<string, string> = {}) => {
      const headers = { Authorization: api.authorization, 'Content-Type': FORM_TYPE, ...more };
      return (await ask(`${api.url}/v1/images`, { method: 'POST', headers, body })).status;
    };
    const photograph = async () => formOf(filePart(await colours()));

    it.each<[string, () => Promise<void>]>([
      ['kept', async () => expect(await send(await photograph())).toBe(201)],
      [
        'kept, without a length',
        async () => expect(await send(await photograph(), { 'Transfer-Encoding': 'chunked' })).toBe(201),
      ],
      [
        'refused',
        async () =>
          expect(await send(formOf({ name: 'strange', filename: 'a', value: 'x'.repeat(9 * MEGA) }))).toBe(
            400,
          ),
      ],
      [
        'of no form',
        async () =>
          expect(
            await send(Buffer.alloc(1000), {
              'Content-Type': 'multipart/form-data; a="; boundary=b; c="',
            }),
          ).toBe(400),
      ],
      [
        'broken off',
        async () => {
          const socket = await begin(`Content-Length: ${100 * MEGA}`, 'Connection: close');
          socket.write(partHead({ name: 'file', filename: 'a.mp4' }) + 'x'.repeat(100_000));
          await eventually(() => api.leftOver().some(name => name.endsWith('upload')));
          expect(await announce(100 * MEGA)).toBe('storage_full');
          socket.destroy();
        },
      ],
    ])('when %s', async (_, way) => {
      await way();
      await eventually(() => api.leftOver().length === 0);
      await eventually(async () => (await announce(ROOM)) === '100');
    });
  });
});
