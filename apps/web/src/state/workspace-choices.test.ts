import { EngineError } from '@backgroundfx/core';
import { beforeEach, describe, expect, it } from 'vitest';
import { foundOf, otherMaker, photo, settle, setUp } from './testing/workspace-setup.ts';

const STROKE = {
  kind: 'stroke',
  mode: 'erase',
  size: 20,
  hardness: 1,
  opacity: 1,
  edge_aware: false,
  points: [10, 10, 1, 20, 20, 1],
} as const;

let t: ReturnType<typeof setUp>;
beforeEach(() => {
  t = setUp();
});

const document = () => t.state().document()!;
const id = () => t.picture('mug.jpg').id;

it('a level that this device had no memory for is tried once more when it is chosen again', async () => {
  await (await t.add('mug.jpg')).fail(new EngineError('worker_died', 'Gone'));
  await t.calls[1]!.finish(foundOf());
  expect(t.picture('mug.jpg').work).toMatchObject({ name: 'ready', source: { quality: 'low' } });
  t.state().choose({ quality: 'high' });
  await settle();
  expect(t.calls[2]).toMatchObject({ quality: 'high' });
  await t.calls[2]!.finish(foundOf());
  expect(t.picture('mug.jpg').work).toMatchObject({ name: 'ready', source: { quality: 'high' } });
  // Now there is nothing more to do.
  t.state().choose({ quality: 'high' });
  await settle();
  expect(t.calls).toHaveLength(3);
});

it('a cancelled level goes back to the one that is shown, and leaves what was done meanwhile', async () => {
  await (await t.add('mug.jpg')).finish(foundOf());
  const before = t.picture('mug.jpg').work;
  t.state().choose({ quality: 'ultra' });
  await settle();
  t.state().perform({ name: 'add-edit', edit: STROKE });
  t.state().cancel(id());
  await settle();
  expect(t.picture('mug.jpg').work).toEqual(before);
  expect(t.state().quality).toBe('high');
  expect(document().recipe.quality).toBe('high');
  expect(document().edits).toHaveLength(1);
  expect(t.calls).toHaveLength(2);
  // And it can be asked for again.
  t.state().choose({ quality: 'ultra' });
  await settle();
  expect(t.calls[2]).toMatchObject({ quality: 'ultra' });
});

it('a cancelled level goes back to the one that is shown over others that were begun before it', async () => {
  await (await t.add('mug.jpg')).finish(foundOf());
  const before = t.picture('mug.jpg').work;
  t.state().choose({ quality: 'ultra' });
  await settle();
  t.state().choose({ quality: 'low' });
  await settle();
  t.state().cancel(id());
  await settle();
  expect(t.picture('mug.jpg').work).toEqual(before);
  expect(t.state().quality).toBe('high');
  expect(document().recipe.quality).toBe('high');
  expect(t.calls).toHaveLength(3);
});

describe('what was sent to a server', () => {
  it('stays known when it was taken back, and is of that picture alone', async () => {
    await (await t.add('mug.jpg')).finish(foundOf());
    expect([...t.state().sent]).toEqual([]);
    const server = otherMaker();
    t.state().letDo(server.maker);
    await settle();
    // Nothing has left yet.
    expect([...t.state().sent]).toEqual([]);
    server.calls[0]!.report({ stage: 'send', fraction: 0.1, loadedBytes: 1, totalBytes: 10 });
    t.state().cancel(id());
    await settle();
    expect([...t.state().sent]).toEqual([id()]);
    t.state().leaveProject();
    await t.add('other.jpg');
    expect(t.state().sent.size).toBe(1);
    expect(t.state().sent.has(t.picture('other.jpg').id)).toBe(false);
  });
});

it('a large file is read small by the studio, which refuses what does not fit before it is decoded', async () => {
  t.thumbnails.readable = true;
  const large = new File([new Uint8Array(13_000_000)], 'large.jpg', { type: 'image/jpeg' });
  t.state().add([photo('mug.jpg'), large]);
  await settle();
  await settle();
  expect(t.studio.glanced).toEqual([large]);
});
