import { describe, expect, it } from 'vitest';
import { seal, unseal } from '../src/idempotency/seal.ts';

const OLD = new Uint8Array(32).fill(1);
const NEW = new Uint8Array(32).fill(2);
const TEXT = '{"key":"bfx_🦄"}';

describe('a sealed answer', () => {
  it('is opened with its secret, key and row, and also after a new secret was made', () => {
    const sealed = seal(TEXT, OLD, 'key', 'row');
    expect(unseal(sealed, [OLD], 'key', 'row')).toBe(TEXT);
    expect(unseal(sealed, [NEW, OLD], 'key', 'row')).toBe(TEXT);
    expect(Buffer.from(sealed).toString('latin1')).not.toContain('bfx_');
  });

  it('differs each time', () => {
    expect(seal(TEXT, OLD, 'key', 'row')).not.toEqual(seal(TEXT, OLD, 'key', 'row'));
  });

  it.each<[string, Parameters<typeof unseal>[1], string, string]>([
    ['another secret', [NEW], 'key', 'row'],
    ['no secret', [], 'key', 'row'],
    ['another key', [OLD], 'other', 'row'],
    ['another row', [OLD], 'key', 'other'],
    ['key and row run together', [OLD], 'ke', 'yrow'],
  ])('stays closed with %s', (_what, secrets, key, id) => {
    expect(() => unseal(seal(TEXT, OLD, 'key', 'row'), secrets, key, id)).toThrow(/cannot be opened/);
  });

  it('stays closed when one bit of it is another', () => {
    const sealed = seal(TEXT, OLD, 'key', 'row');
    for (let at = 0; at < sealed.length; at++) {
      const other = Buffer.from(sealed);
      other[at] = (other[at] ?? 0) ^ 1;
      expect(() => unseal(other, [OLD], 'key', 'row')).toThrow(/cannot be opened/);
    }
  });
});
