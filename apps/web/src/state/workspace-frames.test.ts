import { EngineError } from '@backgroundfx/core';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Command } from './document/commands.ts';
import { coarseOf, foundOf, settle, setUp, type TestBitmap } from './testing/workspace-setup.ts';

const REST_MS = 300;
const rest = () => new Promise(resolve => setTimeout(resolve, REST_MS));

const edges = (edge_refinement: number): Command => ({
  name: 'change-recipe',
  about: 'edges',
  changes: { edge_refinement },
});

let t: ReturnType<typeof setUp>;
beforeEach(async () => {
  t = setUp();
  await (await t.add('mug.jpg')).finish(foundOf());
});

const drawings = () => t.studio.drawings;
const asked = () => drawings().map(({ request, pixels }) => [request.recipe.edge_refinement, pixels]);

describe('frames', () => {
  it('come small at once, and large when everything rests', async () => {
    expect(t.state()).toMatchObject({ frame: null, isDrawing: true });
    const small = await drawings()[0]!.finish();
    expect(t.state()).toMatchObject({ frame: small, isDrawing: false });
    expect(t.state().drawn).toBe(t.state().document());
    await rest();
    const large = await drawings()[1]!.finish();
    expect(t.state().frame).toBe(large);
    expect(asked()).toEqual([
      [50, 100],
      [50, 1000],
    ]);
    await rest();
    expect(drawings()).toHaveLength(2);
    expect((small.subject as TestBitmap).closed).toBe(true);
    expect((large.subject as TestBitmap).closed).toBe(false);
  });

  it('follow a drag one at a time: of the wishes meanwhile the last one counts', async () => {
    await drawings()[0]!.finish();
    t.state().preview({ edge_refinement: 10 });
    await settle();
    for (const edge_refinement of [20, 25, 30]) t.state().preview({ edge_refinement });
    await settle();
    expect(asked().slice(1)).toEqual([[10, 100]]);
    await drawings()[1]!.finish();
    expect(t.state().drawn?.recipe.edge_refinement).toBe(10);
    await drawings()[2]!.finish();
    expect(asked().slice(1)).toEqual([
      [10, 100],
      [30, 100],
    ]);
    await rest();
    expect(drawings()).toHaveLength(3);
    t.state().perform(edges(30));
    await settle();
    await drawings()[3]!.finish();
    await rest();
    expect(asked().at(-1)).toEqual([30, 1000]);
  });

  it('let a large one go when something else is wanted', async () => {
    await drawings()[0]!.finish();
    await rest();
    t.state().perform(edges(70));
    expect(drawings()[1]!.signal?.aborted).toBe(true);
    await settle();
    const late = await drawings()[2]!.finish();
    expect(t.state().frame).toBe(late);
    expect(t.state().notice).toBeNull();
  });

  it('of a quick matte are followed by those of the sharp one', async () => {
    await drawings()[0]!.finish();
    const call = await t.add('plant.jpg');
    call.draft(coarseOf('quick'));
    await settle();
    const quick = await drawings().at(-1)!.finish();
    expect(t.state().frame).toBe(quick);
    await call.finish(foundOf());
    expect(t.state().frame).toBe(quick);
    const sharp = await drawings().at(-1)!.finish();
    expect(t.state().frame).toBe(sharp);
    const marks = performance.getEntriesByType('mark').map(({ name }) => name);
    expect(marks).toEqual(expect.arrayContaining(['picture-added', 'picture-quick', 'picture-sharp']));
  });

  it('are tried with less where the studio died of it, and told when that does not help', async () => {
    await drawings()[0]!.fail(new EngineError('worker_died', 'Gone'));
    expect(asked()[1]).toEqual([50, 40]);
    await drawings()[1]!.fail(new EngineError('worker_died', 'Gone'));
    expect(t.state().notice).toMatchObject({ kind: 'problem', problem: { code: 'worker_died' } });
    t.state().perform(edges(10));
    await settle();
    await drawings()[2]!.finish();
    await rest();
    await drawings()[3]!.fail(new EngineError('out_of_memory', 'No'));
    await rest();
    expect(asked().slice(3)).toEqual([
      [10, 1000],
      [10, 400],
    ]);
  });

  it('are given back with the original when another picture is looked at: one picture alone holds bitmaps', async () => {
    const held = [(await drawings()[0]!.finish()).composed as TestBitmap];
    for (let i = 0; i < 30; i++) {
      await (await t.add(`${i}.jpg`)).finish(foundOf());
      const { composed } = await drawings().at(-1)!.finish();
      held.push(composed as TestBitmap);
    }
    await rest();
    expect(held.filter(({ closed }) => !closed)).toHaveLength(1);
    expect(t.studio.originals.filter(({ closed }) => !closed)).toHaveLength(1);
    t.state().leaveProject();
    await rest();
    expect(held.every(({ closed }) => closed)).toBe(true);
    expect(t.studio.originals.every(({ closed }) => closed)).toBe(true);
  });

  it('late for a picture that is not looked at are closed', async () => {
    await t.add('plant.jpg');
    const late = await drawings()[0]!.finish();
    expect((late.matte as TestBitmap).closed).toBe(true);
    expect(t.state().frame).toBeNull();
  });

  it('show files that the document refers to', async () => {
    const id = await t.state().keepAsset(new Blob(['sea']));
    expect(id).toMatch(/^[0-9a-f]{64}$/);
    const image = {
      type: 'image' as const,
      id,
      fit: 'cover' as const,
      position: { x: 0.5, y: 0.5 },
      scale: 1,
    };
    t.state().perform({ name: 'change-recipe', about: 'background', changes: { background: image } });
    await drawings()[0]!.finish();
    const { assets } = drawings().at(-1)!.request;
    expect(await assets[id]?.text()).toBe('sea');
    const { id: project } = t.state().project!;
    t.state().leaveProject();
    await t.state().openProject(project);
    await settle();
    expect(await drawings().at(-1)!.request.assets[id]?.text()).toBe('sea');
  });

  it('say so where such a file is gone', async () => {
    await drawings()[0]!.finish();
    const image = { type: 'image' as const, id: 'a'.repeat(64), fit: 'cover' as const };
    const background = { ...image, position: { x: 0.5, y: 0.5 }, scale: 1 };
    t.state().perform({ name: 'change-recipe', about: 'background', changes: { background } });
    await settle();
    const details = { asset: image.id };
    await drawings()
      .at(-1)!
      .fail(new EngineError('invalid_argument', 'The file is missing', { details }));
    expect(t.state().notice).toMatchObject({ kind: 'problem', problem: { code: 'asset_missing' } });
    // Once is enough.
    t.state().dismissNotice();
    t.state().perform(edges(20));
    await settle();
    await drawings()
      .at(-1)!
      .fail(new EngineError('invalid_argument', 'The file is missing', { details }));
    expect(t.state().notice).toBeNull();
    t.state().undo();
    t.state().undo();
    await settle();
    expect(drawings().at(-1)!.request.recipe.background).toEqual({ type: 'transparent' });
  });
});
