import { expect, it } from 'vitest';
import { readRefusal } from './upload.ts';

const after = (seconds: string) => new Headers({ 'Retry-After': seconds });

it('reads a typed refusal', () => {
  expect(readRefusal(after('2'), '{"error":"busy","message":"Come again"}')).toEqual({
    kind: 'refused',
    code: 'busy',
    retryAfterMs: 2000,
  });
});

it('takes nothing else for one', () => {
  expect(readRefusal(new Headers(), '{"error":"busy"}')).toBeUndefined();
  expect(readRefusal(after('soon'), '{"error":"busy"}')).toBeUndefined();
  expect(readRefusal(after('1'), '{"message":"busy"}')).toBeUndefined();
  expect(readRefusal(after('1'), '{"error":""}')).toBeUndefined();
  expect(readRefusal(after('1'), '<html>busy</html>')).toBeUndefined();
});
