import type { Project } from '@backgroundfx/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ApiServer } from './support/api-server.ts';
import { type Person, person } from './support/caller.ts';
import { eventually } from './support/eventually.ts';
import type { Answer } from './support/http-client.ts';
import { copyRows } from './support/project-client.ts';
import { startTinyApi } from './support/tiny-api.ts';
import { type Receiver, startReceiver } from './support/webhook-receiver.ts';

const PROJECTS = '/projects';

let api: ApiServer;
let receiver: Receiver;
let count = 0;

beforeAll(async () => {
  api = await startTinyApi({ env: { WEBHOOK_ALLOW_PRIVATE: 'true' } });
  receiver = await startReceiver();
}, 60_000);
afterAll(async () => {
  await api.stop();
  await receiver.close();
});

const somebody = () => person(api.url, `maker${++count}`);
const create = (owner: Person, fields: object = {}) =>
  owner.call('POST', PROJECTS, { name: 'Autumn', type: 'image', ...fields });
const of = (answer: Answer) => answer.json() as unknown as Project;
const told = ({ status, json }: Answer) => [status, json().error];
const fieldsOf = (answer: Answer) =>
  (answer.json().details as { fields: { path: string; message: string }[] }).fields;

async function names(owner: Person, query: string): Promise<string[]> {
  const answer = await owner.call('GET', `${PROJECTS}?${query}`);
  expect(answer.status).toBe(200);
  return (answer.json().items as Project[]).map(({ name }) => name);
}

describe('a project', () => {
  it('is made, read, changed and deleted', async () => {
    const ada = await somebody();
    const answer = await create(ada, { name: '  Autumn 🍂 ', type: 'batch', description: 'קטלוג' });
    const project = of(answer);
    const now = new Date(api.clock.time).toISOString();
    expect(answer.status).toBe(201);
    expect(project).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      name: 'Autumn 🍂',
      type: 'batch',
      description: 'קטלוג',
      status: 'draft',
      files_count: 0,
      created_at: now,
      updated_at: now,
    });
    expect(answer.headers.location).toBe(`/v1/projects/${project.id}`);
    const path = `${PROJECTS}/${project.id}`;
    expect(of(await ada.call('GET', path))).toEqual(project);

    api.clock.time += 1000;
    const changed = await ada.call('PATCH', path, { name: 'Winter' });
    const later = new Date(api.clock.time).toISOString();
    expect([changed.status, of(changed)]).toEqual([200, { ...project, name: 'Winter', updated_at: later }]);
    expect(of(await ada.call('PATCH', path, { description: '' }))).toMatchObject({
      name: 'Winter',
      description: '',
    });
    expect((await ada.call('PATCH', path, {})).status).toBe(200);

    expect((await ada.call('DELETE', path)).status).toBe(204);
    for (const method of ['GET', 'DELETE'])
      expect(told(await ada.call(method, path))).toEqual([404, 'not_found']);
    expect(told(await ada.call('PATCH', path, { name: 'x' }))).toEqual([404, 'not_found']);
  });

  it('is told of to those who listen, once, however often it is sent', async () => {
    const ada = await somebody();
    const events = ['project.created'];
    expect((await ada.call('POST', '/webhooks', { url: receiver.url, events })).status).toBe(201);
    const before = receiver.received.length;
    const fields = { name: 'Told', type: 'video' };
    const key = { 'Idempotency-Key': 'made-once' };
    const first = await ada.call('POST', PROJECTS, fields, key);
    const second = await ada.call('POST', PROJECTS, fields, key);
    expect(second.headers['idempotency-replayed']).toBe('true');
    expect([second.status, second.json()]).toEqual([201, first.json()]);
    expect(told(await ada.call('POST', PROJECTS, { ...fields, name: 'x' }, key))).toEqual([
      422,
      'idempotency_key_reused',
    ]);
    expect((await ada.call('GET', PROJECTS)).json().total).toBe(1);
    await eventually(() => receiver.received.length > before);
    expect((await create(ada)).status).toBe(201);
    await eventually(() => receiver.received.length === before + 2);
    const [message] = receiver.received.slice(before);
    expect(JSON.parse(message?.body ?? '')).toMatchObject({
      type: 'project.created',
      data: { id: first.json().id, name: 'Told', type: 'video' },
    });
  });

  it('is nobody else’s', async () => {
    const [ada, eve] = [await somebody(), await somebody()];
    const { id } = of(await create(ada));
    const path = `${PROJECTS}/${id}`;
    expect(told(await eve.call('GET', path))).toEqual([404, 'not_found']);
    expect(told(await eve.call('PATCH', path, { name: 'Mine' }))).toEqual([404, 'not_found']);
    expect(told(await eve.call('DELETE', path))).toEqual([404, 'not_found']);
    expect(await names(eve, 'search=Autumn')).toEqual([]);
    expect(of(await ada.call('GET', path)).name).toBe('Autumn');
  });

  it.each([
    ['a trick with SQL', "' or 1=1 --"],
    ['a path', '../../keys.json'],
    ['a zero', '\u0000'],
    ['4000 letters', 'a'.repeat(4000)],
    ['a fox', '🦊'],
  ])('is not found under %s', async (_, id) => {
    const ada = await somebody();
    const path = `${PROJECTS}/${encodeURIComponent(id)}`;
    for (const [method, body] of [['GET'], ['PATCH', { name: 'x' }], ['DELETE']] as const) {
      expect(told(await ada.call(method, path, body))).toEqual([404, 'not_found']);
    }
  });
});

describe('a list of projects', () => {
  it('comes in pages, the newest first', async () => {
    const ada = await somebody();
    const made: string[] = [];
    for (let i = 0; i < 5; i++) {
      api.clock.time += 1000;
      made.unshift(of(await create(ada, { name: `No ${i}` })).name);
    }
    const page = async (query: string) => (await ada.call('GET', `${PROJECTS}${query}`)).json();
    expect(await page('?limit=2')).toMatchObject({ total: 5, page: 1, pages: 3 });
    expect(await names(ada, 'limit=2')).toEqual(made.slice(0, 2));
    expect(await names(ada, 'limit=2&page=3')).toEqual(made.slice(4));
    expect(await page('?limit=2&page=4')).toEqual({ items: [], total: 5, page: 4, pages: 3 });
    expect(await page('?search=no%202')).toMatchObject({ total: 1, pages: 1 });
  });

  it('is searched by name and description, whatever the case, and by nothing else', async () => {
    const ada = await somebody();
    await create(ada, { name: 'Äpfel  und Birnen', description: 'Für den MARKT' });
    await create(ada, { name: '100% wool_socks', description: 'a\\b' });
    await create(ada, { name: 'שלום 🐈', description: "O'Hara; drop table projects" });
    const search = (words: string) => names(ada, `search=${encodeURIComponent(words)}`);
    expect(await search('äPFEL UND')).toEqual(['Äpfel  und Birnen']);
    expect(await search('markt')).toEqual(['Äpfel  und Birnen']);
    expect(await search('%')).toEqual(['100% wool_socks']);
    expect(await search('_')).toEqual(['100% wool_socks']);
    expect(await search('\\')).toEqual(['100% wool_socks']);
    expect(await search('שלום')).toEqual(['שלום 🐈']);
    expect(await search('🐈')).toEqual(['שלום 🐈']);
    expect(await search("'; drop table projects; --")).toEqual([]);
    expect(await search("o'hara")).toEqual(['שלום 🐈']);
    expect(await search('birnen für')).toEqual([]);
    expect(await search('\u0000')).toEqual([]);
    expect(await search('')).toHaveLength(3);
    const [wool] = (await ada.call('GET', `${PROJECTS}?search=wool`)).json().items as Project[];
    await ada.call('PATCH', `${PROJECTS}/${wool?.id}`, { name: 'Socks', description: 'grey' });
    expect(await search('wool')).toEqual([]);
    expect(await search('GREY')).toEqual(['Socks']);
  });

  it.each([
    ['page', '0'],
    ['page', 'x'],
    ['limit', '0'],
    ['limit', '101'],
    ['limit', '1e1'],
    ['search', 'a'.repeat(201)],
    ['search', 'a&search=b'],
  ])('is not to be had with a %s of %s', async (path, value) => {
    const ada = await somebody();
    const answer = await ada.call('GET', `${PROJECTS}?${path}=${value}`);
    expect(told(answer)).toEqual([400, 'invalid_request']);
    expect(fieldsOf(answer)).toMatchObject([{ path }]);
  });
});

describe('what is no project', () => {
  const WRONG = [null, true, 7, 1e308, [], ['a'], {}, { a: 1 }];
  let ada: Person;
  beforeAll(async () => {
    ada = await somebody();
  });

  it.each(['name', 'type', 'description'])('is refused for its %s of every other kind', async name => {
    const made = of(await create(ada));
    for (const value of WRONG) {
      const answer = await create(ada, { [name]: value });
      expect([value, ...told(answer)]).toEqual([value, 400, 'invalid_request']);
      expect(new Set(fieldsOf(answer).map(({ path }) => path))).toEqual(new Set([name]));
      if (name === 'type') continue;
      const changed = await ada.call('PATCH', `${PROJECTS}/${made.id}`, { [name]: value });
      expect([value, ...told(changed)]).toEqual([value, 400, 'invalid_request']);
    }
    expect(of(await ada.call('GET', `${PROJECTS}/${made.id}`))).toEqual(made);
    await ada.call('DELETE', `${PROJECTS}/${made.id}`);
  });

  it.each<[string, unknown, string]>([
    ['without a name', { type: 'image' }, 'name'],
    ['without a type', { name: 'x' }, 'type'],
    ['with an empty name', { name: ' \t ', type: 'image' }, 'name'],
    ['with a name of 201 letters', { name: 'a'.repeat(201), type: 'image' }, 'name'],
    ['with another type', { name: 'x', type: 'Image' }, 'type'],
    [
      'with a description of 2001 letters',
      { name: 'x', type: 'image', description: 'a'.repeat(2001) },
      'description',
    ],
    ['with a field that is not there', { name: 'x', type: 'image', status: 'completed' }, ''],
    ['that is a list', [], ''],
    ['that is null', null, ''],
    ['that is text', '"x"', ''],
    ['that is no JSON', '{"name":', ''],
  ])('is one %s', async (_, body, path) => {
    const answer = await ada.call('POST', PROJECTS, body);
    expect(told(answer)).toEqual([400, 'invalid_request']);
    expect(fieldsOf(answer).map(field => field.path)).toContain(path);
  });

  it('is one with a name of 64 KiB, or that is no JSON at all', async () => {
    const huge = { name: 'n'.repeat(65_536), type: 'image' };
    expect(told(await ada.call('POST', PROJECTS, huge))).toEqual([413, 'payload_too_large']);
    const text = await ada.call('POST', PROJECTS, 'x', { 'Content-Type': 'text/plain' });
    expect(told(text)).toEqual([415, 'unsupported_media_type']);
  });

  it('cannot have another type later', async () => {
    const { id } = of(await create(ada));
    const answer = await ada.call('PATCH', `${PROJECTS}/${id}`, { type: 'video' });
    expect(told(answer)).toEqual([400, 'invalid_request']);
  });

  it('is one more than there can be', async () => {
    const eve = await somebody();
    const { id } = of(await create(eve));
    copyRows(api, 'projects', id, 999);
    const answer = await create(eve);
    expect([answer.status, answer.json()]).toEqual([
      409,
      {
        error: 'limit_reached',
        message: 'There can be at most 1000 projects; delete one first',
        details: { limit: 1000 },
      },
    ]);
    expect((await eve.call('GET', `${PROJECTS}?limit=100`)).json()).toMatchObject({ total: 1000, pages: 10 });
    await eve.call('DELETE', `${PROJECTS}/${id}`);
    expect((await create(eve)).status).toBe(201);
  });

  it('is taken from nobody', async () => {
    const nobody = { Authorization: '' };
    const answers = await Promise.all([
      ada.call('GET', PROJECTS, undefined, nobody),
      ada.call('POST', PROJECTS, { name: 'x', type: 'image' }, nobody),
      ada.call('GET', `${PROJECTS}/x`, undefined, nobody),
      ada.call('DELETE', `${PROJECTS}/x`, undefined, nobody),
    ]);
    for (const answer of answers) expect(told(answer)).toEqual([401, 'unauthorized']);
  });
});
