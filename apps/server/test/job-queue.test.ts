import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase } from '../src/platform/database/open-database.ts';
import type { Database } from '../src/platform/database/schema.ts';
import { JOB_KINDS } from '../src/platform/jobs/job-kinds.ts';
import { handlersByKind, type JobContext, type JobHandler } from '../src/platform/jobs/job-queue.ts';
import { eventually } from './support/eventually.ts';
import { type NUMBERS, numbersQueue } from './support/numbers-queue.ts';

type Handler = JobHandler<typeof NUMBERS, 'count'>;

let dir = '';
let file = '';
let database: Database;
let queues: ReturnType<typeof numbersQueue>[] = [];
beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'bgfx-jobs-'));
  file = join(dir, 'backgroundfx.db');
  database = await openDatabase(file);
  queues = [];
});
afterEach(async () => {
  await Promise.all(queues.map(({ queue }) => queue.stop()));
  await database.destroy();
  rmSync(dir, { recursive: true, force: true });
});

function open(changes: Parameters<typeof numbersQueue>[1] = {}) {
  const opened = numbersQueue(database, changes);
  queues.push(opened);
  return opened;
}

/** Notes which numbers come; `run` may do more. */
function noting(run: (number: number, context: JobContext) => Promise<void> = async () => {}) {
  const began: number[] = [];
  const givenUp: [number, string][] = [];
  const handler: Handler = {
    kind: 'count',
    atOnce: 2,
    tries: 3,
    waitMs: failures => failures * 1000,
    run({ number }, context) {
      began.push(number);
      return run(number, context);
    },
    async giveUp({ number }, error) {
      givenUp.push([number, String(error)]);
    },
  };
  return { handler, began, givenUp };
}

const rows = () =>
  database.selectFrom('jobs').select(['payload', 'failures', 'crashes', 'lease_owner']).execute();
const isEmpty = async () => (await rows()).length === 0;

/** Ends every job of a handler when it is told to. */
function gate() {
  const open: (() => void)[] = [];
  return { wait: () => new Promise<void>(resolve => open.push(resolve)), next: () => open.shift()?.() };
}

describe('a job', () => {
  it('is done once and then gone, also when it came before anybody was there to do it', async () => {
    const { queue, add } = open();
    const { handler, began } = noting();
    await add(1);
    await queue.start([handler]);
    await add(2);
    await eventually(isEmpty);
    expect(began).toEqual([1, 2]);
  });

  it('that was added in a transaction which fails was never there', async () => {
    const { queue } = open();
    const { handler, began } = noting();
    await queue.start([handler]);
    const failing = database.transaction().execute(async within => {
      await queue.add([{ kind: 'count', payload: { number: 1 }, lane: 'ada' }], within);
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    await new Promise(resolve => setTimeout(resolve, 50));
    expect([began, await rows()]).toEqual([[], []]);
  });

  it('waits until its time', async () => {
    const { queue, clock } = open();
    const { handler, began } = noting();
    await queue.start([handler]);
    const runAt = new Date(clock.time + 5000);
    await queue.add([{ kind: 'count', payload: { number: 1 }, lane: 'ada', runAt }]);
    await new Promise(resolve => setTimeout(resolve, 50));
    expect(began).toEqual([]);
    clock.time += 5000;
    await eventually(isEmpty);
    expect(began).toEqual([1]);
  });

  it('that fails is tried again after its wait, and given up after the last try', async () => {
    const { queue, clock, add } = open();
    const { handler, began, givenUp } = noting(async number => {
      throw new Error(`no ${number}`);
    });
    await queue.start([handler]);
    await add(4);
    for (const tries of [1, 2]) {
      await eventually(async () => (await rows())[0]?.failures === tries && began.length === tries);
      await new Promise(resolve => setTimeout(resolve, 30));
      expect(began).toHaveLength(tries);
      clock.time += tries * 1000;
    }
    await eventually(isEmpty);
    expect([began, givenUp]).toEqual([[4, 4, 4], [[4, 'Error: no 4']]]);
  });

  it('is not lost when giving it up fails', async () => {
    const { queue, clock, add } = open();
    const { handler } = noting(async () => {
      throw new Error('no');
    });
    let refusals = 2;
    const stubborn: Handler = {
      ...handler,
      tries: 1,
      giveUp: async () => {
        if (refusals-- > 0) throw new Error('not now');
      },
    };
    await queue.start([stubborn]);
    await add(1);
    for (const left of [1, 0]) {
      await eventually(async () => refusals === left && (await rows())[0]?.lease_owner === null);
      clock.time += 10_000;
    }
    await eventually(isEmpty);
    expect(refusals).toBe(-1);
  });

  it('of another version is left for that version', async () => {
    const { queue } = open();
    const { handler, began } = noting();
    const job = { id: 'x', kind: 'count', lane: 'ada', run_at: 0, created_at: 0 };
    await database
      .insertInto('jobs')
      .values({ ...job, payload: '{"number":"seven"}' })
      .execute();
    await queue.start([handler]);
    await eventually(
      async () => (await database.selectFrom('jobs').select('run_at').execute())[0]?.run_at !== 0,
    );
    expect([began, (await rows()).length]).toEqual([[], 1]);
  });
});

describe('several jobs', () => {
  it('run at the same time, as many as the handler says', async () => {
    const { queue, add } = open();
    const { wait, next } = gate();
    const { handler, began } = noting(wait);
    for (const number of [1, 2, 3]) await add(number);
    await queue.start([handler]);
    await eventually(() => began.length === 2);
    await new Promise(resolve => setTimeout(resolve, 30));
    expect(began).toEqual([1, 2]);
    next();
    await eventually(() => began.length === 3);
    next();
    next();
    await eventually(isEmpty);
  });

  it('of one lane do not keep those of another waiting', async () => {
    const { queue, add } = open();
    const { wait, next } = gate();
    const { handler, began } = noting(wait);
    for (const number of [1, 2, 3, 4]) await add(number, 'ada');
    await add(100, 'bob');
    await queue.start([handler]);
    await eventually(() => began.length === 2);
    expect(began).toEqual([1, 100]);
    for (let i = 0; i < 5; i++) {
      next();
      await eventually(() => began.length === Math.min(5, i + 3));
    }
    await eventually(isEmpty);
    expect(began).toEqual([1, 100, 2, 3, 4]);
  });

  it('are done by one process each, where two share a database', async () => {
    const [a, b] = [open(), open()];
    const { handler, began } = noting(() => new Promise(resolve => setTimeout(resolve, 2)));
    for (let number = 0; number < 20; number++) await a.add(number);
    await Promise.all([a.queue.start([handler]), b.queue.start([handler])]);
    await eventually(isEmpty);
    expect(began.toSorted((x, y) => x - y)).toEqual(Array.from({ length: 20 }, (_, i) => i));
  });
});

describe('a queue that is told to stop', () => {
  it('lets what is under way finish, and takes nothing more', async () => {
    const { queue, add } = open();
    const { wait, next } = gate();
    const { handler, began } = noting(wait);
    await queue.start([{ ...handler, atOnce: 1 }]);
    await add(1);
    await add(2);
    await eventually(() => began.length === 1);
    const stopping = queue.stop();
    next();
    await stopping;
    expect(began).toEqual([1]);
    expect(await rows()).toMatchObject([{ payload: '{"number":2}', lease_owner: null, failures: 0 }]);
  });

  it('gives back what cannot finish in time, which counts as no failure', async () => {
    const { queue, add } = open({ finishWithinMs: 20 });
    const { handler } = noting(
      (_, { signal }) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(new Error('told to stop')));
        }),
    );
    await queue.start([handler]);
    await add(1);
    await eventually(async () => (await rows())[0]?.lease_owner !== null);
    await queue.stop();
    expect(await rows()).toEqual([{ payload: '{"number":1}', failures: 0, crashes: 0, lease_owner: null }]);
  });
});

describe('what a process had taken that died', () => {
  it('is taken up again at the next start', async () => {
    const script = fileURLToPath(new URL('support/killed-worker.ts', import.meta.url));
    const child = spawn(process.execPath, ['--import', 'tsx', script, file]);
    let said = '';
    child.stdout.on('data', chunk => (said += chunk));
    child.stderr.on('data', chunk => (said += chunk));
    await eventually(
      () => said === 'working\n',
      () => said,
      20_000,
    );
    const ended = new Promise(resolve => child.once('close', resolve));
    child.kill('SIGKILL');
    await ended;
    expect(await rows()).toMatchObject([{ lease_owner: expect.stringContaining(`#${child.pid}#`) }]);
    const { queue } = open();
    const { handler, began } = noting();
    await queue.start([handler]);
    await eventually(isEmpty);
    expect(began).toEqual([7]);
  });

  it('on another machine is taken up when its lease is over', async () => {
    const { queue, clock, add } = open();
    const { handler, began } = noting();
    await add(1);
    const lease = { lease_owner: 'elsewhere#1#abc', lease_until: clock.time + 30_000 };
    await database.updateTable('jobs').set(lease).execute();
    await queue.start([handler]);
    await new Promise(resolve => setTimeout(resolve, 50));
    expect(began).toEqual([]);
    clock.time += 30_001;
    await eventually(isEmpty);
    expect(began).toEqual([1]);
  });

  it('is given up when many have died of it', async () => {
    const { queue, add } = open();
    const { handler, began, givenUp } = noting();
    await add(1);
    await database.updateTable('jobs').set({ crashes: 21 }).execute();
    await queue.start([handler]);
    await eventually(isEmpty);
    expect([began, givenUp]).toEqual([[], [[1, 'Error: Too many tries have not come to an end']]]);
  });
});

describe('the kinds of jobs', () => {
  it('each have one handler, or nothing starts', async () => {
    const { queue } = open();
    const { handler } = noting();
    await expect(queue.start([])).rejects.toThrow('Nobody does jobs of the kind "count"');
    await expect(queue.start([handler, handler])).rejects.toThrow('Two handlers do jobs of the kind "count"');
    const stranger = { ...handler, kind: 'toString' } as unknown as Handler;
    await expect(queue.start([handler, stranger])).rejects.toThrow('no kind of job called "toString"');
    expect(() => handlersByKind(JOB_KINDS, [])).toThrow(/Nobody does jobs of the kind/);
  });
});
