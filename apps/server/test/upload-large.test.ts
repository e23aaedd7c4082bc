import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { eventually } from './support/eventually.ts';
import { openConnection, readToEnd } from './support/http-client.ts';
import { FORM_END, FORM_TYPE, partHead } from './support/multipart.ts';
import { RULES, startUploadServer, type UploadServer } from './support/upload-server.ts';

const LIMIT = 50_000_000;
const PIECE = Buffer.alloc(64 * 1024, 'x');
const HEAD = partHead({ name: 'file', filename: 'large.jpg', type: 'image/jpeg' });
const TAIL = `\r\n${FORM_END}`;

let dir = '';
let house: UploadServer;
beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'bgfx-large-'));
  house = await startUploadServer();
});
beforeEach(() => {
  house.rules = { ...RULES, maxFileBytes: LIMIT };
});
afterEach(async () => {
  house.target = undefined;
  await eventually(
    () => house.leftOver().length === 0,
    () => `left over: ${house.leftOver()}`,
  );
});
afterAll(async () => {
  await house.stop();
  rmSync(dir, { recursive: true, force: true });
});

/** A form with a file of `bytes` bytes, of which never more than a piece is held. */
function* formOfSize(bytes: number): Generator<Buffer> {
  yield Buffer.from(HEAD);
  for (let left = bytes; left > 0; left -= PIECE.length) yield PIECE.subarray(0, left);
  yield Buffer.from(TAIL);
}

const lengthOf = (bytes: number) => HEAD.length + bytes + TAIL.length;

interface Seen {
  readonly status: number;
  readonly body: string;
}

/** Node's client; told the length beforehand or not. */
function byNode(path: string, bytes: number, length: 'told' | 'chunked'): Promise<Seen> {
  const size = length === 'told' ? { 'Content-Length': lengthOf(bytes) } : {};
  const headers = { 'Content-Type': FORM_TYPE, ...size };
  return new Promise((resolve, reject) => {
    const asked = request(`${house.url}${path}`, { method: 'POST', headers, agent: false }, response => {
      let body = '';
      response.on('data', chunk => {
        body += chunk;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
    });
    asked.on('error', reject);
    Readable.from(formOfSize(bytes)).pipe(asked);
  });
}

async function byFetch(path: string, bytes: number): Promise<Seen> {
  const body = Readable.toWeb(Readable.from(formOfSize(bytes))) as ReadableStream<Uint8Array>;
  const init = { method: 'POST', headers: { 'Content-Type': FORM_TYPE }, body, duplex: 'half' };
  const answer = await fetch(`${house.url}${path}`, init as RequestInit);
  return { status: answer.status, body: await answer.text() };
}

function byCurl(path: string, bytes: number, ...more: string[]): Promise<Seen & { exit: number | null }> {
  const file = join(dir, 'large.jpg');
  writeFileSync(file, '');
  truncateSync(file, bytes);
  const options = ['-sS', '-w', '\n%{http_code}', '-F', `file=@${file}`, ...more, `${house.url}${path}`];
  return new Promise(resolve => {
    const curl = spawn('curl', options, { stdio: ['ignore', 'pipe', 'ignore'] });
    let output = '';
    curl.stdout.on('data', chunk => {
      output += chunk;
    });
    curl.on('close', exit => {
      const [status = '', ...body] = output.split('\n').reverse();
      resolve({ status: Number(status), body: body.reverse().join('\n'), exit });
    });
  });
}

const hasCurl = (() => {
  try {
    return execFileSync('curl', ['--version']).length > 0;
  } catch {
    return false;
  }
})();

const TOO_LARGE = {
  status: 413,
  body: JSON.stringify({
    error: 'payload_too_large',
    message: 'The file must not be larger than 50 MB',
    details: { limit_bytes: LIMIT },
  }),
};
const REFUSED = { status: 401, body: '{"error":"unauthorized","message":"No"}' };

describe.each([
  ['one byte more than the limit', LIMIT + 1],
  ['200 MB', 200_000_000],
])('a refusal of %s arrives', (_, bytes) => {
  it("at Node's client", async () => {
    expect(await byNode('/form', bytes, 'told')).toEqual(TOO_LARGE);
    expect(await byNode('/form', bytes, 'chunked')).toEqual(TOO_LARGE);
    expect(await byNode('/refused', bytes, 'told')).toEqual(REFUSED);
  });

  it('at fetch', async () => {
    expect(await byFetch('/form', bytes)).toEqual(TOO_LARGE);
    expect(await byFetch('/refused', bytes)).toEqual(REFUSED);
  });

  it.runIf(hasCurl)('at curl, which waits before it sends', async () => {
    expect(await byCurl('/form', bytes)).toEqual({ ...TOO_LARGE, exit: 0 });
    expect(await byCurl('/refused', bytes)).toEqual({ ...REFUSED, exit: 0 });
  });

  it.runIf(hasCurl)('at curl, told not to wait', async () => {
    expect(await byCurl('/form', bytes, '-H', 'Expect:')).toMatchObject(TOO_LARGE);
    expect(await byCurl('/refused', bytes, '-H', 'Expect:')).toMatchObject(REFUSED);
  });
});

describe('a client that reads nothing before it has sent everything', () => {
  it.each([
    ['/form', TOO_LARGE],
    ['/refused', REFUSED],
  ])('still gets its refusal at %s', async (path, refusal) => {
    const socket = await openConnection(house.url);
    const bytes = 55_000_000;
    socket.write(`POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Type: ${FORM_TYPE}\r\n`);
    socket.write(`Content-Length: ${lengthOf(bytes)}\r\n\r\n`);
    let pieces = 0;
    for (const piece of formOfSize(bytes)) {
      if (!socket.write(piece)) await once(socket, 'drain');
      // Slower than this machine could, as over a network.
      if (++pieces % 100 === 0) await new Promise(resolve => setTimeout(resolve, 150));
    }
    const answer = await readToEnd(socket);
    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${refusal.status} `));
    expect(answer).toContain(refusal.body);
    expect(answer).toMatch(/connection: close/i);
  });
});

describe('a client that waits for "100 Continue"', () => {
  const expecting = (path: string, length: number) =>
    `POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Type: ${FORM_TYPE}\r\nContent-Length: ${length}\r\n` +
    'Connection: close\r\nExpect: 100-continue\r\n\r\n';

  it.each([
    ['/refused', 1000, REFUSED.status],
    ['/form', lengthOf(200_000_000), TOO_LARGE.status],
  ])('is refused at %s without it', async (path, length, status) => {
    const socket = await openConnection(house.url);
    socket.write(expecting(path, length));
    let seen = '';
    socket.on('data', chunk => {
      seen += chunk;
    });
    await new Promise(resolve => socket.once('close', resolve));
    expect(seen).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    expect(seen).not.toContain('100 Continue');
  });

  it('gets it when its form is wanted, once', async () => {
    const socket = await openConnection(house.url);
    socket.write(expecting('/form', lengthOf(3)));
    let seen = '';
    socket.on('data', chunk => {
      seen += chunk;
    });
    await eventually(() => seen.includes('\r\n\r\n'));
    expect(seen).toBe('HTTP/1.1 100 Continue\r\n\r\n');
    socket.write(`${HEAD}abc${TAIL}`);
    await new Promise(resolve => socket.once('close', resolve));
    expect(seen.slice(25)).toMatch(/^HTTP\/1\.1 200 /);
  });
});

describe('a large upload', () => {
  it('is never held in memory', async () => {
    const bytes = 4 * LIMIT;
    house.rules = { ...house.rules, maxFileBytes: bytes };
    await byNode('/form', 5_000_000, 'told');
    const before = process.memoryUsage();
    let held = 0;
    const sampling = setInterval(() => {
      const { arrayBuffers, heapUsed } = process.memoryUsage();
      held = Math.max(held, arrayBuffers - before.arrayBuffers + heapUsed - before.heapUsed);
    }, 2);
    const { status, body } = await byNode('/form', bytes, 'told');
    clearInterval(sampling);
    expect([status, JSON.parse(body).bytes]).toEqual([200, bytes]);
    // What lies about until it is collected is some 30 MB.
    expect(held).toBeLessThan(bytes / 2);
  });

  describe('to a disk that stands still', () => {
    let fifo = '';
    beforeEach(() => {
      fifo = join(dir, 'fifo');
      rmSync(fifo, { force: true });
      execFileSync('mkfifo', [fifo]);
    });

    it.skipIf(process.platform === 'win32')('stands still too, and goes on when the disk does', async () => {
      house.target = fifo;
      const answer = byNode('/form', LIMIT, 'told');
      let last = -1;
      await eventually(async () => {
        const grown = house.received() > last;
        last = house.received();
        await new Promise(resolve => setTimeout(resolve, 200));
        return last > 0 && !grown;
      });
      expect(last).toBeLessThan(LIMIT / 10);
      let written = 0;
      createReadStream(fifo).on('data', chunk => {
        written += chunk.length;
      });
      expect((await answer).status).toBe(200);
      await eventually(() => written === LIMIT);
    });
  });
});
