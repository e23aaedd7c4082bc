import { describe, expect, it } from 'vitest';
import { EngineError } from './errors.ts';
import { packed, unpacked } from './outcome.ts';

const failed = (error: unknown) =>
  packed(async () => {
    throw error;
  });

describe('an outcome', () => {
  it('is the value that the work gave', async () => {
    expect(unpacked(await packed(async () => 7))).toBe(7);
    expect(unpacked(await packed(async () => undefined))).toBeUndefined();
  });

  it('carries a typed error through a message, and what lay behind it as text', async () => {
    const cause = new TypeError('inside');
    const details = { pixels: 9, side: 'left', known: true };
    const outcome = await failed(new EngineError('image_too_large', 'Too large', { details, cause }));
    const arrived = structuredClone(outcome);
    expect(arrived).toEqual(outcome);
    expect(() => unpacked(arrived)).toThrow(EngineError);
    expect(() => unpacked(arrived)).toThrow(
      expect.objectContaining({
        code: 'image_too_large',
        message: 'Too large',
        details,
        cause: 'TypeError: inside',
      }),
    );
  });

  it('invents no cause', async () => {
    const outcome = await failed(new EngineError('empty_file', 'The file is empty'));
    expect(() => unpacked(outcome)).toThrow(expect.not.objectContaining({ cause: expect.anything() }));
  });

  it.each([
    ['Array buffer allocation failed', 'out_of_memory'],
    ['Invalid array length', 'out_of_memory'],
    ['Maximum call stack size exceeded', 'internal'],
  ])('of a RangeError "%s" is %s', async (message, code) => {
    expect(await failed(new RangeError(message))).toMatchObject({ error: { code, message } });
  });

  it('of anything else thrown is internal, with the stack behind it where there is one', async () => {
    const odd = new TypeError('odd');
    expect(await failed(odd)).toEqual({
      ok: false,
      error: { code: 'internal', message: 'odd', details: {}, cause: odd.stack },
    });
    expect(await failed('odd')).toEqual({
      ok: false,
      error: { code: 'internal', message: 'odd', details: {}, cause: undefined },
    });
  });
});
