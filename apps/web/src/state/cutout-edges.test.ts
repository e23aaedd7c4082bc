import { EngineError } from '@backgroundfx/core';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Finished } from './cutout-phase.ts';
import { DEFAULT_EDGES } from './edges.ts';
import { cutoutOf, draftOf, settle, setUp } from './testing/store-setup.ts';

let t: ReturnType<typeof setUp>;
beforeEach(async () => {
  t = setUp();
  await (await t.open('mug.jpg')).finish(cutoutOf());
});

const state = () => t.store.getState();

function finished(): Finished {
  const phase = t.phase();
  if (phase.name !== 'result') throw new Error(`There is no result in phase ${phase.name}`);
  return phase.finished;
}

const drawn = (coverage = 0.5) => ({ png: new Blob(['other'], { type: 'image/png' }), coverage });

describe('a slider', () => {
  it('asks for a draft of what was found in the picture, and shows it', async () => {
    state().adjust({ feather: 3 });
    expect(finished().edges).toEqual({ ...DEFAULT_EDGES, feather: 3 });
    expect(t.edges.drafts).toHaveLength(1);
    const [{ source, edges } = { source: null, edges: null }] = t.edges.drafts;
    expect(edges).toEqual({ ...DEFAULT_EDGES, feather: 3 });
    expect(source).toMatchObject({ quality: 'high', coarse: { width: 4, height: 3 } });
    expect(await source?.file.text()).toBe('mug.jpg');
    expect(state().isDrafting).toBe(true);
    const draft = draftOf('soft');
    await t.edges.drafts[0]!.finish(draft);
    expect(state()).toMatchObject({ draft, isDrafting: false });
  });

  it('draws one draft at a time; of those asked for meanwhile the last one counts', async () => {
    for (const feather of [1, 2, 3, 4]) state().adjust({ feather });
    expect(t.edges.drafts.map(({ edges }) => edges.feather)).toEqual([1]);
    const first = draftOf('first');
    await t.edges.drafts[0]!.finish(first);
    expect(state().draft).toBe(first);
    expect(t.edges.drafts.map(({ edges }) => edges.feather)).toEqual([1, 4]);
    await t.edges.drafts[1]!.finish(draftOf('last'));
    expect(first.closed).toBe(true);
    expect(t.edges.drafts).toHaveLength(2);
  });

  it('stops at its ends, and takes nothing that is not a number', () => {
    state().adjust({ feather: 300, shiftEdge: -99, contrast: Number.NaN });
    expect(finished().edges).toEqual({ ...DEFAULT_EDGES, feather: 20, shiftEdge: -10 });
  });

  it('shows the PNG again when it is back where that was made', async () => {
    state().adjust({ contrast: 20 });
    const draft = draftOf('crisp');
    await t.edges.drafts[0]!.finish(draft);
    state().adjust({ contrast: 0 });
    expect(state().draft).toBeNull();
    expect(draft.closed).toBe(true);
    expect(t.edges.drafts).toHaveLength(1);
  });

  it('goes back to what is on screen when it cannot be drawn, and says why', async () => {
    state().adjust({ feather: 3 });
    state().adjust({ feather: 5 });
    await t.edges.drafts[0]!.fail(new EngineError('unreadable_image', 'The file was moved'));
    expect(finished().edges).toEqual(DEFAULT_EDGES);
    expect(t.edges.drafts).toHaveLength(1);
    expect(state().notice).toMatchObject({
      kind: 'problem',
      problem: { code: 'unreadable_image', fileName: 'mug.jpg' },
    });
    state().adjust({ feather: 5 });
    expect(t.edges.drafts).toHaveLength(2);
  });

  it('has nothing to say where nothing was found, and before there is a result', async () => {
    await (await t.open('wall.jpg')).finish(cutoutOf(0));
    state().adjust({ feather: 3 });
    state().startOver();
    state().adjust({ feather: 3 });
    expect(t.edges.drafts).toHaveLength(0);
  });
});

describe('other pictures and other looks', () => {
  it('begins every picture with neutral edges, and throws late drafts away', async () => {
    state().adjust({ feather: 3 });
    const call = await t.open('car.jpg');
    expect(call.edges).toEqual(DEFAULT_EDGES);
    const late = draftOf('late');
    await t.edges.drafts[0]!.finish(late);
    expect(late.closed).toBe(true);
    await call.finish(cutoutOf());
    expect(state().draft).toBeNull();
    expect(finished().edges).toEqual(DEFAULT_EDGES);
  });

  it('keeps the edges when the same picture is cut out again: its PNG has them', async () => {
    const before = finished().id;
    state().adjust({ feather: 3 });
    state().choose({ quality: 'low' });
    await settle();
    expect(t.calls.at(-1)!.edges).toEqual({ ...DEFAULT_EDGES, feather: 3 });
    await t.calls.at(-1)!.finish(cutoutOf());
    expect(finished()).toMatchObject({ edges: { feather: 3 }, pngEdges: { feather: 3 } });
    expect(finished().id).not.toBe(before);
    expect(finished().source?.quality).toBe('low');
  });

  it('draws the edges of a cut-out anew that somebody comes back to', async () => {
    state().adjust({ feather: 3 });
    await t.edges.drafts[0]!.finish(draftOf('soft'));
    state().startOver();
    expect(state().draft).toBeNull();
    state().goBack();
    expect(finished().edges.feather).toBe(3);
    expect(t.edges.drafts).toHaveLength(2);
    state().choose({ quality: 'low' });
    await settle();
    state().cancel();
    expect(finished().edges.feather).toBe(3);
  });
});

describe('saving', () => {
  it('takes the PNG that is there while no slider has moved', async () => {
    expect(await state().save()).toBe(finished());
    expect(t.edges.wholes).toHaveLength(0);
  });

  it('makes a PNG of what the sliders say, once, and shows it', async () => {
    const { id, url } = finished();
    state().adjust({ shiftEdge: 2 });
    await t.edges.drafts[0]!.finish(draftOf('wide'));
    const saving = state().save();
    expect(state().isSaving).toBe(true);
    const { png } = await t.edges.wholes[0]!.finish(drawn(0.7)).then(() => finished().cutout);
    expect(await saving).toBe(finished());
    expect(await png.text()).toBe('other');
    expect(finished()).toMatchObject({ id, cutout: { coverage: 0.7 }, pngEdges: { shiftEdge: 2 } });
    expect(t.live.has(url)).toBe(false);
    expect(t.live.has(finished().url)).toBe(true);
    expect(state()).toMatchObject({ isSaving: false, draft: null });
    expect(await state().save()).toBe(finished());
    expect(t.edges.wholes).toHaveLength(1);
  });

  it('hands out what was asked for while the sliders go on', async () => {
    state().adjust({ shiftEdge: 2 });
    const saving = state().save();
    state().adjust({ shiftEdge: 5 });
    await t.edges.wholes[0]!.finish(drawn());
    expect((await saving)?.pngEdges.shiftEdge).toBe(2);
    expect(finished().edges.shiftEdge).toBe(5);
  });

  it('gives nothing, and leaves no address behind, when the picture is gone meanwhile', async () => {
    state().adjust({ shiftEdge: 2 });
    const saving = state().save();
    const call = await t.open('car.jpg');
    await t.edges.wholes[0]!.finish(drawn());
    expect(await saving).toBeNull();
    await call.finish(cutoutOf());
    expect(t.live.size).toBe(2);
    expect(state().isSaving).toBe(false);
  });

  it('says what went wrong, keeps the sliders, and can be tried again', async () => {
    state().adjust({ shiftEdge: 2 });
    const saving = state().save();
    await t.edges.wholes[0]!.fail(new EngineError('worker_died', 'Gone'));
    expect(await saving).toBeNull();
    expect(state().notice).toMatchObject({ problem: { code: 'worker_died' } });
    expect(finished().edges.shiftEdge).toBe(2);
    const again = state().save();
    await t.edges.wholes[1]!.finish(drawn());
    expect((await again)?.pngEdges.shiftEdge).toBe(2);
  });
});
