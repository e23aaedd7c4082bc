import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig, shownUrl } from '../src/platform/config.mjs';
import { prepareDataDir } from '../src/platform/data-dir.mjs';
import { checkDisk } from '../src/platform/disk-check.ts';
import { ensurePortIsFree, listen } from '../src/platform/port.mjs';
import { drain, OpenHandlers } from '../src/platform/shutdown.ts';
import { StartError } from '../src/platform/start-error.mjs';
import { openConnection } from './support/http-client.ts';

describe('settings', () => {
  it('have defaults', () => {
    expect(readConfig({}, '/house')).toEqual({
      port: 8000,
      host: '127.0.0.1',
      dataDir: '/house/data',
      publicUrl: undefined,
      logLevel: 'info',
      maxUploadBytes: 50_000_000,
      maxPixels: 100_000_000,
      queueLimit: 64,
      engineWorkers: undefined,
      engineThreads: undefined,
      modelAutoDownload: true,
      modelMirror: undefined,
      resultLifeSeconds: 86_400,
      metricsToken: undefined,
      maxModelBytes: 400_000_000,
      maxModelBytesOfUser: 2_000_000_000,
      modelMemoryBytes: 2_000_000_000,
      maxImageBytesOfUser: 5_000_000_000,
      maxProjectBytesOfUser: 5_000_000_000,
      corsOrigins: [],
      trustedProxies: 0,
      webhookAllowPrivate: false,
    });
    const empty = {
      PORT: '',
      HOST: '',
      DATA_DIR: '',
      PUBLIC_URL: '',
      MODEL_AUTO_DOWNLOAD: '',
      MODEL_MIRROR: '',
    };
    expect(readConfig(empty, '/house')).toEqual(readConfig({}, '/house'));
  });

  it('are read from the environment', () => {
    const env = {
      PORT: '9001',
      HOST: '0.0.0.0',
      DATA_DIR: '/var/fx',
      PUBLIC_URL: 'https://fx.example:8443/',
      LOG_LEVEL: 'error',
      MAX_UPLOAD_MB: '5',
      MAX_MEGAPIXELS: '12',
      QUEUE_LIMIT: '3',
      ENGINE_WORKERS: '4',
      ENGINE_THREADS: '1',
      MODEL_AUTO_DOWNLOAD: 'off',
      MODEL_MIRROR: 'https://mirror.example/models',
      RESULT_TTL: '2h',
      METRICS_TOKEN: 'a-token-of-the-tests',
      MAX_MODEL_MB: '100',
      MODELS_MB_PER_USER: '200',
      MODEL_MEMORY_MB: '1500',
      IMAGES_MB_PER_USER: '300',
      PROJECTS_MB_PER_USER: '400',
      CORS_ORIGINS: 'https://shop.example',
      TRUSTED_PROXIES: '2',
      WEBHOOK_ALLOW_PRIVATE: 'true',
    };
    expect(readConfig(env, '/house')).toEqual({
      port: 9001,
      host: '0.0.0.0',
      dataDir: '/var/fx',
      publicUrl: 'https://fx.example:8443',
      logLevel: 'error',
      maxUploadBytes: 5_000_000,
      maxPixels: 12_000_000,
      queueLimit: 3,
      engineWorkers: 4,
      engineThreads: 1,
      modelAutoDownload: false,
      modelMirror: 'https://mirror.example/models',
      resultLifeSeconds: 7200,
      metricsToken: 'a-token-of-the-tests',
      maxModelBytes: 100_000_000,
      maxModelBytesOfUser: 200_000_000,
      modelMemoryBytes: 1_500_000_000,
      maxImageBytesOfUser: 300_000_000,
      maxProjectBytesOfUser: 400_000_000,
      corsOrigins: ['https://shop.example'],
      trustedProxies: 2,
      webhookAllowPrivate: true,
    });
  });

  it.each([
    ['24h', 86_400],
    ['90m', 5400],
    ['7d', 604_800],
    ['3600', 3600],
    ['60s', 60],
    ['365d', 31_536_000],
  ])('tell how long results live: %s', (text, seconds) => {
    expect(readConfig({ RESULT_TTL: text }, '/house').resultLifeSeconds).toBe(seconds);
  });

  it.each([
    ['../models', '/models'],
    ['/srv/models', '/srv/models'],
    ['http://localhost:9000', 'http://localhost:9000'],
  ])('name a place to take models from: %s', (text, mirror) => {
    expect(readConfig({ MODEL_MIRROR: text }, '/house').modelMirror).toBe(mirror);
  });

  it.each([
    ['on', true],
    ['true', true],
    ['1', true],
    ['TRUE', true],
    ['off', false],
    ['false', false],
    ['0', false],
    ['Off', false],
  ])('switch with the words that people type: %s', (text, isOn) => {
    expect(readConfig({ MODEL_AUTO_DOWNLOAD: text }, '/house').modelAutoDownload).toBe(isOn);
  });

  it.each(['forever', '24', '59s', '366d', '-1h', '1.5h', '24 h', '1h30m', '99999999d', 'h'])(
    'tell how long results live, and not so: %s',
    text => {
      const message = `RESULT_TTL must be a time from 60s to 365d, such as 24h, 90m or 3600 (seconds), not "${text}"`;
      expect(() => readConfig({ RESULT_TTL: text }, '/house')).toThrow(new StartError(message));
    },
  );

  it.each([
    [{ PORT: 'abc' }, 'PORT must be a whole number from 0 to 65535, not "abc"'],
    [{ PORT: '65536' }, 'PORT must be a whole number from 0 to 65535, not "65536"'],
    [{ PORT: '-1' }, 'PORT must be a whole number from 0 to 65535, not "-1"'],
    [{ PORT: '80.5' }, 'PORT must be a whole number from 0 to 65535, not "80.5"'],
    [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL must be one of silent, error, warn, info, debug, not "loud"'],
    [{ MAX_UPLOAD_MB: '0' }, 'MAX_UPLOAD_MB must be a whole number from 1 to 1000, not "0"'],
    [{ MAX_MEGAPIXELS: '501' }, 'MAX_MEGAPIXELS must be a whole number from 1 to 500, not "501"'],
    [{ QUEUE_LIMIT: '1e3' }, 'QUEUE_LIMIT must be a whole number from 1 to 10000, not "1e3"'],
    [{ ENGINE_WORKERS: 'two' }, 'ENGINE_WORKERS must be a whole number from 1 to 64, not "two"'],
    [{ ENGINE_THREADS: '65' }, 'ENGINE_THREADS must be a whole number from 1 to 64, not "65"'],
    [
      { MODEL_AUTO_DOWNLOAD: 'yes' },
      'MODEL_AUTO_DOWNLOAD must be on or off (or true, false, 1, 0), not "yes"',
    ],
    [{ MODEL_AUTO_DOWNLOAD: '2' }, 'MODEL_AUTO_DOWNLOAD must be on or off (or true, false, 1, 0), not "2"'],
    [
      { MODEL_MIRROR: 'ftp://mirror.example' },
      'MODEL_MIRROR must be a folder or an http or https address, not "ftp://mirror.example"',
    ],
    [
      { METRICS_TOKEN: 'too short' },
      'METRICS_TOKEN must have 16 to 256 letters, digits or characters of -._~+/=',
    ],
    [{ HOST: 'http://x' }, 'HOST must be a host name or an IP address, not "http://x"'],
    [
      { PUBLIC_URL: 'example.org' },
      'PUBLIC_URL must be an http or https address such as https://example.org, not "example.org"',
    ],
    [
      { PUBLIC_URL: 'ftp://example.org' },
      'PUBLIC_URL must be an http or https address such as https://example.org, not "ftp://example.org"',
    ],
    [
      { PUBLIC_URL: 'https://fx.example/app/' },
      'PUBLIC_URL must have no path, such as https://fx.example, not "https://fx.example/app/"',
    ],
    [
      { PUBLIC_URL: 'http://fx.example:81//' },
      'PUBLIC_URL must have no path, such as http://fx.example:81, not "http://fx.example:81//"',
    ],
  ])('%o are refused in one line', (env, message) => {
    expect(() => readConfig(env, '/house')).toThrow(new StartError(message));
  });

  it.each([
    [{}, 'http://localhost:8000'],
    [{ HOST: '0.0.0.0', PORT: '9001' }, 'http://localhost:9001'],
    [{ HOST: '192.168.1.4' }, 'http://192.168.1.4:8000'],
    [{ HOST: 'fe80::1' }, 'http://[fe80::1]:8000'],
    [{ PUBLIC_URL: 'https://fx.example' }, 'https://fx.example'],
  ])('%o are shown as %s', (env, url) => {
    const config = readConfig(env, '/house');
    expect(shownUrl(config, config.port)).toBe(url);
  });
});

describe('the data folder', () => {
  let dir = '';
  beforeAll(() => {
    dir = mkdtempSync(join(tmpdir(), 'bgfx-data-'));
  });
  afterAll(() => rmSync(dir, { recursive: true, force: true }));

  it('is made, and left empty', () => {
    const path = join(dir, 'a/b');
    prepareDataDir(path);
    prepareDataDir(path);
    expect(readdirSync(path)).toEqual([]);
  });

  it.skipIf(process.platform === 'win32')("is its owner's alone, when it is made", () => {
    const path = join(dir, 'c/own');
    prepareDataDir(path);
    expect(statSync(path).mode & 0o777).toBe(0o700);
    const given = join(dir, 'given');
    mkdirSync(given, { mode: 0o755 });
    prepareDataDir(given);
    expect(statSync(given).mode & 0o777).toBe(0o755);
  });

  it('is refused where a file lies in the way', () => {
    writeFileSync(join(dir, 'file'), '');
    const path = join(dir, 'file/data');
    expect(() => prepareDataDir(path)).toThrow(
      new StartError(
        `Cannot write to the data folder ${path} (there is a file in its place); set DATA_DIR to another folder`,
      ),
    );
    expect(() => prepareDataDir(join(dir, 'file'))).toThrow('there is a file in its place');
  });

  it.runIf(process.platform === 'linux')('is refused where nobody may write, root neither', () => {
    expect(() => prepareDataDir('/proc/bgfx')).toThrow(/^Cannot write to the data folder \/proc\/bgfx \(/);
  });
});

describe('the disk', () => {
  let dir = '';
  beforeAll(() => {
    dir = mkdtempSync(join(tmpdir(), 'bgfx-disk-'));
  });
  afterAll(() => rmSync(dir, { recursive: true, force: true }));

  it('that takes files is well, and is left as it was', async () => {
    expect(await Promise.all([checkDisk(dir, 0), checkDisk(dir, 0)])).toEqual([undefined, undefined]);
    expect(readdirSync(dir)).toEqual([]);
  });

  it('with too little room is said to be', async () => {
    expect(await checkDisk(dir, Number.MAX_SAFE_INTEGER)).toMatch(/^only \d+ MB of disk are free$/);
  });

  it('whose folder is gone is said to be unreadable', async () => {
    expect(await checkDisk(join(dir, 'nowhere'), 0)).toBe('the data folder cannot be read');
  });

  it.runIf(process.platform === 'linux')('that takes no file is said not to', async () => {
    expect(await checkDisk('/proc', 0)).toBe('the data folder cannot be written to');
  });
});

describe('the port', () => {
  it('that is taken is refused in one line', async () => {
    const first = createServer();
    const port = await listen(first, { host: '127.0.0.1', port: 0 });
    const taken = new StartError(
      `Port ${port} is taken; stop the program that uses it or set PORT to another one`,
    );
    await expect(ensurePortIsFree({ host: '127.0.0.1', port })).rejects.toThrow(taken);
    await expect(listen(createServer(), { host: '127.0.0.1', port })).rejects.toThrow(taken);
    await drain(first);
    await expect(ensurePortIsFree({ host: '127.0.0.1', port })).resolves.toBe(port);
  });

  it('0 finds a free one', async () => {
    const port = await ensurePortIsFree({ host: '127.0.0.1', port: 0 });
    expect(port).toBeGreaterThan(0);
    const server = createServer();
    expect(await listen(server, { host: '127.0.0.1', port })).toBe(port);
    await drain(server);
  });

  it('on an address of another machine is refused in one line', async () => {
    await expect(ensurePortIsFree({ host: '192.0.2.1', port: 0 })).rejects.toThrow(
      new StartError('HOST "192.0.2.1" is not an address of this machine'),
    );
  });
});

describe('the drain', () => {
  it('lets an answer under way finish, and takes no new one', async () => {
    let finish = () => {};
    let asked = () => {};
    const underWay = new Promise<void>(resolve => {
      asked = resolve;
    });
    const server = createServer((_, response) => {
      response.write('first ');
      finish = () => response.end('last');
      asked();
    });
    const port = await listen(server, { host: '127.0.0.1', port: 0 });
    const answer = fetch(`http://127.0.0.1:${port}/`).then(response => response.text());
    await underWay;
    const drained = drain(server);
    await expect(fetch(`http://127.0.0.1:${port}/`)).rejects.toThrow();
    finish();
    expect(await answer).toBe('first last');
    await drained;
  });

  it('waits for a handler whose client has gone', async () => {
    const handlers = new OpenHandlers();
    let finish = () => {};
    const work = new Promise<void>(resolve => {
      finish = resolve;
    });
    const server = createServer(() => void handlers.follow(work));
    const port = await listen(server, { host: '127.0.0.1', port: 0 });
    const socket = await openConnection(`http://127.0.0.1:${port}`);
    const asked = once(server, 'request');
    socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
    await asked;
    socket.destroy();
    let drained = false;
    const draining = drain(server, { handlers }).then(() => {
      drained = true;
    });
    await once(server, 'close');
    await new Promise(resolve => setTimeout(resolve, 50));
    expect(drained).toBe(false);
    finish();
    await draining;
  });

  it('waits no longer than it may for a handler that never ends, nor at all for one that failed', async () => {
    const failing = new OpenHandlers();
    await failing.follow(Promise.reject(new Error('broken'))).catch(() => undefined);
    const server = createServer();
    await listen(server, { host: '127.0.0.1', port: 0 });
    await drain(server, { handlers: failing, drainMs: 60_000 });
    const stuck = new OpenHandlers();
    void stuck.follow(new Promise(() => undefined));
    const other = createServer();
    await listen(other, { host: '127.0.0.1', port: 0 });
    await drain(other, { handlers: stuck, drainMs: 20 });
  });

  it('cuts off an answer that takes too long', async () => {
    const server = createServer((_, response) => void response.write('for ever'));
    const port = await listen(server, { host: '127.0.0.1', port: 0 });
    const answer = await fetch(`http://127.0.0.1:${port}/`);
    await drain(server, { drainMs: 50 });
    await expect(answer.text()).rejects.toThrow();
  });
});
