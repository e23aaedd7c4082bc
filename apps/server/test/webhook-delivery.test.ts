import { createHmac } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MiddlewareHandler } from 'hono';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase } from '../src/platform/database/open-database.ts';
import type { Database } from '../src/platform/database/schema.ts';
import { makeGates } from '../src/platform/gates.ts';
import { randomIds } from '../src/platform/ids.ts';
import { EmbeddedJobQueue } from '../src/platform/jobs/embedded-job-queue.ts';
import { JobRepository } from '../src/platform/jobs/job.repository.ts';
import { JOB_KINDS, type JobKinds } from '../src/platform/jobs/job-kinds.ts';
import { Outbound } from '../src/platform/outbound/outbound.ts';
import { createWebhooks, type Webhooks } from '../src/webhooks/create-webhooks.ts';
import { newSecret } from '../src/webhooks/signature.ts';
import { WebhookRepository } from '../src/webhooks/webhook.repository.ts';
import { collectGarbageNow } from './support/collect-garbage-now.ts';
import { eventually } from './support/eventually.ts';
import { type Receiver, startReceiver } from './support/webhook-receiver.ts';

const USER = '8c6f1d1e-0000-4000-8000-000000000001';
const JOB = '8c6f1d1e-0000-4000-8000-0000000000aa';
const pass: MiddlewareHandler = (_, next) => next();
const clock = { time: Date.parse('2026-02-01T10:00:00Z'), now: () => new Date(clock.time) };

let folder: string;
let receiver: Receiver;
let database: Database;
let queue: EmbeddedJobQueue<JobKinds>;
let webhooks: Webhooks;

/** Everything that delivers, over a database file that may have been there before. */
async function open({ allowPrivate = true, tries = 8, timeoutMs = 2000 } = {}): Promise<void> {
  database = await openDatabase(join(folder, 'webhooks.db'));
  queue = new EmbeddedJobQueue({
    kinds: JOB_KINDS,
    jobs: new JobRepository(database),
    clock,
    ids: randomIds,
    log: pino({ level: 'silent' }),
    lookMs: 20,
    finishWithinMs: 100,
  });
  webhooks = createWebhooks({
    database,
    queue,
    outbound: new Outbound({ allowPrivate }),
    gates: makeGates({ known: pass, meter: pass, charging: pass, once: pass }),
    clock,
    ids: randomIds,
    waits: { waitsMs: Array(tries - 1).fill(0), timeoutMs },
  });
}

async function start(): Promise<void> {
  const idle = {
    atOnce: 1,
    tries: 1,
    waitMs: () => 0,
    run: async () => undefined,
    giveUp: async () => undefined,
  };
  const others = (['process-file', 'process-own-file', 'try-model'] as const).map(kind => ({
    kind,
    ...idle,
  }));
  await queue.start([...others, ...webhooks.jobs]);
}

async function close(): Promise<void> {
  await queue.stop();
  await database.destroy();
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'bgfx-webhooks-'));
  receiver = await startReceiver();
  await open();
  await database
    .insertInto('users')
    .values({
      id: USER,
      email: 'ada@example.org',
      name: 'Ada',
      plan: 'free',
      password_hash: '',
      created_at: 0,
    })
    .execute();
});
afterEach(async () => {
  await close();
  await receiver.close();
  rmSync(folder, { recursive: true });
});

async function listen(url = receiver.url, secret = newSecret()): Promise<string> {
  const id = randomIds.next();
  await new WebhookRepository(database).insert(
    {
      id,
      userId: USER,
      url,
      events: ['job.completed'],
      active: true,
      secret,
      oldSecret: undefined,
      rotationId: undefined,
      createdAt: clock.now(),
    },
    100,
  );
  return id;
}

function tell(about = JOB): Promise<void> {
  const data = {
    id: about,
    status: 'completed',
    total_files: 2,
    processed_files: 2,
    failed_files: 0,
  } as const;
  return database
    .transaction()
    .execute(within => webhooks.news.tell({ userId: USER, event: 'job.completed', about, data }, within));
}

const deliveries = () => database.selectFrom('webhook_deliveries').selectAll().execute();

async function finished() {
  await eventually(
    async () => (await deliveries()).every(({ status }) => status !== 'pending'),
    () => 'a delivery is still under way',
  );
  return deliveries();
}

describe('what happened', () => {
  it('is told with the signature of Standard Webhooks', async () => {
    const bytes = Buffer.alloc(24, 7);
    await listen(receiver.url, `whsec_${bytes.toString('base64')}`);
    await tell();
    await start();
    await finished();
    const [{ headers, body } = { headers: {}, body: '' }] = receiver.received;
    expect(JSON.parse(body)).toEqual({
      type: 'job.completed',
      timestamp: '2026-02-01T10:00:00.000Z',
      data: { id: JOB, status: 'completed', total_files: 2, processed_files: 2, failed_files: 0 },
    });
    const [id, time] = [headers['webhook-id'], headers['webhook-timestamp']];
    expect(id).toMatch(/^msg_[0-9a-f]{32}$/);
    expect(time).toBe(String(clock.time / 1000));
    const signed = createHmac('sha256', bytes).update(`${id}.${time}.${body}`).digest('base64');
    expect(headers['webhook-signature']).toBe(`v1,${signed}`);
    expect(headers['content-type']).toBe('application/json');
  });

  it('is told once, however often it is said, and only to those who listen', async () => {
    await listen();
    const deaf = await listen();
    await new WebhookRepository(database).update(USER, deaf, { events: ['job.failed'] });
    const off = await listen();
    await new WebhookRepository(database).update(USER, off, { active: false });
    await tell();
    await tell();
    await start();
    expect(await finished()).toHaveLength(1);
    expect(receiver.received).toHaveLength(1);
  });

  it('is not told when its transaction comes to nothing', async () => {
    await listen();
    const broken = database.transaction().execute(async within => {
      const data = {
        id: JOB,
        status: 'completed',
        total_files: 1,
        processed_files: 1,
        failed_files: 0,
      } as const;
      await webhooks.news.tell({ userId: USER, event: 'job.completed', about: JOB, data }, within);
      throw new Error('on purpose');
    });
    await expect(broken).rejects.toThrow('on purpose');
    expect(await deliveries()).toEqual([]);
    expect(await database.selectFrom('jobs').selectAll().execute()).toEqual([]);
  });

  it('is told again until it is taken, under the same id', async () => {
    await listen();
    receiver.answers.push(500, 404, 302, null, 204);
    await tell();
    await start();
    expect(await finished()).toMatchObject([
      { status: 'delivered', attempts: 5, response_status: 204, error: null },
    ]);
    expect(receiver.received).toHaveLength(5);
    expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
  });

  it('is given up on who never answers, also when garbage is collected meanwhile', async () => {
    await listen();
    receiver.answers.push(null);
    await close();
    await open({ tries: 1, timeoutMs: 1000 });
    await tell();
    await start();
    await eventually(() => receiver.received.length === 1);
    collectGarbageNow();
    expect(await finished()).toMatchObject([
      { status: 'failed', attempts: 1, response_status: null, error: 'It took too long' },
    ]);
  });

  it('is given up after eight tries', async () => {
    await listen();
    receiver.answers.push(...Array(20).fill(503));
    await tell();
    await start();
    expect(await finished()).toMatchObject([
      { status: 'failed', attempts: 8, response_status: 503, error: 'The receiver answered 503' },
    ]);
    expect(receiver.received).toHaveLength(8);
  });

  it('is never told again to who answers 410', async () => {
    const id = await listen();
    receiver.answers.push(410);
    await tell();
    await start();
    expect(await finished()).toMatchObject([{ status: 'failed', attempts: 1, response_status: 410 }]);
    expect((await new WebhookRepository(database).find(USER, id))?.active).toBe(false);
    await tell(randomIds.next());
    expect(await deliveries()).toHaveLength(1);
  });

  it('survives a restart, also of a process that died in the middle', async () => {
    await listen();
    await tell();
    const [{ id: deliveryId } = { id: '' }] = await deliveries();
    // As a process leaves it that was killed while it waited for the answer.
    await database
      .updateTable('jobs')
      .set({ lease_owner: 'another-machine#1#gone', lease_until: clock.time - 1 })
      .execute();
    await close();
    await open();
    await start();
    expect(await finished()).toMatchObject([{ id: deliveryId, status: 'delivered' }]);
  });

  it('waits for the next start when the server stops in the middle', async () => {
    await listen();
    await tell();
    receiver.answers.push(null);
    await start();
    await eventually(
      () => receiver.received.length === 1,
      () => 'nothing was sent',
    );
    await close();
    await open();
    expect(await deliveries()).toMatchObject([{ status: 'pending', attempts: 0 }]);
    await start();
    expect(await finished()).toMatchObject([{ status: 'delivered', attempts: 1 }]);
    const [first, second] = receiver.received;
    expect(first?.headers['webhook-id']).toBe(second?.headers['webhook-id']);
  });

  it('keeps nobody waiting for a receiver that does not answer', async () => {
    const silent = await startReceiver();
    silent.answers.push(...Array(40).fill(null));
    await listen(silent.url);
    for (let i = 0; i < 20; i++) await tell(randomIds.next());
    await listen();
    await tell();
    await start();
    await eventually(
      () => receiver.received.length === 1,
      () => 'the other one was kept waiting',
    );
    await silent.close();
  });
});

describe('addresses that are not of the public internet', () => {
  it.each(['http://127.0.0.1:1/', 'http://localhost:1/', 'http://[::1]:1/', 'http://2130706433/'])(
    'are refused when they are called: %s',
    async url => {
      await close();
      await open({ allowPrivate: false, tries: 1 });
      await listen(url.replace(':1/', `:${new URL(receiver.url).port}/`));
      await tell();
      await start();
      expect(await finished()).toMatchObject([
        { status: 'failed', response_status: null, error: expect.stringContaining('public internet') },
      ]);
      expect(receiver.received).toEqual([]);
    },
  );
});

describe('what was sent long ago', () => {
  it('is forgotten after 30 days', async () => {
    await listen();
    await tell();
    await start();
    await finished();
    expect(await webhooks.removeExpired()).toBe(0);
    clock.time += 31 * 24 * 3_600_000;
    expect(await webhooks.removeExpired()).toBe(1);
    expect(await deliveries()).toEqual([]);
  });
});
