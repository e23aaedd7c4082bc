import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { ModelStore, ModelStoreOptions } from '@backgroundfx/foundry';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ModelsService, type ModelsServiceOptions } from '../src/models/models.service.ts';
import { networkFile } from '../src/processing/engine/model-files.ts';
import { MODEL } from './support/engine-pool.ts';
import { eventually } from './support/eventually.ts';
import { type ModelServer, startModelServer } from './support/model-server.ts';
import { type ModelsFolder, modelsFolder, type PublishedModel, published } from './support/models-folder.ts';

/** Models that a store was asked for. */
const lookedFor = vi.hoisted((): string[] => []);
vi.mock('@backgroundfx/foundry', async original => {
  const foundry = await original<typeof import('@backgroundfx/foundry')>();
  return {
    ...foundry,
    createModelStore: (options: ModelStoreOptions) => {
      const store = foundry.createModelStore(options);
      const ensure: ModelStore['ensure'] = (name, wish) => {
        lookedFor.push(name);
        return store.ensure(name, wish);
      };
      return { ...store, ensure };
    },
  };
});

const bytesOf = (seed: number) => Uint8Array.from({ length: 5000 }, (_, i) => (i * seed) % 251);
const NOBODY_LEAVES = new AbortController().signal;

let server: ModelServer;
let small: PublishedModel;
let full: PublishedModel;
let folder: ModelsFolder;
let services: ModelsService[] = [];

beforeEach(async () => {
  server = await startModelServer();
  small = published('u2netp', bytesOf(7), server.url);
  full = published('u2net', bytesOf(11), server.url, { lighter: 'u2netp' });
  for (const { file, bytes } of [small, full]) server.files.set(file, bytes);
  folder = modelsFolder([small, full]);
});
afterEach(async () => {
  await Promise.all(services.map(service => service.end()));
  services = [];
  await server.stop();
  folder.remove();
});

function start(more: Partial<ModelsServiceOptions> = {}): ModelsService {
  const service = new ModelsService({
    catalog: folder.catalog,
    own: networkFile(MODEL, 'int8', join(folder.dir, 'dist')),
    modelsDir: folder.dir,
    mirror: undefined,
    autoDownload: true,
    log: pino({ level: 'silent' }),
    ...more,
  });
  services.push(service);
  return service;
}

const unavailable = (reason: string, message: unknown = expect.any(String)) => ({
  name: 'ApiError',
  status: 503,
  code: 'model_unavailable',
  message,
  details: { model: 'u2netp', reason },
});
const isHere = ({ file }: PublishedModel) => existsSync(join(folder.dir, 'dist', file));

describe('the networks for a picture', () => {
  it('of the model that ships are its int8 graph, and its float one', async () => {
    const { main, float, second } = await start().networksFor('rembg', 'high', NOBODY_LEAVES);
    expect([main.key, main.model.id]).toEqual(['isnet.int8', 'isnet']);
    expect(main.graphPath).toBe(join(folder.dir, 'dist/isnet.int8.onnx'));
    expect(float).toMatchObject({
      key: 'isnet.fp32',
      graphPath: join(folder.dir, 'dist/isnet.fp32.onnx'),
    });
    expect(second).toBeUndefined();
    expect(server.asked).toEqual([]);
  });

  it('of the model that ships are those that the engine has, though their files went away', async () => {
    rmSync(join(folder.dir, 'dist'), { recursive: true });
    const { main, float } = await start().networksFor('rembg', 'high', NOBODY_LEAVES);
    expect([main.key, float]).toEqual(['isnet.int8', 'not_installed']);
    expect(server.asked).toEqual([]);
  });

  it('hold a second one where the small U²-Net is installed, which is nobody to fetch for that', async () => {
    folder.install(small);
    const service = start();
    expect((await service.networksFor('isnet', 'high', NOBODY_LEAVES)).second?.key).toBe('u2netp.fp32');
    folder.install(full);
    for (const name of ['u2netp', 'u2net']) {
      const asked = await service.networksFor(name, 'high', NOBODY_LEAVES);
      expect(asked).toEqual({ main: expect.objectContaining({ key: `${name}.fp32` }) });
    }
    expect(server.asked).toEqual([]);
  });

  it('are the small U²-Net at cheap levels, and the full one at dear ones only where it is installed', async () => {
    const service = start();
    const ran = async (quality: 'low' | 'medium' | 'high' | 'ultra') =>
      (await service.networksFor('u2net', quality, NOBODY_LEAVES)).main.key;
    expect([await ran('low'), await ran('high'), await ran('ultra')]).toEqual(Array(3).fill('u2netp.fp32'));
    expect(server.asked).toEqual(['u2netp.onnx']);
    folder.install(full);
    expect([await ran('medium'), await ran('high'), await ran('ultra')]).toEqual([
      'u2netp.fp32',
      'u2net.fp32',
      'u2net.fp32',
    ]);
  });

  it('are looked for once, however many ask at the same time: looking hashes files', async () => {
    folder.install(small);
    const service = start();
    lookedFor.length = 0;
    const asking = () => service.networksFor('u2netp', 'high', NOBODY_LEAVES);
    const found = await Promise.all(Array.from({ length: 5 }, asking));
    expect(new Set(found.map(({ main }) => main.graphPath))).toEqual(
      new Set([join(folder.dir, 'dist', small.file)]),
    );
    await asking();
    expect(lookedFor).toEqual(['u2netp']);
  });

  it('are not there for a name that nobody has', async () => {
    await expect(start().networksFor('custom', 'high', NOBODY_LEAVES)).rejects.toMatchObject({
      status: 503,
      code: 'model_unavailable',
      message: 'This server has no model "custom"',
      details: { model: 'custom' },
    });
  });

  it('are looked for again when they could not be opened', async () => {
    const service = start();
    await service.networksFor('u2net', 'low', NOBODY_LEAVES);
    folder.uninstall(small);
    await service.networksFor('u2net', 'low', NOBODY_LEAVES);
    expect(isHere(small)).toBe(false);
    service.forget('u2netp.fp32');
    await service.networksFor('u2net', 'low', NOBODY_LEAVES);
    expect(isHere(small)).toBe(true);
    expect(server.asked).toEqual(['u2netp.onnx', 'u2netp.onnx']);
  });
});

describe('a model that is not here', () => {
  it('is fetched once, however many ask for it at the same time', async () => {
    const go = server.hold();
    const service = start();
    const asking = Array.from({ length: 5 }, () => service.networksFor('u2net', 'low', NOBODY_LEAVES));
    await eventually(() => server.asked.length > 0);
    go();
    for (const { main } of await Promise.all(asking)) expect(main.key).toBe('u2netp.fp32');
    await service.networksFor('u2net', 'low', NOBODY_LEAVES);
    expect(server.asked).toEqual(['u2netp.onnx']);
  });

  it('is told to be on its way when it takes too long, and still arrives', async () => {
    const go = server.hold();
    const service = start({ waitMs: 30 });
    const asking = [1, 2].map(() => service.networksFor('u2net', 'low', NOBODY_LEAVES));
    const message = 'Model u2netp is still being fetched by this server; try again soon';
    for (const answer of await Promise.allSettled(asking)) {
      expect(answer).toMatchObject({
        reason: { ...unavailable('being_fetched', message), headers: { 'Retry-After': '10' } },
      });
    }
    go();
    await eventually(() => isHere(small));
    await service.networksFor('u2net', 'low', NOBODY_LEAVES);
    expect(server.asked).toEqual(['u2netp.onnx']);
  });

  it('is waited for no longer by a client that leaves', async () => {
    const go = server.hold();
    const service = start();
    const leaving = new AbortController();
    const impatient = service.networksFor('u2net', 'low', leaving.signal);
    const patient = service.networksFor('u2net', 'low', NOBODY_LEAVES);
    await eventually(() => server.asked.length > 0);
    leaving.abort(new Error('gone'));
    await expect(impatient).rejects.toThrow('gone');
    await expect(service.networksFor('u2net', 'low', leaving.signal)).rejects.toThrow('gone');
    go();
    expect((await patient).main.key).toBe('u2netp.fp32');
    expect(server.asked).toHaveLength(1);
  });

  it('and of which another file arrives is refused, not kept, and not asked for again at once', async () => {
    server.files.set(small.file, bytesOf(13));
    const service = start({ restMs: 300 });
    const message =
      'Model u2netp could not be fetched by this server: its source sends another file; whoever runs it can add the model ' +
      'with "npm run models -- add u2netp"';
    for (let i = 0; i < 3; i++) {
      await expect(service.networksFor('u2net', 'low', NOBODY_LEAVES)).rejects.toMatchObject({
        ...unavailable('not_fetched', message),
        headers: { 'Retry-After': '1' },
      });
    }
    expect(isHere(small)).toBe(false);
    expect(server.asked).toHaveLength(1);
    server.files.set(small.file, small.bytes);
    await eventually(() =>
      service.networksFor('u2net', 'low', NOBODY_LEAVES).then(
        () => true,
        () => false,
      ),
    );
    expect(server.asked).toHaveLength(2);
  });

  it.each([
    ['is not at its source', 'its source does not have it', () => server.files.clear()],
    ['has a source that is down', 'its source cannot be reached', () => server.stop()],
  ])('and %s is said to be missing', async (_, why, spoil) => {
    await spoil();
    const asking = start().networksFor('u2net', 'low', NOBODY_LEAVES);
    await expect(asking).rejects.toMatchObject(
      unavailable('not_fetched', expect.stringContaining(`could not be fetched by this server: ${why};`)),
    );
  });

  it('is taken from the mirror first', async () => {
    const mirror = modelsFolder([small]);
    mirror.install(small);
    const { main } = await start({ mirror: join(mirror.dir, 'dist') }).networksFor(
      'u2net',
      'low',
      NOBODY_LEAVES,
    );
    expect(main.key).toBe('u2netp.fp32');
    expect(server.asked).toEqual([]);
    mirror.remove();
  });

  it('is not fetched where that is switched off', async () => {
    const service = start({ autoDownload: false });
    const message =
      'Model u2netp is not installed on this server, which fetches no model by itself; whoever runs it can add the model ' +
      'with "npm run models -- add u2netp"';
    const asking = service.networksFor('u2net', 'low', NOBODY_LEAVES);
    await expect(asking).rejects.toMatchObject({ ...unavailable('not_installed', message), headers: {} });
    expect(server.asked).toEqual([]);
    folder.install(small);
    expect((await service.networksFor('u2net', 'low', NOBODY_LEAVES)).main.key).toBe('u2netp.fp32');
  });

  it('and lies there damaged is fetched anew, or refused', async () => {
    const damaged = small.bytes.slice().reverse();
    folder.install(small, damaged);
    await expect(
      start({ autoDownload: false }).networksFor('u2net', 'low', NOBODY_LEAVES),
    ).rejects.toMatchObject(unavailable('not_installed'));
    expect((await start().networksFor('u2net', 'low', NOBODY_LEAVES)).main.key).toBe('u2netp.fp32');
    expect(server.asked).toEqual(['u2netp.onnx']);
  });

  it('is waited for no longer when the server stops', async () => {
    server.hold();
    const service = start();
    const asking = service.networksFor('u2net', 'low', NOBODY_LEAVES);
    const stopped = expect(asking).rejects.toMatchObject({ name: 'EngineError', code: 'cancelled' });
    await eventually(() => server.asked.length > 0);
    await service.end();
    await stopped;
    expect(isHere(small)).toBe(false);
  });
});
