import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase } from '../src/platform/database/open-database.ts';
import type { Database } from '../src/platform/database/schema.ts';
import { createUsage } from '../src/usage/create-usage.ts';
import type { UsageService } from '../src/usage/usage.service.ts';

const HOUR = 3_600_000;
const ADA = { id: 'ada', plan: 'free' } as const;
const clock = { time: 0, now: () => new Date(clock.time) };

let dir = '';
let database: Database;
let usage: UsageService;

async function open(): Promise<void> {
  database = await openDatabase(join(dir, 'backgroundfx.db'));
  usage = createUsage({ database, clock }).service;
}

beforeEach(async () => {
  clock.time = Date.parse('2026-01-01T00:00:00.000Z');
  dir = mkdtempSync(join(tmpdir(), 'bgfx-usage-'));
  await open();
  for (const id of ['ada', 'bob']) {
    const row = { id, email: `${id}@example.org`, name: id, plan: 'free', password_hash: '', created_at: 0 };
    await database
      .insertInto('users')
      .values({ ...row, plan: 'free' })
      .execute();
  }
});
afterEach(async () => {
  await database.destroy();
  rmSync(dir, { recursive: true, force: true });
});

const refused = (remaining: number, requested: number, reset = '2026-01-01T01:00:00.000Z') => ({
  status: 429,
  code: 'rate_limited',
  details: { limit: 100, remaining, requested, reset },
});

describe('units', () => {
  it('are taken until none are left', async () => {
    const first = await usage.charge(ADA, 60);
    expect(first).toMatchObject({ userId: 'ada', units: 60, windowStart: clock.time });
    expect(first.allowance).toEqual({
      plan: 'free',
      limit: 100,
      used: 60,
      remaining: 40,
      resetAt: new Date(clock.time + HOUR),
      total: 60,
    });
    await expect(usage.charge(ADA, 41)).rejects.toMatchObject(refused(40, 41));
    expect((await usage.charge(ADA, 40)).allowance.remaining).toBe(0);
    await expect(usage.charge(ADA, 1)).rejects.toMatchObject(refused(0, 1));
    expect((await usage.charge({ id: 'bob', plan: 'free' }, 1)).allowance.used).toBe(1);
  });

  it('are refused whole when more are asked for than there ever are', async () => {
    await expect(usage.charge(ADA, 101)).rejects.toMatchObject(refused(100, 101));
    expect(await usage.read(ADA)).toMatchObject({ used: 0, remaining: 100, total: 0 });
  });

  it('tell in headers when to come back', async () => {
    await usage.charge(ADA, 100);
    clock.time += 1_234_500;
    const error = await usage.charge(ADA, 1).catch(thrown => thrown);
    expect(error.message).toBe('All 100 units of this hour are used up');
    expect(error.headers).toEqual({
      'RateLimit-Policy': '"free";q=100;w=3600',
      RateLimit: '"free";r=0;t=2366',
      'X-RateLimit-Limit': '100',
      'X-RateLimit-Remaining': '0',
      'X-RateLimit-Reset': String(Date.parse('2026-01-01T01:00:00.000Z') / 1000),
      'Retry-After': '2366',
    });
  });

  it('are there again after an hour from the first', async () => {
    await usage.charge(ADA, 99);
    clock.time += HOUR - 1;
    await expect(usage.charge(ADA, 2)).rejects.toMatchObject(refused(1, 2));
    clock.time += 1;
    expect((await usage.charge(ADA, 100)).allowance).toMatchObject({ used: 100, total: 199 });
  });

  it('do not wait for a clock that was set back', async () => {
    await usage.charge(ADA, 100);
    clock.time -= 10 * HOUR;
    expect(await usage.read(ADA)).toMatchObject({ used: 0 });
    expect((await usage.charge(ADA, 1)).allowance).toMatchObject({
      used: 1,
      resetAt: new Date(clock.time + HOUR),
    });
  });

  it('are not forgotten by a restart', async () => {
    await usage.charge(ADA, 99);
    await database.destroy();
    await open();
    await expect(usage.charge(ADA, 2)).rejects.toMatchObject(refused(1, 2));
  });

  it('go to as many as there are for, when more ask at once', async () => {
    await usage.charge(ADA, 90);
    const asked = await Promise.allSettled(Array.from({ length: 30 }, () => usage.charge(ADA, 1)));
    expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(10);
    expect(await usage.read(ADA)).toMatchObject({ used: 100, remaining: 0 });
  });

  it('are counted by plan, and for enterprise without a limit', async () => {
    await usage.charge({ id: 'ada', plan: 'pro' }, 1000);
    await expect(usage.charge({ id: 'ada', plan: 'pro' }, 1)).rejects.toMatchObject({
      details: { limit: 1000, remaining: 0 },
    });
    expect(await usage.read(ADA)).toMatchObject({ limit: 100, used: 1000, remaining: 0 });
    const { allowance } = await usage.charge({ id: 'ada', plan: 'enterprise' }, 5000);
    expect(allowance).toMatchObject({ limit: undefined, remaining: undefined, used: 6000 });
  });

  it.each([0, -1, 0.5, Number.NaN, Number.POSITIVE_INFINITY])('are whole: %d are none', async units => {
    await expect(usage.charge(ADA, units)).rejects.toThrow(TypeError);
  });
});

describe('units given back', () => {
  it('can be taken again', async () => {
    const receipt = await usage.charge(ADA, 100);
    await usage.giveBack(receipt, 3);
    expect(await usage.read(ADA)).toMatchObject({ used: 97, remaining: 3, total: 97 });
    await usage.charge(ADA, 3);
  });

  it('go to their own window alone', async () => {
    const { userId, windowStart } = await usage.charge(ADA, 50);
    clock.time += HOUR;
    await usage.charge(ADA, 10);
    await usage.giveBack({ userId, windowStart }, 50);
    expect(await usage.read(ADA)).toMatchObject({ used: 10, total: 10 });
  });

  it('to nobody are no error', async () => {
    await usage.giveBack({ userId: 'gone', windowStart: clock.time }, 1);
    expect(await usage.read(ADA)).toMatchObject({ used: 0 });
  });
});

describe('within a transaction', () => {
  it('units are taken if it is committed, and only then', async () => {
    const failing = database.transaction().execute(async transaction => {
      await usage.charge(ADA, 40, transaction);
      throw new Error('no job');
    });
    await expect(failing).rejects.toThrow('no job');
    expect(await usage.read(ADA)).toMatchObject({ used: 0, total: 0 });
    await database.transaction().execute(transaction => usage.charge(ADA, 40, transaction));
    expect(await usage.read(ADA)).toMatchObject({ used: 40, total: 40 });
  });

  it('a refusal leaves nothing', async () => {
    await usage.charge(ADA, 80);
    const failing = database.transaction().execute(transaction => usage.charge(ADA, 40, transaction));
    await expect(failing).rejects.toMatchObject(refused(20, 40));
    expect(await usage.read(ADA)).toMatchObject({ used: 80 });
  });
});
