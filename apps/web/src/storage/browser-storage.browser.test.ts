import { Dexie } from 'dexie';
import { afterEach, expect, it, vi } from 'vitest';
import { newId } from '../state/new-id.ts';
import { createBrowserStorage } from './browser-storage.ts';
import type { WorkspaceStorage } from './workspace-storage.ts';

let storage: WorkspaceStorage;

afterEach(async () => {
  vi.restoreAllMocks();
  storage.close();
  await Dexie.delete('backgroundfx');
});

const databases = async () => (await indexedDB.databases()).map(({ name }) => name);

it('opens nothing for a first visit that only looks', async () => {
  storage = createBrowserStorage(newId);
  let changes = 0;
  const end = storage.watchProjects(() => {
    changes += 1;
  });
  expect(await storage.projects()).toEqual([]);
  await storage.sweep();
  expect(await databases()).not.toContain('backgroundfx');

  await storage.createProject('a', 'Mug');
  await storage.renameProject('a', 'Cup');
  expect(await databases()).toContain('backgroundfx');
  await expect.poll(() => changes).toBeGreaterThan(0);
  end();
  storage.close();
  storage = createBrowserStorage(newId);
  expect(await storage.projects()).toMatchObject([{ id: 'a', name: 'Cup' }]);
});

it('works in memory where the browser keeps nothing for anybody', async () => {
  const refusal = () => {
    throw new DOMException('No', 'SecurityError');
  };
  vi.spyOn(indexedDB, 'databases').mockImplementation(refusal);
  vi.spyOn(indexedDB, 'open').mockImplementation(refusal);
  storage = createBrowserStorage(newId);
  expect(await storage.isLasting()).toBe(false);
  await storage.createProject('a', 'Mug');
  expect(await storage.projects()).toMatchObject([{ id: 'a', name: 'Mug' }]);
});
