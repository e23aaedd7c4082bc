import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { ModelPage } from '@backgroundfx/contract';
import Sqlite from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiServer, startApi } from './support/api-server.ts';
import { eventually } from './support/eventually.ts';
import { ask } from './support/http-client.ts';
import { jobClient } from './support/job-client.ts';
import {
  alphas,
  BLUE,
  GREEN,
  graphOf,
  manifestOf,
  modelClient,
  RED,
  withoutLimits,
} from './support/model-client.ts';
import type { ModelsFolder } from './support/models-folder.ts';
import { colours, field, filePart, tinyModels } from './support/tiny-api.ts';

const SLOW = { timeout: 120_000 };
let models: ModelsFolder;
let picture: Buffer;
beforeAll(async () => {
  models = tinyModels();
  picture = await colours();
});
afterAll(() => models.remove());

const RED_ALONE = [255, 0, 0];
const GREEN_ALONE = [0, 255, 0];

const storedModels = (dataDir: string) =>
  existsSync(join(dataDir, 'blobs/models')) ? readdirSync(join(dataDir, 'blobs/models')) : [];

describe('a model of one’s own', SLOW, () => {
  let api: ApiServer;
  let client: ReturnType<typeof modelClient>;
  beforeAll(async () => {
    api = await startApi({ models });
    client = modelClient(api);
    withoutLimits(api);
  }, 60_000);
  afterAll(() => api.stop());

  const cut = (fields: Record<string, string>, headers: Record<string, string> = { Accept: 'image/png' }) =>
    api.post([filePart(picture), ...Object.entries(fields).map(([name, value]) => field(name, value))], {
      headers,
    });

  it('is checked, tried, listed, used for its owner’s pictures, and deleted', async () => {
    const sent = await client.send(graphOf(GREEN));
    expect(sent.status).toBe(202);
    const { id } = sent.json();
    expect(sent.headers.location).toBe(`/v1/models/${id}`);
    expect(sent.json()).toMatchObject({
      name: 'Mine',
      source: 'upload',
      selected_by: ['custom'],
      state: 'pending',
      bytes: graphOf(GREEN).length,
      manifest: { version: 1, input: { channels: 'rgb', mean: [0, 0, 0] } },
    });
    const model = await client.settled(String(id));
    expect(model).toEqual({ ...sent.json(), state: 'ready' });
    const page = (await client.call('GET', '')).json() as unknown as ModelPage;
    expect(page.items.map(item => item.id)).toEqual([id, 'isnet']);
    expect(page.items[0]).toEqual(model);
    expect(storedModels(api.dataDir)).toEqual([id]);

    const answer = await cut({ model: 'custom', model_id: String(id) });
    expect([answer.status, answer.headers['x-model']]).toEqual([200, id]);
    expect(await alphas(answer.body)).toEqual(GREEN_ALONE);
    const { metadata } = (await cut({ model: 'custom', model_id: String(id) }, {})).json();
    expect(metadata).toMatchObject({ model: id, confidence: expect.any(Number) });
    expect(await alphas((await cut({})).body)).toEqual(RED_ALONE);

    expect((await client.call('DELETE', `/${id}`)).status).toBe(204);
    expect((await client.call('GET', `/${id}`)).status).toBe(404);
    expect((await client.call('DELETE', `/${id}`)).status).toBe(404);
    expect(storedModels(api.dataDir)).toEqual([]);
    const gone = await cut({ model: 'custom', model_id: String(id) });
    expect([gone.status, gone.json()]).toEqual([
      404,
      { error: 'not_found', message: 'There is no such model' },
    ]);
  });

  it('costs a unit, and a refusal before the work costs none', async () => {
    const bob = await api.logIn('units@example.org');
    const used = async () =>
      (await ask(`${api.url}/v1/users/me/usage`, { headers: { Authorization: bob } })).json().used;
    expect((await client.send(graphOf(RED), '{}', { authorization: bob })).status).toBe(400);
    expect(await used()).toBe(0);
    const sent = await client.send(graphOf(RED), manifestOf(), { authorization: bob });
    expect([sent.status, await used()]).toEqual([202, 1]);
    // Nor does one that comes before the file is read; one that comes after costs what the reading did.
    const send = async (bytes: Uint8Array, manifest: unknown) => {
      const { status } = await client.send(bytes, manifest, { authorization: bob });
      return [status, await used()];
    };
    expect(await send(graphOf(RED), { ...manifestOf(), version: 2 })).toEqual([400, 1]);
    expect(await send(graphOf(RED), null)).toEqual([400, 2]);
    expect(await send(Buffer.from('no model'), manifestOf())).toEqual([400, 3]);
  });

  it('is another user’s secret', async () => {
    const { id } = await client.add(graphOf(BLUE));
    const mallory = await api.logIn('mallory@example.org');
    expect((await client.call('GET', `/${id}`, mallory)).status).toBe(404);
    expect((await client.call('DELETE', `/${id}`, mallory)).status).toBe(404);
    const page = (await client.call('GET', '', mallory)).json() as unknown as ModelPage;
    expect(page.items.map(item => item.id)).toEqual(['isnet']);
    const parts = [filePart(picture), field('model', 'custom'), field('model_id', id)];
    const answer = await api.post(parts, { authorization: mallory });
    expect([answer.status, answer.json().error]).toEqual([404, 'not_found']);
    const batch = await api.post(
      [
        filePart(picture, 'a.png', 'files'),
        field('options', JSON.stringify({ model: 'custom', model_id: id })),
      ],
      { authorization: mallory, path: '/v1/process/batch' },
    );
    expect([batch.status, batch.json().error]).toEqual([404, 'not_found']);
    expect((await client.read(id)).state).toBe('ready');
  });

  it.each(['nobody', '../../etc/passwd', "' or 1=1 --", '%00', 'x'.repeat(5000), '🐈'])(
    'has no id such as %.20s',
    async id => {
      const path = `/${encodeURIComponent(id)}`;
      for (const method of ['GET', 'DELETE']) expect((await client.call(method, path)).status).toBe(404);
      const answer = await cut({ model: 'custom', model_id: id });
      expect([400, 404]).toContain(answer.status);
    },
  );

  it('is named by an id, and an id is for it alone', async () => {
    for (const fields of [{ model: 'custom' }, { model_id: 'x' }, { model: 'rembg', model_id: 'x' }]) {
      const answer = await cut(fields as Record<string, string>);
      expect([answer.status, answer.json().details]).toEqual([
        400,
        {
          fields: [
            { path: 'model_id', message: 'model_id must be there for the model custom, and for no other' },
          ],
        },
      ]);
    }
  });

  it('works in batches, file by file, and in recipes', async () => {
    const { id } = await client.add(graphOf(GREEN));
    const jobs = jobClient(api);
    const options = { model: 'custom', model_id: id, files: { 'b.png': { model: 'rembg' } } };
    const files = ['a.png', 'b.png'].map(name => filePart(picture, name, 'files'));
    const sent = await jobs.send(files, options);
    expect(sent.status).toBe(202);
    const job = await jobs.finished(String(sent.json().id));
    expect(job.results?.map(({ metadata }) => metadata.model)).toEqual([id, 'isnet']);
    const found = await Promise.all(
      (job.results ?? []).map(async ({ image }) => alphas((await ask(image)).body)),
    );
    expect(found).toEqual([GREEN_ALONE, RED_ALONE]);

    const recipe = { model: 'custom', model_id: id };
    const drawn = await cut({ recipe: JSON.stringify(recipe) });
    expect([drawn.headers['x-model'], await alphas(drawn.body)]).toEqual([id, GREEN_ALONE]);
    const uploaded = await api.post([filePart(picture)], { path: '/v1/images' });
    const headers = { Authorization: api.authorization, 'Content-Type': 'application/json' };
    const body = JSON.stringify({ image_id: uploaded.json().id, recipe });
    const replaced = await ask(`${api.url}/v1/process/replace-background`, { method: 'POST', headers, body });
    expect([replaced.status, replaced.json().metadata]).toMatchObject([200, { model: id }]);
    expect(await alphas((await ask(String(replaced.json().image))).body)).toEqual(GREEN_ALONE);
  });

  it('that goes while a batch waits for it fails the files that wait, and is told before the next', async () => {
    const { id } = await client.add(graphOf(GREEN));
    const jobs = jobClient(api);
    const options = { model: 'custom', model_id: id };
    const files = Array.from({ length: 12 }, (_, i) => filePart(picture, `${i}.png`, 'files'));
    const sent = await jobs.send(files, options);
    expect((await client.call('DELETE', `/${id}`)).status).toBe(204);
    const job = await jobs.finished(String(sent.json().id));
    const errors = job.items?.flatMap(({ error }) => error ?? []) ?? [];
    expect(errors.length).toBeGreaterThan(0);
    expect(errors).toEqual(errors.map(() => ({ error: 'not_found', message: 'There is no such model' })));
    expect(await jobs.send(files, options)).toMatchObject({ status: 404 });
  });

  it('happens once for one key', async () => {
    const headers = { 'Idempotency-Key': 'a-model-once' };
    const first = await client.send(graphOf(RED), manifestOf(), { headers });
    const again = await client.send(graphOf(RED), manifestOf(), { headers });
    expect([first.status, again.status, again.headers['idempotency-replayed']]).toEqual([202, 202, 'true']);
    expect(again.json()).toEqual(first.json());
    const other = await client.send(graphOf(BLUE), manifestOf(), { headers });
    expect([other.status, other.json().error]).toEqual([422, 'idempotency_key_reused']);
    const page = (await client.call('GET', '?limit=100')).json() as unknown as ModelPage;
    expect(page.items.filter(item => item.id === first.json().id)).toHaveLength(1);
    await client.settled(String(first.json().id));
  });

  it('goes with its owner', async () => {
    const before = storedModels(api.dataDir);
    const eve = await api.logIn('eve@example.org');
    const sent = await client.send(graphOf(RED), manifestOf(), { authorization: eve });
    const id = String(sent.json().id);
    expect(storedModels(api.dataDir)).toEqual([...before, id].sort());
    const headers = { Authorization: eve, 'Content-Type': 'application/json' };
    const body = JSON.stringify({ password: 'correct horse' });
    const deleted = await ask(`${api.url}/v1/users/me`, { method: 'DELETE', headers, body });
    expect(deleted.status).toBe(204);
    await eventually(() => !storedModels(api.dataDir).includes(id));
    expect(storedModels(api.dataDir)).toEqual(before);
    const database = new Sqlite(join(api.dataDir, 'backgroundfx.db'), { readonly: true });
    expect(database.prepare('select count(*) from models where id = ?').pluck().get(id)).toBe(0);
    database.close();
  });

  it('is on a list with pages', async () => {
    const page = async (query: string) => (await client.call('GET', query)).json() as unknown as ModelPage;
    const all = await page('?limit=100');
    const one = await page(`?limit=1&page=${all.total}`);
    expect([one.total, one.pages, one.page]).toEqual([all.total, all.total, all.total]);
    expect(one.items).toEqual([all.items.at(-1)]);
    expect((await page('?page=1000')).items).toEqual([]);
    for (const query of ['?limit=0', '?limit=101', '?page=0', '?page=x', '?limit=1e2']) {
      expect((await client.call('GET', query)).status).toBe(400);
    }
  });

  it('is none of the catalogue, which nobody deletes', async () => {
    const shared = await client.read('isnet');
    expect(shared).toMatchObject({
      source: 'catalog',
      selected_by: ['rembg'],
      state: 'ready',
      license: { id: 'Apache-2.0' },
    });
    expect(shared).not.toHaveProperty('classes');
    const refused = await client.call('DELETE', '/isnet');
    expect([refused.status, refused.json().error]).toEqual([403, 'forbidden']);
    const custom = await cut({ model: 'custom', model_id: 'isnet' });
    expect(custom.status).toBe(404);
  });
});
