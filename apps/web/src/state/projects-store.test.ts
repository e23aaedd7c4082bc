import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createMemoryStorage } from '../storage/memory-storage.ts';
import { StorageFull, type WorkspaceStorage } from '../storage/workspace-storage.ts';
import { createOutbox, type Outbox } from './outbox.ts';
import { createProjectsStore, type ProjectsStore } from './projects-store.ts';
import { nextId } from './testing/workspace-setup.ts';

let storage: WorkspaceStorage;
let outbox: Outbox;
let store: ProjectsStore;
let live: Set<string>;
let isFull: boolean;
const settle = () => vi.advanceTimersByTimeAsync(0);
const names = () => store.getState().projects?.map(({ name }) => name);

beforeEach(async () => {
  vi.useFakeTimers();
  isFull = false;
  live = new Set();
  const memory = createMemoryStorage(nextId, Date.now);
  storage = {
    ...memory,
    deleteProject: id => (isFull ? Promise.reject(new StorageFull('Full')) : memory.deleteProject(id)),
    use: async () => ({ usedBytes: 34_000_000, quotaBytes: 1e9 }),
  };
  outbox = createOutbox(() => undefined);
  let made = 0;
  store = createProjectsStore({
    storage,
    outbox,
    urls: {
      createObjectURL() {
        made += 1;
        live.add(`blob:${made}`);
        return `blob:${made}`;
      },
      revokeObjectURL: url => live.delete(url),
    },
  });
  await storage.createProject('a', 'Mug');
  await vi.advanceTimersByTimeAsync(5);
  await storage.createProject('b', 'Plant');
  store.getState().watch();
  await settle();
});
afterEach(() => {
  outbox.close();
  vi.useRealTimers();
});

it('lists what is kept, latest first, and how much room it takes', () => {
  expect(names()).toEqual(['Plant', 'Mug']);
  expect(store.getState()).toMatchObject({ use: { usedBytes: 34_000_000 }, isLasting: false });
});

it('renames, but not to nothing', async () => {
  store.getState().rename('a', '  ');
  store.getState().rename('a', ' Cup ');
  expect(names()).toEqual(['Plant', 'Cup']);
  await settle();
  expect((await storage.projects()).map(({ name }) => name)).toContain('Cup');
});

it('deletes at once, and takes that back', async () => {
  const undo = store.getState().remove('a');
  expect(names()).toEqual(['Plant']);
  await settle();
  expect(await storage.projects()).toHaveLength(1);
  undo();
  await settle();
  expect(names()).toEqual(['Plant', 'Mug']);
});

it('deletes on a disk that takes not even a note of it, unless that is taken back in time', async () => {
  isFull = true;
  const undo = store.getState().remove('a');
  store.getState().remove('b');
  await settle();
  expect(names()).toEqual([]);
  undo();
  await settle();
  expect(names()).toEqual(['Mug']);
  await vi.advanceTimersByTimeAsync(12_000);
  expect((await storage.projects()).map(({ name }) => name)).toEqual(['Mug']);
});

it('gives the addresses of older lists back', async () => {
  await storage.addPicture({
    id: 'p',
    projectId: 'a',
    name: 'a.jpg',
    file: new Blob(['a']),
    start: {} as never,
  });
  for (let i = 0; i < 5; i++) {
    await storage.keepThumbnail('p', new Blob([String(i)]), null);
    await settle();
  }
  expect(live.size).toBe(1);
  expect(store.getState().projects?.find(({ id }) => id === 'a')?.thumbnail).toBe([...live][0]);
});
