import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Outbound } from '../src/platform/outbound/outbound.ts';
import { type HostAddress, isPublicAddress } from '../src/platform/outbound/public-address.ts';

const LOCAL: HostAddress = { address: '127.0.0.1', family: 4 };
/** Documentation's own block is reserved too, so tests of what is let through take a real one, and connect to nothing. */
const PUBLIC: HostAddress = { address: '93.184.215.14', family: 4 };

let server: Server;
let port: number;
const seen: string[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    seen.push(`${request.method} ${request.url} ${request.headers.host}`);
    if (request.url === '/moved') response.writeHead(302, { Location: '/elsewhere' }).end();
    else if (request.url !== '/silent') response.end('here');
  });
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const get = (outbound: Outbound, url: string, ms = 2000) =>
  outbound.send({ method: 'GET', url, headers: {}, signal: AbortSignal.timeout(ms) });

describe('isPublicAddress', () => {
  it.each(['93.184.215.14', '8.8.8.8', '2606:2800:21f:cb07:6820:80da:af6b:8b2c'])('%s is', address => {
    expect(isPublicAddress(address)).toBe(true);
  });

  it.each([
    ...[
      '127.0.0.1',
      '127.8.8.8',
      '0.0.0.0',
      '0.1.2.3',
      '10.0.0.1',
      '172.16.0.1',
      '172.31.255.255',
      '192.168.1.1',
    ],
    ...[
      '169.254.169.254',
      '100.64.0.1',
      '192.0.0.1',
      '192.0.2.1',
      '198.18.0.1',
      '198.51.100.1',
      '203.0.113.1',
    ],
    ...['224.0.0.1', '240.0.0.1', '255.255.255.255', '192.88.99.1'],
    ...['::', '::1', 'fe80::1', 'fc00::1', 'fd12:3456::1', 'ff02::1', '2001:db8::1', '100::1'],
    ...[
      '::ffff:127.0.0.1',
      '::ffff:7f00:1',
      '::ffff:10.0.0.1',
      '64:ff9b::7f00:1',
      '2002:7f00:1::',
      '2001::1',
    ],
    ...['localhost', '', '1', 'example.org'],
  ])('%s is not', address => {
    expect(isPublicAddress(address)).toBe(false);
  });
});

describe('what is asked for by users', () => {
  const guarded = new Outbound({ allowPrivate: false, resolve: async () => [LOCAL] });

  it.each([
    'http://127.0.0.1:PORT/',
    'http://2130706433:PORT/',
    'http://0x7f000001:PORT/',
    'http://017700000001:PORT/',
    'http://127.1:PORT/',
    'http://0.0.0.0:PORT/',
    'http://[::1]:PORT/',
    'http://[::ffff:127.0.0.1]:PORT/',
    'http://[::ffff:7f00:1]:PORT/',
    'http://169.254.169.254/latest/meta-data',
    'http://localhost:PORT/',
    'http://anything.example:PORT/',
    'https://anything.example:PORT/',
  ])('never reaches this machine: %s', async url => {
    const before = seen.length;
    const asked = get(guarded, url.replace('PORT', String(port)));
    await expect(asked).rejects.toMatchObject({ name: 'OutboundError', reason: 'private_address' });
    expect(seen).toHaveLength(before);
  });

  it("is refused when one of a host's addresses is private", async () => {
    const mixed = new Outbound({ allowPrivate: false, resolve: async () => [PUBLIC, LOCAL] });
    await expect(get(mixed, `http://mixed.example:${port}/`)).rejects.toMatchObject({
      reason: 'private_address',
    });
  });

  it('is looked up once: a name that changes its address afterwards gains nothing', async () => {
    let asked = 0;
    const rebinding = new Outbound({
      allowPrivate: false,
      resolve: async () => (++asked === 1 ? [PUBLIC] : [LOCAL]),
    });
    const before = seen.length;
    // Whatever becomes of it where nothing of the internet can be reached: this machine is not what was asked.
    await get(rebinding, `http://rebinding.example:${port}/`, 500).then(
      answer => answer.destroy(),
      error => expect(['timeout', 'unreachable']).toContain(error.reason),
    );
    expect(asked).toBe(1);
    await expect(get(rebinding, `http://rebinding.example:${port}/`)).rejects.toMatchObject({
      reason: 'private_address',
    });
    expect(seen).toHaveLength(before);
  });

  it.each([
    'ftp://example.org/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'example.org',
    '',
    'http://',
    'https://user:word@example.org/',
  ])('is an address that can be asked, not %j', async url => {
    await expect(get(guarded, url)).rejects.toMatchObject({ reason: 'invalid_url' });
  });

  it('says so when a host is not known', async () => {
    const unknown = new Outbound({
      allowPrivate: false,
      resolve: () => Promise.reject(new Error('ENOTFOUND')),
    });
    await expect(get(unknown, 'http://no.example/')).rejects.toMatchObject({ reason: 'unresolvable' });
    const empty = new Outbound({ allowPrivate: true, resolve: () => Promise.reject(new Error('ENOTFOUND')) });
    await expect(get(empty, 'http://no.example/')).rejects.toMatchObject({ reason: 'unresolvable' });
  });
});

describe('where private addresses are allowed', () => {
  const open = new Outbound({ allowPrivate: true, resolve: async () => [LOCAL] });

  it('asks the address that was found, under the name that was given', async () => {
    const answer = await get(open, `http://receiver.example:${port}/hook`);
    expect(answer.statusCode).toBe(200);
    expect((await answer.toArray()).join('')).toBe('here');
    expect(seen.at(-1)).toBe(`GET /hook receiver.example:${port}`);
  });

  it('follows no redirect', async () => {
    const answer = await get(open, `http://127.0.0.1:${port}/moved`);
    answer.resume();
    expect(answer.statusCode).toBe(302);
    expect(seen.at(-1)).toMatch(/^GET \/moved/);
  });

  it('gives up in time, and tells who does not listen', async () => {
    await expect(get(open, `http://127.0.0.1:${port}/silent`, 200)).rejects.toMatchObject({
      reason: 'timeout',
    });
    await expect(get(open, 'http://127.0.0.1:1/')).rejects.toMatchObject({ reason: 'unreachable' });
  });
});
