import { describe, expect, it } from 'vitest';
import { ApiError } from '../src/platform/api-error.ts';
import { chooseAnswer } from '../src/processing/answer-type.ts';

describe('the type of an answer', () => {
  it.each([
    [undefined, 'application/json'],
    ['', 'application/json'],
    ['*/*', 'application/json'],
    ['application/json', 'application/json'],
    ['application/*', 'application/json'],
    ['application/json, text/plain, */*', 'application/json'],
    ['image/png', 'image/png'],
    ['IMAGE/PNG', 'image/png'],
    ['image/webp', 'image/webp'],
    ['image/jpeg', 'image/jpeg'],
    ['application/zip', 'application/zip'],
    ['image/*', 'image/png'],
    ['image/png, image/webp', 'image/png'],
    ['image/webp, image/png', 'image/png'],
    ['image/png;q=0.5, image/webp', 'image/webp'],
    ['image/png; q=0.5 , image/webp; q=0.4', 'image/png'],
    ['application/json;q=0.1, image/webp;q=0.2', 'image/webp'],
    ['image/png, */*', 'image/png'],
    ['image/*, */*', 'image/png'],
    ['image/png;q=0.5, */*', 'application/json'],
    ['image/*, image/png;q=0', 'image/webp'],
    ['*/*, application/json;q=0', 'image/png'],
    ['*/*;q=0.1, application/json;q=0, image/png;q=0', 'image/webp'],
    ['image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8', 'image/webp'],
    ['text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', 'application/json'],
    ['image/png;q=nonsense', 'image/png'],
    ['image/png;level=1;q=0.3, image/webp;q=0.2', 'image/png'],
    ['nonsense, image/webp', 'image/webp'],
  ])('for %j is %s', (header, type) => expect(chooseAnswer(header)).toBe(type));

  it.each([
    'text/html',
    'image/gif',
    'image/png;q=0',
    '*/*;q=0',
    'image/*;q=0.0, text/*',
    'nonsense',
    '*/png',
  ])('for %j is none that we have', header => {
    const refusal = (() => {
      try {
        return chooseAnswer(header);
      } catch (error) {
        return error as ApiError;
      }
    })();
    expect(refusal).toBeInstanceOf(ApiError);
    expect(refusal).toMatchObject({
      status: 406,
      code: 'not_acceptable',
      details: { types: ['application/json', 'image/png', 'image/webp', 'image/jpeg', 'application/zip'] },
    });
  });
});
