import { EngineError } from '@backgroundfx/core';
import { describe, expect, it } from 'vitest';
import { packed, unpacked } from './wire.ts';

describe('the wire', () => {
  it('carries values and typed errors', async () => {
    expect(unpacked(await packed(async () => 7))).toBe(7);
    const outcome = await packed(async () => {
      throw new EngineError('image_too_large', 'Too large', { details: { pixels: 9 } });
    });
    expect(structuredClone(outcome)).toEqual(outcome);
    expect(() => unpacked(outcome)).toThrow(
      expect.objectContaining({ name: 'EngineError', code: 'image_too_large', details: { pixels: 9 } }),
    );
  });

  it('names a failed allocation and anything else it does not know', async () => {
    const big = await packed(async () => {
      throw new RangeError('Array buffer allocation failed');
    });
    const odd = await packed(async () => {
      throw 'odd';
    });
    expect(big).toMatchObject({ error: { code: 'out_of_memory' } });
    expect(odd).toMatchObject({ error: { code: 'internal', message: 'odd' } });
  });
});
