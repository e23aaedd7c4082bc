import { EngineError } from '@backgroundfx/core';
import { beforeEach, describe, expect, it } from 'vitest';
import { createMemoryStorage } from '../storage/memory-storage.ts';
import { foundOf, frameOf, nextId, settle, setUp, type TestBitmap } from './testing/workspace-setup.ts';

let t: ReturnType<typeof setUp>;
beforeEach(() => {
  t = setUp();
});

const drawings = () => t.studio.drawings;
const canvas = { width: 8, height: 6 };

/** A picture that was cut out and drawn, and another one that is looked at now. */
async function leaveOneBehind() {
  await (await t.add('mug.jpg')).finish(foundOf());
  await drawings().at(-1)!.finish();
  const { id } = t.picture('mug.jpg');
  await t.add('plant.jpg');
  return id;
}

describe('a picture that was composed before', () => {
  it('shows what was seen last until its first frame is there', async () => {
    const mug = await leaveOneBehind();
    expect(t.state()).toMatchObject({ frame: null, standIn: null });
    t.state().activate(mug);
    // Not even for a moment is the original taken for the result.
    expect(t.state().standIn).toBe('coming');
    await settle();
    const { standIn } = t.state();
    expect(standIn).toMatchObject({ canvas });
    const frame = await drawings().at(-1)!.finish();
    expect(t.state()).toMatchObject({ frame, standIn: null });
    await new Promise(resolve => setTimeout(resolve, 300));
    expect((standIn as unknown as { picture: TestBitmap }).picture.closed).toBe(true);
  });

  it('shows it after its project was opened again, too', async () => {
    const mug = await leaveOneBehind();
    const { id } = t.state().project!;
    t.state().leaveProject();
    expect(t.state().standIn).toBeNull();
    await t.state().openProject(id);
    await settle();
    expect(t.state().activeId).toBe(mug);
    expect(t.state().standIn).toMatchObject({ canvas });
  });

  it('lets go of it where no frame will come, or another picture is opened first', async () => {
    const mug = await leaveOneBehind();
    const { id: plant } = t.picture('plant.jpg');
    t.state().activate(mug);
    t.state().activate(plant);
    await settle();
    expect(t.state().standIn).toBeNull();
    t.state().activate(mug);
    await settle();
    t.state().cancel(plant);
    t.state().cutOutHere(mug);
    await settle();
    await t.calls.at(-1)!.finish(foundOf(0));
    expect(t.state().standIn).toBeNull();
  });
});

it('what was found before is not looked for again because another picture fails meanwhile', async () => {
  const memory = createMemoryStorage(nextId, Date.now);
  let letGo: () => void = () => undefined;
  const slow = new Promise<void>(resolve => {
    letGo = resolve;
  });
  let first = '';
  t = setUp({
    ...memory,
    async readMatte(pictureId, key) {
      if (pictureId === first) return null;
      if (first !== '') await slow;
      return memory.readMatte(pictureId, key);
    },
  });
  await (await t.add('torn.jpg')).finish(foundOf());
  await (await t.add('mug.jpg')).finish(foundOf());
  first = t.picture('torn.jpg').id;
  const { id } = t.state().project!;
  t.state().leaveProject();
  await settle();
  const opening = t.state().openProject(id);
  await settle();
  await t.calls.at(-1)!.fail(new EngineError('unreadable_image', 'Torn'));
  expect(t.works()).toEqual(['failed', 'waiting']);
  letGo();
  await opening;
  await settle();
  expect(t.works()).toEqual(['failed', 'ready']);
  expect(t.calls).toHaveLength(3);
});

describe('thumbnails', () => {
  it('of a picture that is done while another one is open show its cut-out', async () => {
    t.thumbnails.readable = true;
    const first = await t.add('mug.jpg');
    await t.add('plant.jpg');
    await first.finish(foundOf());
    const mug = t.picture('mug.jpg');
    expect(mug.canvas).toEqual({ width: 1280, height: 960 });
    const stored = await t.storage.readProject(t.state().project!.id);
    expect(await stored?.pictures[0]?.thumbnail?.text()).toBe('small cut-out');
    t.state().activate(mug.id);
    await settle();
    await drawings().at(-1)!.finish(frameOf());
    expect(t.picture('mug.jpg').canvas).toEqual(canvas);
  });

  it('of a picture that is left before it is painted are kept all the same', async () => {
    const first = await t.add('mug.jpg');
    let release: () => void = () => undefined;
    t.thumbnails.held = new Promise<void>(resolve => {
      release = resolve;
    });
    await first.finish(foundOf());
    await drawings().at(-1)!.finish(frameOf());
    const { id } = t.state().project!;
    t.state().leaveProject();
    release();
    await settle();
    const stored = await t.storage.readProject(id);
    expect(stored?.pictures[0]?.canvas).toEqual(canvas);
  });

  it('of a picture that is left before its cut-out is drawn show what was found all the same', async () => {
    t.thumbnails.readable = true;
    await (await t.add('mug.jpg')).finish(foundOf());
    const { id } = t.state().project!;
    t.state().leaveProject();
    await settle();
    const stored = await t.storage.readProject(id);
    expect(await stored?.pictures[0]?.thumbnail?.text()).toBe('small cut-out');
  });

  it('of files that few browsers read are made by the studio', async () => {
    const heic = new File(['\0\0\0\x18ftypheic\0\0\0\0heicmif1'], 'cat.heic', { type: 'image/heic' });
    t.state().add([heic]);
    await settle();
    expect(t.picture('cat.heic').thumbnail).toMatch(/^blob:/);
  });
});

describe('a picture that was cut out', () => {
  it('is read whole once its preview is there, and no further once another is looked at', async () => {
    await t.add('mug.jpg');
    expect(t.studio.warmed).toEqual([]);
    await t.calls.at(-1)!.finish(foundOf());
    expect(t.studio.warmed).toEqual([]);
    await drawings().at(-1)!.finish();
    expect(t.studio.warmed).toHaveLength(1);
    expect(t.studio.warmed[0]!.signal?.aborted).toBe(false);
    await t.add('plant.jpg');
    expect(t.studio.warmed[0]!.signal?.aborted).toBe(true);
  });
});
