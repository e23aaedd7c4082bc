import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiServer, PROCESS } from './support/api-server.ts';
import { ask } from './support/http-client.ts';
import { colours, filePart, startTinyApi } from './support/tiny-api.ts';

let api: ApiServer;
beforeAll(async () => {
  api = await startTinyApi({ env: { RESULT_TTL: '90m' } });
}, 60_000);
afterAll(() => api.stop());

describe('RESULT_TTL', () => {
  it('is the time that a result lives, as its answer says; then its address is gone', async () => {
    const before = api.clock.time;
    const answer = await api.post([filePart(await colours())], { path: PROCESS });
    const { image, expires_at } = answer.json() as { image: string; expires_at: string };
    const life = Date.parse(expires_at) - before;
    expect([answer.status, life > 89 * 60_000, life <= 90 * 60_000]).toEqual([200, true, true]);
    api.clock.time = Date.parse(expires_at) - 1000;
    expect((await ask(image)).status).toBe(200);
    api.clock.time = Date.parse(expires_at) + 1000;
    const gone = await ask(image);
    expect([gone.status, gone.json()]).toEqual([
      410,
      { error: 'expired', message: 'The address of the file has expired' },
    ]);
  });
});
