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
    };
  }

  it('learns per quality level, keeps it, and forgets slowly', () => {
    const storage = memory();
    createStageTimes(storage).learn('high', { infer: 4, decode: 0.1 });
    createStageTimes(storage).learn('high', { infer: 2 });
    const times = createStageTimes(storage);
    expect(times.expect('high', false)).toMatchObject({
      learned: true,
      seconds: { infer: 3, decode: 0.1, download: 0 },
    });
    expect(times.expect('low', true).learned).toBe(false);
    expect(times.expect('low', true).seconds.download).toBeGreaterThan(0);
  });

  it('survives whatever stands in the storage', () => {
    for (const kept of ['', 'null', '[]', '{"high":7}', '{"high":{"infer":"soon","decode":-1,"x":3}}', '{']) {
      const { seconds } = createStageTimes(memory(kept)).expect('high', true);
      for (const value of Object.values(seconds)) expect(value).toBeGreaterThanOrEqual(0);
      expect(Object.keys(seconds)).toHaveLength(6);
    }
  });

  it('works where storing is forbidden', () => {
    const times = createStageTimes({
      getItem: () => null,
      setItem: () => {
        throw new DOMException('full', 'QuotaExceededError');
      },
    });
    times.learn('low', { infer: 1 });
    expect(times.expect('low', false).seconds.infer).toBe(1);
  });
});
