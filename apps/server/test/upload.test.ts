import { mkdtempSync, rmSync } from 'node:fs';
import { Agent } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { ApiError } from '../src/platform/api-error.ts';
import { createHttpServer } from '../src/platform/http-server.ts';
import { randomIds } from '../src/platform/ids.ts';
import { PICTURE_UPLOAD } from '../src/platform/upload/picture-upload.ts';
import { eventually } from './support/eventually.ts';
import { hasFullDisk, linkToFullDisk } from './support/full-disk.ts';
import { type Asked, ask, openConnection, readToEnd } from './support/http-client.ts';
import { BOUNDARY, FORM_END, FORM_TYPE, formOf, type Part, partHead } from './support/multipart.ts';
import { RULES, startUploadServer, type UploadServer } from './support/upload-server.ts';

const LIMIT = RULES.maxFileBytes;
const PICTURE: Part = { name: 'file', filename: 'cat.jpg', type: 'image/jpeg', value: 'the bytes' };

let house: UploadServer;
beforeAll(async () => {
  house = await startUploadServer({ maxBytes: 64e6, maxMs: 2000, idleMs: 500 });
});
afterEach(async () => {
  house.rules = RULES;
  house.target = undefined;
  await eventually(
    () => house.leftOver().length === 0,
    () => `left over: ${house.leftOver()}`,
  );
});
afterAll(() => house.stop());

function post(body: Uint8Array | string, headers: Asked['headers'] = {}) {
  return ask(`${house.url}/form`, {
    method: 'POST',
    headers: { 'Content-Type': FORM_TYPE, ...headers },
    body,
  });
}

const problem = (path: string, message: string) => ({ fields: [{ path, message }] });
const malformed = (why: string) => ({
  error: 'invalid_request',
  message: 'The form cannot be read',
  details: problem('', why),
});
const wrong = (path: string, message: string) => ({
  error: 'invalid_request',
  message: 'The request is not valid',
  details: problem(path, message),
});

describe('a form', () => {
  it('comes in whole, the file on the disk', async () => {
    const answer = await post(
      formOf({ name: 'quality', value: 'low' }, PICTURE, { name: 'model', value: 'größer' }),
    );
    expect([answer.status, answer.json()]).toEqual([
      200,
      { content: 'the bytes', bytes: 9, name: 'cat.jpg', fields: { quality: 'low', model: 'größer' } },
    ]);
  });

  it('comes in without a length and in small pieces', async () => {
    const socket = await openConnection(house.url);
    socket.write(`POST /form HTTP/1.1\r\nHost: x\r\nContent-Type: ${FORM_TYPE}\r\nConnection: close\r\n`);
    socket.write('Transfer-Encoding: chunked\r\n\r\n');
    for (const byte of formOf(PICTURE)) socket.write(`1\r\n${String.fromCharCode(byte)}\r\n`, 'latin1');
    socket.write('0\r\n\r\n');
    expect(await readToEnd(socket)).toContain('"content":"the bytes","bytes":9');
  });

  it.each([
    ['exactly as long as allowed', LIMIT],
    ['empty, but named', 0],
  ])('has a file that is %s', async (_, length) => {
    const answer = await post(formOf({ ...PICTURE, value: Buffer.alloc(length, 'x') }));
    expect([answer.status, answer.json().bytes]).toEqual([200, length]);
  });

  it('names its file without folders', async () => {
    for (const [sent, kept] of [
      ['../../etc/passwd', 'passwd'],
      ['C:\\pictures\\cat.png', 'cat.png'],
      ['..', undefined],
    ] as const) {
      expect((await post(formOf({ ...PICTURE, filename: sent }))).json().name).toBe(kept);
    }
  });

  it('may send its file without a name', async () => {
    const { name, value } = PICTURE;
    const answer = await post(formOf({ name: String(name), value }));
    expect([answer.status, answer.json().content]).toEqual([200, 'the bytes']);
  });

  it('keeps the names of its fields to itself', async () => {
    const answer = await post(
      formOf(PICTURE, { name: '__proto__', value: 'x' }, { name: 'toString', value: 'y' }),
    );
    expect(answer.body.toString()).toContain('"fields":{"__proto__":"x","toString":"y"}');
  });
});

describe('a form that is wrong', () => {
  it.each([
    ['no file', formOf({ name: 'quality', value: 'low' }), wrong('file', 'file is missing')],
    ['no part at all', FORM_END, wrong('file', 'file is missing')],
    [
      'no file chosen in a browser',
      formOf({ name: 'file', filename: '', type: 'application/octet-stream', value: '' }),
      wrong('file', 'file is missing'),
    ],
    ['two files', formOf(PICTURE, PICTURE), wrong('file', 'Only one file may be sent')],
    [
      'a second file under another name',
      formOf(PICTURE, { ...PICTURE, name: 'other' }),
      wrong('other', 'A file may only be sent as "file"'),
    ],
    [
      'a file under another name',
      formOf({ ...PICTURE, name: 'image' }),
      wrong('image', 'A file may only be sent as "file"'),
    ],
    [
      'a field that is too long',
      formOf(PICTURE, { name: 'quality', value: 'x'.repeat(1001) }),
      wrong('quality', 'quality must not be longer than 1000 bytes'),
    ],
    [
      'a field that is given twice',
      formOf({ name: 'quality', value: 'low' }, { name: 'quality', value: 'high' }, PICTURE),
      wrong('quality', 'quality is given twice'),
    ],
    ['a part without a name', formOf({ value: 'x' }, PICTURE), malformed('One of its parts has no name')],
    [
      'too many parts',
      formOf(...Array.from({ length: 40 }, (_, i) => ({ name: `field${i}`, value: 'x' })), PICTURE),
      malformed('It has more than 32 parts'),
    ],
    [
      'its file cut short',
      formOf(PICTURE).subarray(0, -FORM_END.length - 4),
      malformed('It is damaged, or ends too early'),
    ],
    ['no end', formOf(PICTURE).subarray(0, -6), malformed('It is damaged, or ends too early')],
    [
      'an end in the middle of a head',
      partHead(PICTURE).slice(0, 80),
      malformed('It is damaged, or ends too early'),
    ],
    ['another boundary', 'x'.repeat(500), malformed('It is damaged, or ends too early')],
    ['an empty body', '', malformed('It is damaged, or ends too early')],
  ])('by %s is refused', async (_, body, expected) => {
    const answer = await post(body);
    expect([answer.status, answer.json()]).toEqual([400, expected]);
  });

  it.each([
    ['application/json', 415, 'unsupported_media_type'],
    ['application/x-www-form-urlencoded', 415, 'unsupported_media_type'],
    ['multipart/mixed; boundary=x', 415, 'unsupported_media_type'],
    ['image/png', 415, 'unsupported_media_type'],
    ['', 415, 'unsupported_media_type'],
    ['multipart/form-data', 400, 'invalid_request'],
    ['multipart/form-data; boundary=', 400, 'invalid_request'],
    ['multipart/form-data; boundary=""', 400, 'invalid_request'],
    ['multipart/form-data; charset=utf-8', 400, 'invalid_request'],
    [`multipart/form-data; boundary=${'x'.repeat(71)}`, 400, 'invalid_request'],
    [`multipart/form-data; boundary=${'x'.repeat(300)}`, 400, 'invalid_request'],
    [`multipart/form-data; x="; boundary=short"; boundary=${'x'.repeat(300)}`, 400, 'invalid_request'],
    [`multipart/form-data; foo="a; boundary=${BOUNDARY}; b"`, 400, 'invalid_request'],
    [`multipart/form-data; x="\\"; boundary=${BOUNDARY}`, 400, 'invalid_request'],
  ])('by its type "%s" is refused', async (type, status, code) => {
    const answer = await post(formOf(PICTURE), { 'Content-Type': type });
    expect([answer.status, answer.json().error]).toEqual([status, code]);
    if (status === 400) {
      expect(answer.json()).toEqual(malformed('The Content-Type names no boundary of at most 70 characters'));
    }
  });

  it('may have a boundary of 70 characters', async () => {
    const boundary = 'x'.repeat(70);
    const form = formOf(PICTURE).toString('latin1').replaceAll(BOUNDARY, boundary);
    const answer = await post(form, { 'Content-Type': `multipart/form-data; boundary=${boundary}` });
    expect(answer.status).toBe(200);
  });

  it.each([
    `multipart/form-data; boundary="${BOUNDARY}"`,
    `Multipart/Form-Data;BOUNDARY=${BOUNDARY}`,
    `multipart/form-data; charset=utf-8; boundary=${BOUNDARY}`,
  ])('is not one whose type is written %s', async type => {
    expect((await post(formOf(PICTURE), { 'Content-Type': type })).status).toBe(200);
  });

  it('is refused at every byte at which it may break off, and never hangs', async () => {
    const whole = formOf({ name: 'quality', value: 'low' }, PICTURE);
    for (let length = 0; length < whole.length - 2; length++) {
      const answer = await post(whole.subarray(0, length));
      expect([length, answer.status]).toEqual([length, 400]);
    }
    expect((await post(whole.subarray(0, -2))).status).toBe(200);
  });

  it('is refused or read, but never hangs, whatever single byte is another', async () => {
    const whole = formOf({ name: 'quality', value: 'low' }, PICTURE);
    for (let at = 0; at < whole.length; at++) {
      for (const byte of [13, 45]) {
        const body = Buffer.from(whole);
        body[at] = byte;
        expect([at, byte, [200, 400].includes((await post(body)).status)]).toEqual([at, byte, true]);
      }
    }
  });
});

describe('a file that is too long', () => {
  const tooLong = {
    error: 'payload_too_large',
    message: 'The file must not be larger than 0.1 MB',
    details: { limit_bytes: LIMIT },
  };

  it('by one byte is refused', async () => {
    const answer = await post(formOf({ ...PICTURE, value: Buffer.alloc(LIMIT + 1, 'x') }));
    expect([answer.status, answer.json()]).toEqual([413, tooLong]);
  });

  it('is refused by its length, before any of it comes', async () => {
    const socket = await openConnection(house.url);
    socket.write(
      `POST /form HTTP/1.1\r\nHost: x\r\nContent-Type: ${FORM_TYPE}\r\nContent-Length: 900000\r\n\r\n`,
    );
    const answer = await readToEnd(socket);
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
    expect(answer).toContain(JSON.stringify(tooLong));
  });

  it.each(['preamble', 'epilogue', 'part nobody wants'])('is not let in as a %s', async place => {
    const filler = Buffer.alloc(2 * LIMIT, 'x');
    const unwanted = Buffer.concat([Buffer.from(`--${BOUNDARY}\r\n\r\n`), filler, Buffer.from('\r\n')]);
    const pieces = {
      preamble: [filler, Buffer.from('\r\n'), formOf(PICTURE)],
      epilogue: [formOf(PICTURE), filler],
    };
    const body = place in pieces ? pieces[place as keyof typeof pieces] : [unwanted, formOf(PICTURE)];
    const socket = await openConnection(house.url);
    socket.write(
      `POST /form HTTP/1.1\r\nHost: x\r\nContent-Type: ${FORM_TYPE}\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n`,
    );
    for (const piece of body) socket.write(Buffer.concat([hexLength(piece), piece, Buffer.from('\r\n')]));
    socket.write('0\r\n\r\n');
    expect(await readToEnd(socket)).toMatch(/^HTTP\/1\.1 413 /);
  });
});

const hexLength = (piece: Buffer) => Buffer.from(`${piece.length.toString(16)}\r\n`);

describe('a client', () => {
  it('that stalls is told so', async () => {
    house.rules = { ...RULES, leastPace: { bytes: 1000, ms: 50 } };
    const socket = await openConnection(house.url);
    socket.write(
      `POST /form HTTP/1.1\r\nHost: x\r\nContent-Type: ${FORM_TYPE}\r\nContent-Length: 500\r\n\r\n`,
    );
    socket.write(partHead(PICTURE));
    const answer = await readToEnd(socket);
    expect(answer).toMatch(/^HTTP\/1\.1 408 /);
    expect(answer).toContain('"error":"request_timeout","message":"The upload is too slow"');
  });

  it('that trickles is told so', async () => {
    house.rules = { ...RULES, leastPace: { bytes: 1000, ms: 200 } };
    const socket = await openConnection(house.url);
    socket.write(
      `POST /form HTTP/1.1\r\nHost: x\r\nContent-Type: ${FORM_TYPE}\r\nContent-Length: 9999\r\n\r\n`,
    );
    socket.write(partHead(PICTURE));
    const trickle = setInterval(() => socket.write('x'), 20);
    const answer = await readToEnd(socket);
    clearInterval(trickle);
    expect(answer).toMatch(/^HTTP\/1\.1 408 /);
    expect(answer).toContain('"error":"request_timeout","message":"The upload is too slow"');
  });

  it('that is slow, but not too slow, is waited for', async () => {
    house.rules = { ...RULES, leastPace: { bytes: 1000, ms: 1000 } };
    const form = formOf({ ...PICTURE, value: Buffer.alloc(30_000, 'x') });
    const socket = await openConnection(house.url);
    socket.write(
      `POST /form HTTP/1.1\r\nHost: x\r\nContent-Type: ${FORM_TYPE}\r\nContent-Length: ${form.length}\r\nConnection: close\r\n\r\n`,
    );
    for (let at = 0; at < form.length; at += 1500) {
      socket.write(form.subarray(at, at + 1500));
      await new Promise(resolve => setTimeout(resolve, 100));
    }
    expect(await readToEnd(socket)).toContain('"bytes":30000');
  });

  it('that takes longer than any client may is told so', async () => {
    house.rules = { ...RULES, time: { graceMs: 50, leastBytesPerSecond: 1, longestMs: 200 } };
    const socket = await openConnection(house.url);
    socket.write(
      `POST /form HTTP/1.1\r\nHost: x\r\nContent-Type: ${FORM_TYPE}\r\nContent-Length: 9999\r\n\r\n`,
    );
    socket.write(partHead(PICTURE));
    const trickle = setInterval(() => socket.write('x'), 20);
    const answer = await readToEnd(socket);
    clearInterval(trickle);
    expect(answer).toMatch(/^HTTP\/1\.1 408 /);
    expect(answer).toContain('"message":"The upload took too long"');
  });

  /** Sends a form of 30 KB in pieces, twenty times a second, and resolves with the answer and when it began. */
  async function sendSlowly(pieceBytes: number) {
    const form = formOf({ ...PICTURE, value: Buffer.alloc(30_000, 'x') });
    const socket = await openConnection(house.url);
    const began = performance.now();
    let ms = 0;
    socket.once('data', () => {
      ms = performance.now() - began;
    });
    socket.write(
      `POST /form HTTP/1.1\r\nHost: x\r\nContent-Type: ${FORM_TYPE}\r\nContent-Length: ${form.length}\r\nConnection: close\r\n\r\n`,
    );
    let at = 0;
    const sending = setInterval(() => {
      socket.write(form.subarray(at, at + pieceBytes));
      at += pieceBytes;
      if (at >= form.length) clearInterval(sending);
    }, 50);
    const answer = await readToEnd(socket);
    clearInterval(sending);
    return { answer, ms };
  }

  it('that keeps a certain rate may take longer than others', async () => {
    house.rules = { ...RULES, time: { graceMs: 200, leastBytesPerSecond: 15_000, longestMs: 20_000 } };
    const { answer, ms } = await sendSlowly(1500);
    expect(answer).toContain('"bytes":30000');
    expect(ms).toBeGreaterThan(600);
  });

  it('that falls behind that rate is told so, as soon as its time is used up', async () => {
    house.rules = { ...RULES, time: { graceMs: 200, leastBytesPerSecond: 30_000, longestMs: 20_000 } };
    const { answer, ms } = await sendSlowly(500);
    expect(answer).toMatch(/^HTTP\/1\.1 408 /);
    expect(answer).toContain('"message":"The upload took too long"');
    expect(ms).toBeGreaterThan(200);
    // All of it would take three seconds.
    expect(ms).toBeLessThan(2500);
  });

  it('has time for the largest video at half a megabit a second, and the server waits for it', () => {
    const { graceMs, leastBytesPerSecond, longestMs } = PICTURE_UPLOAD.time;
    const seconds = (500_000_000 * 8) / 500_000;
    expect(graceMs + (500_000_000 / leastBytesPerSecond) * 1000).toBeGreaterThanOrEqual(seconds * 1000);
    expect(longestMs).toBeGreaterThan(seconds * 1000);
    const log = pino({ level: 'silent' });
    const server = createHttpServer({ fetch: () => new Response() }, { log, ids: randomIds });
    expect(server.requestTimeout).toBeGreaterThan(longestMs);
  });

  it.each(['breaks off', 'resets the connection', 'closes its side'])(
    'that %s leaves nothing behind',
    async how => {
      const socket = await openConnection(house.url);
      const before = house.thrown.length;
      socket.write(
        `POST /form HTTP/1.1\r\nHost: x\r\nContent-Type: ${FORM_TYPE}\r\nContent-Length: 90000\r\n\r\n`,
      );
      socket.write(partHead(PICTURE) + 'x'.repeat(40_000));
      await eventually(() => house.leftOver().length > 0);
      if (how === 'breaks off') socket.destroy();
      else if (how === 'closes its side') socket.end();
      else socket.resetAndDestroy();
      await eventually(() => house.thrown.length > before);
      expect((house.thrown.at(-1) as ApiError).code).toBe('client_gone');
      socket.destroy();
    },
  );

  it('may use its connection again', async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const headers = { 'Content-Type': FORM_TYPE };
    const ports = new Set<number | undefined>();
    for (const [body, status] of [
      [formOf(PICTURE), 200],
      [formOf(PICTURE, PICTURE), 400],
      [formOf(PICTURE), 200],
    ] as const) {
      const answer = await ask(`${house.url}/form`, { method: 'POST', headers, body, agent });
      ports.add(answer.localPort);
      expect(answer.status).toBe(status);
    }
    expect(ports.size).toBe(1);
    agent.destroy();
  });
});

describe('a disk without room', () => {
  it.runIf(hasFullDisk)('is told to the client', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'bgfx-full-'));
    house.target = join(dir, 'full');
    linkToFullDisk(house.target);
    const answer = await post(formOf({ ...PICTURE, value: Buffer.alloc(50_000) }));
    expect([answer.status, answer.json().error]).toEqual([503, 'storage_full']);
    rmSync(dir, { recursive: true });
  });
});
