import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ApiServer } from './support/api-server.ts';
import { caller, PASSWORD, type Person, person } from './support/caller.ts';
import { eventually } from './support/eventually.ts';
import { colours, filePart, startTinyApi } from './support/tiny-api.ts';
import { type Receiver, startReceiver } from './support/webhook-receiver.ts';

const HOOKS = '/webhooks';
const EXAMPLE = 'https://example.org/hooks';

let api: ApiServer;
let receiver: Receiver;
let count = 0;

beforeAll(async () => {
  api = await startTinyApi({ env: { WEBHOOK_ALLOW_PRIVATE: 'true' } });
  receiver = await startReceiver();
});
afterAll(async () => {
  await api.stop();
  await receiver.close();
});

const somebody = () => person(api.url, `hooked${++count}`);
const create = (owner: Person, fields: object = {}) =>
  owner.call('POST', HOOKS, { url: EXAMPLE, events: ['job.completed'], ...fields });

async function newHook(owner: Person, fields: object = {}): Promise<{ id: string; secret: string }> {
  const { id, secret } = (await create(owner, fields)).json();
  return { id: String(id), secret: String(secret) };
}

async function delivered(owner: Person, hook: string, deliveries: number) {
  const read = async () => (await owner.call('GET', `${HOOKS}/${hook}/deliveries`)).json();
  const items = async () => (await read()).items as { status: string }[];
  await eventually(
    async () => (await items()).filter(({ status }) => status !== 'pending').length === deliveries,
    () => 'not everything was delivered',
  );
  return read();
}

describe('a webhook', () => {
  it('shows its secret once', async () => {
    const ada = await somebody();
    const answer = await create(ada, { events: ['job.failed', 'project.created'] });
    expect(answer.status).toBe(201);
    const { secret, ...shown } = answer.json();
    expect(secret).toMatch(/^whsec_[\w+/]{43}=$/);
    expect(shown).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      url: EXAMPLE,
      events: ['job.failed', 'project.created'],
      active: true,
      created_at: expect.stringMatching(/Z$/),
    });
    expect(answer.headers.location).toBe(`/v1/webhooks/${shown.id}`);
    expect((await ada.call('GET', `${HOOKS}/${shown.id}`)).json()).toEqual(shown);
    expect((await ada.call('GET', HOOKS)).json()).toEqual({ items: [shown], total: 1, page: 1, pages: 1 });
  });

  it('takes a secret of its owner, and makes another one on request', async () => {
    const ada = await somebody();
    const { id, secret } = await newHook(ada, { url: receiver.url, secret: 'we said so' });
    expect(secret).toBe('we said so');
    const rotated = (await ada.call('POST', `${HOOKS}/${id}/rotate-secret`)).json();
    expect(rotated).toMatchObject({ id, secret: expect.stringMatching(/^whsec_/) });
    expect(rotated.secret).not.toBe(secret);
    const sent = async () => {
      const before = receiver.received.length;
      expect((await ada.call('POST', `${HOOKS}/${id}/test`)).status).toBe(202);
      await eventually(() => receiver.received.length > before);
      return String(receiver.received.at(-1)?.headers['webhook-signature']).split(' ');
    };
    expect(await sent()).toHaveLength(2);
    // The access token is over by then, and so is the old secret.
    api.clock.time += 25 * 3_600_000;
    const login = await ada.call('POST', '/auth/login', { email: ada.email, password: PASSWORD });
    const later = caller(api.url, { Authorization: `Bearer ${login.json().token}` });
    const before = receiver.received.length;
    await later.call('POST', `${HOOKS}/${id}/test`);
    await eventually(() => receiver.received.length > before);
    expect(String(receiver.received.at(-1)?.headers['webhook-signature']).split(' ')).toHaveLength(1);
  });

  it('is told of a batch that is done, and says what was sent', async () => {
    const ada = await somebody();
    const { id } = await newHook(ada, { url: receiver.url });
    const before = receiver.received.length;
    const form = [
      filePart(await colours(), 'one.png', 'files'),
      filePart(Buffer.from('none'), 'two.png', 'files'),
    ];
    const job = (
      await api.post(form, { authorization: `Bearer ${ada.token}`, path: '/v1/process/batch' })
    ).json();
    await eventually(() => receiver.received.length > before);
    const { headers, body } = receiver.received.at(-1)!;
    expect(JSON.parse(body)).toMatchObject({
      type: 'job.completed',
      data: { id: job.id, status: 'completed', total_files: 2, processed_files: 2, failed_files: 1 },
    });
    expect(await delivered(ada, id, 1)).toMatchObject({
      items: [
        {
          webhook_id: id,
          event_id: headers['webhook-id'],
          event: 'job.completed',
          status: 'delivered',
          attempts: 1,
          response_status: 200,
          error: null,
        },
      ],
      total: 1,
    });
  });

  it('is tried on request, active or not, and sends again what was sent, under its id', async () => {
    const ada = await somebody();
    const { id } = await newHook(ada, { url: receiver.url });
    await ada.call('PATCH', `${HOOKS}/${id}`, { active: false });
    receiver.answers.push(500);
    const first = (await ada.call('POST', `${HOOKS}/${id}/test`)).json();
    expect(first).toMatchObject({ webhook_id: id, event: 'webhook.test', status: 'pending', attempts: 0 });
    const failed = await delivered(ada, id, 1);
    expect(failed.items).toMatchObject([{ status: 'failed', attempts: 1, response_status: 500 }]);
    const next = (await ada.call('POST', `${HOOKS}/${id}/deliveries/${first.id}/redeliver`)).json();
    expect(next).toMatchObject({ event_id: first.event_id, status: 'pending' });
    expect(next.id).not.toBe(first.id);
    const both = await delivered(ada, id, 2);
    expect((both.items as { status: string }[]).map(({ status }) => status).sort()).toEqual([
      'delivered',
      'failed',
    ]);
    expect(receiver.received.at(-1)?.headers['webhook-id']).toBe(first.event_id);
  });

  it('changes what is given, and goes with its deliveries', async () => {
    const ada = await somebody();
    const { id } = await newHook(ada);
    const changed = await ada.call('PATCH', `${HOOKS}/${id}`, { url: receiver.url, events: ['job.failed'] });
    expect(changed.json()).toMatchObject({ id, url: receiver.url, events: ['job.failed'], active: true });
    expect((await ada.call('PATCH', `${HOOKS}/${id}`, {})).status).toBe(200);
    expect((await ada.call('DELETE', `${HOOKS}/${id}`)).status).toBe(204);
    expect((await ada.call('GET', `${HOOKS}/${id}`)).status).toBe(404);
    expect((await ada.call('DELETE', `${HOOKS}/${id}`)).status).toBe(404);
  });

  it('is made once for one Idempotency-Key', async () => {
    const ada = await somebody();
    const key = { 'Idempotency-Key': 'hook-1' };
    const fields = { url: EXAMPLE, events: ['job.failed'] };
    const first = await ada.call('POST', HOOKS, fields, key);
    const second = await ada.call('POST', HOOKS, fields, key);
    expect(second.json()).toEqual(first.json());
    expect((await ada.call('GET', HOOKS)).json().total).toBe(1);
  });
});

describe('what is refused', () => {
  it("is everything about another user's webhook", async () => {
    const [ada, eve] = [await somebody(), await somebody()];
    const { id } = await newHook(ada, { url: receiver.url });
    const { id: delivery } = (await ada.call('POST', `${HOOKS}/${id}/test`)).json();
    const own = await newHook(eve);
    for (const [method, path, body] of [
      ['GET', `/${id}`],
      ['PATCH', `/${id}`, { active: false }],
      ['DELETE', `/${id}`],
      ['POST', `/${id}/test`],
      ['POST', `/${id}/rotate-secret`],
      ['GET', `/${id}/deliveries`],
      ['POST', `/${id}/deliveries/${delivery}/redeliver`],
      ['POST', `/${own.id}/deliveries/${delivery}/redeliver`],
    ] as const) {
      const answer = await eve.call(method, HOOKS + path, body);
      expect([path, answer.status, answer.json().error]).toEqual([path, 404, 'not_found']);
    }
    expect((await ada.call('GET', `${HOOKS}/${id}`)).json()).toMatchObject({ active: true });
  });

  it.each([
    ['no url', { url: undefined }, 'url'],
    ['a number', { url: 7 }, 'url'],
    ['no address', { url: 'example.org' }, 'url'],
    ['another scheme', { url: 'ftp://example.org' }, 'url'],
    ['a script', { url: 'javascript:alert(1)' }, 'url'],
    ['an address of 3000 characters', { url: `https://example.org/${'a'.repeat(3000)}` }, 'url'],
    ['a user name in it', { url: 'https://ada:word@example.org/' }, 'url'],
    ['no events', { events: [] }, 'events'],
    ['one event twice', { events: ['job.failed', 'job.failed'] }, 'events'],
    ['an unknown event', { events: ['job.exploded'] }, 'events.0'],
    ['a text for events', { events: 'job.failed' }, 'events'],
    ['an empty secret', { secret: '' }, 'secret'],
    ['a number as secret', { secret: 7 }, 'secret'],
    ['a secret of 300 characters', { secret: 'x'.repeat(300) }, 'secret'],
    ['a field that is not there', { evnts: [] }, ''],
  ])('is a webhook with %s', async (_, fields, path) => {
    const answer = await create(await somebody(), fields);
    expect([answer.status, answer.json().error]).toEqual([400, 'invalid_request']);
    expect(answer.json().details).toMatchObject({ fields: [{ path }] });
  });

  it('is the twenty-first webhook', async () => {
    const ada = await somebody();
    for (let i = 0; i < 20; i++) expect((await create(ada)).status).toBe(201);
    const answer = await create(ada);
    expect(answer.json()).toEqual({
      error: 'limit_reached',
      message: 'There can be at most 20 webhooks; delete one first',
      details: { limit: 20 },
    });
    expect(answer.status).toBe(409);
  });

  it.each([
    ['a trick with SQL', "' or 1=1 --"],
    ['a path', '../../etc/passwd'],
    ['a zero', '\u0000'],
    ['4000 letters', 'a'.repeat(4000)],
    ['a fox', '🦊'],
  ])('is %s for an id', async (_, id) => {
    const ada = await somebody();
    const answer = await ada.call('GET', `${HOOKS}/${encodeURIComponent(id)}`);
    expect([answer.status, answer.json().error]).toEqual([404, 'not_found']);
  });
});

describe('a server that is on the internet', () => {
  it.each([
    'http://127.0.0.1/',
    'http://[::1]/',
    'http://2130706433/',
    'http://169.254.169.254/x',
    'http://0/',
  ])('takes no webhook to %s', async url => {
    const guarded = await startTinyApi();
    try {
      const ada = await person(guarded.url, 'ada.guarded');
      const answer = await ada.call('POST', HOOKS, { url, events: ['job.failed'] });
      expect(answer.status).toBe(400);
      expect(answer.json().details).toMatchObject({
        fields: [{ path: 'url', message: expect.stringContaining('not an address of the public internet') }],
      });
    } finally {
      await guarded.stop();
    }
  });
});
