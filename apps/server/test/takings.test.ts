import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openDatabase } from '../src/platform/database/open-database.ts';
import type { Database } from '../src/platform/database/schema.ts';
import { Takings } from '../src/usage/takings.ts';
import { type Taking, UsageRepository } from '../src/usage/usage.repository.ts';

const NOW = Date.parse('2026-01-01T00:00:00.000Z');
const USERS = ['ada', 'bob', 'eve'];

let dir = '';
let database: Database;
let usage: UsageRepository;

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'bgfx-takings-'));
  database = await openDatabase(join(dir, 'backgroundfx.db'));
  usage = new UsageRepository(database);
  for (const id of USERS) {
    await database
      .insertInto('users')
      .values({ id, email: `${id}@x.org`, name: id, plan: 'free', password_hash: '', created_at: 0 })
      .execute();
  }
});
afterEach(async () => {
  await database.destroy();
  rmSync(dir, { recursive: true, force: true });
});

const taking = (userId: string, units = 1, limit = 100): Taking => ({
  userId,
  units,
  limit,
  now: NOW,
  windowMs: 3_600_000,
});
const forgetAll = () => database.deleteFrom('usage').execute();

/** Counts the statements that take. */
function counted() {
  const statements: Taking[] = [];
  const take: UsageRepository['take'] = (taking, within) => {
    statements.push(taking);
    return usage.take(taking, within);
  };
  return { statements, takings: new Takings({ take }, database) };
}

it('gives everybody what they would get one after the other', { timeout: 60_000 }, async () => {
  const asked = fc.array(
    fc.record({
      userId: fc.constantFrom(...USERS),
      units: fc.integer({ min: 1, max: 9 }),
      limit: fc.constantFrom(20, 20, 20, 12),
    }),
    { maxLength: 14 },
  );
  await fc.assert(
    fc.asyncProperty(asked, async list => {
      const all = list.map(({ userId, units, limit }) => taking(userId, units, limit));
      await forgetAll();
      // Those of one user come first whose limit is that of its first.
      const order = new Map<string, Taking[]>();
      for (const one of all) {
        const key = `${one.userId} ${one.limit}`;
        order.set(key, [...(order.get(key) ?? []), one]);
      }
      const expected = new Map<Taking, unknown>();
      for (const one of [...order.values()].flat()) expected.set(one, await usage.take(one));
      const after = await Promise.all(USERS.map(id => usage.find(id)));
      await forgetAll();
      const takings = new Takings(usage, database);
      const got = await Promise.all(all.map(one => takings.take(one)));
      expect(got).toEqual(all.map(one => expected.get(one)));
      expect(await Promise.all(USERS.map(id => usage.find(id)))).toEqual(after);
    }),
    { numRuns: 60 },
  );
});

it('takes the units of one user in one statement', async () => {
  const { statements, takings } = counted();
  const records = await Promise.all(Array.from({ length: 10 }, () => takings.take(taking('ada'))));
  expect(records.map(record => record?.used)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  expect(statements).toEqual([taking('ada', 10)]);
});

it('gives the last units to those who came first', async () => {
  const takings = new Takings(usage, database);
  await usage.take(taking('ada', 98));
  const records = await Promise.all([2, 1, 1].map(units => takings.take(taking('ada', units))));
  expect(records.map(record => record?.used)).toEqual([100, undefined, undefined]);
  const rest = await Promise.all([1, 1].map(units => takings.take(taking('bob', units, 1))));
  expect(rest.map(record => record?.used)).toEqual([1, undefined]);
});

it('fails for a user who is gone, and for nobody else', async () => {
  const takings = new Takings(usage, database);
  const [ada, nobody, bob] = await Promise.allSettled([
    takings.take(taking('ada')),
    takings.take(taking('nobody')),
    takings.take(taking('bob')),
  ]);
  expect(ada).toMatchObject({ status: 'fulfilled', value: { used: 1 } });
  expect(nobody).toMatchObject({
    status: 'rejected',
    reason: { code: 'SQLITE_CONSTRAINT_FOREIGNKEY' },
  });
  expect(bob).toMatchObject({ status: 'fulfilled', value: { used: 1 } });
  expect((await usage.find('ada'))?.total).toBe(1);
});

it('takes what is asked for meanwhile in the next turn', async () => {
  const { statements, takings } = counted();
  const first = takings.take(taking('ada'));
  await new Promise(resolve => setImmediate(resolve));
  const second = takings.take(taking('ada'));
  expect([(await first)?.used, (await second)?.used]).toEqual([1, 2]);
  expect(statements).toHaveLength(2);
});

it('fails for all at once while another program holds the database, and takes nothing', {
  timeout: 20_000,
}, async () => {
  const other = new Sqlite(join(dir, 'backgroundfx.db'));
  other.exec('begin immediate');
  const { statements, takings } = counted();
  const asked = await Promise.allSettled([...USERS, ...USERS].map(id => takings.take(taking(id))));
  other.exec('rollback');
  other.close();
  for (const { status, ...rest } of asked) {
    expect([status, rest]).toEqual([
      'rejected',
      { reason: expect.objectContaining({ code: 'SQLITE_BUSY' }) },
    ]);
  }
  // Nobody waited a second time.
  expect(statements).toEqual([]);
  expect(await usage.find('ada')).toBeUndefined();
  expect((await takings.take(taking('ada')))?.used).toBe(1);
});
