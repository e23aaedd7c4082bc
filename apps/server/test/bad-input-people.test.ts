import { openApiDocument } from '@backgroundfx/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiServer, startApi } from './support/api-server.ts';
import { caller, PASSWORD, type Person, person } from './support/caller.ts';
import type { Answer } from './support/http-client.ts';

const TAGS = ['Authentication', 'Users'];
/** What no field of these is to be, or what has harmed others before. */
const STRANGE: readonly unknown[] = [
  null,
  0,
  -1,
  1.5,
  1e308,
  true,
  false,
  [],
  [[]],
  ['x', 'y'],
  {},
  { $gt: '' },
  { toString: 'x' },
  { length: 20 },
  '',
  ' ',
  '\u0000',
  '\ud800',
  '🦄'.repeat(20),
  '\u202eمرحبا بالعالم',
  "' or 1=1 --",
  "'; drop table users; --",
  '../../../etc/passwd',
  '{{7*7}}',
  '<img src=x onerror=alert(1)>',
  'x'.repeat(16_000),
  'x'.repeat(65_536),
];
/** Words of the inside. */
const LEAK = /sqlite|constraint|node_modules|\.ts:\d|argon2|TypeError|\bat .*\(|password_hash|token_hash/i;

interface Operation {
  readonly tags: readonly string[];
  readonly responses: Readonly<Record<string, unknown>>;
  readonly requestBody?: {
    readonly content: Readonly<Record<string, { readonly example: Readonly<Record<string, unknown>> }>>;
  };
}

const { paths } = JSON.parse(JSON.stringify(openApiDocument()));
const operations = Object.entries<Record<string, Operation>>(paths).flatMap(([path, methods]) =>
  Object.entries(methods)
    .filter(([, { tags }]) => tags.some(tag => TAGS.includes(tag)))
    .map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
);
const withBody = operations.flatMap(({ method, path, operation }) => {
  const example = operation.requestBody?.content['application/json']?.example;
  const fields = path === '/users/me' ? ['name', 'email', 'password', 'current_password'] : [];
  return example ? [{ method, path, operation, example, fields: [...fields, ...Object.keys(example)] }] : [];
});

let api: ApiServer;
let ada: Person;
let count = 0;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.stop());

/** Somebody with all units, at a time when no failed login counts any more. */
async function afresh(): Promise<Person> {
  api.clock.time += 3_600_000;
  ada = await person(api.url, `bad${++count}`);
  return ada;
}

function expectHarmless(answer: Answer, operation: Operation, what: unknown): void {
  const told = `${JSON.stringify(what)?.slice(0, 60)}: ${answer.status} ${answer.body.toString().slice(0, 300)}`;
  expect(answer.status, told).toBeLessThan(500);
  expect(Object.keys(operation.responses), told).toContain(String(answer.status));
  if (answer.status < 400) return;
  expect(answer.json(), told).toMatchObject({ error: expect.any(String), message: expect.any(String) });
  expect(answer.body.toString(), told).not.toMatch(LEAK);
}

describe.each(withBody)('$method $path', ({ method, path, operation, example, fields }) => {
  it.each([...new Set(fields)])('takes or refuses whatever stands for %s', async field => {
    await afresh();
    for (const value of STRANGE) {
      const body = { ...example, current_password: PASSWORD, [field]: value };
      if (path !== '/users/me') delete (body as { current_password?: string }).current_password;
      expectHarmless(await ada.call(method, path, body), operation, value);
    }
  });

  it('takes or refuses whatever stands for all of it', async () => {
    await afresh();
    const bodies = [
      ...STRANGE.map(value => JSON.stringify(value)),
      '{',
      '}',
      '{"a"',
      '\u0000',
      '{"__proto__":1}',
    ];
    for (const body of bodies) expectHarmless(await ada.call(method, path, body), operation, body);
    const deep = `${'['.repeat(8000)}${']'.repeat(8000)}`;
    expectHarmless(await ada.call(method, path, deep), operation, 'deep');
  });

  it('wants its own type of body', async () => {
    await afresh();
    for (const type of ['text/plain', 'application/xml', 'application/x-www-form-urlencoded', 'json', '']) {
      const answer = await ada.call(method, path, 'x=1', { 'Content-Type': type });
      expectHarmless(answer, operation, type);
      expect([400, 415]).toContain(answer.status);
    }
  });
});

describe('ids', () => {
  const ids = [
    "' or 1=1 --",
    '%00',
    '%2e%2e%2f%2e%2e%2fetc%2fpasswd',
    '..;',
    '%ff',
    '%',
    '0',
    '-1',
    'null',
    'me',
    '🦄',
    'x'.repeat(8000),
    '00000000-0000-0000-0000-000000000000',
  ];

  it.each(operations.filter(({ path }) => path.includes('{id}')))(
    '$method $path',
    async ({ method, path, operation }) => {
      await afresh();
      for (const id of ids) {
        const answer = await ada.call(method, path.replace('{id}', encodeURI(id).replaceAll('%25', '%')));
        expectHarmless(answer, operation, id);
        expect(answer.status).toBe(404);
      }
    },
  );
});

it('names are kept as they are, whatever they look like', async () => {
  const names = [
    "Robert'); drop table users;--",
    '🦄🦄',
    '\u202eمرحبا',
    '\u0000\u0001',
    '<b>x</b>',
    '東京 太郎',
  ];
  for (const name of names) {
    const email = `named${++count}@example.org`;
    const made = await caller(api.url).call('POST', '/auth/register', { email, password: PASSWORD, name });
    expect([made.status, (made.json().user as { name: string }).name]).toEqual([201, name]);
    const login = await caller(api.url).call('POST', '/auth/login', { email, password: PASSWORD });
    expect((login.json().user as { name: string }).name).toBe(name);
  }
});

it('another user has nothing of mine to see, change or delete', async () => {
  const owner = await afresh();
  const mallory = await person(api.url, `bad${++count}`);
  const { id } = (await owner.call('POST', '/users/me/api-keys', { name: 'mine' })).json();
  expect((await mallory.call('DELETE', `/users/me/api-keys/${id}`)).status).toBe(404);
  expect((await mallory.call('GET', '/users/me/api-keys')).json()).toMatchObject({ total: 0 });
  expect((await mallory.call('GET', `/users/${owner.id}`)).status).toBe(404);
  expect((await owner.call('GET', '/users/me/api-keys')).json()).toMatchObject({ total: 1 });
});
