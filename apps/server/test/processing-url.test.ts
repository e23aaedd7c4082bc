import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { ApiServer } from './support/api-server.ts';
import { eventually } from './support/eventually.ts';
import { jobClient } from './support/job-client.ts';
import { colours, field, filePart, startTinyApi } from './support/tiny-api.ts';

let api: ApiServer;
/** One that fetches from everywhere, as its owner allowed. */
let open: ApiServer;
let pictures: Server;
let url = '';
let png: Buffer;
const asked: (string | undefined)[] = [];
const routes: Record<string, (response: ServerResponse) => void> = {
  '/Mein%20Becher.png': response => response.end(png),
  '/moved': response => response.writeHead(302, { Location: '/Mein%20Becher.png' }).end(),
  '/gone': response => response.writeHead(404).end('no'),
  '/text': response => response.end('This is not a picture.'),
  '/long': response => response.writeHead(200, { 'Content-Length': 60_000_000 }).write(png),
  '/endless': response => {
    const more = () => {
      while (response.write(Buffer.alloc(1_000_000)));
    };
    response.on('drain', more);
    more();
  },
  '/broken': response => {
    response.writeHead(200, { 'Content-Length': png.length });
    response.write(png.subarray(0, 50), () => response.destroy());
  },
};

beforeAll(async () => {
  png = await colours();
  pictures = createServer((request, response) => {
    asked.push(request.url);
    const answer = routes[request.url ?? ''];
    if (answer) answer(response);
    else response.writeHead(500).end();
  });
  await new Promise<void>(done => pictures.listen(0, '127.0.0.1', done));
  url = `http://127.0.0.1:${(pictures.address() as AddressInfo).port}`;
  api = await startTinyApi();
  open = await startTinyApi({ env: { WEBHOOK_ALLOW_PRIVATE: 'on' } });
}, 60_000);
afterEach(async () => {
  await eventually(() => api.leftOver().length === 0 && open.leftOver().length === 0);
});
afterAll(async () => {
  await Promise.all([api.stop(), open.stop()]);
  pictures.closeAllConnections();
  pictures.close();
});

const LOW = field('quality', 'low');
const post = (server: ApiServer, image_url: string, headers: Record<string, string> = {}) =>
  server.post([field('image_url', image_url), LOW], { headers });

describe('a picture that lies elsewhere', { timeout: 60_000 }, () => {
  it('is fetched, and worked on as if it had been sent', async () => {
    const fetched = await post(open, `${url}/Mein%20Becher.png`, { Accept: 'image/png' });
    expect([fetched.status, fetched.headers['content-disposition']]).toEqual([
      200,
      'inline; filename="Mein Becher-cutout.png"',
    ]);
    const sent = await open.post([filePart(png), LOW], { headers: { Accept: 'image/png' } });
    expect(fetched.body.equals(sent.body)).toBe(true);
  });

  it('can be worked on later too', async () => {
    const answer = await post(open, `${url}/Mein%20Becher.png`, { Prefer: 'respond-async' });
    expect(answer.status).toBe(202);
    const job = await jobClient(open).finished(String(answer.json().id));
    expect(job).toMatchObject({ status: 'completed', items: [{ file: 'Mein Becher' }] });
  });

  it.each([
    ['/moved', 400, 'invalid_request', 'The server of image_url answered 302, and not with a picture'],
    ['/gone', 400, 'invalid_request', 'The server of image_url answered 404, and not with a picture'],
    ['/broken', 400, 'invalid_request', 'No picture could be fetched from image_url'],
    ['/text', 400, 'invalid_image', undefined],
    ['/long', 413, 'payload_too_large', undefined],
    ['/endless', 413, 'payload_too_large', undefined],
  ])('is refused from %s', async (path, status, error, message) => {
    const answer = await post(open, url + path);
    const { details } = answer.json() as { details?: { fields?: { path: string; message: string }[] } };
    expect([answer.status, answer.json().error]).toEqual([status, error]);
    if (message) expect(details?.fields).toEqual([{ path: 'image_url', message }]);
  });
});

describe('what is not for everybody', { timeout: 60_000 }, () => {
  it.each([
    () => `${url}/Mein%20Becher.png`,
    () => url.replace('127.0.0.1', 'localhost'),
    () => url.replace('127.0.0.1', '2130706433'),
    () => url.replace('127.0.0.1', '0x7f.1'),
    () => url.replace('127.0.0.1', '[::ffff:127.0.0.1]'),
    () => url.replace('127.0.0.1', '[::1]'),
    () => url.replace('127.0.0.1', '0.0.0.0'),
    () => 'http://169.254.169.254/latest/meta-data/',
    () => 'http://10.0.0.1/',
    () => 'http://user:word@example.org/',
    () => 'http://no-such-host.invalid/',
  ])('is not asked, and looks like what is not there (%#)', async address => {
    asked.length = 0;
    const answer = await post(api, address());
    expect([answer.status, answer.json()]).toEqual([
      400,
      {
        error: 'invalid_request',
        message: 'The request is not valid',
        details: {
          fields: [{ path: 'image_url', message: 'No picture could be fetched from image_url' }],
        },
      },
    ]);
    expect(asked).toEqual([]);
  });

  it.each(['ftp://example.org/a.png', 'file:///etc/passwd', '//example.org/a.png', 'a.png', ''])(
    'is no address of the web: %s',
    async address => {
      const answer = await post(api, address);
      expect([answer.status, answer.json().details]).toEqual([
        400,
        { fields: [{ path: 'image_url', message: 'image_url must be an http or https address' }] },
      ]);
    },
  );

  it('comes alone', async () => {
    const both = await api.post([field('image_url', 'http://example.org/'), filePart(png)]);
    const message = 'Only one of file, image_id and image_url may be sent';
    expect([both.status, both.json().details]).toEqual([400, { fields: [{ path: 'image_url', message }] }]);
  });
});
