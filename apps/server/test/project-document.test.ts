import type { Project } from '@backgroundfx/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ApiServer } from './support/api-server.ts';
import { type Headers, type Person, person } from './support/caller.ts';
import type { Answer } from './support/http-client.ts';
import { startTinyApi } from './support/tiny-api.ts';

const MIB = 1024 * 1024;

let api: ApiServer;
let count = 0;

beforeAll(async () => {
  api = await startTinyApi({ env: { PROJECTS_MB_PER_USER: '2' } });
}, 60_000);
afterAll(() => api.stop());

const somebody = () => person(api.url, `editor${++count}`);
const told = ({ status, json }: Answer) => [status, json().error];

/** A new project and its document. */
async function work(owner: Person) {
  const answer = await owner.call('POST', '/projects', { name: 'Work', type: 'image' });
  const { id } = answer.json() as unknown as Project;
  const path = `/projects/${id}/document`;
  const read = (headers?: Headers) => owner.call('GET', path, undefined, headers);
  return {
    id,
    path,
    read,
    project: async () => (await owner.call('GET', `/projects/${id}`)).json() as unknown as Project,
    save: async (body: unknown, headers?: Headers) =>
      owner.call('PUT', path, body, headers ?? { 'If-Match': String((await read()).headers.etag) }),
  };
}

/** An object in an object, and so on. */
function nested(depth: number): object {
  let inside = {};
  for (let i = 0; i < depth; i++) inside = { a: inside };
  return inside;
}

describe('the document of a project', () => {
  it('is empty at first, and then byte for byte what was saved', async () => {
    const { read, save } = await work(await somebody());
    const empty = await read();
    expect([empty.status, empty.body.toString()]).toEqual([200, '{}']);
    expect(empty.headers).toMatchObject({
      'content-type': 'application/json',
      'cache-control': 'private, no-cache',
      etag: expect.stringMatching(/^"[\w-]{22}"$/),
    });
    const text = ` { "recipe":{"quality":"high"},\n "n": 12345678901234567890.10, "שלום":"🐈", "__proto__": {"a":[ ]} } `;
    const saved = await save(text);
    expect([saved.status, saved.body.length]).toEqual([204, 0]);
    expect(saved.headers.etag).not.toBe(empty.headers.etag);
    const after = await read();
    expect(after.body.toString()).toBe(text);
    expect(after.headers.etag).toBe(saved.headers.etag);
  });

  it('is not sent to who has it', async () => {
    const { read, save } = await work(await somebody());
    const etag = String((await save({ recipe: {} })).headers.etag);
    for (const known of [etag, `"other", W/${etag}`, '*']) {
      const answer = await read({ 'If-None-Match': known });
      expect([answer.status, answer.body.length, answer.headers.etag]).toEqual([304, 0, etag]);
    }
    expect((await read({ 'If-None-Match': '"other"' })).status).toBe(200);
  });

  it('is not lost to who did not see it', async () => {
    const { read, save, path } = await work(await somebody());
    const { etag } = (await read()).headers;
    const first = await save({ by: 'one' }, { 'If-Match': String(etag) });
    expect(first.status).toBe(204);
    const second = await save({ by: 'two' }, { 'If-Match': String(etag) });
    expect([...told(second), path]).toEqual([412, 'precondition_failed', path]);
    const current = String(first.headers.etag);
    expect(second.headers.etag).toBe(current);
    for (const header of [`W/${current}`, '"x"', 'x', '', ', ,', '"'.repeat(300)]) {
      expect(told(await save({ by: 'two' }, { 'If-Match': header }))).toEqual([412, 'precondition_failed']);
    }
    expect(told(await save({ by: 'two' }, {}))).toEqual([428, 'precondition_required']);
    expect((await read()).json()).toEqual({ by: 'one' });
    expect((await save({ by: 'two' }, { 'If-Match': `"x", ${current}` })).status).toBe(204);
    expect((await save({ by: 'three' }, { 'If-Match': '*' })).status).toBe(204);
    expect((await read()).json()).toEqual({ by: 'three' });
  });

  it('is saved by one of ten who save at once', async () => {
    const { read, save } = await work(await somebody());
    const header = { 'If-Match': String((await read()).headers.etag) };
    const answers = await Promise.all(Array.from({ length: 10 }, (_, by) => save({ by }, header)));
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses).toEqual([204, ...Array.from({ length: 9 }, () => 412)]);
    const { by } = (await read()).json();
    expect(answers[Number(by)]?.status).toBe(204);
  });

  it('is nobody else’s', async () => {
    const [ada, eve] = [await somebody(), await somebody()];
    const { path, read, save } = await work(ada);
    await save({ mine: true });
    expect(told(await eve.call('GET', path))).toEqual([404, 'not_found']);
    for (const headers of [{}, { 'If-Match': '*' }]) {
      expect(told(await eve.call('PUT', path, { hers: true }, headers))).toEqual([404, 'not_found']);
      expect(told(await eve.call('PUT', path, 'no JSON', headers))).toEqual([404, 'not_found']);
    }
    expect((await read()).json()).toEqual({ mine: true });
    expect(told(await ada.call('GET', `/projects/${encodeURIComponent("' or 1=1")}/document`))).toEqual([
      404,
      'not_found',
    ]);
    expect((await ada.call('GET', path, undefined, { Authorization: '' })).status).toBe(401);
  });

  it('says when the project changed', async () => {
    const { project, save } = await work(await somebody());
    const before = await project();
    api.clock.time += 5000;
    await save({ recipe: {} });
    expect(Date.parse((await project()).updated_at) - Date.parse(before.updated_at)).toBe(5000);
  });
});

describe('what is no document', () => {
  let ada: Person;
  let one: Awaited<ReturnType<typeof work>>;
  beforeAll(async () => {
    ada = await somebody();
    one = await work(ada);
  });

  it.each([
    ['nothing', ''],
    ['half of one', '{"recipe":'],
    ['text', '"recipe"'],
    ['a number', '7'],
    ['null', 'null'],
    ['a list', '[{"recipe":{}}]'],
    ['two of them', '{}{}'],
    ['with a mark in front', '\ufeff{}'],
  ])('is %s', async (_, body) => {
    const answer = await one.save(body);
    expect(told(answer)).toEqual([400, 'invalid_request']);
    expect(answer.json().details).toMatchObject({ fields: [{ path: '' }] });
  });

  it.each<[string, unknown, string]>([
    ['null', null, 'recipe'],
    ['a text', 'high', 'recipe'],
    ['a list', [], 'recipe'],
    ['of a later version', { version: 99 }, 'recipe.version'],
    ['with a number where a word is', { quality: 7 }, 'recipe.quality'],
    ['with too large a number', { edge_refinement: 101 }, 'recipe.edge_refinement'],
    ['with a wrong color far inside', { shadow: { type: 'drop', color: 'red' } }, 'recipe.shadow.color'],
    ['with a field that is not there', { qualty: 'high' }, 'recipe.qualty'],
    ['with a field of a long name', { [`a${'b'.repeat(5000)}`]: 1 }, `recipe.a${'b'.repeat(92)}`],
    ['with a whole tree of them', { canvas: nested(1000) }, 'recipe.canvas.a'],
  ])('has a recipe that is %s', async (_, recipe, path) => {
    const answer = await one.save({ recipe, other: 1 });
    expect(told(answer)).toEqual([400, 'invalid_request']);
    expect((answer.json().details as { fields: object[] }).fields).toContainEqual({
      path,
      message: expect.any(String),
    });
    expect((await one.read()).json()).toEqual({});
  });

  it('is not of the type', async () => {
    for (const type of ['text/plain', 'application/jsonp', 'multipart/form-data; boundary=x', '']) {
      const headers = { 'If-Match': '*', 'Content-Type': type };
      expect(told(await one.save('{}', headers))).toEqual([415, 'unsupported_media_type']);
    }
    const headers = { 'If-Match': '*', 'Content-Type': 'Application/JSON; charset=utf-8' };
    expect((await one.save('{}', headers)).status).toBe(204);
  });

  it('is longer than it may be, or deeper than sense', async () => {
    const frame = '{"a":""}'.length;
    const exact = `{"a":"${'x'.repeat(MIB - frame)}"}`;
    expect((await one.save(exact)).status).toBe(204);
    const answer = await one.save(`${exact} `);
    expect(answer.json()).toEqual({
      error: 'payload_too_large',
      message: 'The body must not be longer than 1024 KiB',
      details: { limit_bytes: MIB },
    });
    expect(answer.status).toBe(413);
    const deep = `{"a":${'['.repeat(400_000)}${']'.repeat(400_000)}}`;
    expect([204, 400]).toContain((await one.save(deep)).status);
    expect((await one.save('{}')).status).toBe(204);
  });

  it('does not fit into the room that there is', async () => {
    const eve = await somebody();
    const half = { a: 'x'.repeat(900_000) };
    const [first, second, third] = [await work(eve), await work(eve), await work(eve)];
    expect((await first.save(half)).status).toBe(204);
    expect((await second.save(half)).status).toBe(204);
    const answer = await third.save(half);
    expect([answer.status, answer.json()]).toEqual([
      403,
      {
        error: 'quota_exceeded',
        message: 'Your projects may take 2 MB in all; delete some first',
        details: { limit_bytes: 2_000_000 },
      },
    ]);
    expect((await first.save({ a: 1 })).status).toBe(204);
    expect((await third.save(half)).status).toBe(204);
  });
});
