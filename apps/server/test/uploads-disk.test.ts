import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openScratch } from '../src/platform/blobs/scratch.ts';
import type { ApiServer } from './support/api-server.ts';
import { ask, openConnection, readToEnd } from './support/http-client.ts';
import { FORM_TYPE, formOf } from './support/multipart.ts';
import { startTinyApi } from './support/tiny-api.ts';

const STORAGE_FULL = { error: 'storage_full', message: 'The server has no room left for files' };

describe('a nearly full disk', () => {
  let api: ApiServer;
  let project = '';
  beforeAll(async () => {
    api = await startTinyApi({ minFreeBytes: Number.MAX_SAFE_INTEGER });
    const headers = { Authorization: api.authorization, 'Content-Type': 'application/json' };
    const body = JSON.stringify({ name: 'Kept', type: 'video' });
    project = String((await ask(`${api.url}/v1/projects`, { method: 'POST', headers, body })).json().id);
  }, 60_000);
  afterAll(() => api.stop());
  const used = async () => {
    const headers = { Authorization: api.authorization };
    return (await ask(`${api.url}/v1/users/me/usage`, { headers })).json().used;
  };

  it.each([
    '/process/remove-background',
    '/process/batch',
    '/images',
    '/backgrounds',
    '/models',
    '/projects/{id}/files',
  ])('takes no upload at %s, before a byte of it has come and for no unit', async path => {
    const before = await used();
    const socket = await openConnection(api.url);
    socket.write(
      `POST /v1${path.replace('{id}', project)} HTTP/1.1\r\nHost: x\r\nAuthorization: ${api.authorization}\r\n` +
        `Content-Type: ${FORM_TYPE}\r\nContent-Length: 40000000\r\nExpect: 100-continue\r\nConnection: close\r\n\r\n`,
    );
    const answer = await readToEnd(socket);
    expect(answer).toMatch(/^HTTP\/1\.1 503 /);
    expect(answer).toContain(JSON.stringify(STORAGE_FULL));
    expect(await used()).toBe(before);
    expect(api.leftOver()).toEqual([]);
  });

  it('takes none without a length either, and says that it is not ready', async () => {
    const body = formOf({ name: 'file', filename: 'a.png', value: 'x' });
    const headers = {
      Authorization: api.authorization,
      'Content-Type': FORM_TYPE,
      'Transfer-Encoding': 'chunked',
    };
    const answer = await ask(`${api.url}/v1/images`, { method: 'POST', headers, body });
    expect([answer.status, answer.json()]).toEqual([503, STORAGE_FULL]);
    const ready = await ask(`${api.url}/v1/ready`);
    expect([ready.status, ready.json().checks]).toEqual([
      503,
      expect.objectContaining({ disk: expect.stringMatching(/^only \d+ MB of disk are free$/) }),
    ]);
  });

  it('lets room be made', async () => {
    const headers = { Authorization: api.authorization };
    const answer = await ask(`${api.url}/v1/projects/${project}`, { method: 'DELETE', headers });
    expect(answer.status).toBe(204);
  });
});

describe('a disk with room', () => {
  it('has it for what leaves enough of it, and for nothing else', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'bgfx-room-'));
    const scratch = await openScratch(dir, { minFreeBytes: 1 });
    const folder = await scratch.newFolder();
    expect((await folder.reserve(1000)).left).toBe(1000);
    await expect(folder.reserve(Number.MAX_SAFE_INTEGER)).rejects.toMatchObject({
      status: 503,
      code: 'storage_full',
    });
    await scratch.close();
    rmSync(dir, { recursive: true });
  });
});
