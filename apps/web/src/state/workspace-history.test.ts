import { parseRecipe, type StrokeEdit } from '@backgroundfx/core';
import { beforeEach, describe, expect, it } from 'vitest';
import { DEFAULT_MODEL } from '../engine/chosen-model.ts';
import { createMemoryStorage } from '../storage/memory-storage.ts';
import { SourceGone, StorageFull, type WorkspaceStorage } from '../storage/workspace-storage.ts';
import type { Command } from './document/commands.ts';
import { foundOf, nextId, settle, setUp } from './testing/workspace-setup.ts';

const RED = { type: 'color', color: '#ff0000' } as const;
const BLUE = { type: 'color', color: '#0000ff' } as const;
const background = (to: typeof RED | typeof BLUE): Command => ({
  name: 'change-recipe',
  about: 'background',
  changes: { background: to },
});
const STROKE: StrokeEdit = {
  kind: 'stroke',
  mode: 'erase',
  points: [1, 2, 1, 5, 6, 0.5],
  size: 20,
  hardness: 0.5,
  opacity: 1,
  edge_aware: true,
};

let t: ReturnType<typeof setUp>;
let room: boolean;
let storage: WorkspaceStorage;
let persists: number;
beforeEach(async () => {
  room = true;
  persists = 0;
  const memory = createMemoryStorage(nextId, Date.now);
  const ifRoom = <T>(work: () => Promise<T>) => (room ? work() : Promise.reject(new StorageFull('Full')));
  storage = {
    ...memory,
    isLasting: async () => true,
    createProject: (...args) => ifRoom(() => memory.createProject(...args)),
    addPicture: picture => ifRoom(() => memory.addPicture(picture)),
    append: (...args) => ifRoom(() => memory.append(...args)),
    persist: async () => {
      persists += 1;
      return true;
    },
  };
  t = setUp(storage);
  await (await t.add('mug.jpg')).finish(foundOf());
});

const color = () => t.state().document()?.recipe.background;

describe('a file that is gone before it was kept', () => {
  it('is told of, and holds nothing up that is done afterwards', async () => {
    const { addPicture } = storage;
    storage = {
      ...storage,
      addPicture: p => (p.name === 'gone.jpg' ? Promise.reject(new SourceGone('Gone')) : addPicture(p)),
    };
    t = setUp(storage);
    await (await t.add('gone.jpg')).finish(foundOf());
    expect(t.state().notice).toMatchObject({ kind: 'problem', problem: { code: 'unreadable_image' } });
    await (await t.add('mug.jpg')).finish(foundOf());
    t.state().perform(background(RED));
    await settle();
    expect(t.state().saving).toBe('saved');
    expect((await storage.readLog(t.picture('mug.jpg').id))?.entries).toHaveLength(1);
  });
});

describe('a preview', () => {
  it('that came back to what is there is none, so that undoing takes back a step', () => {
    t.state().perform(background(RED));
    t.state().preview({ background: BLUE });
    expect(t.state().draft).toEqual({ background: BLUE });
    t.state().preview({ background: { ...RED } });
    expect(t.state().draft).toBeNull();
    t.state().undo();
    expect(color()).toEqual({ type: 'transparent' });
  });
});

describe('a network that is not open here', () => {
  const cutout = () => {
    const { model, model_id, quality } = t.state().document()!.recipe;
    return { model, model_id, quality };
  };
  const own = { model: 'custom', model_id: 'f00d', quality: 'high' } as const;
  beforeEach(() => t.state().perform({ name: 'change-recipe', about: 'cutout', changes: own }));

  it('stays the document’s when another level is chosen', () => {
    t.state().choose({ quality: 'low' });
    expect(cutout()).toEqual({ ...own, quality: 'low' });
  });

  it('gives way to the one that is chosen, whatever was shown before', () => {
    t.state().choose({ model: DEFAULT_MODEL });
    expect(cutout()).toEqual({ model: 'rembg', model_id: null, quality: 'high' });
  });
});

describe('a command', () => {
  it('changes the document, can be undone and done again', () => {
    t.state().perform(background(RED));
    t.state().perform(background(BLUE));
    expect(color()).toEqual(BLUE);
    t.state().undo();
    expect(color()).toEqual(RED);
    t.state().undo();
    t.state().undo();
    expect(color()).toEqual({ type: 'transparent' });
    t.state().redo();
    expect(color()).toEqual(RED);
    t.state().perform(background(BLUE));
    t.state().redo();
    expect(color()).toEqual(BLUE);
  });

  it('is kept before it is called saved', async () => {
    t.state().perform({ name: 'add-edit', edit: STROKE });
    expect(t.state().saving).toBe('saving');
    await settle();
    expect(t.state().saving).toBe('saved');
    const log = await storage.readLog(t.state().activeId!);
    expect(log?.entries).toMatchObject([
      { seq: 1, entry: { kind: 'do', command: { name: 'add-edit', edit: STROKE } } },
    ]);
  });

  it('has the browser asked to keep everything, once', async () => {
    expect(persists).toBe(0);
    t.state().perform(background(RED));
    t.state().perform(background(BLUE));
    await settle();
    expect(persists).toBe(1);
  });

  it('belongs to its picture', async () => {
    t.state().perform(background(RED));
    const mug = t.state().activeId!;
    await t.add('plant.jpg');
    expect(color()).toEqual({ type: 'transparent' });
    t.state().undo();
    t.state().activate(mug);
    expect(color()).toEqual(RED);
  });

  it('is nothing at the start', () => {
    t.state().leaveProject();
    t.state().perform(background(RED));
    t.state().undo();
    expect(t.state().document()).toBeNull();
  });
});

describe('a draft', () => {
  it('is seen and is no step; a command ends it', () => {
    t.state().preview({ background: RED });
    expect(color()).toEqual(RED);
    expect(t.state().history?.done).toEqual([]);
    expect(t.state().document()).toBe(t.state().document());
    t.state().perform(background(BLUE));
    expect(t.state().draft).toBeNull();
    expect(color()).toEqual(BLUE);
  });

  it('is what undo takes back first', () => {
    t.state().perform(background(BLUE));
    t.state().preview({ background: RED });
    t.state().undo();
    expect(color()).toEqual(BLUE);
  });

  it('is left when another picture is looked at', async () => {
    t.state().preview({ background: RED });
    await t.add('plant.jpg');
    expect(t.state().draft).toBeNull();
  });
});

describe('a full disk', () => {
  it('is said, loses nothing, and is written to when there is room again', async () => {
    room = false;
    t.state().perform(background(RED));
    await settle();
    expect(t.state()).toMatchObject({ saving: 'failed', notice: { kind: 'storage_full' } });
    t.state().dismissNotice();
    t.state().perform(background(BLUE));
    await settle();
    expect(t.state()).toMatchObject({ saving: 'failed', notice: null });
    expect(color()).toEqual(BLUE);
    room = true;
    t.state().perform({ name: 'add-edit', edit: STROKE });
    await settle();
    expect(t.state().saving).toBe('saved');
    const log = await storage.readLog(t.state().activeId!);
    expect(log?.entries).toHaveLength(3);
  });

  it('keeps a project that was left in memory, with its history', async () => {
    room = false;
    t.state().perform(background(RED));
    await settle();
    const { id } = t.state().project!;
    t.state().leaveProject();
    await t.state().openProject(id);
    await settle();
    expect(color()).toEqual(RED);
    t.state().undo();
    expect(color()).toEqual({ type: 'transparent' });
  });
});

describe('what another version wrote', () => {
  async function reopen(entry: unknown) {
    const { id } = t.state().project!;
    const mug = t.state().activeId!;
    t.state().leaveProject();
    const log = await storage.readLog(mug);
    let written = 0;
    Object.assign(storage, {
      readLog: async () => ({ ...log, entries: [{ seq: 1, key: 'x', entry }] }),
      append: async () => ++written,
    });
    await t.state().openProject(id);
    await settle();
    return () => written;
  }

  it('is refused when it is newer, and never written to', async () => {
    const recipe = { ...parseRecipe({}), version: 7 };
    const written = await reopen({
      kind: 'do',
      id: 'a',
      command: { name: 'replace-document', about: 'reset', document: { version: 2, recipe, edits: [] } },
    });
    expect(t.picture('mug.jpg').work).toMatchObject({
      name: 'failed',
      problem: { code: 'document_newer', fileName: 'mug.jpg' },
    });
    t.state().perform(background(RED));
    await settle();
    expect(t.state().history).toBeNull();
    expect(written()).toBe(0);
  });

  it('is refused when it is damaged', async () => {
    await reopen({ kind: 'do', id: 'a', command: { name: 'add-edit', edit: { ...STROKE, points: [1] } } });
    expect(t.picture('mug.jpg').work).toMatchObject({ problem: { code: 'document_damaged' } });
  });
});
