import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { SourceGone, StorageFull } from '../storage/workspace-storage.ts';
import { createOutbox, type Outbox, type OutboxStatus } from './outbox.ts';

let told: OutboxStatus[];
let outbox: Outbox;
beforeEach(() => {
  vi.useFakeTimers();
  told = [];
  outbox = createOutbox(status => told.push(status));
});
afterEach(() => {
  outbox.close();
  vi.useRealTimers();
});

it('writes in the order of the posts, whatever each takes', async () => {
  const written: string[] = [];
  const write = (name: string, ms: number) =>
    outbox.post(async () => {
      await new Promise(resolve => setTimeout(resolve, ms));
      written.push(name);
      return name;
    });
  const all = Promise.all([write('slow', 50), write('quick', 1), write('last', 0)]);
  await vi.runAllTimersAsync();
  expect(await all).toEqual(['slow', 'quick', 'last']);
  expect(written).toEqual(['slow', 'quick', 'last']);
  expect(told).toEqual(['writing', 'empty']);
});

it('drops nothing for want of room: it tries again by itself, when something more comes, and when it is told to', async () => {
  let tries = 0;
  let room = false;
  const written: number[] = [];
  const write = (n: number) =>
    outbox.post(async () => {
      tries += 1;
      if (!room) throw new StorageFull('Full');
      written.push(n);
    });
  void write(1);
  await vi.advanceTimersByTimeAsync(0);
  expect([tries, told.at(-1)]).toEqual([1, 'full']);
  void write(2);
  await vi.advanceTimersByTimeAsync(0);
  expect(tries).toBe(2);
  outbox.retry();
  await vi.advanceTimersByTimeAsync(0);
  expect(tries).toBe(3);
  room = true;
  await vi.advanceTimersByTimeAsync(10_000);
  expect(written).toEqual([1, 2]);
  expect(told.at(-1)).toBe('empty');
});

it('tells a failure that is no want of room', async () => {
  void outbox.post(() => Promise.reject(new Error('The database was closed')));
  await vi.advanceTimersByTimeAsync(0);
  expect(told).toEqual(['writing', 'stuck']);
});

it('goes on behind a file that cannot be read any more, and says so to who posted it', async () => {
  const gone = outbox.post(() => Promise.reject(new SourceGone('The stick was pulled')));
  const next = outbox.post(async () => 'kept');
  await expect(gone).rejects.toBeInstanceOf(SourceGone);
  expect(await next).toBe('kept');
  expect(told).toEqual(['writing', 'empty']);
  expect(outbox.isEmpty()).toBe(true);
});

it('writes nothing more once it is closed', async () => {
  outbox.close();
  let tries = 0;
  void outbox.post(async () => {
    tries += 1;
  });
  await vi.runAllTimersAsync();
  expect(tries).toBe(0);
});
