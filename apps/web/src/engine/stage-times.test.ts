import { describe, expect, it } from 'vitest';
import { createStageTimes } from './stage-times.ts';

describe('createStageTimes', () => {
  function memory(initial?: string) {
    let kept = initial ?? null;
    return {
      getItem: () => kept,
      setItem: (_: string, value: string) => {
        kept = value;
      },
      kept: () => JSON.parse(kept ?? '{}') as object,
    };
  }

  it('learns by name, keeps it, and forgets slowly', () => {
    const storage = memory();
    createStageTimes(storage).learn('isnet/high', { infer: 4, decode: 0.1 });
    createStageTimes(storage).learn('isnet/high', { infer: 2 });
    const times = createStageTimes(storage);
    expect(times.of('isnet/high')).toEqual({ infer: 3, decode: 0.1 });
    expect(times.of('isnet/low')).toBeUndefined();
  });

  it('lets go of what was not used for longest', () => {
    const storage = memory();
    const times = createStageTimes(storage);
    for (let i = 0; i < 80; i++) times.learn(`own-${i}/high`, { infer: i });
    expect(Object.keys(storage.kept())).toHaveLength(60);
    expect(times.of('own-19/high')).toBeUndefined();
    expect(createStageTimes(storage).of('own-79/high')).toEqual({ infer: 79 });
  });

  it.each(['', 'null', '[]', '[3]', '{"a":7}', '{"a":{"infer":"soon","decode":-1,"x":3,"load":null}}', '{'])(
    'survives %j in the storage',
    kept => {
      const times = createStageTimes(memory(kept));
      expect(times.of('a') ?? {}).toEqual({});
      times.learn('a', { infer: 1 });
      expect(times.of('a')).toEqual({ infer: 1 });
    },
  );

  it('works where storing is forbidden', () => {
    const times = createStageTimes({
      getItem: () => null,
      setItem: () => {
        throw new DOMException('full', 'QuotaExceededError');
      },
    });
    times.learn('a', { infer: 1 });
    expect(times.of('a')).toEqual({ infer: 1 });
  });
});
