import { parseRecipe } from '@backgroundfx/core';
import { Dexie } from 'dexie';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DOCUMENT_VERSION, type EditDocument } from '../state/document/edit-document.ts';
import { type LogEntry, startHistory } from '../state/document/history.ts';
import { openLog, settle, write } from '../state/document/log.ts';
import { readStoredLog } from '../state/document/read-document.ts';
import { newId } from '../state/new-id.ts';
import { openDiskStorage } from './disk-storage.ts';
import { createMemoryStorage } from './memory-storage.ts';
import { SourceGone, StorageFull, type WorkspaceStorage } from './workspace-storage.ts';

const START: EditDocument = { version: DOCUMENT_VERSION, recipe: parseRecipe({}), edits: [] };
const MUG = new File(['a photograph of a mug'], 'mug.jpg', { type: 'image/jpeg' });

let name: string;
const opened: WorkspaceStorage[] = [];

async function open(): Promise<WorkspaceStorage> {
  const storage = await openDiskStorage(name, newId);
  opened.push(storage);
  return storage;
}

beforeEach(() => {
  name = `test-${newId()}`;
});

afterEach(async () => {
  vi.restoreAllMocks();
  for (const storage of opened.splice(0)) storage.close();
  await Dexie.delete(name);
  const root = await navigator.storage.getDirectory();
  await root.removeEntry('pictures', { recursive: true }).catch(() => undefined);
});

const step = (id: string): LogEntry => ({
  kind: 'do',
  id,
  command: { name: 'add-edit', edit: { kind: 'region', mode: 'drop', x: id.length, y: 1 } },
});

async function withMug(storage: WorkspaceStorage): Promise<void> {
  await storage.createProject('p', 'Mugs');
  await storage.addPicture({ id: 'mug', projectId: 'p', name: 'mug.jpg', file: MUG, start: START });
}

async function filesOnDisk(): Promise<number> {
  const root = await navigator.storage.getDirectory();
  const folder = await root.getDirectoryHandle('pictures', { create: true });
  let count = 0;
  for await (const _ of folder.keys()) count += 1;
  return count;
}

/** What both kinds of storage do. */
describe.each([
  ['on the disk', open],
  ['in memory', async () => createMemoryStorage(newId, Date.now)],
])('projects %s', (_, make) => {
  it('are listed with their first thumbnail, latest change first', async () => {
    const storage = await make();
    await withMug(storage);
    await new Promise(resolve => setTimeout(resolve, 5));
    await storage.createProject('q', 'Plants');
    const thumbnail = new Blob(['small'], { type: 'image/webp' });
    await storage.keepThumbnail('mug', thumbnail, { width: 40, height: 30 });
    expect((await storage.readProject('p'))?.pictures[0]?.canvas).toEqual({ width: 40, height: 30 });
    const list = await storage.projects();
    expect(list.map(({ id, name: called, pictures }) => [id, called, pictures])).toEqual(
      expect.arrayContaining([
        ['q', 'Plants', 0],
        ['p', 'Mugs', 1],
      ]),
    );
    expect(await list.find(({ id }) => id === 'p')?.thumbnail?.text()).toBe('small');
    await storage.renameProject('p', 'Cups');
    expect((await storage.projects())[0]).toMatchObject({ id: 'p', name: 'Cups' });
  });

  it('come back with everything', async () => {
    const storage = await make();
    await withMug(storage);
    const alpha = new Blob([new Float32Array([0, 0.5, 1])]);
    const facts = { ...FACTS, doubt: new Blob(['doubt']) };
    await storage.keepMatte('mug', {
      key: 'rembg@high',
      facts,
      quality: 'low',
      coarse: { width: 3, height: 1, alpha },
    });
    await storage.keepAsset('p', 'sea', new Blob(['sea'], { type: 'image/png' }));
    await storage.append('mug', 'k1', step('a'));
    expect(await storage.append('mug', 'k1', step('a'))).toBe(await storage.append('mug', 'k1', step('a')));

    const project = await storage.readProject('p');
    expect(project).toMatchObject({ name: 'Mugs', pictures: [{ id: 'mug', name: 'mug.jpg' }] });
    expect(project?.pictures[0]?.file.type).toBe('image/jpeg');
    expect(await project?.pictures[0]?.file.text()).toBe('a photograph of a mug');
    const matte = await storage.readMatte('mug', 'rembg@high');
    expect(matte).toMatchObject({ quality: 'low', facts: { confidence: 0.9 }, coarse: { width: 3 } });
    const floats = await matte?.coarse?.alpha.arrayBuffer();
    expect([...new Float32Array(floats ?? new ArrayBuffer())]).toEqual([0, 0.5, 1]);
    expect(await matte?.facts.doubt?.text()).toBe('doubt');
    expect(await storage.readMatte('mug', 'rembg@low')).toBeNull();
    expect(await (await storage.readAsset('p', 'sea'))?.text()).toBe('sea');
    const log = await storage.readLog('mug');
    expect(log?.start).toEqual(START);
    expect(log?.entries).toMatchObject([{ key: 'k1', entry: step('a') }]);
  });

  it('are copied with their own history', async () => {
    const storage = await make();
    await withMug(storage);
    await storage.append('mug', 'k1', step('a'));
    await storage.keepAsset('p', 'sea', new Blob(['sea']));
    const copy = await storage.duplicateProject('p', 'Mugs (2)');
    const project = await storage.readProject(copy);
    const [picture] = project?.pictures ?? [];
    expect(project?.name).toBe('Mugs (2)');
    expect(picture?.id).not.toBe('mug');
    expect(await picture?.file.text()).toBe('a photograph of a mug');
    await storage.append(picture?.id ?? '', 'k2', step('b'));
    expect((await storage.readLog(picture?.id ?? ''))?.entries).toHaveLength(2);
    expect((await storage.readLog('mug'))?.entries).toHaveLength(1);
    expect(await (await storage.readAsset(copy, 'sea'))?.text()).toBe('sea');
  });

  it('are deleted and brought back', async () => {
    const storage = await make();
    await withMug(storage);
    await storage.deleteProject('p');
    expect(await storage.projects()).toEqual([]);
    expect(await storage.readProject('p')).toBeNull();
    await storage.restoreProject('p');
    expect(await storage.projects()).toHaveLength(1);
    await storage.removePicture('mug');
    expect((await storage.readProject('p'))?.pictures).toEqual([]);
    await storage.restorePicture('mug');
    expect((await storage.readProject('p'))?.pictures).toHaveLength(1);
    await storage.eraseProject('p');
    await storage.restoreProject('p');
    expect(await storage.projects()).toEqual([]);
  });
});

const FACTS = {
  width: 3,
  height: 1,
  hasForeground: true,
  confidence: 0.9,
  found: [],
  seconds: 1,
  stageSeconds: {},
  report: { provider: 'server', models: [], why: '' },
} as const;

describe('the disk', () => {
  it('has everything after a reload', async () => {
    const before = await open();
    await withMug(before);
    await before.append('mug', 'k1', step('a'));
    await before.append('mug', 'k2', { kind: 'undo', of: 'a' });
    before.close();
    const after = await open();
    expect(await after.isLasting()).toBe(true);
    const { start, kept } = readStoredLog((await after.readLog('mug')) ?? { start: null, entries: [] });
    const { history } = openLog(start, kept);
    expect(history).toMatchObject({ document: START, done: [], undone: [{ id: 'a' }] });
    expect(await (await after.readProject('p'))?.pictures[0]?.file.text()).toBe('a photograph of a mug');
  });

  it('takes 20 edits of two connections in turn and loses none; both arrive at the same document', async () => {
    const tabs = await Promise.all([open(), open()]);
    await withMug(tabs[0]!);
    const logs = [openLog(START), openLog(START)];
    const ends = tabs.map((tab, i) =>
      tab.followLog('mug', 0, entries => {
        const told = entries.map(({ seq, key, entry }) => ({ seq, key, entry: entry as LogEntry }));
        logs[i] = settle(logs[i]!, told);
      }),
    );
    const writing: Promise<unknown>[] = [];
    for (let n = 0; n < 20; n++) {
      const i = n % 2;
      const entry = step(`edit-${'x'.repeat(n)}`);
      logs[i] = write(logs[i]!, `key-${n}`, entry);
      writing.push(tabs[i]!.append('mug', `key-${n}`, entry));
      if (n % 5 === 4) await new Promise(resolve => setTimeout(resolve, 3));
    }
    const places = await Promise.all(writing);
    expect(new Set(places).size).toBe(20);
    await expect.poll(() => logs.map(({ kept }) => kept.length)).toEqual([20, 20]);
    expect(logs[0]!.history.document.edits).toHaveLength(20);
    expect(logs[1]!.history).toEqual(logs[0]!.history);
    for (const end of ends) end();
    expect(startHistory(START).document.edits).toHaveLength(0);
  });

  it('tells of changes, of other connections too', async () => {
    const [mine, other] = await Promise.all([open(), open()]);
    let changes = 0;
    const end = mine.watchProjects(() => {
      changes += 1;
    });
    await mine.projects();
    await new Promise(resolve => setTimeout(resolve, 50));
    expect(changes).toBe(0);
    await other.createProject('p', 'Mugs');
    await expect.poll(() => changes).toBeGreaterThan(0);
    end();
  });

  it('tells of pictures that another connection adds to a project, and when something is found in them', async () => {
    const [mine, other] = await Promise.all([open(), open()]);
    await withMug(mine);
    const told: string[][] = [];
    const end = mine.watchPictures('p', pictures => told.push(pictures.map(picture => picture.name)));
    await expect.poll(() => told).toEqual([['mug.jpg']]);
    await other.addPicture({ id: 'b', projectId: 'p', name: 'b.jpg', file: MUG, start: START });
    await expect.poll(() => told.at(-1)).toEqual(['mug.jpg', 'b.jpg']);
    const before = told.length;
    await other.keepMatte('b', { key: 'k', facts: {} as never, quality: 'high' });
    await expect.poll(() => told.length).toBeGreaterThan(before);
    end();
  });

  it('says that it is full, and keeps what was there', async () => {
    const storage = await open();
    await withMug(storage);
    const full = () => Promise.reject(new DOMException('No room', 'QuotaExceededError'));
    const writing = vi.spyOn(FileSystemWritableFileStream.prototype, 'write').mockImplementation(full);
    const second = { id: 'b', projectId: 'p', name: 'b.jpg', file: MUG, start: START };
    await expect(storage.addPicture(second)).rejects.toBeInstanceOf(StorageFull);
    expect((await storage.readProject('p'))?.pictures).toHaveLength(1);
    expect(await filesOnDisk()).toBe(1);
    writing.mockRestore();
    await storage.addPicture(second);
    expect((await storage.readProject('p'))?.pictures).toHaveLength(2);
    const put = vi.spyOn(IDBObjectStore.prototype, 'add').mockImplementation(() => {
      throw new DOMException('No room', 'QuotaExceededError');
    });
    await expect(storage.append('mug', 'k', step('a'))).rejects.toBeInstanceOf(StorageFull);
    put.mockRestore();
    expect((await storage.readLog('mug'))?.entries).toEqual([]);
  });

  it('tells a file that was changed after it was chosen from a disk that takes none', async () => {
    const storage = await open();
    await withMug(storage);
    const root = await navigator.storage.getDirectory();
    const handle = await root.getFileHandle('elsewhere.jpg', { create: true });
    const fill = async (text: string) => {
      const writable = await handle.createWritable();
      await writable.write(text);
      await writable.close();
    };
    await fill('as it was chosen');
    const chosen = await handle.getFile();
    await fill('saved again by another program');
    const second = { id: 'b', projectId: 'p', name: 'b.jpg', file: chosen, start: START };
    await expect(storage.addPicture(second)).rejects.toBeInstanceOf(SourceGone);
    expect((await storage.readProject('p'))?.pictures).toHaveLength(1);
    await storage.addPicture({ ...second, file: await handle.getFile() });
    expect((await storage.readProject('p'))?.pictures).toHaveLength(2);
    await root.removeEntry('elsewhere.jpg');
  });

  it('keeps files in the database where the browser has no file system for sites', async () => {
    vi.spyOn(navigator.storage, 'getDirectory').mockRejectedValue(new DOMException('No', 'SecurityError'));
    const storage = await open();
    await withMug(storage);
    storage.close();
    vi.restoreAllMocks();
    expect(await filesOnDisk()).toBe(0);
    const again = await open();
    expect(await (await again.readProject('p'))?.pictures[0]?.file.text()).toBe('a photograph of a mug');
  });

  it('lets go of what was deleted long ago, and of its files, but of nothing that a copy needs', async () => {
    const storage = await open();
    await withMug(storage);
    const copy = await storage.duplicateProject('p', 'Copy');
    await storage.deleteProject('p');
    await storage.sweep();
    await storage.restoreProject('p');
    expect(await storage.projects()).toHaveLength(2);
    await storage.deleteProject('p');
    const now = Date.now();
    vi.spyOn(Date, 'now').mockReturnValue(now + 3_600_000);
    await storage.sweep();
    await storage.restoreProject('p');
    expect((await storage.projects()).map(({ id }) => id)).toEqual([copy]);
    expect(await (await storage.readProject(copy))?.pictures[0]?.file.text()).toBe('a photograph of a mug');
    expect(await filesOnDisk()).toBe(1);
    await storage.eraseProject(copy);
    expect(await filesOnDisk()).toBe(0);
  });
});
