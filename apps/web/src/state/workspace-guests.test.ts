import { parseRecipe } from '@backgroundfx/core';
import { expect, it } from 'vitest';
import { createMemoryStorage } from '../storage/memory-storage.ts';
import type { WorkspaceStorage } from '../storage/workspace-storage.ts';
import { choiceKey } from './document/cutout-choice.ts';
import { DOCUMENT_VERSION } from './document/edit-document.ts';
import { coarseOf, foundOf, nextId, photo, settle, setUp } from './testing/workspace-setup.ts';

/** A storage that another tab writes to as well. */
function sharedStorage() {
  const memory = createMemoryStorage(nextId, Date.now);
  let tell: () => Promise<void> = async () => undefined;
  const storage: WorkspaceStorage = {
    ...memory,
    watchPictures(projectId, listener) {
      tell = async () => {
        listener((await memory.readProject(projectId))?.pictures ?? []);
        await settle();
      };
      return () => {
        tell = async () => undefined;
      };
    },
  };
  return { storage, tell: () => tell() };
}

it('pictures that another tab adds come in, and are not cut out twice', async () => {
  const { storage, tell } = sharedStorage();
  const t = setUp(storage);
  await (await t.add('mug.jpg')).finish(foundOf());
  const { id: projectId } = t.state().project!;
  const recipe = parseRecipe({});
  const start = { version: DOCUMENT_VERSION, recipe, edits: [] } as const;
  for (const id of ['guest', 'other'])
    await storage.addPicture({ id, projectId, name: `${id}.jpg`, file: photo(id), start });
  await tell();
  expect(t.state().pictures.map(({ name }) => name)).toEqual(['mug.jpg', 'guest.jpg', 'other.jpg']);
  expect(t.works()).toEqual(['ready', 'waiting', 'waiting']);
  expect(t.calls).toHaveLength(1);

  const { coarse: _, ...facts } = foundOf();
  await storage.keepMatte('guest', {
    key: choiceKey(recipe),
    facts,
    quality: 'high',
    coarse: coarseOf('floats'),
  });
  await tell();
  expect(t.works()).toEqual(['ready', 'ready', 'waiting']);
  expect(t.calls).toHaveLength(1);

  // One that is looked at here before the other tab is done is cut out here.
  t.state().activate('other');
  await settle();
  expect(t.works()).toEqual(['ready', 'ready', 'working']);

  // What was taken out here does not come back by what is still told of it.
  t.state().remove('guest');
  await tell();
  expect(t.state().pictures.map(({ name }) => name)).toEqual(['mug.jpg', 'other.jpg']);
});

it('a picture of another tab that cannot be read says so when it is looked at', async () => {
  const { storage, tell } = sharedStorage();
  const t = setUp(storage);
  await (await t.add('mug.jpg')).finish(foundOf());
  const { id: projectId } = t.state().project!;
  const start = { version: (DOCUMENT_VERSION + 1) as 1, recipe: parseRecipe({}), edits: [] };
  await storage.addPicture({ id: 'guest', projectId, name: 'guest.jpg', file: photo('guest'), start });
  await tell();
  expect(t.works()).toEqual(['ready', 'waiting']);
  t.state().activate('guest');
  await settle();
  expect(t.picture('guest.jpg').work).toMatchObject({ name: 'failed', problem: { code: 'document_newer' } });
  expect(t.calls).toHaveLength(1);
});

it('a project that is opened again follows what another tab does to the picture that is looked at', async () => {
  const memory = createMemoryStorage(nextId, Date.now);
  const first = setUp(memory);
  await (await first.add('mug.jpg')).finish(foundOf());
  const { id: projectId } = first.state().project!;
  await settle();
  let tell: Parameters<WorkspaceStorage['followLog']>[2] = () => undefined;
  const storage: WorkspaceStorage = {
    ...memory,
    followLog(_, __, listener) {
      tell = listener;
      return () => undefined;
    },
  };
  const t = setUp(storage);
  await t.state().openProject(projectId);
  await settle();
  const changes = { edge_refinement: 7 };
  const command = { name: 'change-recipe', about: 'edges', changes } as const;
  tell([{ seq: 1, key: 'theirs', entry: { kind: 'do', id: 'theirs', command } }]);
  await settle();
  expect(t.state().document()?.recipe.edge_refinement).toBe(7);
});
