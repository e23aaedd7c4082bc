import { EngineError } from '@backgroundfx/core';
import { beforeEach, describe, expect, it } from 'vitest';
import { DEFAULT_MODEL } from '../engine/chosen-model.ts';
import { coarseOf, foundOf, ISNET, OWN, SMALL, settle, setUp } from './testing/workspace-setup.ts';

let t: ReturnType<typeof setUp>;
beforeEach(() => {
  t = setUp();
});

describe('pictures that are added', () => {
  it('open a project that is called as the first, which becomes the active one', async () => {
    await t.add('mug.jpg', 'plant.jpg');
    expect(t.state()).toMatchObject({ project: { name: 'mug' }, activeId: t.picture('mug.jpg').id });
    expect(t.works()).toEqual(['working', 'waiting']);
    expect(await t.picture('mug.jpg').file.text()).toBe('mug.jpg');
  });

  it('are cut out one after another, at the level that is set', async () => {
    t.state().choose({ quality: 'medium' });
    await t.add('mug.jpg', 'plant.jpg');
    expect(t.calls).toHaveLength(1);
    expect(t.calls[0]).toMatchObject({ quality: 'medium', model: DEFAULT_MODEL });
    await t.calls[0]!.finish(foundOf());
    expect(t.works()).toEqual(['ready', 'working']);
    expect(await t.calls[1]!.file.text()).toBe('plant.jpg');
    await t.calls[1]!.finish(foundOf(0));
    expect(t.picture('plant.jpg').work).toMatchObject({ name: 'ready', facts: { hasForeground: false } });
    expect(t.picture('plant.jpg').work).not.toHaveProperty('source');
  });

  it('come next when somebody looks at them', async () => {
    await t.add('a.jpg', 'b.jpg', 'c.jpg');
    t.state().activate(t.picture('c.jpg').id);
    await t.calls[0]!.finish(foundOf());
    expect(t.works()).toEqual(['ready', 'waiting', 'working']);
  });

  it('join the project that is open', async () => {
    await t.add('mug.jpg');
    const { project } = t.state();
    await t.add('plant.jpg');
    expect(t.state()).toMatchObject({ project, activeId: t.picture('plant.jpg').id });
    expect(t.works()).toEqual(['working', 'waiting']);
  });

  it('never let the bar fall back, whatever the engine says', async () => {
    const call = await t.add('mug.jpg');
    call.report({ stage: 'download', fraction: 0.5, loadedBytes: 1, totalBytes: 2 });
    call.report({ stage: 'load', fraction: 0.3 });
    expect(t.picture('mug.jpg').work).toMatchObject({ progress: { stage: 'load', fraction: 0.5 } });
    call.report({ stage: 'infer', fraction: 0.7 });
    expect(t.picture('mug.jpg').work).toMatchObject({ progress: { stage: 'infer', fraction: 0.7 } });
  });

  it('show a quick matte until the sharp one is there', async () => {
    const call = await t.add('mug.jpg');
    call.draft(coarseOf('quick'));
    const quick = t.picture('mug.jpg').work;
    if (quick.name !== 'working') throw new Error(quick.name);
    expect(await quick.source?.coarse.alpha.text()).toBe('quick');
    await call.finish(foundOf());
    const sharp = t.picture('mug.jpg').work;
    if (sharp.name !== 'ready') throw new Error(sharp.name);
    expect(await sharp.source?.coarse.alpha.text()).toBe('floats');
    expect(sharp.source?.key).not.toBe(quick.source?.key);
    expect(sharp.choice).toEqual({ model: DEFAULT_MODEL, quality: 'high' });
  });
});

describe('cancel', () => {
  it('stops the only cut-out; what the old job says later is ignored', async () => {
    const call = await t.add('mug.jpg', 'plant.jpg');
    t.state().cancel(t.picture('mug.jpg').id);
    expect(call.signal.aborted).toBe(true);
    call.report({ stage: 'infer', fraction: 0.9 });
    await settle();
    expect(t.works()).toEqual(['cancelled', 'working']);
    expect(t.state().notice).toBeNull();
    t.state().retry(t.picture('mug.jpg').id);
    await t.calls[1]!.finish(foundOf());
    expect(t.works()).toEqual(['working', 'ready']);
  });

  it('comes back to the cut-out before, its network and its level', async () => {
    await (await t.add('mug.jpg')).finish(foundOf());
    const before = t.picture('mug.jpg').work;
    t.state().choose({ quality: 'ultra', model: SMALL });
    await settle();
    expect(t.calls.at(-1)).toMatchObject({ quality: 'ultra', model: SMALL });
    t.state().cancel(t.picture('mug.jpg').id);
    await settle();
    expect(t.picture('mug.jpg').work).toEqual(before);
    expect(t.state()).toMatchObject({ quality: 'high', model: DEFAULT_MODEL });
    expect(t.state().document()?.recipe.quality).toBe('high');
    expect(t.calls).toHaveLength(2);
  });

  it('is what it means when the engine cancels by itself', async () => {
    await (await t.add('mug.jpg')).fail(new EngineError('cancelled', 'Cancelled'));
    expect(t.works()).toEqual(['cancelled']);
  });
});

describe('failure', () => {
  it('keeps the picture when the engine is at fault, and tries again', async () => {
    await (await t.add('mug.jpg')).fail(new EngineError('inference_failed', 'No'));
    expect(t.picture('mug.jpg').work).toMatchObject({
      name: 'failed',
      problem: { code: 'inference_failed' },
    });
    t.state().retry(t.picture('mug.jpg').id);
    await t.calls[1]!.finish(foundOf());
    expect(t.works()).toEqual(['ready']);
  });

  it('of a device that is too small is tried once more at the lowest level, and that is said', async () => {
    await (await t.add('wall.jpg')).fail(new EngineError('worker_died', 'Gone'));
    expect(t.calls[1]).toMatchObject({ quality: 'low' });
    await t.calls[1]!.finish(foundOf());
    expect(t.state().notice).toEqual({ kind: 'made_smaller', fileName: 'wall.jpg' });
    expect(t.picture('wall.jpg').work).toMatchObject({
      name: 'ready',
      choice: { quality: 'low' },
      source: { quality: 'low' },
    });
    expect(t.state().document()?.recipe.quality).toBe('high');
  });

  it('is drawn anew when it is tried again and succeeds', async () => {
    await (await t.add('wall.jpg')).fail(new EngineError('worker_died', 'Gone'));
    await t.calls[1]!.finish(foundOf());
    const key = () => {
      const { work } = t.picture('wall.jpg');
      return work.name === 'ready' ? work.source?.key : undefined;
    };
    const small = key();
    t.state().cutOutHere(t.picture('wall.jpg').id);
    await settle();
    await t.calls[2]!.finish(foundOf());
    expect(small).toBeDefined();
    expect(key()).toBeDefined();
    expect(key()).not.toBe(small);
  });

  it('is told when not even that helps', async () => {
    await (await t.add('wall.jpg')).fail(new EngineError('out_of_memory', 'No'));
    await t.calls[1]!.fail(new EngineError('out_of_memory', 'No'));
    expect(t.picture('wall.jpg').work).toMatchObject({ name: 'failed', problem: { code: 'out_of_memory' } });
    expect(t.calls).toHaveLength(2);
  });

  it('of a file leads to the start with the facts', async () => {
    const details = { pixels: 400_000_000, limitPixels: 100_000_000 };
    await (await t.add('wall.png')).fail(new EngineError('image_too_large', 'Too large', { details }));
    expect(t.state()).toMatchObject({ project: null, pictures: [], activeId: null, history: null });
    expect(t.state().notice).toEqual({
      kind: 'problem',
      problem: { code: 'image_too_large', fileName: 'wall.png', details },
    });
    expect(await t.storage.projects()).toEqual([]);
    expect(t.live.size).toBe(0);
  });

  it('of the file of a project that was kept before removes nothing', async () => {
    await t.add('wall.png');
    const { id } = t.state().project!;
    t.state().leaveProject();
    await t.state().openProject(id);
    await settle();
    await t.calls.at(-1)!.fail(new EngineError('image_too_large', 'Too large'));
    expect(t.works()).toEqual(['failed']);
    expect(await t.storage.projects()).toHaveLength(1);
  });

  it('of one file among others stays with that one, until it is removed', async () => {
    await (await t.add('notes.txt', 'mug.jpg')).fail(new EngineError('unsupported_image', 'No'));
    expect(t.state().activeId).toBe(t.picture('mug.jpg').id);
    expect(t.works()).toEqual(['failed', 'working']);
    // It is told where it lies, not over the picture that is looked at.
    expect(t.state().notice).toBeNull();
    const notes = t.picture('notes.txt');
    expect(notes.work).toMatchObject({ problem: { code: 'unsupported_image', fileName: 'notes.txt' } });
    t.state().remove(notes.id);
    expect(t.works()).toEqual(['working']);
  });

  it('is left for another level', async () => {
    await (await t.add('mug.jpg')).fail(new EngineError('inference_failed', 'No'));
    t.state().choose({ quality: 'low' });
    await settle();
    expect(t.calls.at(-1)!.quality).toBe('low');
  });

  it('that nobody foresaw is shown', async () => {
    await (await t.add('mug.jpg')).fail(new TypeError('x is not a function'));
    expect(t.picture('mug.jpg').work).toMatchObject({ name: 'failed', problem: { code: 'internal' } });
  });

  it('of a second cut-out can be left for the first', async () => {
    await (await t.add('mug.jpg')).finish(foundOf());
    const before = t.picture('mug.jpg').work;
    t.state().choose({ model: SMALL });
    await settle();
    await t.calls[1]!.fail(new EngineError('model_unavailable', 'Not there', { details: { status: 404 } }));
    expect(t.picture('mug.jpg').work).toMatchObject({
      name: 'failed',
      problem: { details: { status: 404 } },
    });
    t.state().cancel(t.picture('mug.jpg').id);
    await settle();
    expect(t.picture('mug.jpg').work).toEqual(before);
    expect(t.state().model).toEqual(DEFAULT_MODEL);
  });
});

describe('a picture that is removed', () => {
  it('leaves its place to its neighbour, and comes back to where it was', async () => {
    await t.add('a.jpg', 'b.jpg', 'c.jpg');
    t.state().activate(t.picture('b.jpg').id);
    const undo = t.state().remove(t.picture('b.jpg').id);
    expect(t.state().pictures.map(({ name }) => name)).toEqual(['a.jpg', 'c.jpg']);
    expect(t.state().activeId).toBe(t.picture('c.jpg').id);
    undo();
    await settle();
    expect(t.state().pictures.map(({ name }) => name)).toEqual(['a.jpg', 'b.jpg', 'c.jpg']);
    expect(t.state().activeId).toBe(t.picture('b.jpg').id);
    expect(t.state().history).not.toBeNull();
  });

  it('ends its job, and the next one begins', async () => {
    const call = await t.add('a.jpg', 'b.jpg');
    t.state().remove(t.picture('a.jpg').id);
    expect(call.signal.aborted).toBe(true);
    expect(t.works()).toEqual(['working']);
  });

  it('takes an empty project with it, and brings it back', async () => {
    await (await t.add('a.jpg')).finish(foundOf());
    const undo = t.state().remove(t.picture('a.jpg').id);
    await settle();
    expect(t.state().project).toBeNull();
    undo();
    await settle();
    expect(t.state().project).toMatchObject({ name: 'a' });
    expect(t.works()).toEqual(['ready']);
    expect(t.calls).toHaveLength(1);
  });
});

describe('a project', () => {
  it('is left and opened again as it was, without work', async () => {
    await (await t.add('a.jpg', 'b.jpg')).finish(foundOf());
    await t.calls[1]!.finish(foundOf());
    t.state().renameProject('  Mugs ');
    t.state().perform({ name: 'change-recipe', about: 'blend', changes: { blend_mode: 'multiply' } });
    const { project } = t.state();
    await settle();
    t.state().leaveProject();
    expect(t.state()).toMatchObject({ project: null, pictures: [], history: null, frame: null });
    await t.state().openProject(project!.id);
    await settle();
    expect(t.state().project).toEqual({ id: project!.id, name: 'Mugs' });
    expect(t.works()).toEqual(['ready', 'ready']);
    expect(t.state().document()?.recipe.blend_mode).toBe('multiply');
    expect(t.calls).toHaveLength(2);
    t.state().undo();
    expect(t.state().document()?.recipe.blend_mode).toBe('normal');
  });

  it('goes on with what was not done when it was left', async () => {
    const call = await t.add('a.jpg');
    const { project } = t.state();
    t.state().leaveProject();
    expect(call.signal.aborted).toBe(true);
    await t.state().openProject(project!.id);
    await settle();
    expect(t.works()).toEqual(['working']);
    expect(t.calls).toHaveLength(2);
  });

  it('is opened again by a tab that is loaded again', async () => {
    await (await t.add('a.jpg', 'b.jpg')).finish(foundOf());
    t.state().activate(t.picture('b.jpg').id);
    expect(t.place()).toEqual({ projectId: t.state().project!.id, pictureId: t.picture('b.jpg').id });
    t.state().leaveProject();
    expect(t.place()).toBeNull();
  });

  it('that is not there is not opened', async () => {
    await t.state().openProject('nothing');
    expect(t.state().project).toBeNull();
  });

  it('gives all addresses back when it is left while it is read', async () => {
    t.thumbnails.readable = true;
    await (await t.add('a.jpg')).finish(foundOf());
    const { id } = t.state().project!;
    await settle();
    expect((await t.storage.readProject(id))?.pictures[0]?.thumbnail).toBeInstanceOf(Blob);
    t.state().leaveProject();
    await settle();
    expect(t.live.size).toBe(0);
    const opening = t.state().openProject(id);
    t.state().leaveProject();
    await opening;
    expect(t.state().project).toBeNull();
    expect(t.live.size).toBe(0);
  });

  it('gives all addresses back when it is left', async () => {
    await (await t.add('a.jpg')).finish(foundOf());
    await t.studio.drawings[0]!.finish();
    await new Promise(resolve => setTimeout(resolve, 300));
    await t.studio.drawings[1]!.finish();
    await new Promise(resolve => setTimeout(resolve, 300));
    expect(t.live.size).toBe(1);
    t.state().leaveProject();
    expect(t.live.size).toBe(0);
    t.state().dispose();
    expect([t.disposed(), t.studio.disposed()]).toEqual([1, 1]);
  });
});

describe('the networks', () => {
  const never = new AbortController().signal;

  it('are looked for again after a job', async () => {
    await t.state().refreshModels(false);
    expect(t.state().models[0]?.place).toBe('elsewhere');
    t.setModels(async () => [{ ...ISNET, place: 'device' }]);
    await (await t.add('mug.jpg')).finish(foundOf());
    expect(t.state().models[0]?.place).toBe('device');
  });

  it('stay as they were told when they cannot be looked for', async () => {
    await t.state().refreshModels(false);
    t.setModels(() => Promise.reject(new EngineError('model_unavailable', 'No network')));
    await t.state().refreshModels(true);
    expect(t.state().models).toEqual([ISNET]);
  });

  it('cut out again when another one is chosen, and not when the same one is', async () => {
    await (await t.add('mug.jpg')).finish(foundOf());
    t.state().choose({ model: { ...DEFAULT_MODEL } });
    await settle();
    expect(t.calls).toHaveLength(1);
    t.state().choose({ model: SMALL });
    await settle();
    expect(t.calls[1]).toMatchObject({ model: SMALL, quality: 'high' });
    await t.calls[1]!.finish(foundOf());
    expect(t.picture('mug.jpg').work).toMatchObject({ choice: { model: SMALL } });
  });

  it('show what they found before when somebody goes back to them, by undo too', async () => {
    await (await t.add('mug.jpg')).finish(foundOf());
    t.state().choose({ model: SMALL });
    await settle();
    await t.calls[1]!.finish(foundOf());
    t.state().undo();
    await settle();
    expect(t.picture('mug.jpg').work).toMatchObject({ name: 'ready', choice: { model: DEFAULT_MODEL } });
    expect(t.state().model).toEqual(DEFAULT_MODEL);
    t.state().redo();
    await settle();
    expect(t.picture('mug.jpg').work).toMatchObject({ name: 'ready', choice: { model: SMALL } });
    expect(t.calls).toHaveLength(2);
  });

  it('begin anew when the mind changes in the middle of a job', async () => {
    await (await t.add('mug.jpg')).finish(foundOf());
    t.state().choose({ quality: 'ultra' });
    await settle();
    t.state().choose({ quality: 'low' });
    await settle();
    expect(t.calls[1]!.signal.aborted).toBe(true);
    expect(t.calls[2]!.quality).toBe('low');
    t.state().undo();
    t.state().undo();
    await settle();
    expect(t.calls[2]!.signal.aborted).toBe(true);
    expect(t.works()).toEqual(['ready']);
    expect(t.calls).toHaveLength(3);
  });

  it('are for the next pictures when they are chosen at the start', async () => {
    t.state().choose({ model: SMALL, quality: 'low' });
    expect(await t.add('mug.jpg')).toMatchObject({ model: SMALL, quality: 'low' });
  });

  it("of the user's own are chosen once they were tried, and stay within reach", async () => {
    await t.state().takeOwn(OWN, never);
    expect(t.state()).toMatchObject({ own: OWN, model: OWN });
    t.state().choose({ model: DEFAULT_MODEL });
    expect(t.state().own).toBe(OWN);
    t.state().choose({ model: OWN });
    expect((await t.add('mug.jpg')).model).toBe(OWN);
  });

  it('change nothing when they are refused, or not waited for', async () => {
    await (await t.add('mug.jpg')).finish(foundOf());
    t.setTrial(() => Promise.reject(new EngineError('invalid_model', 'No')));
    await expect(t.state().takeOwn(OWN, never)).rejects.toMatchObject({ code: 'invalid_model' });
    t.setTrial(async () => undefined);
    await t.state().takeOwn(OWN, AbortSignal.abort());
    expect(t.state()).toMatchObject({ own: null, model: DEFAULT_MODEL });
    expect(t.calls).toHaveLength(1);
  });
});
