import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensurePortIsFree } from '../src/platform/port.mjs';
import type { ApiServer } from './support/api-server.ts';
import { eventually } from './support/eventually.ts';
import { ask, openConnection } from './support/http-client.ts';
import { jobClient } from './support/job-client.ts';
import { readMetrics, type Sample } from './support/metrics-text.ts';
import { FORM_TYPE } from './support/multipart.ts';
import { colours, field, filePart, nothing, startTinyApi } from './support/tiny-api.ts';
import { type Receiver, startReceiver } from './support/webhook-receiver.ts';

let api: ApiServer;
let receiver: Receiver;
beforeAll(async () => {
  receiver = await startReceiver();
  api = await startTinyApi({ env: { WEBHOOK_ALLOW_PRIVATE: 'true' } });
}, 60_000);
afterAll(async () => {
  await api.stop();
  await receiver.close();
});

const scrape = async (): Promise<Sample[]> => readMetrics((await ask(`${api.url}/metrics`)).body.toString());

/** What a series counts, 0 where it is not there. */
function sumOf(
  samples: readonly Sample[],
  name: string,
  labels: Readonly<Record<string, string>> = {},
): number {
  const own = samples.filter(
    sample =>
      sample.name === name && Object.entries(labels).every(([key, value]) => sample.labels[key] === value),
  );
  return own.reduce((sum, { value }) => sum + value, 0);
}

/** How much series grow while something is done. */
async function growth(work: () => Promise<unknown>) {
  const before = await scrape();
  await work();
  const after = await scrape();
  return (name: string, labels?: Readonly<Record<string, string>>) =>
    sumOf(after, name, labels) - sumOf(before, name, labels);
}

const get = (path: string, headers: Record<string, string> = {}) =>
  ask(api.url + path, { headers: { Authorization: api.authorization, ...headers } });
const REQUESTS = 'backgroundfx_http_requests_total';

describe('requests', () => {
  it('are counted by method, route and status, and timed', async () => {
    const grown = await growth(async () => {
      for (let i = 0; i < 3; i++) await get('/v1/backgrounds?page=1');
      await get('/v1/backgrounds/nature-sunset-sea');
      await get('/v1/images/8c6f1d1e-0000-4000-8000-000000000001');
      await get('/v1/images/8c6f1d1e-0000-4000-8000-000000000002');
      await ask(`${api.url}/v1/images`);
      await ask(`${api.url}/v1/backgrounds`, {
        method: 'HEAD',
        headers: { Authorization: api.authorization },
      });
    });
    const list = { method: 'GET', route: '/v1/backgrounds', status: '200' };
    expect(grown(REQUESTS, list)).toBe(3);
    expect(grown(REQUESTS, { ...list, method: 'HEAD' })).toBe(1);
    expect(grown(REQUESTS, { ...list, route: '/v1/backgrounds/{id}' })).toBe(1);
    expect(grown(REQUESTS, { ...list, route: '/v1/images/{id}', status: '404' })).toBe(2);
    expect(grown(REQUESTS, { ...list, route: '/v1/images', status: '401' })).toBe(1);
    const seconds = 'backgroundfx_http_request_duration_seconds';
    const { method, route } = list;
    expect(grown(`${seconds}_count`, { method, route })).toBe(3);
    expect(grown(`${seconds}_bucket`, { method, route, le: '+Inf' })).toBe(3);
    expect(grown(`${seconds}_sum`, { method, route })).toBeGreaterThan(0);
  });

  it('for what nobody answers are one series each, whatever the path', async () => {
    const before = (await scrape()).filter(({ name }) => name === REQUESTS).length;
    const grown = await growth(async () => {
      for (let i = 0; i < 20; i++) await get(`/v1/secret-${i}/person@example.org`);
      for (let i = 0; i < 20; i++) await ask(`${api.url}/wp-admin/${i}.php`);
      await ask(`${api.url}/v1/nothing`, { method: 'POST' });
      await ask(`${api.url}/v1/backgrounds`, { method: 'PUT' });
    });
    expect(grown(REQUESTS, { method: 'GET', route: 'other', status: '404' })).toBe(40);
    expect(grown(REQUESTS, { method: 'POST', route: 'other', status: '404' })).toBe(1);
    expect(grown(REQUESTS, { method: 'PUT', route: 'other', status: '405' })).toBe(1);
    const after = (await scrape()).filter(({ name }) => name === REQUESTS).length;
    expect(after - before).toBeLessThanOrEqual(3);
  });

  it('under way are told', async () => {
    const underWay = async () => sumOf(await scrape(), 'backgroundfx_http_requests_in_flight');
    expect(await underWay()).toBe(0);
    const socket = await openConnection(api.url);
    socket.write(
      `POST /v1/images HTTP/1.1\r\nHost: x\r\nAuthorization: ${api.authorization}\r\n` +
        `Content-Type: ${FORM_TYPE}\r\nContent-Length: 1000\r\n\r\n`,
    );
    await eventually(async () => (await underWay()) === 1);
    expect(sumOf(await scrape(), 'backgroundfx_pictures_inside')).toBe(1);
    socket.destroy();
    await eventually(async () => (await underWay()) === 0);
  });
});

describe('work', () => {
  it('of the engine is counted by model, quality and outcome', async () => {
    const grown = await growth(async () => {
      const quality = field('quality', 'low');
      for (let i = 0; i < 2; i++) await api.post([filePart(await colours()), quality]);
      expect((await api.post([filePart(await nothing()), quality])).status).toBe(422);
    });
    const labels = { model: 'isnet', quality: 'low' };
    expect(grown('backgroundfx_cutouts_total', { ...labels, outcome: 'done' })).toBe(2);
    expect(grown('backgroundfx_cutouts_total', { ...labels, outcome: 'no_foreground' })).toBe(1);
    expect(grown('backgroundfx_cutout_seconds_count', labels)).toBe(2);
    const after = await scrape();
    for (const name of ['engine_busy', 'engine_waiting', 'pictures_inside'])
      expect(sumOf(after, `backgroundfx_${name}`)).toBe(0);
  });

  it('of batches and webhooks is counted', async () => {
    const headers = { 'Content-Type': 'application/json', Authorization: api.authorization };
    const body = JSON.stringify({ url: receiver.url, events: ['job.completed'] });
    expect((await ask(`${api.url}/v1/webhooks`, { method: 'POST', headers, body })).status).toBe(201);
    receiver.answers.push(500);
    const jobs = jobClient(api);
    const grown = await growth(async () => {
      const sent = await jobs.send([filePart(await colours(), 'a.png', 'files')]);
      await jobs.finished(String(sent.json().id));
      await eventually(() => receiver.received.length === 1);
      await eventually(async () => sumOf(await scrape(), 'backgroundfx_webhook_deliveries_total') > 0);
      await eventually(
        async () =>
          sumOf(await scrape(), 'backgroundfx_jobs', { kind: 'deliver-webhook', state: 'later' }) === 1,
      );
    });
    expect(grown('backgroundfx_webhook_deliveries_total', { outcome: 'tried' })).toBe(1);
    expect(grown('backgroundfx_webhook_deliveries_total', { outcome: 'delivered' })).toBe(0);
    api.clock.time += 10_000;
    await eventually(
      async () =>
        sumOf(await scrape(), 'backgroundfx_webhook_deliveries_total', { outcome: 'delivered' }) === 1,
    );
    const kinds = (await scrape()).filter(({ name }) => name === 'backgroundfx_jobs');
    expect(kinds.filter(({ labels }) => labels.kind === 'process-file')).toEqual(
      ['running', 'waiting', 'later'].map(state => ({
        name: 'backgroundfx_jobs',
        labels: { kind: 'process-file', state },
        value: 0,
      })),
    );
  });

  it('costs units, which are counted by plan, and given back', async () => {
    const grown = await growth(async () => {
      await get('/v1/backgrounds');
      await get('/v1/images/8c6f1d1e-0000-4000-8000-000000000003');
      await get('/v1/users/me/usage');
    });
    expect(grown('backgroundfx_units_charged_total', { plan: 'free' })).toBe(2);
    expect(grown('backgroundfx_units_returned_total')).toBe(1);
  });

  it('shows what the process takes', async () => {
    const samples = await scrape();
    expect(sumOf(samples, 'process_resident_memory_bytes')).toBeGreaterThan(10_000_000);
    expect(sumOf(samples, 'nodejs_eventloop_lag_p99_seconds')).toBeGreaterThan(0);
    expect(sumOf(samples, 'backgroundfx_disk_free_bytes')).toBeGreaterThan(0);
    expect(samples.some(({ name }) => name === 'backgroundfx_database_busy_total')).toBe(true);
  });
});

describe('nobody is named', () => {
  it('by a label', async () => {
    const text = (await ask(`${api.url}/metrics`)).body.toString();
    expect(text).not.toMatch(/[\w-]+@|[0-9a-f]{8}-[0-9a-f]{4}|secret-|\.png|wp-admin|127\.0\.0\.1/);
  });
});

describe('who may read them', () => {
  const NOT_THERE = { error: 'not_found', message: 'Nothing answers GET /metrics' };
  const read = async (headers: Record<string, string> = {}, url = api.url) => {
    const answer = await ask(`${url}/metrics`, { headers });
    return [answer.status, answer.status === 200 ? answer.headers['content-type'] : answer.json()];
  };

  it('is a program of this machine, and nobody who comes through a proxy or under another name', async () => {
    expect(await read()).toEqual([200, 'text/plain; version=0.0.4; charset=utf-8']);
    for (const headers of [
      { 'X-Forwarded-For': '198.51.100.7' },
      { Forwarded: 'for=198.51.100.7' },
      { 'X-Forwarded-Proto': 'https' },
      { 'X-Forwarded-Host': 'fx.example' },
      { 'X-Forwarded-Port': '' },
      { 'X-Real-IP': '198.51.100.7' },
      { 'CF-Connecting-IP': '198.51.100.7' },
      { 'CF-Ray': '0123456789abcdef' },
      { 'True-Client-IP': '198.51.100.7' },
      { Via: '1.1 proxy' },
      { Origin: 'http://127.0.0.1' },
      { Host: 'evil.example' },
      { Host: '127.0.0.1.evil.example' },
    ])
      expect(await read(headers)).toEqual([404, NOT_THERE]);
  });

  it('is nobody where a proxy stands in front and no token is set', async () => {
    const port = String(await ensurePortIsFree({ host: '127.0.0.1', port: 0 }));
    for (const env of [{ PUBLIC_URL: `http://127.0.0.1:${port}`, PORT: port }, { TRUSTED_PROXIES: '1' }]) {
      const behind = await startTinyApi({ env });
      expect(await read({}, behind.url).finally(behind.stop)).toEqual([404, NOT_THERE]);
    }
  });

  it('is whoever shows the token, where there is one', async () => {
    const METRICS_TOKEN = 'a-token-of-the-tests';
    const guarded = await startTinyApi({ env: { METRICS_TOKEN } });
    try {
      const refused = { error: 'unauthorized', message: 'The metrics need their own token' };
      expect(await read({}, guarded.url)).toEqual([401, refused]);
      for (const Authorization of [
        `Bearer ${METRICS_TOKEN}x`,
        METRICS_TOKEN,
        `Basic ${METRICS_TOKEN}`,
        'Bearer ',
        guarded.authorization,
      ])
        expect(await read({ Authorization }, guarded.url)).toEqual([401, refused]);
      const headers = {
        Authorization: `Bearer ${METRICS_TOKEN}`,
        'X-Forwarded-For': '198.51.100.7',
        Host: 'fx.example',
      };
      expect((await read(headers, guarded.url))[0]).toBe(200);
    } finally {
      await guarded.stop();
    }
  });

  it('are not told with another method', async () => {
    const answer = await ask(`${api.url}/metrics`, { method: 'POST' });
    expect([answer.status, answer.headers.allow]).toEqual([405, 'GET, HEAD, OPTIONS']);
  });
});
