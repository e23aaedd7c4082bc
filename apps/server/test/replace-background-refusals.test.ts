import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ApiServer } from './support/api-server.ts';
import { type Person, person } from './support/caller.ts';
import { type Answer, ask } from './support/http-client.ts';
import { FORM_TYPE, formOf } from './support/multipart.ts';
import { colours, filePart, startTinyApi } from './support/tiny-api.ts';

const PATH = '/process/replace-background';

let api: ApiServer;
let ada: Person;
let bob: Person;
beforeAll(async () => {
  api = await startTinyApi();
  [ada, bob] = [await person(api.url, 'ada2'), await person(api.url, 'bob')];
}, 60_000);
afterAll(() => api.stop());

async function send({ token }: Person, path: string): Promise<string> {
  const headers = { 'Content-Type': FORM_TYPE, Authorization: `Bearer ${token}` };
  const body = formOf(filePart(await colours()));
  return String((await ask(`${api.url}/v1${path}`, { method: 'POST', headers, body })).json().id);
}
const told = ({ status, json }: Answer) => [status, json().error];
const problems = (answer: Answer) =>
  (answer.json().details as { fields: { path: string }[] }).fields.map(({ path }) => path);

const NO_TEXT = [null, 1, true, [], {}, ['x']] as const;
const NO_NUMBER = [null, '1', true, [], {}, 0, -1, 21, 1e9] as const;
const WRONG: Readonly<Record<string, readonly unknown[]>> = {
  image_id: [...NO_TEXT, '', 'x'.repeat(101), undefined],
  background_id: [...NO_TEXT, '', 'x'.repeat(101), undefined],
  blend_mode: [...NO_TEXT, '', 'Normal', 'darken', '__proto__'],
  fit: [...NO_TEXT, '', 'fill'],
  position: [null, 1, true, [], '', 'middle', { x: 2 }, { x: '0' }, { x: 0, z: 0 }, [0, 0]],
  scale: NO_NUMBER,
  recipe: [null, 1, true, [], 'x', '{}'],
};

describe('a field of replace-background', () => {
  const body = { image_id: 'x', background_id: 'solid-white' };

  it.each(Object.keys(WRONG))('%s with a wrong type is a 400 that names it', async name => {
    for (const value of WRONG[name] ?? []) {
      const answer = await ada.call('POST', PATH, { ...body, [name]: value });
      const shown = JSON.stringify(value)?.slice(0, 40);
      expect([shown, ...told(answer)]).toEqual([shown, 400, 'invalid_request']);
      for (const path of problems(answer)) expect(path).toMatch(new RegExp(`^${name}`));
    }
  });

  it('that nobody knows is refused, and so is what the recipe says itself', async () => {
    expect(told(await ada.call('POST', PATH, { ...body, opacity: 1 }))).toEqual([400, 'invalid_request']);
    for (const field of [{ blend_mode: 'screen' }, { fit: 'tile' }, { position: 'top' }, { scale: 2 }]) {
      const answer = await ada.call('POST', PATH, { ...body, recipe: {}, ...field });
      expect([...told(answer), problems(answer)]).toEqual([400, 'invalid_request', Object.keys(field)]);
    }
  });

  it.each<[string, object, string]>([
    ['a quality', { quality: 'best' }, 'recipe.quality'],
    ['a colour', { background: { type: 'color', color: 'red' } }, 'recipe.background.color'],
    ['a kind of background', { background: { type: 'video' } }, 'recipe.background'],
    ['a model without its id', { model: 'custom' }, 'recipe.model_id'],
    ['a field', { colour: '#fff' }, 'recipe'],
    ['a canvas', { canvas: { width: 10_001 } }, 'recipe.canvas.width'],
    ['an id', { background: { type: 'image', id: '../../keys.json' } }, 'recipe.background.id'],
  ])('recipe with %s that there is not is refused', async (_, recipe, path) => {
    const answer = await ada.call('POST', PATH, { ...body, recipe });
    expect(told(answer)).toEqual([400, 'invalid_request']);
    expect(problems(answer)[0]).toMatch(new RegExp(`^${path}`));
  });
});

describe('a body of replace-background', () => {
  it.each([
    ['{', 400],
    ['', 400],
    ['[]', 400],
    ['null', 400],
    ['"x"', 400],
    ['{"image_id":"x","image_id":{}}', 400],
    [`{"a":${'['.repeat(5000)}${']'.repeat(5000)}}`, 400],
    [JSON.stringify({ image_id: 'x'.repeat(65_536) }), 413],
  ])('%.40s is refused', async (body, status) => {
    const answer = await ada.call('POST', PATH, body);
    expect(answer.status).toBe(status);
    expect(answer.body.toString()).not.toMatch(/node_modules|at \w+ \(|sqlite/i);
  });

  it('is JSON, and comes from somebody', async () => {
    const text = await ada.call('POST', PATH, '{}', { 'Content-Type': 'text/plain' });
    expect(told(text)).toEqual([415, 'unsupported_media_type']);
    const nobody = await ask(`${api.url}/v1${PATH}`, { method: 'POST' });
    expect(told(nobody)).toEqual([401, 'unauthorized']);
  });
});

describe('what is not the caller’s', () => {
  it('is not found: pictures, results, backgrounds', async () => {
    const [theirs, own] = [await send(bob, '/images'), await send(ada, '/images')];
    const result = await send(bob, '/process/remove-background');
    const wall = await send(bob, '/backgrounds');
    for (const image_id of [theirs, result, wall]) {
      const answer = await ada.call('POST', PATH, { image_id, background_id: 'solid-white' });
      expect([...told(answer), answer.json().message]).toEqual([404, 'not_found', 'There is no such image']);
    }
    for (const background_id of [wall, theirs, own]) {
      const answer = await ada.call('POST', PATH, { image_id: own, background_id });
      const message = 'There is no such background';
      expect([...told(answer), answer.json().message]).toEqual([404, 'not_found', message]);
    }
    for (const id of [wall, theirs, result]) {
      const recipe = { background: { type: 'image', id } };
      expect(told(await ada.call('POST', PATH, { image_id: own, recipe }))).toEqual([404, 'not_found']);
    }
    const recipe = { background: { type: 'library', id: 'no-such' } };
    expect(told(await ada.call('POST', PATH, { image_id: own, recipe }))).toEqual([404, 'not_found']);
  });

  it.each([
    "x' or '1'='1",
    "'; drop table images; --",
    '../../keys.json',
    '..%2f..%2fkeys.json',
    '/etc/passwd',
    'solid-white\u0000',
    '🐈',
    '__proto__',
    'constructor',
  ])('is not found under %s', async id => {
    const own = await send(ada, '/images');
    const both = [
      { image_id: id, background_id: 'solid-white' },
      { image_id: own, background_id: id },
    ];
    for (const body of both) expect(told(await ada.call('POST', PATH, body))).toEqual([404, 'not_found']);
  });

  it('costs nothing', async () => {
    const carl = await person(api.url, 'carl');
    await carl.call('POST', PATH, { image_id: 'x', background_id: 'solid-white' });
    await carl.call('POST', PATH, {});
    expect((await carl.call('GET', '/users/me/usage')).json().used).toBe(0);
    expect(api.leftOver()).toEqual([]);
  });
});
