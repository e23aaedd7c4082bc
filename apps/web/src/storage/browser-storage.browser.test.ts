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

/** The code for the disk, which does not arrive for the first times. */
function arriveAfter(failures: number) {
  let asked = 0;
  return {
    asked: () => asked,
    importDisk: () => {
      asked += 1;
      return asked <= failures
        ? Promise.reject(
            new TypeError('Failed to fetch dynamically imported module: /assets/disk-storage.js'),
          )
        : import('./disk-storage.ts');
    },
  };
}

async function keepMug(): Promise<void> {
  const before = createBrowserStorage(newId);
  await before.createProject('a', 'Mug');
  before.close();
}

it('tries again with the next use where its code did not arrive, and tells who watches', async () => {
  await keepMug();
  const { importDisk, asked } = arriveAfter(2);
  storage = createBrowserStorage(newId, importDisk);
  let changes = 0;
  const end = storage.watchProjects(() => {
    changes += 1;
  });
  expect(await storage.isLasting()).toBe(false);
  expect(await storage.readProject('a')).toBeNull();
  expect([asked(), changes]).toEqual([2, 0]);
  expect(await storage.projects()).toMatchObject([{ id: 'a', name: 'Mug' }]);
  expect(await storage.isLasting()).toBe(true);
  expect([asked(), changes]).toEqual([3, 1]);
  end();
});

it('tries again where the database did not open', async () => {
  await keepMug();
  const refused = vi.spyOn(indexedDB, 'open').mockImplementation(() => {
    throw new DOMException('No', 'SecurityError');
  });
  storage = createBrowserStorage(newId);
  expect(await storage.projects()).toEqual([]);
  expect(await storage.isLasting()).toBe(false);
  refused.mockRestore();
  expect(await storage.projects()).toMatchObject([{ id: 'a' }]);
  expect(await storage.isLasting()).toBe(true);
});

it('stays in memory once something was written there, so that a visit lies in one place', async () => {
  await keepMug();
  const { importDisk, asked } = arriveAfter(1);
  storage = createBrowserStorage(newId, importDisk);
  const reading = storage.readProject('a');
  await Promise.all([storage.createProject('b', 'Cup'), storage.renameProject('b', 'Glass')]);
  expect(await reading).toBeNull();
  expect(await storage.projects()).toMatchObject([{ id: 'b', name: 'Glass' }]);
  expect(await storage.isLasting()).toBe(false);
  expect(asked()).toBe(1);
});
