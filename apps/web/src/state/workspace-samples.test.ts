import { beforeEach, describe, expect, it } from 'vitest';
import { settle, setUp } from './testing/workspace-setup.ts';

let t: ReturnType<typeof setUp>;
beforeEach(() => {
  t = setUp();
});

describe('samples', () => {
  it('are shown at once and fetched first', async () => {
    t.state().add([{ name: 'mug.jpg', url: '/samples/mug.jpg' }]);
    expect(t.picture('mug.jpg')).toMatchObject({ thumbnail: '/samples/mug.jpg', work: { name: 'waiting' } });
    await settle();
    expect(await t.calls[0]!.file.text()).toBe('jpeg');
  });

  describe('of which the only sample is still on its way', () => {
    beforeEach(() => t.state().add([{ name: 'slow.jpg', url: '/slow.jpg' }]));

    it('leave nothing behind when the project is left', async () => {
      t.state().leaveProject();
      expect(t.slow[0]!.signal.aborted).toBe(true);
      await t.slow[0]!.arrive();
      expect(await t.storage.projects()).toEqual([]);
      expect(t.state()).toMatchObject({ project: null, pictures: [], notice: null });
      expect(t.calls).toHaveLength(0);
    });

    it('leave the rest when others are there', async () => {
      await t.add('mug.jpg');
      const { id } = t.state().project!;
      t.state().leaveProject();
      await t.state().openProject(id);
      await settle();
      expect(t.state().pictures.map(({ name }) => name)).toEqual(['mug.jpg']);
    });

    it('come back to their place among others when their removal is undone', async () => {
      await t.add('mug.jpg');
      const { id } = t.picture('slow.jpg');
      const bringBack = t.state().remove(id);
      expect(t.state().pictures.map(({ name }) => name)).toEqual(['mug.jpg']);
      bringBack();
      expect(t.state().pictures[0]).toMatchObject({ id, name: 'slow.jpg' });
      await t.slow[1]!.arrive();
      expect(t.works()).toEqual(['waiting', 'working']);
    });

    it('come back when their removal is undone, and are fetched again', async () => {
      const bringBack = t.state().remove(t.picture('slow.jpg').id);
      expect(t.slow[0]!.signal.aborted).toBe(true);
      expect(t.state().project).toBeNull();
      await settle();
      bringBack();
      expect(t.picture('slow.jpg')).toMatchObject({ thumbnail: '/slow.jpg', work: { name: 'waiting' } });
      await t.slow[1]!.arrive();
      expect(t.works()).toEqual(['working']);
      expect(await t.calls[0]!.file.text()).toBe('slow');
      expect(await t.storage.projects()).toHaveLength(1);
    });
  });

  it('say so when they cannot be fetched', async () => {
    t.state().add([{ name: 'mug.jpg', url: '/missing.jpg' }]);
    await settle();
    expect(t.calls).toHaveLength(0);
    expect(t.state()).toMatchObject({
      project: null,
      pictures: [],
      notice: { kind: 'problem', problem: { code: 'sample_unavailable' } },
    });
  });
});
