import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type ApiServer, PROCESS, startApi } from './support/api-server.ts';
import { damaged, GIF, pngThatClaims, SVG } from './support/bad-pictures.ts';
import { sample } from './support/engine-pool.ts';
import { eventually } from './support/eventually.ts';
import { type Answer, ask, openConnection, readToEnd } from './support/http-client.ts';
import { keptResults } from './support/kept-results.ts';
import { modelsFolder } from './support/models-folder.ts';
import { FORM_TYPE, formOf, type Part } from './support/multipart.ts';

const LIMIT = 50_000_000;
let small: Buffer;
let api: ApiServer;
beforeAll(async () => {
  small = await sharp(sample('02-mug')).resize(320).jpeg().toBuffer();
  api = await startApi();
}, 60_000);
afterEach(async () => {
  await eventually(
    () => api.leftOver().length === 0,
    () => `left over: ${api.leftOver()}`,
  );
  expect(keptResults(api.dataDir)).toEqual({ rows: [], folders: [] });
});
afterAll(() => api.stop());

const picture = (value: Uint8Array | string, filename = 'photo.png'): Part => ({
  name: 'file',
  filename,
  value,
});
const field = (name: string, value: string): Part => ({ name, value });

/** Status and body, after a look at the body's shape: `{ error, message, details? }`. */
function refusal(answer: Answer): { status: number } & Record<string, unknown> {
  const { error, message, details, ...more } = answer.json();
  expect(more).toEqual({});
  expect([typeof error, typeof message]).toEqual(['string', 'string']);
  expect(['undefined', 'object']).toContain(typeof details);
  expect(answer.headers).toMatchObject({ 'content-type': 'application/json', 'cache-control': 'no-store' });
  return { status: answer.status, error, message, ...(details !== undefined && { details }) };
}

const fieldProblem = (path: string, message: string) => ({
  status: 400,
  error: 'invalid_request',
  message: 'The request is not valid',
  details: { fields: [{ path, message }] },
});

const NO_FOREGROUND = {
  status: 422,
  error: 'no_foreground',
  message: 'There is no subject in the picture that could be cut out',
};

describe('a picture without a subject', () => {
  it.each(['application/json', 'image/png', 'image/webp'])('is told as such to Accept: %s', async accept => {
    const wall = await sharp({ create: { width: 400, height: 300, channels: 3, background: '#b8b2a6' } })
      .jpeg()
      .toBuffer();
    const fields = [picture(wall), ...(accept.endsWith('json') ? [field('return_mask', 'true')] : [])];
    expect(refusal(await api.post(fields, { headers: { Accept: accept } }))).toEqual(NO_FOREGROUND);
  });
});

describe('a file that is no picture', () => {
  const cases: readonly [string, () => Buffer | string, string][] = [
    ['of 0 bytes', () => '', 'empty_file'],
    ['of text', () => 'This is not a picture at all.', 'unsupported_image'],
    ['of SVG', () => SVG, 'unsupported_image'],
    ['that is a GIF', () => GIF, 'unsupported_image'],
    ['cut short', () => readFileSync(sample('02-mug')).subarray(0, 50_000), 'unreadable_image'],
    ['cut short in its header', () => small.subarray(0, 30), 'unreadable_image'],
    ['of a signature alone', () => Buffer.from('89504e470d0a1a0a', 'hex'), 'unreadable_image'],
    ['with fewer pixels than it claims', () => pngThatClaims(640, 480), 'unreadable_image'],
  ];
  it.each(cases)('%s is refused', async (_, bytes, reason) => {
    expect(refusal(await api.post([picture(bytes())]))).toEqual({
      status: 400,
      error: 'invalid_image',
      message: expect.any(String),
      details: { reason },
    });
  });

  it('but damaged in the middle is refused, PNG and WebP', async () => {
    for (const format of ['png', 'webp'] as const) {
      const bytes = damaged(await sharp(small).toFormat(format, { lossless: true }).toBuffer());
      expect(refusal(await api.post([picture(bytes)]))).toMatchObject({
        status: 400,
        error: 'invalid_image',
        details: { reason: 'unreadable_image' },
      });
    }
  });
});

describe('a picture that is too large', () => {
  it.each([
    [60_000, 60_000],
    [20_000, 5001],
  ])('by its header, %i x %i, is refused', async (width, height) => {
    expect(refusal(await api.post([picture(pngThatClaims(width, height))]))).toEqual({
      status: 413,
      error: 'payload_too_large',
      message: expect.any(String),
      details: { limit_pixels: 100_000_000, width, height },
    });
  });

  it('by one byte more than 50 MB is refused', async () => {
    const bytes = Buffer.concat([small, Buffer.alloc(LIMIT + 1 - small.length)]);
    expect(refusal(await api.post([picture(bytes)]))).toEqual({
      status: 413,
      error: 'payload_too_large',
      message: 'The file must not be larger than 50 MB',
      details: { limit_bytes: LIMIT },
    });
  });

  it('for a side of a WebP is refused as one, and looked at as a PNG', async () => {
    const long = await sharp({ create: { width: 16_384, height: 4, channels: 3, background: '#888' } })
      .png()
      .toBuffer();
    const fields = [picture(long), field('quality', 'low')];
    expect(refusal(await api.post(fields, { headers: { Accept: 'image/webp' } }))).toMatchObject({
      status: 413,
      error: 'payload_too_large',
    });
    expect(refusal(await api.post(fields, { headers: { Accept: 'image/png' } }))).toMatchObject(
      NO_FOREGROUND,
    );
  });
});

describe('a form that is wrong', () => {
  it.each([
    [[], 'file', 'file is missing'],
    [[picture('x'), picture('y')], 'file', 'Only one file may be sent'],
    [[picture('x'), { ...picture('y'), name: 'mask' }], 'mask', 'A file may only be sent as "file"'],
    [[picture('x'), field('model', 'best')], 'model', 'model must be one of rembg, u2net, deeplab, custom'],
    [[picture('x'), field('quality', 'HIGH')], 'quality', 'quality must be one of low, medium, high, ultra'],
    [[picture('x'), field('return_mask', 'yes')], 'return_mask', 'return_mask must be true or false'],
    ...['101', '-1', 'text', '', 'NaN', '1e999'].map(text => [
      [picture('x'), field('edge_refinement', text)],
      'edge_refinement',
      'edge_refinement must be a number from 0 to 100',
    ]),
    [[picture('x'), field('qualty', 'low')], 'qualty', 'There is no field called "qualty"'],
  ] as [Part[], string, string][])('%# is refused by the name of its field', async (parts, path, message) => {
    expect(refusal(await api.post(parts))).toEqual(fieldProblem(path, message));
  });

  it('in several ways is told all of them', async () => {
    const parts = [picture('x'), field('quality', 'best'), field('edge_refinement', '101')];
    const { details } = refusal(await api.post(parts)) as unknown as {
      details: { fields: { path: string }[] };
    };
    expect(details.fields.map(({ path }) => path)).toEqual(['quality', 'edge_refinement']);
  });

  it('by wanting a matte beside the bytes of the picture is refused', async () => {
    const parts = [picture(small), field('return_mask', 'true')];
    expect(refusal(await api.post(parts, { headers: { Accept: 'image/png' } }))).toEqual(
      fieldProblem('return_mask', 'A mask is only returned with an answer of type application/json'),
    );
  });

  it.each([
    ['multipart/form-data', 400, 'invalid_request'],
    ['application/json', 415, 'unsupported_media_type'],
  ])('by its type %s is refused', async (type, status, error) => {
    const answer = await api.post([picture(small)], { headers: { 'Content-Type': type } });
    expect(refusal(answer)).toMatchObject({ status, error });
  });

  it('by ending too early is refused', async () => {
    const whole = formOf(picture(small));
    expect(refusal(await api.post(whole.subarray(0, whole.length >> 1)))).toEqual({
      status: 400,
      error: 'invalid_request',
      message: 'The form cannot be read',
      details: { fields: [{ path: '', message: 'It is damaged, or ends too early' }] },
    });
  });
});

describe('a model', () => {
  it.each(['u2net', 'deeplab'])('that the catalogue does not have is said to be missing: %s', async model => {
    expect(refusal(await api.post([picture(small), field('model', model)]))).toEqual({
      status: 503,
      error: 'model_unavailable',
      message: `This server has no model "${model}"`,
      details: { model },
    });
  });
});

describe('a server without its model', () => {
  it('says so before the picture comes', { timeout: 60_000 }, async () => {
    const models = modelsFolder([], { empty: true });
    const bare = await startApi({ models });
    expect(refusal(await bare.post([picture(small)]))).toEqual({
      status: 503,
      error: 'model_unavailable',
      message: 'The model cannot be used on this server',
    });
    const socket = await openConnection(bare.url);
    socket.write(`POST ${PROCESS} HTTP/1.1\r\nHost: x\r\nAuthorization: ${bare.authorization}\r\n`);
    socket.write(`Content-Type: ${FORM_TYPE}\r\nContent-Length: 40000000\r\nExpect: 100-continue\r\n\r\n`);
    expect(await readToEnd(socket)).toMatch(/^HTTP\/1\.1 503 /);
    expect(bare.leftOver()).toEqual([]);
    await bare.stop();
    models.remove();
  });
});

describe('an answer', () => {
  it('of a type that the server does not have is refused', async () => {
    const answer = await api.post([picture(small)], { headers: { Accept: 'image/gif' } });
    expect(refusal(answer)).toMatchObject({
      status: 406,
      error: 'not_acceptable',
      details: { types: ['application/json', 'image/png', 'image/webp', 'image/jpeg', 'application/zip'] },
    });
  });
});

describe('a token', () => {
  const base64url = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const parts = () => api.authorization.replace('Bearer ', '').split('.') as [string, string, string];
  const publicKey = () => {
    const { signing } = JSON.parse(readFileSync(join(api.dataDir, 'keys.json'), 'utf8'));
    const { d: _, ...jwk } = signing[0].jwk;
    return JSON.stringify(jwk);
  };
  const claims = () => JSON.parse(Buffer.from(parts()[1], 'base64url').toString());

  const cases: readonly [string, () => string][] = [
    ['that is missing', () => ''],
    ['of another scheme', () => api.authorization.replace('Bearer', 'Basic')],
    ['that is none', () => 'Bearer nonsense'],
    [
      'with other claims',
      () => {
        const [header, , signature] = parts();
        const payload = base64url({ ...claims(), exp: claims().exp + 3600 });
        return `Bearer ${header}.${payload}.${signature}`;
      },
    ],
    [
      'with another signature',
      () => {
        const [header, payload, signature] = parts();
        return `Bearer ${header}.${payload}.${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`;
      },
    ],
    ['with alg none', () => `Bearer ${base64url({ alg: 'none', typ: 'at+jwt' })}.${parts()[1]}.`],
    [
      'signed with what is public',
      () => {
        const header = base64url({
          ...JSON.parse(Buffer.from(parts()[0], 'base64url').toString()),
          alg: 'HS256',
        });
        const signed = `${header}.${parts()[1]}`;
        const signature = createHmac('sha256', publicKey()).update(signed).digest('base64url');
        return `Bearer ${signed}.${signature}`;
      },
    ],
  ];
  it.each(cases)('%s lets nobody in', async (_, authorization) => {
    const answer = await api.post([picture(small)], { authorization: authorization() });
    expect(refusal(answer)).toMatchObject({ status: 401, error: 'unauthorized' });
    expect(answer.headers['www-authenticate']).toMatch(/^Bearer/);
  });

  it('that has expired lets nobody in', async () => {
    const was = api.clock.time;
    api.clock.time += 16 * 60_000;
    const answer = await api.post([picture(small)]);
    api.clock.time = was;
    expect(refusal(answer)).toMatchObject({ status: 401, message: 'The access token has expired' });
  });

  it('is looked at before the picture comes', async () => {
    const socket = await openConnection(api.url);
    socket.write(`POST ${PROCESS} HTTP/1.1\r\nHost: x\r\nContent-Type: ${FORM_TYPE}\r\n`);
    socket.write('Content-Length: 40000000\r\nExpect: 100-continue\r\n\r\n');
    const answer = await readToEnd(socket);
    expect(answer).toMatch(/^HTTP\/1\.1 401 /);
    expect(answer).toContain('"error":"unauthorized"');
  });

  it('that is missing is told to a client that sends its 60 MB all the same', async () => {
    const body = Buffer.alloc(60_000_000);
    const headers = { 'Content-Type': FORM_TYPE };
    const init = { method: 'POST', headers, body } as RequestInit;
    const answers = [
      await ask(api.url + PROCESS, { method: 'POST', headers, body }),
      await fetch(api.url + PROCESS, init),
    ];
    expect(answers.map(({ status }) => status)).toEqual([401, 401]);
    expect((answers[0] as Answer).headers.connection).toBe('close');
  });
});
