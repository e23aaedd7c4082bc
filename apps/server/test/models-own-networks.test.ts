import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseManifest } from '@backgroundfx/core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { OwnModel } from '../src/models/own/own-model.repository.ts';
import { keyOf, OwnNetworks } from '../src/models/own/own-networks.ts';
import { Slots } from '../src/models/own/slots.ts';
import { type DiskBlobStore, openDiskBlobStore } from '../src/platform/blobs/disk-blob-store.ts';
import { openScratch, type Scratch } from '../src/platform/blobs/scratch.ts';
import { graphOf, manifestOf, RED } from './support/model-client.ts';

const { signal } = new AbortController();

describe('places', () => {
  it('are taken in turn, and whoever leaves takes none', async () => {
    const slots = new Slots(2);
    const order: string[] = [];
    const leaving = new AbortController();
    const [first, second] = [await slots.enter(signal), await slots.enter(signal)];
    const third = slots.enter(signal).then(leave => order.push('third') && leave);
    const fourth = slots.enter(leaving.signal);
    const fifth = slots.enter(signal).then(leave => order.push('fifth') && leave);
    leaving.abort(new Error('left'));
    await expect(fourth).rejects.toThrow('left');
    await expect(slots.enter(leaving.signal)).rejects.toThrow('left');
    expect(order).toEqual([]);
    first();
    const leaveThird = await third;
    expect(order).toEqual(['third']);
    second();
    await fifth;
    expect(order).toEqual(['third', 'fifth']);
    (leaveThird as () => void)();
    await expect(slots.enter(signal)).resolves.toBeTypeOf('function');
  });
});

describe('the networks of users’ own', { timeout: 60_000 }, () => {
  let dir = '';
  let blobs: DiskBlobStore;
  let scratch: Scratch;
  let networks: OwnNetworks;
  const rows = new Map<string, OwnModel>();
  beforeAll(async () => {
    dir = mkdtempSync(join(tmpdir(), 'bgfx-own-networks-'));
    blobs = await openDiskBlobStore(join(dir, 'blobs'));
    scratch = await openScratch(join(dir, 'scratch'));
  });
  afterAll(async () => {
    await scratch.close();
    rmSync(dir, { recursive: true });
  });
  const make = (waits: { readonly waitMs?: number } = {}) => {
    const models = { find: async (id: string) => rows.get(id) };
    const picture = { milliseconds: 1000, memoryBytes: 1e9 };
    return new OwnNetworks({ models, blobs, scratch, trial: {}, picture, atOnce: 1, ...waits });
  };
  beforeEach(() => {
    networks = make();
  });
  afterEach(() => networks.end());

  async function model(id: string, bytes: Uint8Array = graphOf(RED)): Promise<OwnModel> {
    const file = join(dir, 'upload');
    writeFileSync(file, bytes);
    await blobs.put(keyOf(id), file);
    const row: OwnModel = {
      id,
      userId: 'ada',
      manifest: parseManifest(manifestOf()),
      classes: undefined,
      bytes: bytes.length,
      state: 'pending',
      sha256: undefined,
      rejection: undefined,
      createdAt: new Date(),
    };
    rows.set(id, row);
    return row;
  }

  it('are tried once, however many ask, and give their file back when nobody has used it for a while', async () => {
    const row = await model('a');
    const [probed, again] = await Promise.all([networks.try(row, signal), networks.try(row, signal)]);
    expect(again).toBe(probed);
    const { network, release } = await networks.lease(row, signal);
    expect(network).toMatchObject({ key: 'own.a', id: 'a', limits: { milliseconds: 1000 } });
    expect(network.probed).toBe(probed);
    for (let i = 0; i < 3; i++) expect(await networks.removeExpired()).toBe(0);
    expect(existsSync(network.graphPath)).toBe(true);
    release();
    // It was in use until now.
    expect(await networks.removeExpired()).toBe(1);
    expect(existsSync(network.graphPath)).toBe(false);
    const later = await networks.lease(row, signal);
    expect(later.network.probed).toBe(probed);
    expect(later.network.graphPath).toBe(network.graphPath);
    expect(readFileSync(network.graphPath).equals(graphOf(RED))).toBe(true);
    later.release();
    expect([await networks.removeExpired(), await networks.removeExpired()]).toEqual([0, 1]);
  });

  it('work on as many pictures at once as they may', async () => {
    const row = await model('b');
    const first = await networks.lease(row, signal);
    const leaving = new AbortController();
    const second = networks.lease(row, leaving.signal);
    const third = networks.lease(row, signal);
    leaving.abort(new Error('left'));
    await expect(second).rejects.toThrow('left');
    let begun = false;
    void third.then(() => {
      begun = true;
    });
    await new Promise(resolve => setTimeout(resolve, 50));
    expect(begun).toBe(false);
    first.release();
    (await third).release();
  });

  it('are not waited for without end, but by those who are patient', async () => {
    const row = await model('g');
    const hasty = make({ waitMs: 1 });
    await expect(hasty.lease(row, signal)).rejects.toMatchObject({
      status: 503,
      code: 'model_unavailable',
      details: { model: 'g', reason: 'being_tried' },
    });
    const first = await hasty.lease(row, signal, true);
    await expect(hasty.lease(row, signal)).rejects.toMatchObject({ status: 503, code: 'busy' });
    const patient = hasty.lease(row, signal, true);
    await new Promise(resolve => setTimeout(resolve, 20));
    first.release();
    (await patient).release();
    await hasty.end();
  });

  it('that are deleted keep their file until the picture is done', async () => {
    const row = await model('c');
    const { network, release } = await networks.lease(row, signal);
    rows.delete('c');
    networks.drop('c');
    expect(existsSync(network.graphPath)).toBe(true);
    release();
    expect(existsSync(network.graphPath)).toBe(false);
  });

  it('are tried again after they have failed, and after they were forgotten', async () => {
    const row = await model('d');
    const sha256 = 'f'.repeat(64);
    const refused = { code: 'model_unavailable', details: { model: 'd', reason: 'changed' } };
    await expect(networks.try({ ...row, sha256 }, signal)).rejects.toMatchObject(refused);
    const probed = await networks.try(row, signal);
    networks.forget('own.d');
    expect(await networks.try(row, signal)).not.toBe(probed);
    networks.forget('isnet.int8');
    const broken = await model('e', Buffer.from('no model'));
    for (let i = 0; i < 2; i++) {
      await expect(networks.try(broken, signal)).rejects.toMatchObject({ code: 'invalid_model' });
    }
  });

  it('stop with the server, whatever is being tried', async () => {
    const row = await model('f');
    const trying = networks.try(row, signal);
    const stopped = expect(trying).rejects.toMatchObject({ code: 'cancelled' });
    await networks.end();
    await stopped;
  });
});
