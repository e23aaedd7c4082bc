import { existsSync, mkdtempSync, readdirSync, readlinkSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { type IncomingMessage, request } from 'node:http';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type ApiServer, type PostOptions, PROCESS, startApi } from './support/api-server.ts';
import { sample, WATCHED_THREAD } from './support/engine-pool.ts';
import { eventually } from './support/eventually.ts';
import { type Answer, ask, openConnection, readToEnd } from './support/http-client.ts';
import { keptResults } from './support/kept-results.ts';
import { FORM_TYPE, formOf, type Part } from './support/multipart.ts';

/** Of one user, who may have a quarter of all. */
const PLACES = 2;
const USERS = 4;
const STALL_MS = 3000;
let small: Buffer;
let dir = '';
let api: ApiServer;
beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'bgfx-departures-'));
  small = await sharp(sample('02-mug')).resize(320).jpeg().toBuffer();
  api = await startApi({
    threadFile: WATCHED_THREAD,
    env: { QUEUE_LIMIT: String(USERS * PLACES) },
    stallMs: STALL_MS,
  });
}, 60_000);
afterEach(async () => {
  await eventually(
    () => api.leftOver().length === 0,
    () => `left over: ${api.leftOver()}`,
  );
});
afterAll(async () => {
  await api.stop();
  rmSync(dir, { recursive: true });
});

/** A picture, and an order to the engine's thread after its last byte. */
const picture = (order = ''): Part => ({
  name: 'file',
  filename: 'mug.jpg',
  value: Buffer.concat([small, Buffer.from(order)]),
});
const QUICK: Part = { name: 'quality', value: 'low' };
const post = (order?: string, options: PostOptions = {}) => api.post([picture(order), QUICK], options);

let held = 0;
/** An order to wait, how to see that it is obeyed, and how to end it. */
function hold() {
  const path = join(dir, String(held++));
  return {
    order: `wait ${path}`,
    begun: () => eventually(() => existsSync(`${path}.begun`)),
    release: () => writeFileSync(path, ''),
  };
}

/** Sends a request by hand: the first `bytes` of its form, all of it when absent. */
async function send(
  form: Buffer,
  bytes = form.length,
  { authorization = api.authorization, key }: { authorization?: string; key?: string } = {},
): Promise<Socket> {
  const socket = await openConnection(api.url);
  socket.write(
    `POST ${PROCESS} HTTP/1.1\r\nHost: x\r\nAuthorization: ${authorization}\r\n` +
      (key === undefined ? '' : `Idempotency-Key: ${key}\r\n`) +
      `Content-Type: ${FORM_TYPE}\r\nContent-Length: ${form.length}\r\n\r\n`,
  );
  socket.write(form.subarray(0, bytes));
  return socket;
}

/** Sizes of the uploads in the scratch folder, as far as they have come. */
function uploads(): number[] {
  const files = api.leftOver().filter(path => path.endsWith('upload'));
  return files.flatMap(path => {
    const stats = statSync(join(api.dataDir, 'scratch', path), { throwIfNoEntry: false });
    return stats ? [stats.size] : [];
  });
}

function expectBusy(answer: Answer, whose = 'of your pictures'): void {
  expect([answer.status, answer.json()]).toEqual([
    503,
    { error: 'busy', message: `Too many ${whose} are waiting; try again soon` },
  ]);
  expect(answer.headers['retry-after']).toMatch(/^[1-9]\d*$/);
}

describe('a full house', { timeout: 30_000 }, () => {
  it('sends clients away before they send their picture, and takes them when there is room again', async () => {
    const others = await Promise.all(
      Array.from({ length: USERS - 1 }, (_, user) => api.logIn(`user${user}@example.org`)),
    );
    const late = await api.logIn('late@example.org');
    const work = hold();
    const answers = [post(work.order)];
    await work.begun();
    answers.push(post());
    await eventually(() => uploads().length === PLACES);
    expectBusy(await post());

    for (const authorization of [...others, ...others]) answers.push(post('', { authorization }));
    await eventually(() => uploads().length === USERS * PLACES);
    expectBusy(await post('', { authorization: late }), 'pictures');

    const waiting = await openConnection(api.url);
    waiting.write(
      `POST ${PROCESS} HTTP/1.1\r\nHost: x\r\nAuthorization: ${api.authorization}\r\n` +
        `Content-Type: ${FORM_TYPE}\r\nContent-Length: 40000000\r\nExpect: 100-continue\r\n\r\n`,
    );
    expect(await readToEnd(waiting)).toMatch(/^HTTP\/1\.1 503 /);

    work.release();
    for (const answer of await Promise.all(answers)) expect(answer.status).toBe(200);
    expect((await post('', { authorization: late })).status).toBe(200);
  });
});

describe('a client that goes away', { timeout: 30_000 }, () => {
  /** Takes all places but one, for as long as `work` takes. */
  async function withOnePlaceLeft(work: () => Promise<void>): Promise<void> {
    const other = hold();
    const answer = post(other.order);
    await other.begun();
    await work();
    other.release();
    expect((await answer).status).toBe(200);
  }

  it('half-way through its upload frees its place', async () => {
    await withOnePlaceLeft(async () => {
      const form = formOf(picture(), QUICK);
      const socket = await send(form, form.length >> 1);
      await eventually(() => uploads().length === PLACES);
      expectBusy(await post());
      socket.destroy();
      await expectRoom();
    });
  });

  it('while it waits frees its place', async () => {
    await withOnePlaceLeft(async () => {
      const socket = await send(formOf(picture(), QUICK));
      await eventually(() => uploads().filter(size => size >= small.length).length === PLACES);
      expectBusy(await post());
      socket.destroy();
      await expectRoom();
    });
  });

  /** There is room for one more; it is not answered, since the engine is held. */
  async function expectRoom(): Promise<void> {
    await eventually(() => uploads().length === PLACES - 1);
    const socket = await send(formOf(picture(), QUICK));
    await eventually(() => uploads().length === PLACES);
    socket.destroy();
  }

  it('while its picture is worked on frees place and engine, and its result is not kept', async () => {
    const before = keptResults(api.dataDir);
    for (let client = 0; client < 2 * PLACES; client++) {
      const work = hold();
      const socket = await send(formOf(picture(work.order), QUICK));
      await work.begun();
      socket.destroy();
      // Whoever leaves is missed a moment later.
      await eventually(() => uploads().length === 0);
    }
    expect((await post()).status).toBe(200);
    expect(keptResults(api.dataDir).folders.length).toBe(before.folders.length + 1);
  });

  it.runIf(existsSync('/proc/self/fd')).each(['leaves', 'stays, and reads nothing'])(
    'or does not take its picture has its place until its file is closed: %s',
    async how => {
      const response = await askForLargePicture();
      expect(response.statusCode).toBe(200);
      expect(Number(response.headers['content-length'])).toBeGreaterThan(8_000_000);
      // Nobody reads; what fits nowhere on the way stays in the file.
      expect(openResults()).toHaveLength(1);
      expect(api.leftOver()).toEqual([]);

      const form = formOf(picture(), QUICK);
      const other = await send(form, form.length >> 1);
      await eventually(() => uploads().length === PLACES - 1);
      expectBusy(await post());
      if (how === 'leaves') response.destroy();
      await eventually(
        () => openResults().length === 0,
        () => `still open: ${openResults()}`,
      );
      // The place is free a moment after the file is closed.
      await eventually(async () => (await post()).status === 200);
      other.destroy();
      response.destroy();
    },
  );

  /** The answer as it begins, with a picture larger than all buffers on the way together. */
  async function askForLargePicture(): Promise<IncomingMessage> {
    const large = await sharp(sample('01-fur'))
      .resize(4000)
      .composite([{ input: await noise(4000, 500), tile: true, blend: 'overlay' }])
      .jpeg({ quality: 95 })
      .toBuffer();
    const form = formOf({ name: 'file', filename: 'fur.jpg', value: large }, QUICK);
    const headers = {
      Authorization: api.authorization,
      'Content-Type': FORM_TYPE,
      'Content-Length': form.length,
      Accept: 'image/png',
    };
    return new Promise((resolve, reject) => {
      const asked = request(api.url + PROCESS, { method: 'POST', headers, agent: false }, resolve);
      asked.on('error', reject);
      asked.end(form);
    });
  }

  function noise(width: number, height: number): Promise<Buffer> {
    const noise = { type: 'gaussian', mean: 128, sigma: 60 } as const;
    return sharp({ create: { width, height, channels: 3, background: '#888', noise } })
      .png()
      .toBuffer();
  }

  /** Finished pictures that this process has open, their names gone or not. */
  function openResults(): string[] {
    return readdirSync('/proc/self/fd').flatMap(fd => {
      try {
        const path = readlinkSync(join('/proc/self/fd', fd));
        return /\/scratch\/.*\/image\b/.test(path) ? [path] : [];
      } catch {
        return [];
      }
    });
  }
});

describe('a thread that dies', { timeout: 60_000 }, () => {
  it('costs its own request and no other', async () => {
    for (let death = 0; death < 2; death++) {
      const answer = await post('die');
      expect([answer.status, answer.json()]).toEqual([
        503,
        { error: 'worker_died', message: 'The engine had to be restarted; send the picture again' },
      ]);
      expect(answer.headers['retry-after']).toBe('1');
      expect((await post()).status).toBe(200);
    }
  });

  it('leaves those who wait to the thread that replaces it', async () => {
    const work = hold();
    const first = post(`${work.order}`);
    await work.begun();
    const doomed = post('die');
    work.release();
    expect((await first).status).toBe(200);
    const next = post();
    expect([(await doomed).status, (await next).status]).toEqual([503, 200]);
  });
});

describe('who leaves', { timeout: 30_000 }, () => {
  let leavers = 0;
  const newcomer = () => api.logIn(`leaver${leavers++}@example.org`);
  const used = async (authorization: string): Promise<number> =>
    (await ask(`${api.url}/v1/users/me/usage`, { headers: { Authorization: authorization } })).json()
      .used as number;

  it('before the picture is there pays nothing', async () => {
    const authorization = await newcomer();
    const form = formOf(picture(), QUICK);
    for (const key of [undefined, 'half']) {
      const socket = await send(form, 200, { authorization, ...(key && { key }) });
      await eventually(async () => (await used(authorization)) === 1);
      socket.destroy();
      await eventually(async () => (await used(authorization)) === 0);
    }
    const whole = await post('', { authorization, headers: { 'Idempotency-Key': 'half' } });
    expect([whole.status, await used(authorization)]).toEqual([200, 1]);
  });

  it('during the work pays for it, and once where the same request comes again', async () => {
    const authorization = await newcomer();
    const work = hold();
    const socket = await send(formOf(picture(work.order), QUICK), undefined, { authorization, key: 'again' });
    await work.begun();
    socket.destroy();
    work.release();
    const again = async () => {
      const answer = await post(work.order, { authorization, headers: { 'Idempotency-Key': 'again' } });
      return answer.status === 409 ? undefined : answer;
    };
    let answer: Answer | undefined;
    await eventually(async () => {
      answer = await again();
      return answer !== undefined;
    });
    expect([answer?.status, answer?.headers['idempotency-replayed']]).toEqual([200, undefined]);
    expect(await used(authorization)).toBe(1);
    await post('', { authorization });
    expect(await used(authorization)).toBe(2);
  });
});
